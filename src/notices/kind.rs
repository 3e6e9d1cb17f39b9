//! What there can be to say.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{Capability, Role};

/// What there can be to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[sqlx(type_name = "text")]
pub enum NoticeKind {
    /// A number ends soon at its provider.
    #[serde(rename = "number.expiring")]
    #[sqlx(rename = "number.expiring")]
    NumberExpiring,
    /// A number has been silent for longer than usual.
    #[serde(rename = "number.silent")]
    #[sqlx(rename = "number.silent")]
    NumberSilent,
    /// A provider has trouble with a payment.
    #[serde(rename = "billing.issue")]
    #[sqlx(rename = "billing.issue")]
    BillingIssue,
    /// Deliveries over a channel fail.
    #[serde(rename = "channel.failing")]
    #[sqlx(rename = "channel.failing")]
    ChannelFailing,
    /// A channel's receiver is no more; it was switched off.
    #[serde(rename = "channel.gone")]
    #[sqlx(rename = "channel.gone")]
    ChannelGone,
    /// A member who may not say where messages go any more has left channels, which were switched
    /// off.
    #[serde(rename = "channel.orphaned")]
    #[sqlx(rename = "channel.orphaned")]
    ChannelOrphaned,
    /// A rule's pattern took too long and was switched off.
    #[serde(rename = "pattern.slow")]
    #[sqlx(rename = "pattern.slow")]
    PatternSlow,
    /// The audit log is not as Codebell wrote it.
    #[serde(rename = "audit.broken")]
    #[sqlx(rename = "audit.broken")]
    AuditBroken,
    /// The embedded database died and was started again.
    #[serde(rename = "database.restarted")]
    #[sqlx(rename = "database.restarted")]
    DatabaseRestarted,
    /// No more codes are sent today.
    #[serde(rename = "send.ceiling")]
    #[sqlx(rename = "send.ceiling")]
    SendCeiling,
    /// A message to a number of the inbox did not come back.
    #[serde(rename = "canary.missing")]
    #[sqlx(rename = "canary.missing")]
    CanaryMissing,
}

impl NoticeKind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::NumberExpiring,
        Self::NumberSilent,
        Self::BillingIssue,
        Self::ChannelFailing,
        Self::ChannelGone,
        Self::ChannelOrphaned,
        Self::PatternSlow,
        Self::AuditBroken,
        Self::DatabaseRestarted,
        Self::SendCeiling,
        Self::CanaryMissing,
    ];

    /// The name in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NumberExpiring => "number.expiring",
            Self::NumberSilent => "number.silent",
            Self::BillingIssue => "billing.issue",
            Self::ChannelFailing => "channel.failing",
            Self::ChannelGone => "channel.gone",
            Self::ChannelOrphaned => "channel.orphaned",
            Self::PatternSlow => "pattern.slow",
            Self::AuditBroken => "audit.broken",
            Self::DatabaseRestarted => "database.restarted",
            Self::SendCeiling => "send.ceiling",
            Self::CanaryMissing => "canary.missing",
        }
    }

    /// What else than [`Capability::HandleNotices`] hearing of it needs.
    fn needs(self) -> Option<Capability> {
        match self {
            // Whoever is told may take the channels of somebody else over, as who leaves is theirs to say.
            Self::ChannelOrphaned => Some(Capability::WriteTeam),
            Self::AuditBroken => Some(Capability::ReadAudit),
            Self::NumberExpiring
            | Self::NumberSilent
            | Self::BillingIssue
            | Self::ChannelFailing
            | Self::ChannelGone
            | Self::PatternSlow
            | Self::DatabaseRestarted
            | Self::SendCeiling
            | Self::CanaryMissing => None,
        }
    }

    /// Whether members with this role hear of it.
    pub fn is_for(self, role: Role) -> bool {
        role.has(Capability::HandleNotices) && self.needs().is_none_or(|needed| role.has(needed))
    }

    /// The names of the roles that hear of it, where not all do that handle notices.
    pub fn roles_of_some(self) -> Option<Vec<String>> {
        self.needs()?;
        let all = Role::all_with(Capability::HandleNotices);
        Some(all.filter(|role| self.is_for(*role)).map(|role| role.as_str().to_owned()).collect())
    }
}
