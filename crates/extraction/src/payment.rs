//! What is paid with a code.

use super::context::Context;
use super::kinds::Kinds;
use super::numbers::{Form, Number};
use super::words::{Word, has_edges};

/// Words between an amount and the name of who is paid, in the languages whose banks say it so.
const AT: [&str; 23] = [
    "at", "bei", "an", "chez", "a", "en", "em", "presso", "bij", "aan", "hos", "till", "til", "u",
    "w", "v", "na", "no", "в", "у", "la", "για", "to",
];
/// Bytes of an amount without its currency.
const LONGEST_AMOUNT: usize = 20;
/// Numbers that are asked whether they are an amount.
const MOST_ASKED: usize = 16;
/// Characters of a name that are kept.
const LONGEST: usize = 40;

/// A payment that a code confirms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// As the message writes it: "EUR 500.00".
    pub amount: String,
    /// Who is paid.
    pub merchant: Option<String>,
}

/// The first amount with a currency, and the name behind it.
pub fn find(context: &Context<'_>, numbers: &[Number]) -> Option<Payment> {
    numbers
        .iter()
        .filter(|number| number.form == Form::Amount || number.is_claimed)
        .filter(|number| number.span.len() <= LONGEST_AMOUNT)
        .take(MOST_ASKED)
        .find_map(|number| paid(context, number))
}

/// What an amount says, if it has a currency.
fn paid(context: &Context<'_>, number: &Number) -> Option<Payment> {
    let (mut start, mut end) = (number.span.start, number.span.end);
    let mut has_currency = false;
    let behind = context.behind(end).next().filter(|word| is_currency(context, word));
    let before = context.before(start).next().filter(|word| is_currency(context, word));
    if let Some(word) = behind.filter(|word| is_blank(&context.text()[end..word.span.start])) {
        end = word.span.end;
        has_currency = true;
    } else if let Some(word) = before.filter(|word| is_blank(&context.text()[word.span.end..start]))
    {
        start = word.span.start;
        has_currency = true;
    }
    let sign = |c: Option<char>| c.filter(|c| !c.is_ascii_alphanumeric() && is_sign(*c));
    if !has_currency {
        let before = context.text()[..start].trim_end();
        if let Some(c) = sign(before.chars().next_back()) {
            start = before.len() - c.len_utf8();
            has_currency = true;
        } else if let Some(c) = sign(context.text()[end..].trim_start().chars().next()) {
            end = context.text().len() - context.text()[end..].trim_start().len() + c.len_utf8();
            has_currency = true;
        }
    }
    has_currency.then(|| Payment {
        amount: context
            .folded
            .written(&(start..end))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        merchant: merchant(context, end),
    })
}

/// Currencies are short; "payment of" and 付款 are no part of an amount.
fn is_currency(context: &Context<'_>, word: &Word) -> bool {
    let text = &context.text()[word.span.clone()];
    let length = text.chars().count();
    word.kinds.any(Kinds::MONEY)
        && !text.contains(' ')
        && length <= if text.starts_with(has_edges) { 5 } else { 1 }
}

fn is_blank(text: &str) -> bool {
    text.len() <= 1 && text.trim_matches([' ', '.']).is_empty()
}

fn is_sign(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '元' | '円' | '\u{20A0}'..='\u{20CF}')
}

/// The words with capitals behind "at".
fn merchant(context: &Context<'_>, from: usize) -> Option<String> {
    let source = context.folded.source(&(from..from)).start;
    let rest = context.folded.original.get(source..)?;
    let sentence = &rest[..rest.find(['\n', '!', '?', ';']).unwrap_or(rest.len())];
    let mut words = sentence
        .split_whitespace()
        .take(6)
        .skip_while(|word| !AT.contains(&word.to_lowercase().as_str()));
    words.next()?;
    let mut name = String::new();
    for word in words.take(4) {
        let is_name = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if !is_name {
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word.trim_end_matches(['.', ',', ':']));
        if word.ends_with(['.', ',', ':']) {
            break;
        }
    }
    let has_letters = name.chars().any(char::is_alphabetic);
    has_letters.then(|| name.chars().take(LONGEST).collect())
}
