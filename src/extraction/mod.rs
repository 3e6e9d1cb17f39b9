//! Finds the one-time code in a message: text in, [`Otp`] out. Pure.
//!
//! In reading order: `candidates` finds what could be a code, `keywords` what speaks of one,
//! `score` weighs them, `expiry` and `service` read what the message says about the code.

mod candidates;
mod expiry;
mod keywords;
mod origin_bound;
mod score;
mod service;

use chrono::TimeDelta;

/// Codes come in texts of a few SMS; of a longer text only so many bytes are looked at.
const LONGEST_TEXT: usize = 4096;
/// Below this a candidate is not shown as the code.
const THRESHOLD: f32 = 0.5;

/// What was found in a message.
#[derive(Clone, PartialEq)]
pub struct Otp {
    /// The code as it is to be typed: no spaces or dashes.
    pub code: String,
    /// Who sent it, as people call them.
    pub service: Option<String>,
    /// How sure this is the code, 0 to 1.
    pub confidence: f32,
    /// How long the message says that the code is valid.
    pub expires_in: Option<TimeDelta>,
    /// The site that the code is bound to, from a last line `@host #code`.
    pub domain: Option<String>,
    /// All that could have been the code, likeliest first.
    pub candidates: Vec<String>,
}

impl std::fmt::Debug for Otp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Otp").field("confidence", &self.confidence).finish_non_exhaustive()
    }
}

/// The code in `text`, if there is one; `sender` helps to name the service.
pub fn extract(text: &str, sender: Option<&str>) -> Option<Otp> {
    let text = &text[..text.floor_char_boundary(LONGEST_TEXT)];
    let service = || service::find(text, sender);
    if let Some(bound) = origin_bound::find(text) {
        return Some(Otp {
            candidates: vec![bound.code.clone()],
            code: bound.code,
            service: service().or_else(|| Some(bound.domain.clone())),
            confidence: 1.0,
            expires_in: expiry::find(text),
            domain: Some(bound.domain),
        });
    }
    let keywords = keywords::find(text);
    let mut scored: Vec<(f32, candidates::Candidate)> = candidates::find(text)
        .into_iter()
        .map(|candidate| (score::score(text, &candidate, &keywords), candidate))
        .collect();
    scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let (confidence, best) = scored.first()?;
    (*confidence >= THRESHOLD).then(|| Otp {
        code: best.code.clone(),
        service: service(),
        confidence: *confidence,
        expires_in: expiry::find(text),
        domain: None,
        candidates: scored.iter().map(|(_, candidate)| candidate.code.clone()).collect(),
    })
}

/// The first http(s) link of `text`.
pub fn link(text: &str) -> Option<&str> {
    let start = text.find("https://").into_iter().chain(text.find("http://")).min()?;
    let rest = &text[start..];
    let end = rest.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(rest.len());
    let link = rest[..end].trim_end_matches(['.', ',', ')', ';', '!', '?']);
    (link.len() > "https://".len()).then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<String> {
        extract(text, None).map(|otp| otp.code)
    }

    #[test]
    fn a_code_near_a_word_for_it_is_found_in_every_usual_form() {
        for (text, expected) in [
            ("Your Acme Bank verification code is 482913. Do not share it.", "482913"),
            ("482913 is your ExampleCloud login code.", "482913"),
            ("G-482913 is your Google verification code.", "482913"),
            ("WhatsApp code: 482-913", "482913"),
            ("Your code is 482 913", "482913"),
            ("Your one-time passcode is K7QX9P", "K7QX9P"),
            ("Votre code de validation est 4829. Il expire dans 15 minutes.", "4829"),
            ("Ihr Sicherheitscode lautet 482913.", "482913"),
            ("Tu código de verificación es 482913", "482913"),
            ("Ваш код подтверждения: 482913", "482913"),
            ("【示例】您的验证码是482913,5分钟内有效", "482913"),
        ] {
            assert_eq!(code(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_code_are_left_alone() {
        for text in [
            "Your parcel arrives on 12.05.2026 between 1400 and 1600.",
            "Hello, this is a test message",
            "Call 0800 555 0100 for help",
            "You paid EUR 4210 at SHOP 24",
            "Order 8839201 has shipped: https://shop.example/t/8839201",
            "",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_links_and_hotlines_beside_a_code_do_not_win() {
        let text = "Use OTP 918273 to authorise your payment of EUR 4210.00 at SHOP 24. \
                    Questions? 0800 555 0100, https://bank.example/483920. Valid for 5 minutes.";
        let otp = extract(text, None).expect("a code");
        assert_eq!(otp.code, "918273");
        assert_eq!(otp.expires_in, Some(TimeDelta::minutes(5)));
    }

    #[test]
    fn an_origin_bound_last_line_decides_and_names_the_domain() {
        let otp = extract("Your ExampleShop code is 482913.\n\n@shop.example #482913", None)
            .expect("a code");
        assert_eq!((otp.code.as_str(), otp.domain.as_deref()), ("482913", Some("shop.example")));
        assert_eq!(otp.service.as_deref(), Some("ExampleShop"));
    }

    #[test]
    fn the_answer_for_any_text_is_part_of_the_text_and_printing_it_shows_no_code() {
        let otp = extract("Your code is 482 913", None).expect("a code");
        assert!(!format!("{otp:?}").contains("482"));
        proptest::proptest!(|(text in "\\PC{0,200}")| {
            if let Some(otp) = extract(&text, None) {
                let mut rest = text.chars();
                proptest::prop_assert!(otp.code.chars().all(|c| rest.any(|other| other == c)));
            }
        });
    }

    #[test]
    fn a_long_text_is_no_long_work_and_its_code_is_still_found_at_the_front() {
        for piece in ["code 1234 ", "1234 ", "code ", "0", " ", "\u{301}"] {
            let text = format!("Your code is 482913. {}", piece.repeat((256 << 10) / piece.len()));
            assert_eq!(code(&text).as_deref(), Some("482913"), "{piece:?}");
        }
    }

    #[test]
    fn a_link_ends_where_its_sentence_does() {
        assert_eq!(link("Open https://a.example/x?y=1."), Some("https://a.example/x?y=1"));
        assert_eq!(link("no link"), None);
    }
}
