//! What a channel was told: checked by its kind's fields, kept as a whole, shown without secrets.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

use super::{IDS, Kind, find};
use crate::error::Result;
use crate::fields::{Field, Input, web_address};

/// Shorter parts of an address are no secret, and in every answer; so are shorter tokens.
const SHORTEST_PART: usize = 8;
const SHORTEST_TOKEN: usize = 4;

/// Where a channel goes: the values of its kind's fields. Not printable: nearly all of it is secret.
#[derive(Clone)]
pub struct Settings {
    kind: &'static Kind,
    /// One value of each field, none where nothing was entered; of a list all of them.
    values: BTreeMap<&'static str, Vec<SecretString>>,
}

/// A value as JSON has it. Not printable.
#[derive(Deserialize)]
#[serde(untagged, expecting = "invalid type, expected a text, or a list of texts")]
enum Told {
    Text(SecretString),
    List(Vec<SecretString>),
    Nothing(()),
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut told = BTreeMap::<String, Told>::deserialize(deserializer)?;
        let kind = match told.remove("kind") {
            Some(Told::Text(id)) => find(id.expose_secret())
                .ok_or_else(|| D::Error::unknown_variant(id.expose_secret(), &IDS))?,
            Some(Told::List(_) | Told::Nothing(())) => {
                return Err(D::Error::custom("invalid type of `kind`, expected a text"));
            }
            None => return Err(D::Error::missing_field("kind")),
        };
        let mut values = BTreeMap::new();
        for field in kind.fields {
            values.insert(field.name, read(field, told.remove(field.name))?);
        }
        match told.into_keys().next() {
            Some(unknown) => {
                let names: Vec<_> = kind.fields.iter().map(|field| field.name).collect();
                let names = names.join("`, `");
                Err(D::Error::custom(format!("unknown field `{unknown}`, expected of `{names}`")))
            }
            None => Ok(Self { kind, values }),
        }
    }
}

/// The values of a field.
fn read<E: serde::de::Error>(field: &Field, told: Option<Told>) -> Result<Vec<SecretString>, E> {
    let (name, is_list) = (field.name, field.input.is_list());
    match told {
        None if field.is_required => Err(E::missing_field(name)),
        None => Ok(usual(field)),
        Some(Told::Nothing(())) if field.may_be_null() => Ok(Vec::new()),
        Some(Told::Text(value)) if !is_list => Ok(vec![value]),
        Some(Told::List(values)) if is_list => Ok(values),
        Some(Told::Text(_) | Told::List(_) | Told::Nothing(())) => {
            let due = if is_list { "a list of texts" } else { "a text" };
            Err(E::custom(format!("invalid type of `{name}`, expected {due}")))
        }
    }
}

/// What a field is where nothing is entered.
fn usual(field: &Field) -> Vec<SecretString> {
    Some(field.default)
        .filter(|usual| !usual.is_empty())
        .map(SecretString::from)
        .into_iter()
        .collect()
}

