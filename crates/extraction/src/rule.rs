//! A team's own rule for what the code of a message is: a pattern, kept from taking long.

use std::ops::Range;

use codebell_patterns::{Case, Pattern, Refused};

use super::fold::is_decimal;
use super::{Otp, Reading, typed};

/// Characters of a code.
const LONGEST_CODE: usize = 32;
/// Words around a code that a proposed pattern keeps.
const WORDS_KEPT: usize = 3;
/// The same where fewer find something else first.
const MOST_WORDS_KEPT: usize = 12;
/// Characters that a proposed pattern keeps on either side.
const LONGEST_SIDE: usize = 60;
/// What a code may be made of beside the digits of other scripts.
const PARTS: &str = "A-Za-z0-9";

/// What a rule says of a message that its pattern finds something in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The code is there, in bytes.
    Code(Range<usize>),
    /// There is no code.
    NoCode,
}

/// A pattern and what it finds.
#[derive(Clone, Debug)]
pub struct Rule {
    pattern: Pattern,
    finds_code: bool,
}

impl Rule {
    /// Reads a pattern. `finds_code`: its first group, or all that it matches, is the code; else a
    /// message that it matches has none.
    pub fn new(pattern: &str, finds_code: bool) -> Result<Self, Refused> {
        Ok(Self { pattern: Pattern::new(pattern, Case::Sensitive)?, finds_code })
    }

    /// What the rule says of a message; `None` where it says nothing.
    pub fn verdict(&self, text: &str) -> Option<Verdict> {
        let found = self.pattern.find(text)?;
        if !self.finds_code {
            return Some(Verdict::NoCode);
        }
        let length = typed(&text[found.clone()]).len();
        (1..=LONGEST_CODE).contains(&length).then_some(Verdict::Code(found))
    }
}

/// What is known of the code at `span`, which a person or a rule named.
pub fn read_at(text: &str, sender: Option<&str>, span: &Range<usize>) -> Otp {
    let code = typed(&text[span.clone()]);
    let reading = Reading::new(text);
    let mut candidates = vec![code.clone()];
    let others = reading.weigh().into_iter().map(|(_, number)| reading.typed(&number));
    candidates.extend(others.filter(|other| *other != code).take(super::MOST_CANDIDATES - 1));
    Otp {
        service: reading.service(sender),
        confidence: 1.0,
        expires_in: reading.expires_in(),
        domain: None,
        payment: reading.payment(),
        candidates,
        span: span.clone(),
        code,
    }
}

/// Where `code` stands in `text`, with or without what separates its groups: whole if it does so
/// anywhere, else as a piece of a word.
pub fn locate(text: &str, code: &str) -> Option<Range<usize>> {
    let wanted = typed(code).to_lowercase();
    if wanted.is_empty() || wanted.len() > LONGEST_CODE {
        return None;
    }
    let mut found = text
        .char_indices()
        .filter(|(_, c)| !typed(c.encode_utf8(&mut [0; 4])).is_empty())
        .filter_map(|(start, _)| Some(start..start + written(&text[start..], &wanted)?));
    let first = found.next()?;
    let is_whole = |span: &Range<usize>| {
        !joins(text[..span.start].chars().next_back()) && !joins(text[span.end..].chars().next())
    };
    if is_whole(&first) {
        return Some(first);
    }
    Some(found.find(is_whole).unwrap_or(first))
}

/// How many bytes of the beginning of `text` are typed as `wanted`, which is in lower case.
fn written(text: &str, wanted: &str) -> Option<usize> {
    let mut rest = wanted;
    for (at, c) in text.char_indices() {
        rest = rest.strip_prefix(&typed(c.encode_utf8(&mut [0; 4])).to_lowercase())?;
        if rest.is_empty() {
            return Some(at + c.len_utf8());
        }
    }
    None
}

