//! The country of a phone number.

use rlibphonenumber::PhoneNumber;

/// Two capital letters of ISO 3166, such as `NZ`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country([u8; 2]);

impl Country {
    /// The letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// A country by its letters, in either case.
pub fn parse(text: &str) -> Option<Country> {
    let letters: [u8; 2] = text.trim().as_bytes().try_into().ok()?;
    let is_it = letters.iter().all(u8::is_ascii_alphabetic);
    is_it.then(|| Country(letters.map(|letter| letter.to_ascii_uppercase())))
}

/// A number that something can be sent to, in E.164, and its country; `None` where it is none. A number
/// has no country where several share its prefix and none has it in use, or it is no country's, as of
/// satellite phones.
pub fn recipient(text: &str) -> Option<(String, Option<Country>)> {
    let number = crate::numbers::PhoneNumber::parse(text)?.to_string();
    let parsed: PhoneNumber = number.parse().ok().filter(|_| number.starts_with('+'))?;
    parsed.is_possible_with_reason().ok()?;
    let country = parsed.get_region_code().and_then(|region| parse(&region.to_string()));
    Some((number, country))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_is_a_number_in_international_form_with_its_country() {
        let read = |text| {
            let (number, country) = recipient(text)?;
            Some((number, country.map(|country| country.as_str().to_owned())))
        };
        let number =
            |number: &str, country: &str| Some((number.to_owned(), Some(country.to_owned())));
        assert_eq!(read("+64 21 234 567"), number("+6421234567", "NZ"));
        assert_eq!(read("6421234567"), number("+6421234567", "NZ"));
        assert_eq!(read("+1 (202) 555-0100"), number("+12025550100", "US"));
        assert_eq!(read("+1 416 555 0100"), number("+14165550100", "CA"));
        assert_eq!(read("+881612345678").map(|(_, country)| country), Some(None));
        for text in ["", "2190", "Google", "+1", "+12", "12345", "+9999999999999999", "021234567"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_country_is_two_letters() {
        assert_eq!(parse("nz").map(|country| country.as_str().to_owned()), Some("NZ".to_owned()));
        for text in ["", "N", "NZL", "N1", "ÑÑ"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
