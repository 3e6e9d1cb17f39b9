//! What there is to configure about a signature.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chrono::{DateTime, Utc};
use secrecy::{SecretSlice, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::layout::Layout;
use super::template::{Part, Template};
use crate::random;

/// How requests are signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignatureScheme)]
pub struct Scheme {
    /// The hash of the HMAC.
    #[serde(default)]
    pub algorithm: Algorithm,
    /// The header with the signature.
    pub header: String,
    /// How the header is laid out.
    #[serde(default)]
    pub layout: Layout,
    /// How the signature is written.
    #[serde(default)]
    pub encoding: Encoding,
    /// What is signed, of `{body} {timestamp} {id} {nonce} {url}` and text.
    #[serde(default)]
    #[schema(value_type = String, default = "{body}", required = false)]
    pub template: Template,
    /// The header with the timestamp, where the signature's own has none.
    #[serde(default)]
    pub timestamp_header: Option<String>,
    /// What the timestamp counts.
    #[serde(default)]
    pub timestamp_unit: TimeUnit,
    /// The header with `{id}`.
    #[serde(default)]
    pub id_header: Option<String>,
    /// The header with `{nonce}`.
    #[serde(default)]
    pub nonce_header: Option<String>,
    /// How the secret is written.
    #[serde(default)]
    pub secret_encoding: SecretEncoding,
    /// What a secret may begin with that is no part of the key, such as `whsec_`.
    #[serde(default)]
    pub secret_prefix: Option<String>,
}

/// The hash of the HMAC, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    /// SHA-1, for providers that know nothing better.
    Sha1,
    /// SHA-256.
    #[default]
    Sha256,
    /// SHA-512.
    Sha512,
    /// None: the header holds the secret itself, as a bearer token does. Nothing of the body is signed.
    Token,
}

/// How a signature is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// Lower-case hexadecimal.
    #[default]
    Hex,
    /// Padded base64 with `+` and `/`.
    Base64,
}

/// How a secret is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SecretEncoding {
    /// The text's own bytes.
    #[default]
    Text,
    /// Base64, with or without padding.
    Base64,
    /// Hexadecimal.
    Hex,
}

/// What a timestamp counts, since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum TimeUnit {
    /// Seconds.
    #[default]
    Seconds,
    /// Milliseconds.
    Milliseconds,
}

impl TimeUnit {
    /// The time that a timestamp means.
    pub fn parse(self, text: &str) -> Option<DateTime<Utc>> {
        let number = text.parse().ok()?;
        match self {
            Self::Seconds => DateTime::from_timestamp(number, 0),
            Self::Milliseconds => DateTime::from_timestamp_millis(number),
        }
    }

    /// A time as a timestamp.
    pub fn format(self, time: DateTime<Utc>) -> String {
        match self {
            Self::Seconds => time.timestamp().to_string(),
            Self::Milliseconds => time.timestamp_millis().to_string(),
        }
    }
}

/// Providers hand out secrets without padding, and with bits at the end that mean nothing.
const LENIENT_BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl Scheme {
    /// The most usual scheme: the header holds the lower-case hex of an HMAC-SHA256.
    pub fn hmac_sha256_hex(header: &str, template: &str) -> Self {
        Self {
            algorithm: Algorithm::Sha256,
            header: header.to_owned(),
            layout: Layout::Plain,
            encoding: Encoding::Hex,
            template: template.parse().unwrap_or_default(),
            timestamp_header: None,
            timestamp_unit: TimeUnit::Seconds,
            id_header: None,
            nonce_header: None,
            secret_encoding: SecretEncoding::Text,
            secret_prefix: None,
        }
    }

    /// The scheme of a source, or why it can't be one.
    pub fn parse(value: Value) -> Result<Self, String> {
        let scheme: Self = serde_json::from_value(value).map_err(|error| error.to_string())?;
        let signs = |part| scheme.template.contains(part);
        let has_timestamp = scheme.layout.has_timestamp() || scheme.timestamp_header.is_some();
        let headers = [&scheme.timestamp_header, &scheme.id_header, &scheme.nonce_header];
        let headers = headers.into_iter().flatten().chain([&scheme.header]);
        for header in headers {
            axum::http::HeaderName::try_from(header.as_str())
                .map_err(|_| format!("\"{header}\" is no name of a header"))?;
        }
        match () {
            () if scheme.algorithm == Algorithm::Token => match scheme.secret_encoding {
                SecretEncoding::Text => Ok(scheme),
                _ => Err("secret_encoding: a token is sent as it is, and has none".to_owned()),
            },
            () if !signs(Part::Body) => {
                Err("template: must contain {body}, or the body could be changed".to_owned())
            }
            () if signs(Part::Timestamp) && !has_timestamp => {
                Err("template: {timestamp} needs timestamp_header, or a layout that has one"
                    .to_owned())
            }
            () if has_timestamp && !signs(Part::Timestamp) => {
                Err("template: must contain {timestamp}, or the timestamp could be changed"
                    .to_owned())
            }
            () if signs(Part::Id) && scheme.id_header.is_none() => {
                Err("template: {id} needs id_header".to_owned())
            }
            () if signs(Part::Nonce) && scheme.nonce_header.is_none() => {
                Err("template: {nonce} needs nonce_header".to_owned())
            }
            () => Ok(scheme),
        }
    }

    /// A new secret, written as this scheme's secrets are.
    pub fn new_secret(&self) -> SecretString {
        let key = random::bytes::<32>();
        let text = match self.secret_encoding {
            SecretEncoding::Text | SecretEncoding::Hex => hex::encode(key),
            SecretEncoding::Base64 => base64::engine::general_purpose::STANDARD.encode(key),
        };
        format!("{}{text}", self.secret_prefix.as_deref().unwrap_or_default()).into()
    }

    /// The key of a secret as the provider shows it; `None` when it is not written as it should be.
    pub fn key(&self, secret: &str) -> Option<SecretSlice<u8>> {
        let secret = match &self.secret_prefix {
            Some(prefix) => secret.strip_prefix(prefix.as_str()).unwrap_or(secret),
            None => secret,
        };
        let key = match self.secret_encoding {
            SecretEncoding::Text => secret.as_bytes().to_vec(),
            SecretEncoding::Base64 => LENIENT_BASE64.decode(secret).ok()?,
            SecretEncoding::Hex => hex::decode(secret).ok()?,
        };
        (!key.is_empty()).then(|| key.into())
    }
}
