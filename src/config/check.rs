//! Settings that are well formed and yet could not work.

use secrecy::ExposeSecret;
use url::{Host, Url};

use super::Config;

/// A setting that could not work, and what would. Holds no value: an address may hold a password.
#[derive(Debug, thiserror::Error)]
#[error("{name} {fault}")]
pub struct SettingError {
    pub name: &'static str,
    pub fault: &'static str,
}

/// What the server's own paths begin with.
const OUR_OWN: [&str; 7] =
    ["api", "assets", "healthz", "metrics", "readyz", "socket.io", "webhooks"];

impl Config {
    /// Refuses the first setting that could not work.
    pub fn check(&self) -> Result<(), SettingError> {
        let public = self.public_url.as_ref().and_then(public_url_fault);
        let secrets = [
            ("JOLTSMS_WEBHOOK_SECRET", &self.joltsms_webhook_secret),
            ("RECEIVESMS_WEBHOOK_SECRET", &self.receivesms_webhook_secret),
            ("SEALROUTE_WEBHOOK_TOKEN", &self.sealroute_webhook_token),
        ];
        let is_empty = |text: &str| text.split(',').all(|part| part.trim().is_empty());
        let empty = secrets.into_iter().find_map(|(name, secret)| {
            let secret = secret.as_ref()?;
            is_empty(secret.expose_secret())
                .then_some((name, "holds no secret; give it one, or take it away to do without"))
        });
        let faults = [
            public.map(|fault| ("CODEBELL_PUBLIC_URL", fault)),
            web_address_fault(&self.websms_base_url).map(|fault| ("WEBSMS_BASE_URL", fault)),
            empty,
        ];
        match faults.into_iter().flatten().next() {
            Some((name, fault)) => Err(SettingError { name, fault }),
            None => Ok(()),
        }
    }
}

fn web_address_fault(url: &Url) -> Option<&'static str> {
    match url.host() {
        _ if !["http", "https"].contains(&url.scheme()) => {
            Some("is no web address; write it as https://codes.example.com")
        }
        None => Some("names no server; write it as https://codes.example.com"),
        Some(Host::Domain(name)) if name.contains([',', ' ', '*', '_']) => {
            Some("must be one address; write it as https://codes.example.com")
        }
        _ if !url.username().is_empty() || url.password().is_some() => {
            Some("holds a user or a password, which everybody would see; leave them out")
        }
        _ => None,
    }
}

fn public_url_fault(url: &Url) -> Option<&'static str> {
    web_address_fault(url).or_else(|| {
        if url.query().is_some() || url.fragment().is_some() {
            Some("ends in ? or #, which no path can follow; leave that out")
        } else {
            path_fault(url.path().trim_end_matches('/'))
        }
    })
}

/// A path goes into addresses, pages and cookies as it is: only what means nothing there.
fn path_fault(path: &str) -> Option<&'static str> {
    let is_plain = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
    };
    let mut parts = path.split('/').skip(1);
    if !parts.clone().all(is_plain) {
        Some(
            "has a path of other than letters, digits, -, _, . and ~; write it as https://example.com/codebell",
        )
    } else if parts.next().is_some_and(|first| OUR_OWN.contains(&first)) {
        Some(
            "has a path that begins as one of Codebell's own; write it as https://example.com/codebell",
        )
    } else {
        None
    }
}
