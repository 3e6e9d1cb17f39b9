//! What stands around the numbers of a message: words, sentences and lines.

use std::ops::Range;

use super::fold::Folded;
use super::kinds::Kinds;
use super::numbers::Number;
use super::words::{Word, has_edges};

/// Farther away a word says nothing about a number, in bytes.
const FAR: usize = 240;
/// More words on one side are not asked.
const MOST_ASKED: usize = 8;

/// A message with its words, and where its sentences end.
pub struct Context<'a> {
    pub folded: Folded<'a>,
    pub words: Vec<Word>,
    sentence_ends: Vec<usize>,
    line_ends: Vec<usize>,
}

/// What lies between a number and a word, or between two numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gap {
    /// Words that say nothing, roughly: two ideographs count as one.
    pub words: f32,
    /// Ends of sentences.
    pub sentences: usize,
    /// Ends of lines that are no ends of sentences.
    pub lines: usize,
    /// Nothing but spaces and punctuation, and words that mean "is".
    pub is_tight: bool,
    /// A word that means "is", or a sign for it.
    pub has_copula: bool,
}

impl<'a> Context<'a> {
    pub fn new(folded: Folded<'a>, words: Vec<Word>) -> Self {
        let text = folded.text.as_str();
        let (mut sentence_ends, mut line_ends) = (Vec::new(), Vec::new());
        let bytes = text.as_bytes();
        for (at, c) in text.char_indices() {
            match c {
                '!' | '?' | '。' | '؟' | '।' | '۔' | '።' | '։' | '။' | '។' => {
                    sentence_ends.push(at);
                }
                '.' if ends_sentence(text, at) && !is_abbreviated(&words, at) => {
                    sentence_ends.push(at);
                }
                '\n' => {
                    let before = text[..at].trim_end_matches(' ');
                    // A colon leads on to the next line.
                    if at > 0 && !before.ends_with([':', '\n']) && bytes.get(at + 1).is_some() {
                        line_ends.push(at);
                    }
                }
                _ => {}
            }
        }
        Self { folded, words, sentence_ends, line_ends }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.folded.text
    }

    /// Words for a code that stand right beside words that say there is none speak of no code here:
    /// "we never ask for your PIN", "the code was sent by e-mail".
    pub fn deny(&mut self, numbers: &[Number]) {
        let codes = Kinds::OTP.and(Kinds::CODE);
        let is_joined = |span: Range<usize>| {
            let first = numbers.partition_point(|number| number.span.start < span.start);
            let mut within = numbers[first..].iter().take_while(|n| n.span.end <= span.end);
            let gap = self.gap(span.clone());
            gap.sentences == 0 && gap.words <= 2.0 && !within.any(Number::is_candidate)
        };
        let mut denies: Vec<bool> =
            self.words.iter().map(|word| word.kinds.any(Kinds::NONE)).collect();
        let mut denied = Vec::new();
        let behind: Vec<usize> = (0..self.words.len()).rev().collect();
        let before: Vec<usize> = (0..self.words.len()).collect();
        // Once from each side, for "we never ask for PIN, CVV or OTP".
        for (order, is_behind) in [(behind, true), (before, false)] {
            for index in order {
                let neighbour = if is_behind { Some(index + 1) } else { index.checked_sub(1) };
                let Some((neighbour, other)) =
                    neighbour.and_then(|at| self.words.get(at).map(|word| (at, word)))
                else {
                    continue;
                };
                let word = &self.words[index];
                let between =
                    word.span.end.min(other.span.end)..word.span.start.max(other.span.start);
                let is_denied = denies[neighbour]
                    && word.kinds.any(codes)
                    && is_joined(between)
                    && !self.names_candidate(word.span.end, numbers);
                if is_denied {
                    denies[index] = true;
                    denied.push(index);
                }
            }
        }
        for index in denied {
            let word = &mut self.words[index];
            word.kinds = word.kinds.without(codes);
        }
    }

    /// Whether a candidate stands right behind the word that ends at `end`.
    fn names_candidate(&self, end: usize, numbers: &[Number]) -> bool {
        let next = numbers.partition_point(|number| number.span.start < end);
        numbers.get(next).is_some_and(|number| {
            number.is_candidate()
                && number.span.start - end <= FAR
                && self.gap(end..number.span.start).is_tight
        })
    }

    /// The words before `at` that are near, the nearest first.
    pub fn before(&self, at: usize) -> impl Iterator<Item = &Word> {
        let end = self.words.partition_point(|word| word.span.end <= at);
        self.words[..end]
            .iter()
            .rev()
            .take(MOST_ASKED)
            .take_while(move |word| at - word.span.end <= FAR)
    }

    /// The words behind `at` that are near, the nearest first.
    pub fn behind(&self, at: usize) -> impl Iterator<Item = &Word> {
        let start = self.words.partition_point(|word| word.span.start < at);
        self.words[start..]
            .iter()
            .take(MOST_ASKED)
            .take_while(move |word| word.span.start - at <= FAR)
    }

