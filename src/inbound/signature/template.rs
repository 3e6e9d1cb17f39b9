//! What is signed: text with placeholders.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A text with `{body} {timestamp} {id} {nonce} {url}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Part(Part),
}

/// A placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Body,
    Timestamp,
    Id,
    Nonce,
    Url,
}

const PARTS: [(Part, &str); 5] = [
    (Part::Body, "body"),
    (Part::Timestamp, "timestamp"),
    (Part::Id, "id"),
    (Part::Nonce, "nonce"),
    (Part::Url, "url"),
];

/// What the placeholders stand for in a request.
#[derive(Clone, Copy)]
pub struct Values<'a> {
    pub body: &'a [u8],
    pub timestamp: &'a str,
    pub id: &'a str,
    pub nonce: &'a str,
    pub url: &'a str,
}

impl Template {
    /// Whether a placeholder occurs.
    pub fn contains(&self, part: Part) -> bool {
        self.0.contains(&Piece::Part(part))
    }

    /// Passes on what is signed, piece by piece.
    pub fn for_each(&self, values: &Values<'_>, mut sign: impl FnMut(&[u8])) {
        for piece in &self.0 {
            sign(match piece {
                Piece::Text(text) => text.as_bytes(),
                Piece::Part(Part::Body) => values.body,
                Piece::Part(Part::Timestamp) => values.timestamp.as_bytes(),
                Piece::Part(Part::Id) => values.id.as_bytes(),
                Piece::Part(Part::Nonce) => values.nonce.as_bytes(),
                Piece::Part(Part::Url) => values.url.as_bytes(),
            });
        }
    }
}

impl Default for Template {
    /// `{body}`
    fn default() -> Self {
        Self(vec![Piece::Part(Part::Body)])
    }
}

impl FromStr for Template {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or("template: a { is never closed")?;
            let part = PARTS.iter().find(|(_, part)| *part == name);
            let (part, _) = part.ok_or_else(|| {
                format!("template: {{{name}}} is none of {{body}} {{timestamp}} {{id}} {{nonce}} {{url}}")
            })?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Part(*part));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self(pieces))
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Text(text) => f.write_str(text),
            Piece::Part(part) => {
                let name =
                    PARTS.iter().find(|(other, _)| other == part).map_or("", |(_, name)| name);
                write!(f, "{{{name}}}")
            }
        })
    }
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Template> for String {
    fn from(template: Template) -> Self {
        template.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_read_and_written_back_unchanged() {
        for text in [
            "{body}",
            "v0:{timestamp}:{body}",
            "{body}.{nonce}.{timestamp}",
            "{url}{body}",
            "{id}.{timestamp}.{body}",
        ] {
            assert_eq!(text.parse::<Template>().expect("a template").to_string(), text);
        }
        assert!("{bodi}".parse::<Template>().is_err());
        assert!("{body".parse::<Template>().is_err());
    }
}
