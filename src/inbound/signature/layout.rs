//! How a signature header is laid out.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The layouts that providers use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Layout {
    /// `<signature>`
    #[default]
    Plain,
    /// `sha256=<signature>`
    Prefix {
        /// What comes first.
        prefix: String,
        /// Whether it may be missing.
        #[serde(default)]
        is_optional: bool,
    },
    /// `t=<timestamp>,v1=<signature>,v1=<another>`
    KeyValue {
        signature_key: String,
        /// The key of the timestamp, where there is one.
        timestamp_key: Option<String>,
    },
    /// `v1,<signature> v1,<another>`
    List {
        /// Between signatures.
        separator: String,
        /// Between a version and its signature.
        version_separator: String,
        /// The version to look at.
        version: String,
    },
    /// `<timestamp>.<signature>`
    Dotted,
}

/// What a header says.
#[derive(Debug, PartialEq, Eq)]
pub struct Sent<'a> {
    /// Signatures, as they are written.
    pub signatures: Vec<&'a str>,
    /// The timestamp, where the layout has one.
    pub timestamp: Option<&'a str>,
}

impl Layout {
    /// Whether the header holds the timestamp too.
    pub fn has_timestamp(&self) -> bool {
        matches!(self, Self::Dotted | Self::KeyValue { timestamp_key: Some(_), .. })
    }

    /// Reads a header; `None` when it is laid out otherwise.
    pub fn read<'a>(&self, header: &'a str) -> Option<Sent<'a>> {
        let only = |signature| Sent { signatures: vec![signature], timestamp: None };
        match self {
            Self::Plain => Some(only(header)),
            Self::Prefix { prefix, is_optional } => match header.strip_prefix(prefix.as_str()) {
                Some(signature) => Some(only(signature)),
                None => is_optional.then(|| only(header)),
            },
            Self::KeyValue { signature_key, timestamp_key } => {
                let pairs: Vec<(&str, &str)> = header
                    .split(',')
                    .filter_map(|pair| pair.trim_start().split_once('='))
                    .collect();
                let all = |key: &str| -> Vec<&'a str> {
                    pairs.iter().filter(|(name, _)| *name == key).map(|(_, value)| *value).collect()
                };
                let timestamp = match timestamp_key.as_deref().map(all) {
                    None => None,
                    Some(timestamps) => match timestamps[..] {
                        [timestamp] => Some(timestamp),
                        _ => return None,
                    },
                };
                Some(Sent { signatures: all(signature_key), timestamp })
            }
            Self::List { separator, version_separator, version } => {
                let entries = header.split(separator.as_str());
                let pairs =
                    entries.filter_map(|entry| entry.split_once(version_separator.as_str()));
                let signatures = pairs.filter(|(name, _)| name == version).map(|(_, value)| value);
                Some(Sent { signatures: signatures.collect(), timestamp: None })
            }
            Self::Dotted => {
                let (timestamp, signature) = header.split_once('.')?;
                Some(Sent { signatures: vec![signature], timestamp: Some(timestamp) })
            }
        }
    }

    /// Writes a header with one signature.
    pub fn write(&self, signature: &str, timestamp: &str) -> String {
        match self {
            Self::Plain => signature.to_owned(),
            Self::Prefix { prefix, .. } => format!("{prefix}{signature}"),
            Self::KeyValue { signature_key, timestamp_key: Some(key) } => {
                format!("{key}={timestamp},{signature_key}={signature}")
            }
            Self::KeyValue { signature_key, timestamp_key: None } => {
                format!("{signature_key}={signature}")
            }
            Self::List { version, version_separator, .. } => {
                format!("{version}{version_separator}{signature}")
            }
            Self::Dotted => format!("{timestamp}.{signature}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_value() -> Layout {
        Layout::KeyValue { signature_key: "v1".to_owned(), timestamp_key: Some("t".to_owned()) }
    }

    #[test]
    fn every_signature_of_a_rotation_is_read_and_those_of_other_versions_are_not() {
        let sent = key_value().read("t=17, v1=aa,v0=cc,v1=bb").expect("readable");
        assert_eq!(sent, Sent { signatures: vec!["aa", "bb"], timestamp: Some("17") });
        let list = Layout::List {
            separator: " ".to_owned(),
            version_separator: ",".to_owned(),
            version: "v1".to_owned(),
        };
        assert_eq!(list.read("v1,aa v1a,cc v1,bb").expect("readable").signatures, ["aa", "bb"]);
    }

    #[test]
    fn a_header_without_or_with_two_timestamps_is_malformed() {
        assert_eq!(key_value().read("v1=aa"), None);
        assert_eq!(key_value().read("t=1,t=2,v1=aa"), None);
        assert_eq!(Layout::Dotted.read("aa"), None);
    }

    #[test]
    fn a_prefix_may_be_missing_only_where_it_is_optional() {
        let prefix = |is_optional| Layout::Prefix { prefix: "sha256=".to_owned(), is_optional };
        assert_eq!(prefix(false).read("aa"), None);
        assert_eq!(prefix(true).read("aa").expect("readable").signatures, ["aa"]);
        assert_eq!(prefix(true).read("sha256=aa").expect("readable").signatures, ["aa"]);
    }
}
