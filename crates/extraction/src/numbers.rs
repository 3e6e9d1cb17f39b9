//! The numbers of a text by their form: what could be a code, and amounts, dates, times, phone
//! numbers and the tails of cards, which never are.

use std::ops::Range;

/// What the form of a number says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Digits in one piece.
    Digits,
    /// `482-913`, `48 29 13`, `4 8 2 9 1 3`.
    Grouped,
    /// `G-482913`.
    Prefixed,
    /// Letters and digits.
    Mixed,
    /// Letters alone, which only a word right before them makes a code.
    Letters,
    /// A word.
    Word,
    /// Fewer than four digits: minutes, pieces, a day.
    Small,
    /// With a currency sign, decimals or separators of thousands.
    Amount,
    Date,
    Time,
    Phone,
    /// The end of a card or account: `*1234`, `XX1234`.
    Tail,
    /// Anything else that is no code: percentages, addresses, long identifiers.
    Other,
}

/// A number of a folded text.
#[derive(Clone)]
pub struct Number {
    pub span: Range<usize>,
    pub form: Form,
    /// How many letters and digits.
    pub length: usize,
    /// A word beside it says that it is something else.
    pub is_claimed: bool,
}

impl Number {
    /// The number at `span` of a folded text.
    pub fn new(span: Range<usize>, form: Form, text: &str) -> Self {
        let length = text[span.clone()].bytes().filter(u8::is_ascii_alphanumeric).count();
        Self { span, form, length, is_claimed: false }
    }

    /// Whether its form allows a code.
    pub fn is_candidate(&self) -> bool {
        !self.is_claimed
            && match self.form {
                Form::Digits | Form::Prefixed => (3..=10).contains(&self.length),
                Form::Grouped | Form::Mixed | Form::Letters => (4..=10).contains(&self.length),
                _ => false,
            }
    }
}

/// The numbers of `text`, which is folded, outside of `links`. Digits right behind letters are a
/// number of their own only where `ends_word` says that a known word ends between them.
pub fn find(text: &str, links: &[Range<usize>], ends_word: &dyn Fn(usize) -> bool) -> Vec<Number> {
    let scan = Scan { text, bytes: text.as_bytes(), ends_word };
    let mut numbers = Vec::with_capacity(8);
    let mut links = links.iter().peekable();
    let mut from = 0;
    while from < scan.bytes.len() {
        while links.peek().is_some_and(|link| link.end <= from) {
            links.next();
        }
        if let Some(link) = links.peek().filter(|link| link.contains(&from)) {
            from = link.end;
        } else if scan.bytes[from].is_ascii_alphanumeric() {
            let number = scan.number_at(from);
            from = number.span.end;
            if number.form != Form::Word {
                numbers.push(number);
            }
        } else {
            from += 1;
        }
    }
    numbers
}

/// More single characters in a row are no code.
const LONGEST_SPACED: usize = 16;

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    ends_word: &'a dyn Fn(usize) -> bool,
}

