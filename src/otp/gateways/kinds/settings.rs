//! What a gateway was told: checked by its kind's fields, kept as a whole, shown without secrets.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};
use url::Url;

use super::Kind;
use crate::error::{Error, Result};
use crate::fields::{Field, web_address};
use crate::sentence::Sentence;

/// Shorter ones are no secret, and in every answer.
const SHORTEST_SECRET: usize = 4;

/// What a gateway was told, by the names of its fields. Not printable: some of it is secret.
#[derive(Clone, Default, Deserialize)]
pub struct Settings(BTreeMap<String, SecretString>);

impl Serialize for Settings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value.expose_secret())))
    }
}

impl Settings {
    /// Checks what was entered, all that can be told without asking the network. Secrets that were
    /// left out stay as they were `before`, unless the address changes: another one must not get them.
    pub fn parse(
        kind: &Kind,
        entered: &BTreeMap<String, SecretString>,
        before: Option<&Self>,
    ) -> Result<Self> {
        let unknown = |name: &&String| !kind.fields.iter().any(|field| field.name == **name);
        if let Some(name) = entered.keys().find(unknown) {
            let shown: String = name.chars().take(40).collect();
            let rule = say!(
                "{kind} has no setting {shown}",
                kind = kind.name,
                shown = format!("{shown:?}")
            );
            return Err(Error::invalid("settings", rule));
        }
        let mut settings = Self::default();
        for field in kind.fields {
            let entered = entered.get(field.name).map(|value| value.expose_secret().trim());
            let value = entered.filter(|value| !value.is_empty()).unwrap_or(field.default);
            settings.0.insert(field.name.to_owned(), value.to_owned().into());
        }
        let address =
            |settings: &Self| kind.address_field().map(|field| settings.get(field.name).to_owned());
        if let Some(before) = before.filter(|before| address(before) == address(&settings)) {
            for field in kind.fields.iter().filter(|field| field.is_secret) {
                if settings.get(field.name).is_empty() {
                    let kept = before.get(field.name).to_owned();
                    settings.0.insert(field.name.to_owned(), kept.into());
                }
            }
        }
        kind.fields.iter().try_for_each(|field| settings.check_field(field))?;
        (kind.check)(&settings)?;
        Ok(settings)
    }

    fn check_field(&self, field: &Field) -> Result<()> {
        let value = self.get(field.name);
        let broken = |rule: Sentence| Err(field.broken(rule));
        if value.is_empty() {
            return match (field.is_required, field.is_secret) {
                (false, _) => Ok(()),
                (true, true) => broken(say!("is needed; also when the address changes")),
                (true, false) => broken(say!("is needed")),
            };
        }
        field.fault(value).map_or(Ok(()), broken)
    }

    /// What was entered; empty where nothing was.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", ExposeSecret::expose_secret)
    }

    /// The same with something in place of nothing.
    pub fn find(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// The address that requests go to, and its field, where there is one.
    pub fn address(&self, kind: &Kind) -> Option<(String, Url)> {
        let field = kind.address_field()?;
        Some((format!("settings.{}", field.name), web_address(self.get(field.name))?))
    }

    /// What may be shown: all that is not secret.
    pub fn shown(&self, kind: &Kind) -> BTreeMap<&'static str, String> {
        let open = kind.fields.iter().filter(|field| !field.is_secret);
        open.map(|field| (field.name, self.get(field.name).to_owned())).collect()
    }

    /// What may stand in no log and no answer.
    pub fn secrets(&self, kind: &Kind) -> Vec<String> {
        let secret = kind.fields.iter().filter(|field| field.is_secret);
        let lines = secret.flat_map(|field| self.get(field.name).lines());
        // Of a header its value too, and what stands behind Bearer.
        let parts = lines.flat_map(|line| {
            let value = line.split_once(':').map_or(line, |(_, value)| value);
            [line, value, value.rsplit(' ').next().unwrap_or_default()]
        });
        let mut secrets: Vec<String> = parts.map(|part| part.trim().to_owned()).collect();
        secrets.retain(|secret| secret.len() >= SHORTEST_SECRET);
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.dedup();
        secrets
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ALL, websms};
    use super::*;
    use crate::fields::Input;

    fn entered(values: &[(&str, &str)]) -> BTreeMap<String, SecretString> {
        values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned().into()))
            .collect()
    }

    fn websms(values: &[(&str, &str)], before: Option<&Settings>) -> Result<Settings> {
        Settings::parse(&websms::KIND, &entered(values), before)
    }

    #[test]
    fn every_kind_has_a_name_of_its_own_and_at_most_one_address() {
        for kind in ALL {
            assert_eq!(ALL.iter().filter(|other| other.id == kind.id).count(), 1, "{}", kind.id);
            let urls = kind.fields.iter().filter(|field| field.input == Input::Url).count();
            assert!(urls <= 1, "{}", kind.id);
            let names: std::collections::BTreeSet<_> =
                kind.fields.iter().map(|field| field.name).collect();
            assert_eq!(names.len(), kind.fields.len(), "{}", kind.id);
        }
    }

    #[test]
    fn a_secret_that_is_left_out_stays_only_while_the_address_does() {
        let before = websms(&[("client_id", "cid_1"), ("client_secret", "csk_1")], None).ok();
        let kept = websms(&[("client_id", "cid_2")], before.as_ref()).expect("kept");
        assert_eq!((kept.get("client_id"), kept.get("client_secret")), ("cid_2", "csk_1"));
        let elsewhere = [("client_id", "cid_2"), ("server", "https://evil.example.com")];
        assert!(websms(&elsewhere, before.as_ref()).is_err());
    }

    #[test]
    fn what_is_shown_of_a_gateway_holds_none_of_its_secrets() {
        for kind in ALL {
            let value = |field: &Field| match field.input {
                Input::Url => "https://sms.example.com".to_owned(),
                Input::Choice { values } => values[0].to_owned(),
                Input::Line | Input::Lines | Input::Addresses => format!("value-of-{}", field.name),
            };
            let values = kind.fields.iter().map(|field| (field.name.to_owned(), value(field)));
            let settings = Settings(values.map(|(name, value)| (name, value.into())).collect());
            let shown = format!("{:?}", settings.shown(kind));
            for secret in settings.secrets(kind) {
                assert!(!shown.contains(&secret), "{}: {secret}", kind.id);
            }
            let secrets = kind.fields.iter().filter(|field| field.is_secret).count();
            assert_eq!(settings.secrets(kind).len(), secrets, "{}", kind.id);
        }
    }

    #[test]
    fn what_is_wrong_with_a_setting_names_it() {
        for (values, field) in [
            (&[("client_secret", "csk_1")][..], "settings.client_id"),
            (&[("client_id", "cid_1")], "settings.client_secret"),
            (
                &[("client_id", "a"), ("client_secret", "b"), ("server", "ftp://x")],
                "settings.server",
            ),
            (&[("client_id", "a"), ("client_secret", "b"), ("code_by", "x")], "settings.code_by"),
            (&[("client_id", "a\nb"), ("client_secret", "b")], "settings.client_id"),
            (&[("colour", "red")], "settings"),
        ] {
            let Err(Error::Invalid(errors)) = websms(values, None) else { panic!("{field}") };
            assert_eq!(errors[0].field, field);
        }
    }
}
