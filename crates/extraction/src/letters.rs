//! Codes of letters alone, which stand right behind a word for a code.

use super::context::Context;
use super::kinds::Kinds;
use super::numbers::{Form, Number};

/// Candidates of letters alone: `QGFDAE` behind "your code is", `mifsuc` as the end of
/// "PASSCODE: mifsuc".
pub fn find(context: &Context<'_>) -> Vec<Number> {
    let mut found = Vec::new();
    let wanted = Kinds::OTP.and(Kinds::CODE);
    // In a message of capitals a word in capitals is a word.
    let has_lower = context.folded.original.bytes().any(|b| b.is_ascii_lowercase());
    for word in context.words.iter().filter(|word| word.kinds.any(wanted)).take(8) {
        let Some(start) = next_letter(context, word.span.end) else { continue };
        let rest = &context.text()[start..];
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let span = start..start + length;
        let ends = rest[length..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '-');
        if !(4..=8).contains(&length) || !ends || is_known(context, &span) {
            continue;
        }
        let gap = context.gap(word.span.end..start);
        if !gap.is_tight || !gap.has_copula {
            continue;
        }
        let written = context.folded.written(&span);
        let is_capitals = has_lower && written.bytes().all(|b| b.is_ascii_uppercase());
        let is_last =
            rest[length..].trim_start_matches([' ', '.']).chars().next().is_none_or(|c| c == '\n');
        let is_said = context.text()[word.span.end..start].contains([':', '=']);
        if is_capitals || (is_last && is_said && word.kinds.any(Kinds::OTP)) {
            found.push(Number::new(span, Form::Letters, context.text()));
        }
    }
    found
}

/// The first letter or digit behind `from` that belongs to no word for "is".
fn next_letter(context: &Context<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    for _ in 0..3 {
        let gap = context.text()[at..].find(char::is_alphanumeric)?;
        if gap > 12 {
            return None;
        }
        at += gap;
        match context.behind(at).next() {
            Some(word) if word.span.start == at && word.kinds.any(Kinds::IS) => at = word.span.end,
            _ => {
                return context.text()[at..]
                    .starts_with(|c: char| c.is_ascii_alphabetic())
                    .then_some(at);
            }
        }
    }
    None
}

fn is_known(context: &Context<'_>, span: &std::ops::Range<usize>) -> bool {
    context.behind(span.start).next().is_some_and(|word| word.span.start < span.end)
}
