//! What can be permitted: the same list is what handlers name as arguments, what a key's scopes are
//! chosen from, and what the page is told it may offer. Which role has what, [`super::Role`] says.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;

use super::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::docs::{Argument, Demands};

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:tt, $is_scope:literal;)+) => {
        names! {
            /// Something that may be permitted.
            pub enum Capability in the API {
                $($(#[$doc])* $name = $text),+
            }
        }

        impl Capability {
            /// Whether a program's key may have it.
            pub fn is_scope(self) -> bool {
                match self {
                    $(Self::$name => $is_scope),+
                }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Debug)]
            pub struct $name(pub Caller);

            impl AsRef<Caller> for $name {
                fn as_ref(&self) -> &Caller {
                    &self.0
                }
            }

            impl<S> FromRequestParts<S> for $name
            where
                S: Send + Sync,
                Context: FromRef<S>,
            {
                type Rejection = Error;

                async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
                    Caller::who_may(Capability::$name, parts, state).await.map(Self)
                }
            }

            impl Argument for $name {
                fn demand(demands: &mut Demands) {
                    Capability::$name.demand(demands);
                }
            }
        )+
    };
}

permissions! {
    /// Read the messages of visible numbers, and which numbers those are.
    ReadMessages = "messages:read", true;
    /// Copy their codes and mark them as read.
    CopyMessages = "messages:copy", true;
    /// Claim their codes.
    ClaimMessages = "messages:claim", true;
    /// Make and revoke one's own keys for programs.
    WriteApiKeys = "api-keys:write", false;
    /// See the sources that messages come from, and what they sent.
    ReadSources = "sources:read", true;
    /// Add, change and remove sources and demo data.
    WriteSources = "sources:write", false;
    /// Say what the code of a message is, by rules.
    WriteCodeRules = "code-rules:write", false;
    /// See channels, rules and what was forwarded.
    ReadChannels = "channels:read", true;
    /// Say where messages are forwarded to, test it and try it again.
    WriteChannels = "channels:write", false;
    /// See and dismiss what providers and Codebell have to say.
    HandleNotices = "notices", true;
    /// Send codes and verify them, and see what was sent; a key sees its own alone.
    SendCodes = "otp", true;
    /// Be told how many guesses a code has left.
    CountAttempts = "otp:attempts", true;
    /// See gateways, try them, and see how much was sent and in which words.
    HandleSends = "sends", false;
    /// Set up gateways, and say what may be sent, where and in which words.
    WriteGateways = "gateways:write", false;
    /// Name numbers and say who sees them.
    WriteNumbers = "numbers:write", false;
    /// See, invite, change and remove members.
    WriteTeam = "team:write", false;
    /// See what numbers cost.
    ReadBilling = "billing:read", true;
    /// See and export the audit log.
    ReadAudit = "audit:read", true;
}

impl Capability {
    /// Whether it tells of all numbers alike, so that no key has it that is limited to some.
    pub fn is_of_all_numbers(self) -> bool {
        matches!(self, Self::ReadAudit | Self::ReadBilling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_changes_who_may_do_what_can_be_given_to_a_key() {
        for capability in [
            Capability::WriteApiKeys,
            Capability::WriteTeam,
            Capability::WriteNumbers,
            Capability::WriteSources,
            Capability::WriteChannels,
            Capability::WriteGateways,
        ] {
            assert!(!capability.is_scope(), "{}", capability.as_str());
        }
    }

    #[test]
    fn a_capability_is_read_back_from_its_name() {
        for capability in Capability::ALL {
            assert_eq!(Capability::from_name(capability.as_str()), Some(*capability));
        }
    }
}
