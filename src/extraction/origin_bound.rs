//! A last line `@host #code`, the WICG's origin-bound one-time code.

/// What such a line says.
pub struct OriginBound {
    pub domain: String,
    pub code: String,
}

/// Reads the last line that is not blank.
pub fn find(text: &str) -> Option<OriginBound> {
    let line = text.lines().rev().find(|line| !line.trim().is_empty())?;
    let mut words = line.split_whitespace();
    let domain = words.next()?.strip_prefix('@')?;
    let code = words.next()?.strip_prefix('#')?;
    let is_host = domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    let is_code = (1..=16).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_host && is_code)
        .then(|| OriginBound { domain: domain.to_lowercase(), code: code.to_owned() })
}
