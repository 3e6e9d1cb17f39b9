//! What the page's wizard tells of a provider: how it is secured, and what to do there to connect it.
//!
//! The words are English. The page has them in its other languages, by the English sentence.

use serde::Serialize;
use utoipa::ToSchema;

use super::presets::Preset;

/// What the wizard tells of a provider.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProviderGuide)]
pub struct Guide {
    /// How its webhooks are told from forged ones.
    pub secured_by: &'static str,
    /// Where it documents its webhooks; null where no address of its own is known.
    #[schema(required)]
    pub docs_url: Option<&'static str>,
    /// What to do at the provider, in order.
    #[schema(value_type = Vec<Step>)]
    pub steps: &'static [Step],
    /// Where its secret can come from, the usual way first; none where it signs nothing.
    #[schema(value_type = Vec<SecretWay>)]
    pub secret_ways: &'static [SecretWay],
    /// When a source should name the number that its messages are for.
    pub number_hint: &'static str,
    /// What a source has to say itself, where this is not one provider but any; else null.
    #[schema(required)]
    pub open_format: Option<OpenFormat>,
}

/// Something to do at the provider.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProviderStep)]
pub struct Step {
    /// What to do.
    pub words: &'static str,
    /// Whether the secret that the provider shows then is entered here.
    pub asks_secret: bool,
}

/// Where the secret of a source comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SecretWay {
    /// The provider shows it already.
    Paste,
    /// The provider shows it once the address was saved there.
    Later,
    /// It is made here, where it is a text, to be entered at the provider.
    Make,
}

/// How a source signs and where its fields are, which each source says for itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenFormat {
    /// Whom it stands for, as the wizard offers it.
    pub offered_as: &'static str,
    /// Well-known ways to sign, to begin with.
    #[schema(value_type = Vec<Preset>)]
    pub presets: &'static [Preset],
}

impl Guide {
    /// The hint of providers that name the number with each message.
    pub const USUAL_NUMBER_HINT: &'static str =
        words!("Only for messages that do not say which number they came to.");
}

impl Step {
    /// Something to do that has nothing to do with the secret.
    pub const fn new(words: &'static str) -> Self {
        Self { words, asks_secret: false }
    }

    /// The step at which the provider has the secret.
    pub const fn with_secret(words: &'static str) -> Self {
        Self { words, asks_secret: true }
    }
}