fn joins(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// A pattern that finds what stands at `span` by the words around it: for other messages of the
/// same wording. It finds whole codes, and in `text` this one first.
pub fn propose(text: &str, span: &Range<usize>) -> String {
    let proposed = propose_by(text, span, WORDS_KEPT);
    let finds_it = Rule::new(&proposed, true).is_ok_and(|rule| {
        rule.verdict(text).is_some_and(|verdict| verdict == Verdict::Code(span.clone()))
    });
    if finds_it { proposed } else { propose_by(text, span, MOST_WORDS_KEPT) }
}

/// The same by so many words in front.
fn propose_by(text: &str, span: &Range<usize>, kept: usize) -> String {
    let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
    let before: Vec<&str> = text[line_start..span.start].split_inclusive(' ').collect();
    let words = before[before.len().saturating_sub(kept)..].concat();
    // A line of a script without spaces is one word.
    let near = words.char_indices().rev().nth(LONGEST_SIDE - 1).map_or(0, |(at, _)| at);
    let mut pattern = general(&words[near..]);
    // Where a code begins and ends. Not `\b`, for which ideographs are part of a word.
    let other = format!("[^{PARTS}{}]", foreign_digits(&text[span.clone()]));
    if pattern.is_empty() {
        pattern.push_str(&format!("(?:^|{other})"));
    }
    pattern.push('(');
    pattern.push_str(&shape(&text[span.clone()]));
    pattern.push(')');
    // Few words in front say little, so those behind are kept as well.
    let is_few = before.iter().filter(|word| word.chars().any(char::is_alphabetic)).count() < 2;
    let behind: Vec<&str> = text[span.end..line_end].split_inclusive(' ').collect();
    let words: String = behind.iter().take(WORDS_KEPT + 1).copied().collect();
    let words: String = words.trim_end().chars().take(LONGEST_SIDE).collect();
    if is_few && !words.is_empty() {
        pattern.push_str(&general(&words));
    } else if !joins(text[span.end..].chars().next()) {
        pattern.push_str(&format!("(?:{other}|$)"));
    }
    pattern
}

/// Literal words with any digits and spaces.
fn general(text: &str) -> String {
    let mut pattern = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_same: &dyn Fn(char) -> bool = match c {
            c if c.is_whitespace() => &char::is_whitespace,
            c if is_decimal(c) => &is_decimal,
            _ => &|_| false,
        };
        let end = rest.find(|c| !is_same(c)).unwrap_or(rest.len()).max(c.len_utf8());
        let (piece, after) = rest.split_at(end);
        rest = after;
        if c.is_whitespace() {
            pattern.push_str(r"\s+");
        } else if is_decimal(c) {
            pattern.push_str(&format!("[0-9{}]+", foreign_digits(piece)));
        } else {
            pattern.push_str(&regex::escape(piece));
        }
    }
    pattern
}

/// Codes of the same form: as many digits, or letters and digits, or groups of them.
fn shape(code: &str) -> String {
    let is_any = |c: char| c.is_ascii_alphanumeric() || is_decimal(c);
    // Digits stay digits unless letters are among them.
    let (is_part, parts): (&dyn Fn(char) -> bool, &str) =
        if code.chars().all(|c| !c.is_alphabetic()) {
            (&is_decimal, "0-9")
        } else {
            (&is_any, PARTS)
        };
    let foreign = foreign_digits(code);
    let mut pattern = String::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let length = rest[..end].chars().count();
        if length == 0 {
            pattern.push_str(&general(c.encode_utf8(&mut [0; 4])));
            rest = &rest[c.len_utf8()..];
        } else {
            pattern.push_str(&format!("[{parts}{foreign}]{{{length}}}"));
            rest = &rest[end..];
        }
    }
    pattern
}

