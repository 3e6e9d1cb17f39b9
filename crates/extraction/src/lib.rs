//! Finds the one-time code in a message: text in, [`Otp`] out. Pure.
//!
//! In reading order: `fold` gives a message one spelling, `words` finds the words of all
//! `languages` in it, `numbers` what could be a code by its form (`letters` those without digits),
//! `claims` takes away what a word says to be something else, `features` sees what stands around
//! the rest in its `context`, and `score` weighs it with `weights`. `origin_bound`, `expiry`,
//! `service`, `payment` and `links` read what else the message says.

#![warn(missing_docs)]

mod claims;
mod context;
mod expiry;
mod features;
mod fold;
mod kinds;
mod languages;
mod letters;
mod links;
mod numbers;
mod origin_bound;
mod payment;
pub mod rule;
mod score;
mod service;
mod weights;
mod words;

use std::ops::Range;

use chrono::TimeDelta;

use context::Context;
pub use features::Features;
use features::Tone;
use fold::Folded;
pub use fold::typed;
use kinds::Kinds;
use numbers::{Form, Number};
pub use payment::Payment;

/// How long a code is taken to be valid where its message doesn't say.
pub const USUAL_VALIDITY: TimeDelta = TimeDelta::minutes(10);
/// Below this a candidate is not shown as the code. Set on `crates/extraction/messages`: `cargo bench --bench
/// weights` prints what it finds and what it takes for a code at other thresholds.
const THRESHOLD: f32 = 0.65;
/// Candidates that are handed on.
const MOST_CANDIDATES: usize = 8;
/// Of more numbers only so many are weighed: no message of a person or a service has as many.
const MOST_WEIGHED: usize = 256;

/// What was found in a message.
#[derive(Clone, PartialEq)]
pub struct Otp {
    /// The code as it is to be typed: no spaces or dashes.
    pub code: String,
    /// Where it stands in the message, in bytes.
    pub span: Range<usize>,
    /// Who sent it, as people call them.
    pub service: Option<String>,
    /// How sure this is the code, 0 to 1.
    pub confidence: f32,
    /// How long the message says that the code is valid.
    pub expires_in: Option<TimeDelta>,
    /// The site that the code is bound to, from a last line `@host #code`.
    pub domain: Option<String>,
    /// What is paid with the code.
    pub payment: Option<Payment>,
    /// All that could have been the code, likeliest first.
    pub candidates: Vec<String>,
}

impl std::fmt::Debug for Otp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Otp").field("confidence", &self.confidence).finish_non_exhaustive()
    }
}

/// The first http(s) link of `text`.
pub fn link(text: &str) -> Option<&str> {
    links::first(text)
}

/// Makes the words of the languages ready, which the first message waits for otherwise: some
/// milliseconds.
pub fn load_words() {
    languages::load();
}

/// What a message says of a code.
pub struct Found {
    /// The code, if there is one.
    pub otp: Option<Otp>,
    /// There is none, although the message speaks of one.
    pub is_missed: bool,
}

/// Reads `text` once for its code and for whether one may have been missed.
pub fn read(text: &str, sender: Option<&str>) -> Found {
    let reading = Reading::new(text);
    let otp = reading.otp(text, sender);
    Found { is_missed: otp.is_none() && reading.speaks_of_code(), otp }
}

/// The code in `text`, if there is one; `sender` helps to name the service.
pub fn extract(text: &str, sender: Option<&str>) -> Option<Otp> {
    Reading::new(text).otp(text, sender)
}

/// Whether `text` speaks of a code that is in it: where none was found, one may have been missed.
pub fn speaks_of_code(text: &str) -> bool {
    Reading::new(text).speaks_of_code()
}

/// Who sent a message, as people call them, whether it has a code or not.
pub fn service(text: &str, sender: Option<&str>) -> Option<String> {
    Reading::new(text).service(sender)
}

/// The candidates of `text` with what is seen of each, for fitting the weights.
pub fn observe(text: &str) -> Vec<(String, Features)> {
    let reading = Reading::new(text);
    let seen = reading.seen();
    seen.into_iter().map(|(number, features)| (reading.typed(&number), features)).collect()
}

/// A message, read once: its words and its numbers.
struct Reading<'a> {
    context: Context<'a>,
    numbers: Vec<Number>,
}

impl<'a> Reading<'a> {
    fn new(text: &'a str) -> Self {
        let folded = Folded::new(without_app_hash(text));
        let words = words::find(&folded.text);
        let links = links::find(&folded.text);
        let joins = Kinds::OTP.and(Kinds::CODE).and(Kinds::IS);
        let ends_word = |at: usize| {
            let index = words.partition_point(|word| word.span.end < at);
            words.get(index).is_some_and(|word| word.span.end == at && word.kinds.any(joins))
        };
        let mut numbers = numbers::find(&folded.text, &links, &ends_word);
        let mut context = Context::new(folded, words);
        leave_brands(&context.folded, &mut numbers);
        claims::mark(&context, &mut numbers);
        context.deny(&numbers);
        Self { context, numbers }
    }

