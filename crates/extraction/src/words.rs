//! Where words of the languages stand in a text.

use std::ops::Range;

use super::kinds::Kinds;
use super::languages::{self, COUNT, ENGLISH, Entry};

/// A word that was found.
#[derive(Clone)]
pub struct Word {
    /// Where it stands in the folded text, with the letters that its entry leaves open.
    pub span: Range<usize>,
    pub kinds: Kinds,
}

/// A word of a language counts where the language has this share of the likeliest one's votes.
const LIKELY: f32 = 0.35;
/// English is mixed into messages of all languages.
const LIKELY_ENGLISH: f32 = 0.1;

/// In so many languages a word is no sign of one of them.
const COMMON: usize = 8;

/// In so many languages it says nothing of which it is.
const EVERYWHERE: usize = 32;

struct Found {
    span: Range<usize>,
    is_open: bool,
    entry: Entry,
}

/// The words of a folded text, in its order and apart from each other: of several at one place the
/// one that begins first, then the longest. What a word says is taken from the languages that the
/// message may be in.
pub fn find(text: &str) -> Vec<Word> {
    let mut found = all(text);
    // At one place the longest first, and of two as long the one that says each letter.
    found.sort_unstable_by_key(|word| (word.span.start, usize::MAX - word.span.end, word.is_open));
    let mut end = 0;
    found.retain(|word| {
        let is_free = word.span.start >= end;
        if is_free {
            end = word.span.end;
        }
        is_free
    });
    let votes = vote(&found);
    let most = votes.iter().copied().fold(0.0, f32::max);
    let is_likely = |language: usize| {
        let share = if language == ENGLISH { LIKELY_ENGLISH } else { LIKELY };
        votes[language] >= share * most
    };
    found
        .into_iter()
        .filter_map(|word| {
            // A word of many languages is one of all: "login", "PIN", "EUR".
            let is_common = word.entry.languages() >= COMMON;
            let meant = |counts: &dyn Fn(usize) -> bool| {
                let meanings = word.entry.meanings().filter(|(language, _)| counts(*language));
                meanings.fold(Kinds::EMPTY, |all, (_, kinds)| all.and(kinds))
            };
            let mut kinds = if is_common { word.entry.all } else { meant(&is_likely) };
            if kinds == Kinds::EMPTY {
                kinds = meant(&|_| true).only(Kinds::OTP.and(Kinds::CODE));
            }
            (kinds != Kinds::EMPTY).then(|| Word { span: word.span, kinds: kinds.settled() })
        })
        .collect()
}

/// How much each language's words are those of the message: a word that few languages have says more.
fn vote(found: &[Found]) -> [f32; COUNT] {
    let mut votes = [0.0; COUNT];
    let telling = found.iter().filter(|word| word.entry.languages() < EVERYWHERE);
    for word in telling {
        let languages = u16::try_from(word.entry.languages()).unwrap_or(u16::MAX);
        // Longer words are less by chance those of another language.
        let length = f32::from(u16::try_from(word.span.len().clamp(2, 16) - 1).unwrap_or(1));
        for (language, _) in word.entry.meanings() {
            votes[language] += length * length.sqrt() / f32::from(languages);
        }
    }
    votes
}

fn all(text: &str) -> Vec<Found> {
    let joined: Vec<u8> =
        text.bytes().map(|b| if matches!(b, b'-' | b'\n') { b' ' } else { b }).collect();
    let mut found = Vec::with_capacity(32);
    for (start, end, entry) in languages::find(&joined) {
        let before = word_start(text, start);
        if before < start && !entry.opens_left {
            continue;
        }
        let after = word_end(text, end);
        if after > end && !entry.opens_right {
            continue;
        }
        found.push(Found { span: before..after, is_open: before < start || after > end, entry });
    }
    found
}

/// So many bytes of one word are looked at; no word of a language is longer.
const LONGEST: usize = 96;

fn word_start(text: &str, from: usize) -> usize {
    // Most words have a space before them, which needs no closer look.
    let before = from.checked_sub(1).map(|at| text.as_bytes()[at]);
    if before.is_none_or(|b| b.is_ascii() && !b.is_ascii_alphabetic()) {
        return from;
    }
    let Some(first) = text[from..].chars().next().filter(|c| has_edges(*c)) else { return from };
    let mut start = from;
    if !first.is_alphanumeric() {
        return from;
    }
    for c in text[..from].chars().rev() {
        if !is_letter(c) || from - start >= LONGEST {
            break;
        }
        start -= c.len_utf8();
    }
    start
}

fn word_end(text: &str, to: usize) -> usize {
    if text.as_bytes().get(to).is_none_or(|b| b.is_ascii() && !b.is_ascii_alphabetic()) {
        return to;
    }
    let last = text[..to].chars().next_back();
    if !last.is_some_and(|c| has_edges(c) && c.is_alphabetic()) {
        return to;
    }
    let mut end = to;
    for c in text[to..].chars() {
        if !is_letter(c) || end - to >= LONGEST {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// Letters and the marks that belong to them, of scripts that put spaces between words.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && has_edges(c) && (c.is_alphabetic() || is_mark(c)))
}

/// Vowel signs and the like of the scripts of India, which no longer count as alphabetic.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{DFF}' | '\u{3099}' | '\u{309A}')
}

/// Whether words of this script stand between spaces.
pub fn has_edges(c: char) -> bool {
    !matches!(c,
        '\u{E00}'..='\u{FFF}' // Thai, Lao, Tibetan
        | '\u{1000}'..='\u{109F}' // Burmese
        | '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7FF}' // Hangul: particles follow a word
        | '\u{1780}'..='\u{17FF}' // Khmer
        | '\u{2E80}'..='\u{A4CF}' // kana and ideographs
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn kinds_of(text: &str, kinds: Kinds) -> Vec<String> {
        let text = fold(text);
        find(&text)
            .into_iter()
            .filter(|word| word.kinds.any(kinds))
            .map(|word| text[word.span].to_owned())
            .collect()
    }

    #[test]
    fn a_word_is_found_whole_and_not_in_other_words() {
        assert_eq!(kinds_of("Your OTP is", Kinds::OTP), ["otp"]);
        assert_eq!(kinds_of("the fOOTPath and a hotpot", Kinds::OTP), [""; 0]);
        assert_eq!(kinds_of("Dein Bestätigungscode", Kinds::OTP), ["bestatigungscode"]);
        assert_eq!(kinds_of("您的验证码是", Kinds::OTP), ["验证码"]);
    }

    #[test]
    fn the_longer_word_disarms_the_one_in_it() {
        assert_eq!(kinds_of("Use promo code now", Kinds::CODE.and(Kinds::OTP)), [""; 0]);
        assert_eq!(kinds_of("Use promo-code now", Kinds::LABEL), ["promo-code"]);
    }
}