/// The digits of other scripts than ours that a piece of text has, as a class has them. Not `\d`: the
/// digits of all scripts make a large pattern.
fn foreign_digits(piece: &str) -> String {
    let mut ranges: Vec<String> = Vec::new();
    for c in piece.chars().filter(|c| !c.is_ascii() && is_decimal(*c)) {
        let value = typed(c.encode_utf8(&mut [0; 4])).parse().unwrap_or(0);
        let zero = u32::from(c).saturating_sub(value);
        if let (Some(zero), Some(nine)) = (char::from_u32(zero), char::from_u32(zero + 9)) {
            let range = format!("{zero}-{nine}");
            if !ranges.contains(&range) {
                ranges.push(range);
            }
        }
    }
    ranges.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_group_or_else_all_that_is_matched_is_the_code() {
        let text = "Schlüssel 4829-13 für Tor 7";
        for (pattern, code) in
            [(r"Schlüssel (\S+)", "4829-13"), (r"\d{4}-\d\d", "4829-13"), (r"(x)?(\d+) für", "13")]
        {
            let rule = Rule::new(pattern, true).expect("a pattern");
            let Some(Verdict::Code(span)) = rule.verdict(text) else { panic!("{pattern}") };
            assert_eq!(&text[span], code, "{pattern}");
        }
        assert_eq!(
            Rule::new("Tor", false).expect("a pattern").verdict(text),
            Some(Verdict::NoCode)
        );
        assert_eq!(Rule::new("Tür", false).expect("a pattern").verdict(text), None);
        // What holds no letter or digit, or too many of them, is no code.
        assert_eq!(Rule::new("-", true).expect("a pattern").verdict(text), None);
    }

    #[test]
    fn a_wrong_pattern_is_refused_in_one_sentence() {
        assert!(Rule::new("(", true).is_err_and(|it| !it.is_slow()));
        assert!(Rule::new(r"\p{L}{9999}", true).is_err_and(|it| it == Refused::TooLarge));
    }

    #[test]
    fn a_code_is_located_however_it_is_written() {
        for (text, code, written) in [
            ("Key: 482 913!", "482913", "482 913"),
            ("Key: ٤٨٢٩١٣", "482913", "٤٨٢٩١٣"),
            ("Key K7-QX9 now", "k7qx9", "K7-QX9"),
            ("No 482913555, but 482913", "482913", "482913"),
        ] {
            let span = locate(text, code).expect(text);
            assert_eq!(&text[span], written);
        }
        assert_eq!(locate("Code482913 now", "482913"), Some(4..10));
        assert_eq!(locate("Key: 4829", "482913"), None);
        assert_eq!(locate("Key: 4829", "-"), None);
    }

    #[test]
    fn a_proposed_pattern_finds_the_code_of_the_next_message_of_the_same_wording() {
        for (text, code, next, expected) in [
            (
                "Torschlüssel für heute: 482913 (Tor 4)",
                "482913",
                "Torschlüssel für heute: 771204 (Tor 9)",
                "771204",
            ),
            ("4829 opens the gate (a+b)", "4829", "9911 opens the gate (a+b)", "9911"),
            ("x\nKey K7-QX9", "K7QX9", "y\nKey AB-111", "AB-111"),
            ("رمز ٤٨٢٩١٣ لك", "482913", "رمز ٧٧١٢٠٤ لك", "٧٧١٢٠٤"),
        ] {
            let span = locate(text, code).expect(text);
            let rule = Rule::new(&propose(text, &span), true).expect("a pattern");
            assert_eq!(rule.verdict(text), Some(Verdict::Code(span)), "{text}");
            let Some(Verdict::Code(found)) = rule.verdict(next) else { panic!("{next}") };
            assert_eq!(&next[found], expected);
        }
        let text = "The gate opens on 482913";
        let rule = Rule::new(&propose(text, &(18..24)), true).expect("a pattern");
        assert_eq!(rule.verdict("The gate opens on 48291377"), None, "a piece is no code");
    }

    #[test]
    fn a_proposed_pattern_is_never_too_large_to_be_kept() {
        let longest = "7".repeat(LONGEST_CODE);
        for text in [
            format!("{} {longest} {}", "1 2 3 4 5 6 7 8 9 ".repeat(9), "1 a 2 b 3 c".repeat(9)),
            format!("{longest} {}", "１ ２ ３ ".repeat(30)),
            format!("{}{longest}", "验证码".repeat(60)),
            format!("{}: {}", "Ñandú ".repeat(30), "٧".repeat(LONGEST_CODE)),
        ] {
            let span = locate(&text, &longest).expect("there");
            let rule = Rule::new(&propose(&text, &span), true);
            let rule = rule.unwrap_or_else(|refused| panic!("{text}: {refused:?}"));
            assert_eq!(rule.verdict(&text), Some(Verdict::Code(span)), "{text}");
        }
    }
}