impl Scan<'_> {
    /// The number that begins at `from`, or the word there.
    fn number_at(&self, from: usize) -> Number {
        let end = self.run(from, u8::is_ascii_alphanumeric);
        let digits = self.run(from, u8::is_ascii_digit);
        if let Some(number) = self.spaced(from) {
            return number;
        }
        if digits == from {
            return self.word_at(from, end);
        }
        if digits < end {
            return self.digits_then_letters(from, digits, end);
        }
        self.digits_at(from, digits)
    }

    /// A run that begins with a letter: a word, `G-482913`, `K7QX9P`, `XX1234`, `Code482913`.
    fn word_at(&self, from: usize, end: usize) -> Number {
        let letters = self.run(from, u8::is_ascii_alphabetic);
        let span = from..end;
        if letters == end {
            // One capital and a dash belong to the code behind them.
            if end == from + 1 && self.at(end) == Some(b'-') && !self.is_letter_before(from) {
                let last = self.run(end + 1, u8::is_ascii_digit);
                if (4..=8).contains(&(last - end - 1)) && !self.is_letter_at(last) {
                    return Number::new(end + 1..last, Form::Prefixed, self.text);
                }
            }
            return Number::new(span, Form::Word, self.text);
        }
        let tail = self.run(letters, u8::is_ascii_digit);
        if tail == end && self.bytes[from..letters].iter().all(|b| *b == b'x') {
            return Number::new(span, Form::Tail, self.text);
        }
        if tail == end && (self.ends_word)(letters) {
            return Number::new(from..letters, Form::Word, self.text);
        }
        self.mixed(span)
    }

    /// `9XX482`, `20min`, `4th`, `123456******6789`.
    fn digits_then_letters(&self, from: usize, digits: usize, end: usize) -> Number {
        let letters = self.run(digits, u8::is_ascii_alphabetic);
        let is_masked = letters == end && self.bytes[digits..end].iter().all(|b| *b == b'x');
        if is_masked {
            return Number::new(from..end, Form::Tail, self.text);
        }
        if letters == end && (end - digits <= 3 || digits - from <= 2) {
            // A unit behind its number. The number stays, so that "20min" says how long.
            let form = if digits - from <= 3 { Form::Small } else { Form::Other };
            return Number::new(from..digits, form, self.text);
        }
        self.mixed(from..end)
    }

    fn mixed(&self, span: Range<usize>) -> Number {
        let joins = |b: Option<u8>| matches!(b, Some(b'_' | b'@' | b'/' | b'\\'));
        let is_part = joins(span.start.checked_sub(1).and_then(|at| self.at(at)))
            || joins(self.at(span.end))
                && self.at(span.end + 1).is_some_and(|b| b.is_ascii_alphanumeric())
            || self.is_dashed(&span);
        let rest = &self.text[span.end..];
        if rest.starts_with("..") || rest.starts_with(['*', '•']) {
            return Number::new(span, Form::Tail, self.text);
        }
        let form = if is_part { Form::Other } else { Form::Mixed };
        Number::new(span, form, self.text)
    }

    /// Digits in one piece and what is joined to them.
    fn digits_at(&self, from: usize, first: usize) -> Number {
        let mut groups: Vec<Range<usize>> = Vec::new();
        groups.push(from..first);
        let mut joiners: Vec<u8> = Vec::new();
        let mut end = first;
        while let Some(joiner) = self.at(end).filter(|b| b".,/:-'*)".contains(b)) {
            if joiner == b')' && (from == 0 || self.bytes[from - 1] != b'(') {
                break;
            }
            let next = end + 1;
            let last = self.run(next, u8::is_ascii_digit);
            let stars = joiner == b'*';
            if last == next && !stars || self.is_letter_at(last) && joiner != b'-' && last > next {
                break;
            }
            if stars {
                let after = self.run(next, |b| *b == b'*');
                let last = self.run(after, u8::is_ascii_digit);
                // "**482913**" is only set off.
                if last == after && from > 0 && self.at(from - 1) == Some(b'*') {
                    break;
                }
                return Number::new(from..last, Form::Tail, self.text);
            }
            groups.push(next..last);
            joiners.push(joiner);
            end = last;
        }
        if let ([one, two], [b',' | b'.']) = (groups.as_slice(), joiners.as_slice()) {
            let is_letter = self.text[two.end..].chars().next().is_some_and(char::is_alphabetic);
            if one.len() >= 4 && (two.len() == 1 || two.len() == 2 && is_letter) {
                // "482913,5 minutes"
                return self.digits_in(one.clone(), &[one.len()], &[]);
            }
        }
        let lengths: Vec<usize> = groups.iter().map(Range::len).collect();
        self.digits_in(from..end, &lengths, &joiners)
    }

    fn digits_in(&self, span: Range<usize>, lengths: &[usize], joiners: &[u8]) -> Number {
        let form = self.form_of(&span, lengths, joiners);
        let number = Number::new(span.clone(), form, self.text);
        if joiners.is_empty() && matches!(form, Form::Digits | Form::Small) {
            return self.loose(number);
        }
        let is_dashed = joiners.first() == Some(&b'-') && joiners.iter().all(|b| *b == b'-');
        if is_dashed && form == Form::Other && lengths.len() > 3 {
            return Number::new(span, Form::Phone, self.text);
        }
        // "03-6204 7788"
        let more = self.run(span.end + 1, u8::is_ascii_digit);
        let goes_on = self.at(span.end) == Some(b' ') && (3..=4).contains(&(more - span.end - 1));
        if is_dashed && matches!(form, Form::Grouped | Form::Other) && goes_on {
            return Number::new(span.start..more, Form::Phone, self.text);
        }
        number
    }

    fn form_of(&self, span: &Range<usize>, lengths: &[usize], joiners: &[u8]) -> Form {
        if let Some(form) = self.form_by_edges(span) {
            return form;
        }
        let all = |joiner: u8| joiners.iter().all(|b| *b == joiner);
        match (lengths, joiners) {
            ([1..=3], []) => {
                if lengths[0] == 3 {
                    Form::Digits
                } else {
                    Form::Small
                }
            }
            ([4..=10], []) => Form::Digits,
            (_, []) => Form::Other,
            ([1..=2, 1..=2] | [1..=2, 1..=2, 1..=2], _) if all(b':') => Form::Time,
            (_, _) if joiners.contains(&b':') => Form::Other,
            ([1..=2, 1..=2, 2 | 4] | [4, 1..=2, 1..=2], [a, b])
                if a == b && matches!(a, b'.' | b'/' | b'-') =>
            {
                Form::Date
            }
            ([1..=2, 1..=2] | [1..=2, 4], [b'/']) => Form::Date,
            ([_, _, _, _], _) if all(b'.') => Form::Other,
            ([3, 3, 4] | [3, 4, 4] | [2, 4, 4], _) if all(b'-') || all(b'.') => Form::Phone,
            ([3, 3], [b'.']) if self.is_called(span.start) => Form::Grouped,
            ([4, 4], _) if all(b'-') && self.is_years(span) => Form::Date,
            (
                [3, 3]
                | [4, 4]
                | [3, 4]
                | [4, 3]
                | [2, 2, 2]
                | [2, 2]
                | [2, 3]
                | [3, 2]
                | [4, 2]
                | [2, 4]
                | [3, 3, 3],
                _,
            ) if all(b'-') => Form::Grouped,
            (_, [b'.' | b',' | b'\'', ..]) if joiners.iter().all(|b| b".,'".contains(b)) => {
                Form::Amount
            }
            _ => Form::Other,
        }
    }

    /// Whether a word for a code, "is" or a colon stands right before `at`.
    fn is_called(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches(' ');
        before.ends_with(':') || (self.ends_word)(before.len())
    }

    /// `2025-2026`.
    fn is_years(&self, span: &Range<usize>) -> bool {
        self.text[span.clone()]
            .split('-')
            .all(|year| year.starts_with("20") || year.starts_with("19"))
    }

    /// What stands right before and behind a number.
    fn form_by_edges(&self, span: &Range<usize>) -> Option<Form> {
        let before = self.text[..span.start].chars().next_back();
        let mut behind = self.text[span.end..].chars();
        let after = behind.next();
        match before {
            Some('+') => return Some(Form::Phone),
            Some(c) if is_currency(c) => return Some(Form::Amount),
            Some('*' | '•' | '·' | '●' | '∙') => {
                // "**482913**" is only set off.
                let emphasised = after == Some('*');
                return if emphasised { None } else { self.tail(span) };
            }
            Some(sign @ ('#' | '№')) if !self.is_called(span.start - sign.len_utf8()) => {
                return Some(Form::Other);
            }
            Some('_' | '@' | '\\') => return Some(Form::Other),
            // "БГ1409ТХ"; Arabic and Hebrew join a word to its number.
            Some(c) if !c.is_ascii() && c < '\u{590}' && c.is_alphabetic() => {
                return Some(Form::Other);
            }
            Some('/') if span.start > 1 && self.is_letter_before(span.start - 1) => {
                return Some(Form::Other);
            }
            Some('-') if self.is_dashed(span) => return Some(Form::Other),
            Some('.') if self.text[..span.start].ends_with("..") && span.len() == 4 => {
                return self.tail(span);
            }
            Some(' ') => {
                let rest = self.text[..span.start - 1].chars().next_back();
                if rest.is_some_and(is_currency) {
                    return Some(Form::Amount);
                }
                if matches!(rest, Some('*' | '•' | '●')) {
                    return self.tail(span);
                }
            }
            _ => {}
        }
        match after {
            Some('%' | '‰' | '°') => Some(Form::Other),
            Some(c) if is_currency(c) => Some(Form::Amount),
            Some(' ') => {
                behind.next().filter(|c| is_currency(*c) || *c == '%').map(|_| Form::Amount)
            }
            Some('_' | '@' | '\\') => Some(Form::Other),
            Some('+') => Some(Form::Other),
            Some(c) if !c.is_ascii() && c < '\u{590}' && c.is_alphabetic() && span.len() > 3 => {
                Some(Form::Other)
            }
            _ => None,
        }
    }

    fn tail(&self, span: &Range<usize>) -> Option<Form> {
        (span.len() <= 10).then_some(Form::Tail)
    }

    /// Joined by a dash to a word before it: `ref-1234`, but not `g-1234`.
    fn is_dashed(&self, span: &Range<usize>) -> bool {
        span.start > 2
            && self.bytes[span.start - 1] == b'-'
            && self.is_letter_before(span.start - 1)
            && self.is_letter_before(span.start - 2)
            && !(self.ends_word)(span.start - 1)
    }

    /// Groups of digits with single spaces between.
    fn loose(&self, first: Number) -> Number {
        let mut lengths = vec![first.span.len()];
        let mut end = first.span.end;
        let mut ends = vec![end];
        while self.at(end) == Some(b' ') {
            let last = self.run(end + 1, u8::is_ascii_digit);
            if last == end + 1 || last < self.bytes.len() && self.is_letter_at(last) {
                break;
            }
            lengths.push(last - end - 1);
            end = last;
            ends.push(end);
        }
        let goes_on = matches!(self.at(end), Some(b'-' | b'.' | b',' | b'/' | b':'))
            && self.at(end + 1).is_some_and(|b| b.is_ascii_digit());
        let span = first.span.start..end;
        if goes_on && lengths.len() > 1 {
            // The last group begins a number of its own.
            lengths.pop();
            ends.pop();
        }
        let total: usize = lengths.iter().sum();
        let span = first.span.start..ends.last().copied().unwrap_or(span.end);
        match lengths.as_slice() {
            [3, 3]
            | [4, 4]
            | [2, 2, 2]
            | [2, 2, 2, 2]
            | [3, 3, 3]
            | [3, 4]
            | [4, 3]
            | [2, 3]
            | [3, 2]
            | [2, 4]
            | [4, 2] => Number::new(span, Form::Grouped, self.text),
            [_, _, _, ..] if total >= 7 => Number::new(span, Form::Phone, self.text),
            [4, 6] if self.bytes[first.span.start] == b'0' => {
                Number::new(span, Form::Phone, self.text)
            }
            _ => first,
        }
    }

    /// Single letters and digits with a space between each: `4 u 8 k u f`.
    fn spaced(&self, from: usize) -> Option<Number> {
        if from > 0 && self.at(from - 1).is_some_and(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        let mut end = from;
        let mut count = 0;
        let mut digits = 0;
        while count <= LONGEST_SPACED {
            let is_single = self.at(end).is_some_and(|b| b.is_ascii_alphanumeric())
                && !self.is_letter_at(end + 1)
                && !self.at(end + 1).is_some_and(|b| b.is_ascii_digit());
            if !is_single {
                break;
            }
            digits += usize::from(self.bytes[end].is_ascii_digit());
            count += 1;
            end += 1;
            if self.at(end) != Some(b' ') {
                break;
            }
            end += 1;
        }
        let end = self.text[..end].trim_end().len();
        (count >= 4 && digits >= 1).then(|| Number::new(from..end, Form::Grouped, self.text))
    }

    fn at(&self, index: usize) -> Option<u8> {
        self.bytes.get(index).copied()
    }

    fn run(&self, from: usize, is_in: impl Fn(&u8) -> bool) -> usize {
        from + self.bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|b| is_in(b)).count())
    }

    fn is_letter_at(&self, index: usize) -> bool {
        self.at(index).is_some_and(|b| b.is_ascii_alphabetic())
    }

    fn is_letter_before(&self, index: usize) -> bool {
        index > 0 && self.is_letter_at(index - 1)
    }
}

