//! A last line `@host #code`, the WICG's origin-bound one-time code.

use std::ops::Range;

/// What such a line says.
pub struct OriginBound {
    pub domain: String,
    pub code: String,
    /// Where the code stands in the text, in bytes.
    pub span: Range<usize>,
}

/// Reads the last line that is not blank.
pub fn find(text: &str) -> Option<OriginBound> {
    let line = text.lines().rev().find(|line| !line.trim().is_empty())?;
    // Some put it behind the words of the last line.
    let marked = line.get(
        line.rfind('@')
            .into_iter()
            .chain(line.find('@'))
            .find(|at| line[*at..].contains(" #"))?..,
    )?;
    let mut words = marked.split_whitespace();
    let domain = words.next()?.strip_prefix('@')?;
    let code = words.next()?.strip_prefix('#')?;
    let is_host = domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    let is_code = (1..=16).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_host && is_code).then(|| {
        let start = code.as_ptr().addr() - text.as_ptr().addr();
        OriginBound {
            domain: domain.to_lowercase(),
            code: code.to_owned(),
            span: start..start + code.len(),
        }
    })
}
