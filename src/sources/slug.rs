//! The last part of a source's address.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;
use crate::random;

/// Lower-case letters, digits, `-` and `_`; 1 to 64 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slug(String);

impl Slug {
    /// A slug of 160 random bits, for sources whose address is their secret.
    pub fn random() -> Self {
        Self(hex::encode(random::bytes::<20>()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nobody can guess it: it is as long as a [random](Self::random) one.
    pub fn is_unguessable(&self) -> bool {
        self.0.len() >= 40
    }
}

impl FromStr for Slug {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let is_slug = (1..=64).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c));
        if is_slug {
            Ok(Self(text.to_owned()))
        } else {
            let rule = say!(
                "must have 1 to 64 lower-case letters, digits, - and _, and start with a letter or digit"
            );
            Err(Error::invalid("slug", rule))
        }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_fits_into_a_url_without_escaping() {
        for good in ["joltsms", "a", "team-1_b", "0x"] {
            assert!(good.parse::<Slug>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "A", "a b", "a/b", "ü", &"a".repeat(65)] {
            assert!(bad.parse::<Slug>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_random_slug_has_more_than_128_bits_and_never_comes_twice() {
        let slug = Slug::random();
        assert!(slug.as_str().len() * 4 >= 128 && slug.is_unguessable());
        assert!(slug.as_str().parse::<Slug>().is_ok());
        assert_ne!(slug, Slug::random());
    }
}