impl Settings {
    /// What it is.
    pub fn kind(&self) -> &'static Kind {
        self.kind
    }

    /// The same without the space around each value, where nothing is wrong with it that can be told
    /// without asking the network.
    pub fn checked(mut self) -> Result<Self> {
        for field in self.kind.fields {
            let values = self.values.entry(field.name).or_default();
            for value in values.iter_mut() {
                *value = value.expose_secret().trim().into();
            }
            if !field.is_required && values.iter().all(|value| value.expose_secret().is_empty()) {
                *values = usual(field);
            }
        }
        (self.kind.check)(&self)?;
        for field in self.kind.fields {
            let values = self.list(field);
            let is_empty = values.iter().all(|value| value.is_empty());
            if is_empty && !field.is_required {
                continue;
            }
            if is_empty && field.input != Input::Url {
                return Err(field.broken(say!("is needed")));
            }
            if let Some(rule) = values.into_iter().find_map(|value| field.fault(value)) {
                return Err(field.broken(rule));
            }
        }
        Ok(self)
    }

    /// The value of a field; empty where nothing was entered.
    pub fn get(&self, field: &Field) -> &str {
        self.list(field).first().copied().unwrap_or_default()
    }

    /// The same with something in place of nothing.
    pub fn find(&self, field: &Field) -> Option<&str> {
        Some(self.get(field)).filter(|value| !value.is_empty())
    }

    /// All values of a field.
    pub fn list(&self, field: &Field) -> Vec<&str> {
        let values = self.values.get(field.name).into_iter().flatten();
        values.map(ExposeSecret::expose_secret).collect()
    }

    /// The address that requests go to, and its field, where there is one.
    pub fn address(&self) -> Option<(&'static Field, Url)> {
        let field = self.kind.address_field()?;
        Some((field, web_address(self.get(field))?))
    }

    /// What people may know of where it goes: what is no secret, else the host.
    pub fn target(&self) -> String {
        let open = self.kind.fields.iter().filter(|field| !field.is_secret);
        let mut shown: Vec<String> = open.flat_map(|field| self.shown(field)).collect();
        if shown.is_empty() {
            shown.extend(self.kind.address_field().into_iter().flat_map(|field| self.shown(field)));
        }
        shown.join(", ")
    }

    /// The values of a field as people may see them; of an address that is its host.
    fn shown(&self, field: &Field) -> Vec<String> {
        match field.input {
            Input::Url => {
                web_address(self.get(field)).as_ref().and_then(host).into_iter().collect()
            }
            Input::Line | Input::Lines | Input::Addresses | Input::Choice { .. } => {
                self.list(field).into_iter().map(str::to_owned).collect()
            }
        }
    }

    /// Texts that may stand in no log and no answer, the longest first.
    pub fn secrets(&self) -> Vec<SecretString> {
        let mut secrets = Vec::new();
        for field in self.kind.fields {
            for value in self.list(field) {
                match (field.input, field.is_secret) {
                    (Input::Url, true | false) => secrets.extend(parts(value)),
                    (
                        Input::Line | Input::Lines | Input::Addresses | Input::Choice { .. },
                        true,
                    ) => secrets.extend(value.lines().map(str::to_owned)),
                    (
                        Input::Line | Input::Lines | Input::Addresses | Input::Choice { .. },
                        false,
                    ) => {}
                }
            }
        }
        secrets.retain(|secret| secret.len() >= SHORTEST_TOKEN);
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.into_iter().map(SecretString::from).collect()
    }
}

/// An address and what of it may be a secret: all but its host.
fn parts(address: &str) -> Vec<String> {
    let Some(url) = web_address(address) else { return vec![address.to_owned()] };
    let mut parts = vec![url.to_string()];
    parts.extend(url.path_segments().into_iter().flatten().map(str::to_owned));
    parts.extend(url.query().map(str::to_owned));
    parts.extend(url.query_pairs().map(|(_, value)| value.into_owned()));
    parts.extend(url.password().map(str::to_owned));
    parts.retain(|part| part.len() >= SHORTEST_PART);
    parts
}

/// The host of an address, with its port where that is not the usual one.
fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or(host.to_owned(), |port| format!("{host}:{port}")))
}

/// All of it, secrets too, to be encrypted.
pub struct Exposed<'a>(pub &'a Settings);

impl Serialize for Exposed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let settings = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", settings.kind.id)?;
        for field in settings.kind.fields {
            if field.input.is_list() {
                map.serialize_entry(field.name, &settings.list(field))?;
            } else if let Some(value) = settings.find(field) {
                map.serialize_entry(field.name, value)?;
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(value: serde_json::Value) -> Settings {
        serde_json::from_value(value).expect("settings")
    }

    #[test]
    fn what_is_shown_of_a_channel_holds_none_of_its_secrets() {
        for (value, shown) in [
            (
                serde_json::json!({"kind": "slack", "url": "https://hooks.slack.com/services/T0000/B0000/abcdefghijkl"}),
                "hooks.slack.com",
            ),
            (
                serde_json::json!({"kind": "ntfy", "topic": "our-secret-topic", "server": "https://n.example.com:8443"}),
                "n.example.com:8443",
            ),
            (
                serde_json::json!({"kind": "telegram", "token": "123456:abcdefghijklmnopqrstuvwxyz", "chat_id": "-100"}),
                "-100",
            ),
        ] {
            let settings = settings(value);
            assert_eq!(settings.target(), shown);
            let secrets = settings.secrets();
            assert!(!secrets.is_empty());
            let in_shown = |secret: &SecretString| shown.contains(secret.expose_secret());
            assert!(!secrets.iter().any(in_shown));
        }
    }
}
