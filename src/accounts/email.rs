//! E-mail addresses.

use std::fmt;
use std::str::FromStr;

/// An address that mail could be sent to: one `@`, a domain, no spaces; at most 254 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(String);

/// A text that is no e-mail address.
#[derive(Debug, thiserror::Error)]
#[error("must be an e-mail address, such as ana@example.com")]
pub struct NotAnAddress;

impl FromStr for EmailAddress {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnAddress)?;
        let is_plain = |part: &str| {
            !part.is_empty()
                && !part.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@')
        };
        let is_address = is_plain(local)
            && is_plain(domain)
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && text.chars().count() <= 254;
        is_address.then(|| Self(text.to_owned())).ok_or(NotAnAddress)
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mail_could_reach_is_an_address_and_the_rest_is_not() {
        for good in
            ["ana@example.com", " a.b+c@mail.example.co.uk ", "root@localhost", "ü@bücher.example"]
        {
            assert!(good.parse::<EmailAddress>().is_ok(), "{good}");
        }
        for bad in
            ["", "ana", "@example.com", "ana@", "a b@example.com", "a@b@c", "a@.com", "a@com."]
        {
            assert!(bad.parse::<EmailAddress>().is_err(), "{bad}");
        }
    }
}
