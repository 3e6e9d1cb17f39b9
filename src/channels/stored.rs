//! All that is stored of a channel, which is encrypted: what it was told, and what its messages are
//! signed with.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::kinds::{Exposed, Settings};
use crate::random;

/// All that is stored of a channel. Not printable.
#[derive(Clone, Deserialize)]
pub struct Stored {
    /// Where it goes.
    pub settings: Settings,
    /// What its messages are signed with, of a kind that is signed.
    #[serde(default)]
    pub secret: Option<SecretString>,
    /// What they were signed with before.
    #[serde(default)]
    pub old_secret: Option<OldSecret>,
}

/// A signing secret that was replaced. Not printable.
#[derive(Clone, Deserialize)]
pub struct OldSecret {
    pub secret: SecretString,
    /// Until when it also signs.
    pub ends_at: DateTime<Utc>,
}

impl Stored {
    /// What is to be stored of a new channel: where its messages are signed, with another secret.
    pub fn new(settings: Settings) -> Self {
        let secret = settings.kind().is_signed.then(new_secret);
        Self { settings, secret, old_secret: None }
    }

    /// What was encrypted; `None` where it can't be read.
    pub fn read(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    /// What is encrypted: the only place where secrets are written out.
    pub fn write(&self) -> serde_json::Result<SecretString> {
        #[derive(Serialize)]
        struct Written<'a> {
            settings: Exposed<'a>,
            secret: Option<&'a str>,
            old_secret: Option<WrittenOld<'a>>,
        }
        #[derive(Serialize)]
        struct WrittenOld<'a> {
            secret: &'a str,
            ends_at: DateTime<Utc>,
        }
        let written = Written {
            settings: Exposed(&self.settings),
            secret: self.secret.as_ref().map(ExposeSecret::expose_secret),
            old_secret: self
                .old_secret
                .as_ref()
                .map(|old| WrittenOld { secret: old.secret.expose_secret(), ends_at: old.ends_at }),
        };
        Ok(serde_json::to_string(&written)?.into())
    }

    /// The secrets that sign at a time, the newest first.
    pub fn signing_secrets(&self, now: DateTime<Utc>) -> Vec<&SecretString> {
        let old = self.old_secret.as_ref().filter(|old| old.ends_at > now);
        self.secret.iter().chain(old.map(|old| &old.secret)).collect()
    }

    /// Replaces the signing secret, which also signs until a time; returns the new one.
    pub fn rotate(&mut self, ends_at: DateTime<Utc>) -> SecretString {
        let new = new_secret();
        let old = self.secret.replace(new.clone());
        self.old_secret = old.map(|secret| OldSecret { secret, ends_at });
        new
    }
}

/// A secret as Standard Webhooks writes it.
fn new_secret() -> SecretString {
    format!("whsec_{}", STANDARD.encode(random::bytes::<32>())).into()
}
