//! Settings that can change while the server runs.

use secrecy::{ExposeSecret, SecretString};

use super::environment::Values;
use super::{Config, USUAL_LOG};

impl Config {
    /// The same with the log filter and the secrets of providers as they are now. What was given as an
    /// option, and not by `before`, stays.
    pub fn reloaded(&self, before: &Values, now: &Values) -> Self {
        let text = |values: &Values, name: &str| {
            values.get(name).map(|value| value.expose_secret().to_owned())
        };
        let renewed = |name: &str, current: Option<&str>| {
            let current = current.map(str::to_owned);
            if text(before, name) == current { text(now, name) } else { current }
        };
        let secret = |name, current: &Option<SecretString>| {
            let renewed = renewed(name, current.as_ref().map(ExposeSecret::expose_secret));
            renewed.map(SecretString::from)
        };
        let log_of = |values: &Values| text(values, "CODEBELL_LOG").unwrap_or(USUAL_LOG.to_owned());
        let log = if log_of(before) == self.log { log_of(now) } else { self.log.clone() };
        Self {
            log,
            joltsms_webhook_secret: secret("JOLTSMS_WEBHOOK_SECRET", &self.joltsms_webhook_secret),
            receivesms_webhook_secret: secret(
                "RECEIVESMS_WEBHOOK_SECRET",
                &self.receivesms_webhook_secret,
            ),
            sealroute_webhook_token: secret(
                "SEALROUTE_WEBHOOK_TOKEN",
                &self.sealroute_webhook_token,
            ),
            ..self.clone()
        }
    }
}