    /// Whether a word of these kinds is near `span`, before it or behind, with nothing between that
    /// `joins` refuses.
    pub fn has_beside(
        &self,
        span: &Range<usize>,
        kinds: Kinds,
        joins: impl Fn(&Gap) -> bool,
    ) -> bool {
        let is_joined = |between: Range<usize>| joins(&self.gap(between));
        self.before(span.start)
            .any(|word| word.kinds.any(kinds) && is_joined(word.span.end..span.start))
            || self
                .behind(span.end)
                .any(|word| word.kinds.any(kinds) && is_joined(span.end..word.span.start))
    }

    /// What lies in `span`.
    pub fn gap(&self, span: Range<usize>) -> Gap {
        let count = |ends: &[usize]| {
            ends.partition_point(|at| *at < span.end) - ends.partition_point(|at| *at < span.start)
        };
        let mut gap = Gap {
            sentences: count(&self.sentence_ends),
            lines: count(&self.line_ends),
            ..Gap::default()
        };
        let first = self.words.partition_point(|word| word.span.end <= span.start);
        let mut words = self.words[first..].iter().peekable();
        let mut in_word = false;
        let mut others = 0.0;
        let mut at = span.start;
        while at < span.end {
            while words.next_if(|word| word.span.end <= at).is_some() {}
            if let Some(word) = words.peek().filter(|word| word.span.start <= at) {
                if word.kinds.any(Kinds::IS) {
                    gap.has_copula = true;
                } else {
                    others += 1.0;
                }
                in_word = false;
                at = word.span.end;
                continue;
            }
            let Some(c) = self.text()[at..].chars().next() else { break };
            if c.is_alphanumeric() {
                if !has_edges(c) {
                    others += 0.5;
                } else if !in_word {
                    others += 1.0;
                }
                in_word = has_edges(c);
            } else {
                gap.has_copula |= matches!(c, ':' | '=' | '>');
                let is_in_number = matches!(c, '.' | ',' | ':' | '/' | '-')
                    && self.text()[at + 1..].starts_with(|c: char| c.is_ascii_digit());
                in_word = in_word && (is_in_number || matches!(c, '\'' | '\u{900}'..='\u{DFF}'));
            }
            at += c.len_utf8();
        }
        gap.words = others;
        gap.is_tight = others == 0.0 && gap.sentences == 0;
        gap
    }

    /// Whether a word and a number with `span` between belong together: no bracket closes and no
    /// comma stands there.
    pub fn joins(&self, span: Range<usize>) -> bool {
        self.text()[span].chars().all(|c| c.is_alphabetic() || " -.#(*/'№°\":=".contains(c))
    }

    /// Whether nothing else stands on the line of `span`.
    pub fn is_own_line(&self, span: &Range<usize>) -> bool {
        let blank = |c: char| !c.is_alphanumeric();
        let before = self.text()[..span.start].chars().rev().take_while(|c| *c != '\n').take(8);
        let behind = self.text()[span.end..].chars().take_while(|c| *c != '\n').take(8);
        self.text().contains('\n') && before.chain(behind).all(blank)
    }

    /// Whether a name and a colon are all that stands before `at`: "Bolt: 0648".
    pub fn is_after_name(&self, at: usize) -> bool {
        let before = self.text()[..at].trim_end();
        at < 32
            && before.ends_with(':')
            && before.split(' ').count() <= 3
            && !self.before(at).any(|word| word.kinds.any(Kinds::LABEL.and(Kinds::MONEY)))
    }

    /// Whether only punctuation stands before `at`.
    pub fn is_at_start(&self, at: usize) -> bool {
        at < 24 && !self.text()[..at].chars().any(char::is_alphanumeric)
    }
}

/// The full stop of "rs." and "min.", as the languages list them.
fn is_abbreviated(words: &[Word], at: usize) -> bool {
    let short = Kinds::MONEY.and(Kinds::LABEL).and(Kinds::UNIT).and(Kinds::MINUTE).and(Kinds::HOUR);
    let index = words.partition_point(|word| word.span.end < at);
    words
        .get(index)
        .is_some_and(|word| word.span.start < at && word.span.len() <= 10 && word.kinds.any(short))
}

/// A full stop behind a word that is no abbreviation and in front of a space, or at the end.
fn ends_sentence(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let is_last = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
    if !is_last || at == 0 || bytes[at - 1] == b'.' {
        return false;
    }
    let next = text[at + 1..].trim_start().chars().next();
    let before = text[..at].chars().rev().take_while(|c| c.is_alphabetic()).take(5).count();
    // "Ivan P. (card", "no. 12", "rs. 500", "tel. 0800"
    let is_abbreviation = match before {
        1 | 2 => true,
        3 | 4 => next.is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    !(is_abbreviation && next.is_some())
}
