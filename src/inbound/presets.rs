//! Well-known ways to sign, by what they are known for: a beginning for sources that say themselves how
//! they sign. The header is theirs to change.

use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use super::signature::{Encoding, Layout, Scheme, SecretEncoding};

/// A well-known way to sign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SchemePreset)]
pub struct Preset {
    /// Its name for programs.
    pub id: &'static str,
    /// What it is known for.
    pub label: &'static str,
    /// How requests are signed.
    #[serde(serialize_with = "write")]
    #[schema(value_type = Scheme)]
    pub scheme: Make,
}

/// Makes a scheme: its texts can't be written down as constants.
pub type Make = fn() -> Scheme;

/// All of them, in the order in which the page offers them.
pub const PRESETS: &[Preset] = &[
    Preset { id: "simple", label: words!("The bare signature of the body"), scheme: simple },
    Preset { id: "github", label: words!("sha256=… as GitHub sends it"), scheme: github },
    Preset { id: "stripe", label: words!("t=…,v1=… as Stripe sends it"), scheme: stripe },
    Preset {
        id: "standard",
        label: words!("Standard Webhooks (Svix and others)"),
        scheme: standard,
    },
    Preset {
        id: "slack",
        label: words!("v0=… with its own timestamp header, as Slack sends it"),
        scheme: slack,
    },
    Preset { id: "shopify", label: words!("Base64, as Shopify sends it"), scheme: shopify },
];

fn simple() -> Scheme {
    Scheme::hmac_sha256_hex("X-Signature", "{body}")
}

fn github() -> Scheme {
    Scheme {
        layout: Layout::Prefix { prefix: "sha256=".to_owned(), is_optional: false },
        ..Scheme::hmac_sha256_hex("X-Hub-Signature-256", "{body}")
    }
}

fn stripe() -> Scheme {
    Scheme {
        layout: Layout::KeyValue {
            signature_key: "v1".to_owned(),
            timestamp_key: Some("t".to_owned()),
        },
        ..Scheme::hmac_sha256_hex("Stripe-Signature", "{timestamp}.{body}")
    }
}

fn standard() -> Scheme {
    Scheme {
        layout: Layout::List {
            separator: " ".to_owned(),
            version_separator: ",".to_owned(),
            version: "v1".to_owned(),
        },
        encoding: Encoding::Base64,
        timestamp_header: Some("webhook-timestamp".to_owned()),
        id_header: Some("webhook-id".to_owned()),
        secret_encoding: SecretEncoding::Base64,
        secret_prefix: Some("whsec_".to_owned()),
        ..Scheme::hmac_sha256_hex("webhook-signature", "{id}.{timestamp}.{body}")
    }
}

fn slack() -> Scheme {
    Scheme {
        layout: Layout::Prefix { prefix: "v0=".to_owned(), is_optional: false },
        timestamp_header: Some("X-Slack-Request-Timestamp".to_owned()),
        ..Scheme::hmac_sha256_hex("X-Slack-Signature", "v0:{timestamp}:{body}")
    }
}

fn shopify() -> Scheme {
    Scheme {
        encoding: Encoding::Base64,
        ..Scheme::hmac_sha256_hex("X-Shopify-Hmac-Sha256", "{body}")
    }
}

fn write<S: Serializer>(scheme: &Make, serializer: S) -> Result<S::Ok, S::Error> {
    scheme().serialize(serializer)
}
