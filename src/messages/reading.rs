//! What a message is read to say. Pure: the same text gives the same reading, whether it just came in
//! or is read again by a rule.

use std::ops::Range;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extraction::rule::{self, Verdict};
use crate::extraction::{self, Otp, USUAL_VALIDITY};

/// What a message says. Not printable: it holds the code.
#[derive(Clone)]
pub struct Reading {
    /// The code, and where it stands in the text.
    pub otp: Option<Otp>,
    /// Where the code stands, in characters.
    pub code_span: Option<CodeSpan>,
    /// Who sent it, as people call them.
    pub service: Option<String>,
    /// There is no code, although the text speaks of one.
    pub code_missed: bool,
    /// The first link in the text.
    pub link: Option<String>,
}

/// A part of a text, in characters (Unicode code points).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeSpan {
    /// The first.
    #[schema(example = 13)]
    pub start: i32,
    /// The one behind the last.
    #[schema(example = 19)]
    pub end: i32,
}

impl CodeSpan {
    /// Where a part of a text that is given in bytes stands; `None` of a text that is longer than any.
    fn of(body: &str, bytes: &Range<usize>) -> Option<Self> {
        let characters = |text: Option<&str>| i32::try_from(text?.chars().count()).ok();
        let start = characters(body.get(..bytes.start))?;
        let end = start + characters(body.get(bytes.clone()))?;
        (start < end).then_some(Self { start, end })
    }
}

impl Reading {
    /// Reads a text. `code` is the provider's own finding, for when nothing else is found.
    pub fn of(body: &str, sender: &str, code: Option<&str>) -> Self {
        let found = extraction::read(body, Some(sender));
        let otp = found.otp.or_else(|| provider_code(body, code?));
        Self {
            service: otp.as_ref().and_then(|otp| otp.service.clone()),
            code_missed: otp.is_none() && found.is_missed,
            link: extraction::link(body).map(str::to_owned),
            code_span: otp.as_ref().and_then(|otp| CodeSpan::of(body, &otp.span)),
            otp,
        }
    }

    /// Takes what a rule of the team says the code is.
    pub fn apply(&mut self, body: &str, sender: &str, verdict: &Verdict) {
        self.otp = match verdict {
            Verdict::Code(span) => Some(rule::read_at(body, Some(sender), span)),
            Verdict::NoCode => None,
        };
        self.code_span = self.otp.as_ref().and_then(|otp| CodeSpan::of(body, &otp.span));
        if let Some(service) = self.otp.as_ref().and_then(|otp| otp.service.clone()) {
            self.service = Some(service);
        }
        self.code_missed = false;
    }

    /// When its code stops working: as it says, else after the usual time.
    pub fn code_expires_at(&self, received_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let otp = self.otp.as_ref()?;
        Some(received_at + otp.expires_in.unwrap_or(USUAL_VALIDITY))
    }

    /// Whether the text says when; else it is an estimate.
    pub fn states_expiry(&self) -> bool {
        self.otp.as_ref().is_some_and(|otp| otp.expires_in.is_some())
    }

    /// What a search looks in.
    pub fn search_text(&self, body: &str, sender: &str) -> String {
        [body, sender, self.service.as_deref().unwrap_or_default()].join(" ").to_lowercase()
    }
}

/// The provider's own finding, if the text holds it.
fn provider_code(body: &str, code: &str) -> Option<Otp> {
    let span = rule::locate(body, code)?;
    let code = extraction::typed(&body[span.clone()]);
    Some(Otp {
        candidates: vec![code.clone()],
        code,
        span,
        service: None,
        confidence: 0.5,
        expires_in: None,
        domain: None,
        payment: None,
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn read(body: &str) -> Reading {
        Reading::of(body, "+12025550199", None)
    }

    #[test]
    fn a_stated_validity_counts_from_the_providers_time_and_a_missing_one_is_estimated() {
        let stated = read("Your code is 482913. Valid for 5 minutes.");
        assert_eq!(stated.code_expires_at(AT), Some(AT + TimeDelta::minutes(5)));
        let estimated = read("Your code is 482913.");
        assert_eq!(estimated.code_expires_at(AT), Some(AT + USUAL_VALIDITY));
        assert_eq!(read("Hello").code_expires_at(AT), None);
        assert_eq!([stated.states_expiry(), estimated.states_expiry()], [true, false]);
    }

    #[test]
    fn the_place_of_a_code_is_counted_in_characters_whatever_the_script() {
        for (body, marked) in [
            ("Your code is 482913.", "482913"),
            ("🎉 Your Acme code: 482-913!", "482-913"),
            ("رمز التحقق الخاص بك هو ٤٨٢٩١٣", "٤٨٢٩١٣"),
            ("【支付宝】您的验证码是 904417,5分钟内有效。", "904417"),
        ] {
            let CodeSpan { start, end } = read(body).code_span.expect(body);
            let (start, end) = (start as usize, end as usize);
            let written: String = body.chars().skip(start).take(end - start).collect();
            assert_eq!(written, marked, "{body}");
        }
        assert_eq!(read("Hello").code_span, None);
    }

    #[test]
    fn the_providers_own_finding_is_used_only_when_the_text_holds_it() {
        let code = |body| Reading::of(body, "+1", Some("4711")).otp.map(|otp| otp.code);
        assert_eq!(code("Sesame: 4711"), Some("4711".to_owned()));
        assert_eq!(code("Sesame"), None);
    }

    #[test]
    fn a_rule_says_what_the_code_is_and_the_service_and_link_stay() {
        let body = "Acme: code 482913 for order 771144, see https://acme.example/1";
        let found = read(body);
        let span = body.find("771144").map(|start| start..start + 6).expect("there");
        let apply = |verdict| {
            let mut reading = found.clone();
            reading.apply(body, "+1", &verdict);
            reading
        };
        let ruled = apply(Verdict::Code(span));
        assert_eq!(ruled.otp.as_ref().map(|otp| otp.code.as_str()), Some("771144"));
        let denied = apply(Verdict::NoCode);
        assert!(denied.otp.is_none() && !denied.code_missed);
        for again in [ruled, denied] {
            assert_eq!((&again.service, &again.link), (&found.service, &found.link));
        }
    }

    #[test]
    fn a_search_finds_a_text_in_small_letters_of_every_script() {
        let reading =
            Reading { service: Some("ЯНДЕКС".to_owned()), ..read("ПРИВЕТ, Ärger") };
        assert_eq!(
            reading.search_text("ПРИВЕТ, Ärger", "İnfo"),
            "привет, ärger i\u{307}nfo яндекс"
        );
    }
}
