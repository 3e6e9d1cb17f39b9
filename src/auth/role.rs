//! Roles and what each may do.

use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A member's role in the team; a later one may do all that an earlier one may.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema, ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads, copies and claims codes of the numbers that are open to the team.
    Viewer,
    /// Also sees new numbers and connects providers.
    Manager,
    /// Everything.
    Owner,
}

impl Role {
    /// The name in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Manager => "manager",
            Self::Owner => "owner",
        }
    }

    /// Whether numbers are seen that nobody has opened to the team yet.
    pub fn sees_new_numbers(self) -> bool {
        self >= Self::Manager
    }

    /// What the page may offer to this role.
    pub fn capabilities(self) -> Vec<Capability> {
        let mut capabilities =
            vec![Capability::ReadMessages, Capability::CopyMessages, Capability::ClaimMessages];
        if self >= Self::Manager {
            capabilities.push(Capability::ReadSources);
        }
        if self >= Self::Owner {
            capabilities.push(Capability::WriteNumbers);
        }
        capabilities
    }
}

/// Something that the page offers only to those who may do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Capability {
    /// Read messages of visible numbers.
    #[serde(rename = "messages:read")]
    ReadMessages,
    /// Copy their codes.
    #[serde(rename = "messages:copy")]
    CopyMessages,
    /// Claim their codes.
    #[serde(rename = "messages:claim")]
    ClaimMessages,
    /// See the sources that messages come from.
    #[serde(rename = "sources:read")]
    ReadSources,
    /// Name numbers and open them to the team.
    #[serde(rename = "numbers:write")]
    WriteNumbers,
}

/// A text that names no role.
#[derive(Debug, thiserror::Error)]
#[error("a role is one of owner, manager, viewer")]
pub struct NotARole;

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, NotARole> {
        [Self::Viewer, Self::Manager, Self::Owner]
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(NotARole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_owner_may_open_numbers_and_only_above_viewer_are_new_ones_seen() {
        assert!(Role::Owner.capabilities().contains(&Capability::WriteNumbers));
        assert!(!Role::Manager.capabilities().contains(&Capability::WriteNumbers));
        assert!(Role::Owner.sees_new_numbers() && Role::Manager.sees_new_numbers());
        assert!(!Role::Viewer.sees_new_numbers());
    }

    #[test]
    fn a_role_is_read_back_from_its_name() {
        for role in [Role::Viewer, Role::Manager, Role::Owner] {
            assert_eq!(role.as_str().parse::<Role>().expect("a role"), role);
        }
        assert!("Owner".parse::<Role>().is_err());
    }
}
