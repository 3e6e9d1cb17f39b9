//! Fields: what somebody is asked for where a channel or a gateway is set up, and what can be wrong
//! with a value by itself.
//!
//! A kind lists its fields once; the API, the page's form and what may be shown come from them.

use serde::Serialize;
use url::Url;
use utoipa::ToSchema;

use crate::error::Error;
use crate::sentence::Sentence;

/// Characters of a value.
const LONGEST: usize = 2000;
/// Characters of a wrong value that are repeated.
const LONGEST_SHOWN: usize = 100;

/// Something that has to be told.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Field {
    /// Its name in `settings`.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What it is, where the name does not say it all; may be empty.
    pub about: &'static str,
    /// What one may look like; may be empty.
    pub example: &'static str,
    /// Whether it is never shown again.
    pub is_secret: bool,
    /// Whether it may not be empty.
    pub is_required: bool,
    /// What it is unless something else is entered; may be empty.
    pub default: &'static str,
    /// What can be entered.
    pub input: Input,
}

/// What can be entered in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[schema(as = FieldInput)]
pub enum Input {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// A web address.
    Url,
    /// E-mail addresses, as a list.
    Addresses,
    /// One of these.
    Choice { values: &'static [&'static str] },
}

impl Input {
    /// Whether its value is a list, one entry a line where people enter it.
    pub const fn is_list(self) -> bool {
        match self {
            Self::Addresses => true,
            Self::Line | Self::Lines | Self::Url | Self::Choice { .. } => false,
        }
    }
}

impl Field {
    /// A line that has to be there and may be shown.
    pub const fn line(name: &'static str, label: &'static str) -> Self {
        Self {
            name,
            label,
            about: "",
            example: "",
            is_secret: false,
            is_required: true,
            default: "",
            input: Input::Line,
        }
    }

    /// A line that has to be there and is never shown again.
    pub const fn secret(name: &'static str, label: &'static str) -> Self {
        Self { is_secret: true, ..Self::line(name, label) }
    }

    /// A web address that may be shown; empty: there is no usual one.
    pub const fn url(name: &'static str, label: &'static str, default: &'static str) -> Self {
        Self { input: Input::Url, default, ..Self::line(name, label) }
    }

    /// A web address that is as good as a password.
    pub const fn secret_url(name: &'static str, label: &'static str) -> Self {
        Self { input: Input::Url, ..Self::secret(name, label) }
    }

    /// E-mail addresses.
    pub const fn addresses(name: &'static str, label: &'static str) -> Self {
        Self { input: Input::Addresses, ..Self::line(name, label) }
    }

    /// One of some values, of which the first is the usual one.
    pub const fn choice(
        name: &'static str,
        label: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        Self { input: Input::Choice { values }, default: values[0], ..Self::line(name, label) }
    }

    /// The same, which may be empty.
    pub const fn optional(self) -> Self {
        Self { is_required: false, ..self }
    }

    /// The same, with what it is.
    pub const fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    /// The same, with what one may look like.
    pub const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// Whether null, too, says that there is none.
    pub const fn may_be_null(&self) -> bool {
        !self.is_required && self.default.is_empty()
    }

    /// What is wrong with a value that is not empty, as far as can be told without asking the network.
    pub fn fault(&self, value: &str) -> Option<Sentence> {
        if value.chars().count() > LONGEST {
            return Some(match self.input {
                Input::Url => {
                    say!("must be a web address of at most {most} characters", most = LONGEST)
                }
                Input::Line | Input::Lines | Input::Addresses | Input::Choice { .. } => {
                    say!("must have at most {most} characters", most = LONGEST)
                }
            });
        }
        let rule = match self.input {
            Input::Url => match web(value) {
                None => say!("must be a web address that begins with https:// or http://"),
                Some(url) if url.fragment().is_some() => say!("must not have a part behind #"),
                Some(_) => return None,
            },
            Input::Choice { values } if !values.contains(&value) => {
                say!("must be one of {names}", names = values.join(", "))
            }
            Input::Addresses if value.parse::<lettre::Address>().is_err() => {
                let shown: String = value.chars().take(LONGEST_SHOWN).collect();
                say!("{shown} isn't an e-mail address", shown = format!("{shown:?}"))
            }
            Input::Line if value.chars().any(char::is_control) => say!("must be one line"),
            Input::Line | Input::Lines | Input::Addresses | Input::Choice { .. } => return None,
        };
        Some(rule)
    }

    /// A rule that its value breaks.
    pub fn broken(&self, rule: Sentence) -> Error {
        broken(self.name, rule)
    }
}

/// A rule that the value of the field with this name breaks.
pub fn broken(name: &str, rule: Sentence) -> Error {
    Error::invalid(format!("settings.{name}"), rule)
}

/// The field of the address that requests go to, where there is one.
pub fn address_field(fields: &'static [Field]) -> Option<&'static Field> {
    fields.iter().find(|field| field.input == Input::Url)
}

/// A web address, if it is one.
pub fn web_address(text: &str) -> Option<Url> {
    web(text).filter(|url| url.fragment().is_none())
}

fn web(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    (["http", "https"].contains(&url.scheme()) && url.has_host()).then_some(url)
}

/// A path below a server's address.
pub fn below(server: &str, path: &str) -> Option<Url> {
    web_address(&format!("{}/{path}", server.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_value_is_said_of_what_it_is() {
        let long = "x".repeat(2001);
        let address = format!("https://example.com/{long}");
        let url = Field::url("url", "Address", "");
        let choice = Field::choice("format", "Format", &["json", "form"]);
        let addresses = Field::addresses("to", "Addresses");
        let line = Field::line("from", "From");
        for (field, value, words) in [
            (&url, "https://example.com/a?b=c", None),
            (&url, "http://[::1]:8080", None),
            (&url, "", Some("web address")),
            (&url, "ftp://example.com", Some("web address")),
            (&url, "http://", Some("web address")),
            (&url, address.as_str(), Some("2000 characters")),
            (&url, "https://example.com/#a", Some("behind #")),
            (&choice, "form", None),
            (&choice, "xml", Some("json, form")),
            (&addresses, "ana@example.com", None),
            (&addresses, "nobody", Some("\"nobody\"")),
            (&line, "a b", None),
            (&line, "a\nb", Some("one line")),
            (&line, long.as_str(), Some("2000 characters")),
        ] {
            let fault = field.fault(value);
            match words {
                None => assert_eq!(fault, None, "{value}"),
                Some(words) => {
                    assert!(fault.is_some_and(|rule| rule.to_string().contains(words)), "{value}");
                }
            }
        }
    }
}
