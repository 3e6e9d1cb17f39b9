//! One spelling for every message: what looks the same to a reader is the same to the words.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

/// The zero of each run of decimal digits in Unicode that compatibility forms don't cover.
const ZEROS: [u32; 70] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50,
    0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1E140,
    0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// A text folded for comparing, with the way back to the original.
pub struct Folded<'a> {
    /// As it came.
    pub original: &'a str,
    /// Lower case, without diacritics, with ASCII digits, one space at a time.
    pub text: String,
    /// Where the source of each byte of `text` begins in `original`.
    at: Vec<u32>,
}

impl<'a> Folded<'a> {
    /// Folds `original`, which is shorter than 4 GiB.
    pub fn new(original: &'a str) -> Self {
        let mut text = String::with_capacity(original.len() + 8);
        let mut at: Vec<u32> = Vec::with_capacity(original.len() + 8);
        let mut chars = original.char_indices().peekable();
        while let Some((from, c)) = chars.next() {
            if c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
                continue;
            }
            let before = text.len();
            if c.is_ascii() {
                fold_ascii(c, &mut text);
            } else {
                fold_char(c, &mut text);
            }
            at.resize(at.len() + (text.len() - before), u32::try_from(from).unwrap_or(u32::MAX));
        }
        Self { original, text, at }
    }

    /// What stands in the original where a span of the folded text came from.
    pub fn written(&self, span: &Range<usize>) -> &'a str {
        &self.original[self.source(span)]
    }

    /// The bytes of the original that a span of the folded text came from.
    pub fn source(&self, span: &Range<usize>) -> Range<usize> {
        let at = |index: usize| self.at.get(index).map(|&from| from as usize);
        let start = at(span.start).unwrap_or(self.original.len());
        let end = span.end.checked_sub(1).filter(|last| *last >= span.start).and_then(at).map_or(
            start,
            |last| {
                let width = self.original[last..].chars().next().map_or(0, char::len_utf8);
                last + width
            },
        );
        start..end.max(start)
    }
}

/// The same folding for a word of a language file.
#[allow(dead_code)]
pub fn fold(word: &str) -> String {
    if word.is_ascii() && !word.contains(['\t', '`', '\r']) && !word.contains("  ") {
        // Most words, and much faster.
        return word.to_ascii_lowercase();
    }
    Folded::new(word).text
}

/// A piece of a message as it is to be typed: letters and digits, in their case.
pub fn typed(piece: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    for c in piece.chars() {
        if c.is_ascii() {
            out.push(c);
        } else if let Some(digit) = digit(c) {
            out.push(digit);
        } else {
            decompose_compatible(c, |part| out.push(part));
        }
    }
    out.retain(|c| c.is_ascii_alphanumeric());
    out
}

/// Whether patterns take a character for a digit.
pub fn is_decimal(c: char) -> bool {
    c.is_ascii_digit()
        || digit(c).is_some()
        || matches!(c, '\u{FF10}'..='\u{FF19}' | '\u{1D7CE}'..='\u{1D7FF}')
}

fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let zero = ZEROS[ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?];
    char::from_digit(code.checked_sub(zero).filter(|&value| value < 10)?, 10)
}

fn fold_ascii(c: char, out: &mut String) {
    match c {
        '\n' | '\r' => out.push('\n'),
        ' ' | '\t' | '\0'..='\x1f' => push_space(out),
        '`' => out.push('\''),
        c => out.push(c.to_ascii_lowercase()),
    }
}

fn push_space(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

fn fold_char(c: char, out: &mut String) {
    if let Some(digit) = digit(c) {
        return out.push(digit);
    }
    match c {
        // Hangul and ideographs are whole as they are.
        '\u{AC00}'..='\u{D7A3}' | '\u{4E00}'..='\u{9FFF}' => out.push(c),
        // No decimal comma stands in it.
        '，' => out.push(c),
        '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
        // As letters it would be one word with its number.
        '№' => out.push(c),
        _ => decompose_compatible(c, |part| part.to_lowercase().for_each(|c| fold_part(c, out))),
    }
}

fn fold_part(c: char, out: &mut String) {
    match c {
        // Marks above and below letters, vowel points, and what has no width.
        '\u{300}'..='\u{36F}'
        | '\u{591}'..='\u{5C7}'
        | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{6D6}'..='\u{6DC}'
        | '\u{640}'
        | '\u{AD}'
        | '\u{61C}'
        | '\u{180B}'..='\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E01EF}' => {}
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'ł' => out.push('l'),
        'ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ə' | 'ǝ' => out.push('e'),
        'þ' => out.push_str("th"),
        'ς' => out.push('σ'),
        'ى' | 'ی' => out.push('ي'),
        'ک' => out.push('ك'),
        'ة' | 'ە' | 'ہ' | 'ھ' | 'ۂ' => out.push('ه'),
        'ٱ' => out.push('ا'),
        '’' | '‘' | 'ʼ' | 'ʻ' | '´' | '′' | 'ˈ' => out.push('\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FB}' => out.push('-'),
        c if c.is_whitespace() => push_space(out),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_folded_to_the_same() {
        for (written, folded) in [
            ("Código de Verificação", "codigo de verificacao"),
            ("ＣＯＤＥ：１２３", "code:123"),
            ("٤٥٦ ۴۵۶ ४५६ ๔๕๖", "456 456 456 456"),
            ("مُرحبًا أنْ ة ی", "مرحبا ان ه ي"),
            ("mã  xác\u{200B} nhận", "ma xac nhan"),
            ("Ёлка й", "елка и"),
            ("确认码", "确认码"),
            ("a\r\nb", "a\nb"),
            ("𝐘𝐎𝐔𝐑 ℡ ŒUVRE ẞ", "your tel oeuvre ss"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }

    #[test]
    fn every_decimal_digit_of_unicode_has_its_value() {
        let decimal = regex::Regex::new(r"^\p{Nd}$").expect("a pattern");
        for c in ('\u{80}'..=char::MAX).filter(|c| decimal.is_match(c.encode_utf8(&mut [0; 4]))) {
            let folded = fold(&c.to_string());
            assert!(folded.len() == 1 && folded.as_bytes()[0].is_ascii_digit(), "{c:?} {folded:?}");
            assert!(is_decimal(c), "{c:?}");
        }
    }

    #[test]
    fn a_span_leads_back_to_what_it_came_from() {
        let folded = Folded::new("قیمت ١٢\u{200C}٣ تومان");
        let start = folded.text.find("123").expect("digits");
        assert_eq!(&folded.original[folded.source(&(start..start + 3))], "١٢\u{200C}٣");
    }
}
