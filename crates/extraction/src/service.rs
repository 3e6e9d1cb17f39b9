//! Who sent a code, as people call them.

use std::ops::Range;

use super::context::Context;
use super::kinds::Kinds;

/// Characters of a name that are kept.
const LONGEST: usize = 40;
/// Words of a name that are kept together.
const MOST_WORDS: usize = 3;
/// Words of a message among which names are looked for.
const MOST_TOKENS: usize = 400;
/// Farther from a word for a code a name is that of something else, in bytes.
const FAR: usize = 40;

/// Words with a capital that stand where a name could, and are none. The words of the language
/// files are none either.
const NOT_A_NAME: [&str; 32] = [
    "your", "the", "use", "dear", "from", "hi", "hello", "customer", "user", "sms", "alert",
    "info", "msg", "this", "is", "ihr", "dein", "votre", "ton", "su", "tu", "seu", "il", "la",
    "uw", "je", "din", "ваш", "ваша", "a", "for", "new",
];

/// The name in the text (in brackets, before a colon, beside the word for a code), else a sender
/// that is a name.
pub fn find(context: &Context<'_>, sender: Option<&str>) -> Option<String> {
    let text = context.folded.original;
    let sender = || sender.map(str::trim).filter(|sender| sender.chars().any(char::is_alphabetic));
    let name = bracketed(text)
        .or_else(|| before_colon(context))
        .or_else(|| beside_code(context))
        .map(str::to_owned)
        .or_else(|| sender().map(str::to_owned))?;
    Some(name.chars().take(LONGEST).collect())
}

/// `【Name】` or `[Name]` at the beginning, or `【Name】` as a signature at the end.
fn bracketed(text: &str) -> Option<&str> {
    let start = text.trim_start().trim_start_matches("<#>").trim_start();
    let pairs = [('【', '】'), ('[', ']'), ('「', '」'), ('(', ')'), ('<', '>')];
    let opening = pairs.iter().find_map(|(open, close)| {
        let rest = start.strip_prefix(*open)?;
        rest.split_once(*close).map(|(name, _)| name)
    });
    let closing = || {
        text.trim_end()
            .strip_suffix('】')
            .and_then(|rest| rest.rsplit_once('【'))
            .map(|(_, name)| name)
    };
    opening.or_else(closing).map(str::trim).filter(|name| is_name(name))
}

fn is_name(name: &str) -> bool {
    (1..=LONGEST).contains(&name.chars().count())
        && name.chars().any(char::is_alphabetic)
        && !NOT_A_NAME.contains(&name.to_lowercase().as_str())
}

/// "Name: …" and "Name\n…" at the beginning.
fn before_colon<'a>(context: &Context<'a>) -> Option<&'a str> {
    let text = context.folded.original;
    let end = text.find([':', '：', '\n', '.']).filter(|end| *end <= LONGEST)?;
    let name = text[..end].trim();
    let words = name.split_whitespace().count();
    let starts_big = name.chars().next().is_some_and(char::is_uppercase);
    let says_something =
        context.words.first().is_some_and(|word| context.folded.source(&word.span).start < end);
    let is_end = text[end..].chars().nth(1).is_none_or(char::is_whitespace);
    (words <= MOST_WORDS && starts_big && is_end && !says_something && is_name(name))
        .then_some(name)
}

/// The words with capitals nearest to a word for a code, in its sentence.
fn beside_code<'a>(context: &Context<'a>) -> Option<&'a str> {
    let kinds = Kinds::OTP.and(Kinds::CODE);
    let codes = context.words.iter().filter(|word| word.kinds.any(kinds)).take(4);
    let names = names(context);
    let is_beside = |name: &Range<usize>| {
        context.has_beside(name, kinds, |gap| gap.sentences == 0 && gap.lines == 0)
    };
    codes
        .flat_map(|code| names.iter().map(move |name| (distance(&code.span, name), name)))
        .filter(|(distance, name)| *distance <= FAR && is_beside(name))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| context.folded.written(name))
        .filter(|name| is_name(name))
}

fn distance(word: &Range<usize>, name: &Range<usize>) -> usize {
    if name.end <= word.start { word.start - name.end } else { name.start.saturating_sub(word.end) }
}

/// Runs of words with capitals that no language file knows, in the folded text.
fn names(context: &Context<'_>) -> Vec<Range<usize>> {
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    for span in tokens(context.text()).take(MOST_TOKENS) {
        if !is_capital(context, &span) || is_known(context, &span) {
            continue;
        }
        match runs.last_mut() {
            Some((run, words))
                if *words < MOST_WORDS && &context.text()[run.end..span.start] == " " =>
            {
                run.end = span.end;
                *words += 1;
            }
            _ => runs.push((span, 1)),
        }
    }
    runs.into_iter().map(|(run, _)| run).collect()
}

/// Words of letters and digits with what joins them in names, of scripts with capitals.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_in =
        |c: char| c.is_ascii_alphanumeric() || (c as u32) < 0x590 && c.is_alphabetic() || c == '&';
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_in)?;
        let length = text[start..]
            .find(|c: char| !(is_in(c) || matches!(c, '.' | '-' | '\'')))
            .unwrap_or(text.len() - start);
        from = start + length;
        let end = start + text[start..from].trim_end_matches(['.', '-', '\'']).len();
        Some(start..end)
    })
}

fn is_capital(context: &Context<'_>, span: &Range<usize>) -> bool {
    let written = context.folded.written(span);
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    letters > 1
        && digits * 2 <= letters
        && written.chars().any(char::is_uppercase)
        && !NOT_A_NAME.contains(&written.to_lowercase().as_str())
}

fn is_known(context: &Context<'_>, span: &Range<usize>) -> bool {
    let index = context.words.partition_point(|word| word.span.end <= span.start);
    // A name that is in a list of names of something else is still a name: "WhatsApp".
    let names = Kinds::LABEL.and(Kinds::PROMO);
    context.words.get(index).is_some_and(|word| {
        word.span.start < span.end && (!word.kinds.any(names) || word.span.len() > span.len())
    })
}

#[cfg(test)]
mod tests {
    use super::super::extract;

    #[test]
    fn the_service_is_named_by_brackets_by_the_sentence_or_by_the_sender() {
        for (text, sender, service) in [
            ("【示例】您的验证码是482913", None, Some("示例")),
            ("您的验证码是482913【示例】", None, Some("示例")),
            ("您的Signal验证码是482913", None, Some("Signal")),
            ("[ExampleChat] Sign-in code: 482913", None, Some("ExampleChat")),
            ("Your Acme Bank verification code is 482913", None, Some("Acme Bank")),
            ("WhatsApp code: 482-913", None, Some("WhatsApp")),
            ("G-482913 is your Google verification code.", None, Some("Google")),
            (
                "482913 est votre code de vérification Mozilla. Il expire dans 5 minutes.",
                None,
                Some("Mozilla"),
            ),
            ("Acme Bank: your code is 482913", None, Some("Acme Bank")),
            ("Your code is 482913", Some("AMAZON"), Some("AMAZON")),
            ("Your code is 482913", Some("+12025550100"), None),
        ] {
            let otp = extract(text, sender).expect("a code");
            assert_eq!(otp.service.as_deref(), service, "{text}");
        }
    }
}
