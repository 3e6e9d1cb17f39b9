//! What there can be to say.

use crate::auth::{Capability, Role};

names! {
    /// What there can be to say.
    pub enum NoticeKind in the API {
        /// A number ends soon at its provider.
        NumberExpiring = "number.expiring",
        /// A number has been silent for longer than usual.
        NumberSilent = "number.silent",
        /// A provider has trouble with a payment.
        BillingIssue = "billing.issue",
        /// Deliveries over a channel fail.
        ChannelFailing = "channel.failing",
        /// A channel's receiver is no more; it was switched off.
        ChannelGone = "channel.gone",
        /// A member who may not say where messages go any more has left channels, which were switched
        /// off.
        ChannelOrphaned = "channel.orphaned",
        /// A rule's pattern took too long and was switched off.
        PatternSlow = "pattern.slow",
        /// The audit log is not as Codebell wrote it.
        AuditBroken = "audit.broken",
        /// The embedded database died and was started again.
        DatabaseRestarted = "database.restarted",
        /// No more codes are sent today.
        SendCeiling = "send.ceiling",
        /// A message to a number of the inbox did not come back.
        CanaryMissing = "canary.missing",
    }
}

impl NoticeKind {
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