fn is_currency(c: char) -> bool {
    matches!(
        c,
        '$' | '¢' | '£' | '¤' | '¥' | '֏' | '؋' | '৲' | '৳' | '૱' | '௹' | '฿' | '៛' | '\u{20A0}'
            ..='\u{20CF}' | '元' | '円' | '﷼'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<(String, Form)> {
        find(text, &[], &|_| false)
            .into_iter()
            .map(|number| (text[number.span].to_owned(), number.form))
            .collect()
    }

    #[test]
    fn a_number_is_what_its_form_says() {
        for (text, number, form) in [
            ("is 482913.", "482913", Form::Digits),
            ("is 482-913.", "482-913", Form::Grouped),
            ("is 482 913 now", "482 913", Form::Grouped),
            ("4 8 2 9 1 3", "4 8 2 9 1 3", Form::Grouped),
            ("4 u 8 k u f", "4 u 8 k u f", Form::Grouped),
            ("g-482913 is", "482913", Form::Prefixed),
            ("is k7qx9p now", "k7qx9p", Form::Mixed),
            ("in 20min", "20", Form::Small),
            ("$1234", "1234", Form::Amount),
            ("₹ 1234", "1234", Form::Amount),
            ("1,234.50 eur", "1,234.50", Form::Amount),
            ("12.05.2026", "12.05.2026", Form::Date),
            ("2026-11-21", "2026-11-21", Form::Date),
            ("at 11:44:46", "11:44:46", Form::Time),
            ("+14155550100", "14155550100", Form::Phone),
            ("0800 555 0100", "0800 555 0100", Form::Phone),
            ("800-531-8722", "800-531-8722", Form::Phone),
            ("*1234", "1234", Form::Tail),
            ("xx1234", "xx1234", Form::Tail),
            ("123456******6789", "123456******6789", Form::Tail),
            ("104.28.42.75", "104.28.42.75", Form::Other),
            ("20 %", "20", Form::Amount),
            ("#12345", "12345", Form::Other),
        ] {
            assert_eq!(forms(text), [(number.to_owned(), form)], "{text}");
        }
        assert_eq!(forms("**482913** is")[0].1, Form::Digits);
    }
}
