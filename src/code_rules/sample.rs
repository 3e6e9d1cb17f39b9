//! What is kept of the message that a rule was tried on: its shape, and the words that the rule itself
//! says, so that no code and no name can be read in it.

use std::ops::Range;

use crate::extraction::rule::{Rule, Verdict};

/// What stands for the digits of a message, in their order.
const DIGITS: [char; 10] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

/// The text with other digits, and other letters but in words that stand in the pattern; `None` where
/// the rule would not find the same in it.
pub fn mask(rule: &Rule, pattern: &str, text: &str) -> Option<String> {
    let found = rule.verdict(text)?;
    let mut is_kept = vec![false; text.len()];
    for word in words(pattern) {
        for (start, _) in text.match_indices(word) {
            let span = start..start + word.len();
            if is_whole(text, &span) {
                is_kept[span].fill(true);
            }
        }
    }
    if let Verdict::Code(span) = &found {
        is_kept[span.clone()].fill(false);
    }
    let mut digits = DIGITS.iter().cycle();
    let masked: String = text
        .char_indices()
        .map(|(at, c)| match c {
            _ if c.is_numeric() => *digits.find(|digit| **digit != c).unwrap_or(&'0'),
            _ if is_kept[at] || !c.is_alphabetic() => c,
            _ if c.is_uppercase() => 'X',
            _ => 'x',
        })
        .collect();
    let is_same = match (found, rule.verdict(&masked)?) {
        (Verdict::Code(before), Verdict::Code(after)) => {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            letters(&text[before]) == letters(&masked[after])
        }
        (before, after) => before == after,
    };
    is_same.then_some(masked)
}

/// The runs of letters that a pattern says. What follows a backslash is a class and no letter.
fn words(pattern: &str) -> impl Iterator<Item = &str> {
    let mut is_escaped = false;
    pattern
        .split(move |c: char| {
            let is_class = std::mem::take(&mut is_escaped);
            is_escaped = !is_class && c == '\\';
            is_class || !c.is_alphabetic()
        })
        .filter(|word| !word.is_empty())
}

/// Whether it is no part of a longer word. In scripts that write without spaces there are none.
fn is_whole(text: &str, span: &Range<usize>) -> bool {
    let joins = |c: Option<char>, word: Option<char>| {
        let is_cased = |c: char| c.is_lowercase() || c.is_uppercase();
        c.is_some_and(is_cased) && word.is_some_and(is_cased)
    };
    let word = &text[span.clone()];
    !joins(text[..span.start].chars().next_back(), word.chars().next())
        && !joins(text[span.end..].chars().next(), word.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(pattern: &str, finds_code: bool, text: &str) -> Option<String> {
        let rule = Rule::new(pattern, finds_code).expect("a pattern");
        let masked = mask(&rule, pattern, text);
        if let Some(masked) = &masked {
            assert!(rule.verdict(masked).is_some(), "{masked}");
        }
        masked
    }

    #[test]
    fn what_is_kept_has_the_shape_of_the_message_and_the_words_of_the_rule() {
        for (pattern, text, kept) in [
            (
                r"opens\s+on\s+(\d{6})",
                "Joan: the gate opens on 482913, 7 o'clock",
                "Xxxx: xxx xxxx opens on 123456, 8 x'xxxxx",
            ),
            (r"(?i)key ([A-Z\d]+-[A-Z\d]+)", "key K7-QX9 of Zoe", "key X1-XX2 xx Xxx"),
            (r"验证码(\d+)", "您的验证码482913，请勿泄露", "xx验证码123456，xxxx"),
            (r"code (\w+)", "code SESAME", "code XXXXXX"),
            (r"رمز (\d+)", "رمز ٤٨٢٩١٣", "رمز 123456"),
        ] {
            assert_eq!(masked(pattern, true, text).as_deref(), Some(kept), "{pattern}");
        }
        let kept = masked("Flight", false, "Flight 4711 for Joan");
        assert_eq!(kept.as_deref(), Some("Flight 1234 xxx Xxxx"));
    }

    #[test]
    fn a_word_of_the_rule_inside_another_word_is_masked() {
        assert_eq!(
            masked(r"an (\d+)", true, "Joanna: an 4829").as_deref(),
            Some("Xxxxxx: an 1234")
        );
    }

    #[test]
    fn what_would_not_be_found_any_more_is_not_kept() {
        for (pattern, text) in [
            ("482913", "Your code is 482913"),
            (r"[89]\d{3}", "code 9911"),
            (r"\p{Lu}oan (\d+)", "Joan 4829"),
            ("(SESAME)", "code SESAME"),
        ] {
            assert_eq!(masked(pattern, true, text), None, "{pattern}");
        }
    }
}
