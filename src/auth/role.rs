//! Roles and what each may do.

use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Capability;

/// A member's role in the team. None is above another: what each may do is a set of capabilities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads, copies and claims codes of the numbers that are open to the team.
    Viewer,
    /// Also sees new numbers, and connects providers.
    Manager,
    /// Everything.
    Owner,
    /// Reads the audit log, and nothing of messages and numbers.
    Auditor,
}

impl Role {
    /// The name in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Manager => "manager",
            Self::Owner => "owner",
            Self::Auditor => "auditor",
        }
    }

    /// Whether it has a capability: the one table of who may do what. A new role or capability does not
    /// compile before it has its place here, so it has no arm for what is left over.
    pub fn has(self, capability: Capability) -> bool {
        use Capability as May;
        use Role::{Auditor, Manager, Owner, Viewer};

        match capability {
            May::WriteApiKeys => match self {
                Viewer | Manager | Owner | Auditor => true,
            },
            May::ReadMessages | May::CopyMessages | May::ClaimMessages => match self {
                Viewer | Manager | Owner => true,
                Auditor => false,
            },
            May::ReadSources
            | May::WriteSources
            | May::WriteCodeRules
            | May::ReadChannels
            | May::WriteChannels
            | May::HandleNotices
            | May::SendCodes
            | May::CountAttempts
            | May::HandleSends => match self {
                Manager | Owner => true,
                Viewer | Auditor => false,
            },
            May::WriteGateways | May::WriteNumbers | May::WriteTeam | May::ReadBilling => {
                match self {
                    Owner => true,
                    Viewer | Manager | Auditor => false,
                }
            }
            May::ReadAudit => match self {
                Owner | Auditor => true,
                Viewer | Manager => false,
            },
        }
    }

    /// The roles that have a capability.
    pub fn all_with(capability: Capability) -> impl Iterator<Item = Self> {
        let all = Self::value_variants().iter().copied();
        all.filter(move |role| role.has(capability))
    }

    /// Their names, for statements that ask whose role has it.
    pub fn names_with(capability: Capability) -> Vec<String> {
        Self::all_with(capability).map(|role| role.as_str().to_owned()).collect()
    }
}

/// A text that names no role.
#[derive(Debug, thiserror::Error)]
#[error("no role has this name")]
pub struct NotARole;

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, NotARole> {
        let found = Self::value_variants().iter().find(|role| role.as_str() == text);
        found.copied().ok_or(NotARole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_role_is_read_back_from_its_name() {
        for role in Role::value_variants() {
            assert_eq!(role.as_str().parse::<Role>().expect("a role"), *role);
            // The API and the command line call it the same.
            assert_eq!(json!(role), role.as_str());
            let on_the_command_line = role.to_possible_value().expect("offered");
            assert_eq!(on_the_command_line.get_name(), role.as_str());
        }
        assert!("Owner".parse::<Role>().is_err());
    }

    #[test]
    fn an_owner_may_do_everything_and_an_auditor_reads_the_log_and_gives_it_to_programs() {
        let of = |role: Role| -> Vec<Capability> {
            Capability::ALL.iter().copied().filter(|capability| role.has(*capability)).collect()
        };
        assert_eq!(of(Role::Owner), Capability::ALL);
        assert_eq!(of(Role::Auditor), [Capability::WriteApiKeys, Capability::ReadAudit]);
    }
}