    /// The code of the message `text`, which was read.
    fn otp(&self, text: &str, sender: Option<&str>) -> Option<Otp> {
        if let Some(bound) = origin_bound::find(text) {
            return Some(Otp {
                service: self.service(sender).or_else(|| Some(bound.domain.clone())),
                confidence: 1.0,
                expires_in: self.expires_in(),
                domain: Some(bound.domain),
                payment: None,
                candidates: vec![bound.code.clone()],
                span: bound.span,
                code: bound.code,
            });
        }
        let scored = self.weigh();
        let (confidence, best) = scored.first()?;
        if *confidence < THRESHOLD {
            return None;
        }
        let mut candidates: Vec<String> = Vec::new();
        for (_, other) in &scored {
            let written = self.typed(other);
            if candidates.len() < MOST_CANDIDATES && !candidates.contains(&written) {
                candidates.push(written);
            }
        }
        Some(Otp {
            code: self.typed(best),
            span: self.context.folded.source(&best.span),
            service: self.service(sender),
            confidence: *confidence,
            expires_in: self.expires_in(),
            domain: None,
            payment: self.payment(),
            candidates,
        })
    }

    fn speaks_of_code(&self) -> bool {
        let says = |kinds: Kinds| self.context.words.iter().any(|word| word.kinds.any(kinds));
        says(Kinds::OTP)
            && !says(Kinds::NONE.and(Kinds::PROMO))
            && self.numbers.iter().any(Number::is_candidate)
    }

    /// The candidates with what is seen of each.
    fn seen(&self) -> Vec<(Number, Features)> {
        let tone = Tone::of(&self.context);
        if !(tone.otp || tone.code || tone.act || tone.pickup || tone.minutes) {
            return Vec::new();
        }
        let letters = letters::find(&self.context);
        let candidates = self.numbers.iter().filter(|number| number.is_candidate());
        let mut seen: Vec<(Number, Features)> = candidates
            .take(MOST_WEIGHED)
            .chain(&letters)
            .map(|candidate| {
                let features = features::of(&self.context, &tone, candidate, &self.numbers);
                (candidate.clone(), features)
            })
            .collect();
        score::compare(&mut seen);
        seen
    }

    /// The candidates with how likely each is the code, the likeliest first.
    fn weigh(&self) -> Vec<(f32, Number)> {
        let seen = self.seen().into_iter();
        let mut scored: Vec<(f32, Number)> =
            seen.map(|(number, features)| (score::confidence(&features), number)).collect();
        scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        scored
    }

    fn typed(&self, number: &Number) -> String {
        typed(self.context.folded.written(&number.span))
    }

    fn service(&self, sender: Option<&str>) -> Option<String> {
        service::find(&self.context, sender)
    }

    fn payment(&self) -> Option<Payment> {
        payment::find(&self.context, &self.numbers)
    }

    fn expires_in(&self) -> Option<TimeDelta> {
        expiry::find(&self.context, &self.numbers)
    }
}

/// Names with a number at the end are no codes: "Life360".
fn leave_brands(folded: &Folded<'_>, numbers: &mut [Number]) {
    for number in numbers.iter_mut().filter(|number| number.form == Form::Mixed) {
        let written = folded.written(&number.span);
        let letters = written.bytes().take_while(u8::is_ascii_alphabetic).count();
        let is_title = written.bytes().next().is_some_and(|b| b.is_ascii_uppercase())
            && written.bytes().take(letters).skip(1).all(|b| b.is_ascii_lowercase());
        if letters >= 3 && is_title && written.bytes().skip(letters).all(|b| b.is_ascii_digit()) {
            number.form = Form::Other;
        }
    }
}

/// Cuts the eleven characters by which Android's SMS retriever finds its app, at the end of a
/// message, off.
fn without_app_hash(text: &str) -> &str {
    let trimmed = text.trim_end();
    let at = trimmed.len().checked_sub(11).filter(|at| trimmed.is_char_boundary(*at));
    let Some(start) = at else { return text };
    let (rest, hash) = trimmed.split_at(start);
    let is_hash = hash.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
        && hash.bytes().any(|b| b.is_ascii_lowercase())
        && hash.bytes().skip(1).any(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if is_hash && rest.ends_with(char::is_whitespace) { rest } else { text }
}

#[cfg(test)]
mod tests;
