//! Links, addresses of mail and hosts with a path: what stands in them is no code.

use std::ops::Range;

/// The pieces of a folded text that are links, in its order.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut from = 0;
    while from < bytes.len() {
        if !is_in_link(bytes[from]) {
            from += 1;
            continue;
        }
        let length = bytes[from..].iter().take_while(|b| is_in_link(**b)).count();
        let run = &text[from..from + length];
        // Few words are worth a closer look.
        let may_be = run.bytes().any(|b| matches!(b, b'/' | b'@'))
            || run.as_bytes().windows(4).any(|four| four == b"www.");
        if let Some(start) = may_be.then(|| start_in(run)).flatten() {
            found.push(from + start..from + length);
        }
        from += length;
    }
    found
}

fn is_in_link(b: u8) -> bool {
    b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'|')
}

/// Where a link begins in a run of ASCII without spaces; it goes on to the end of the run.
fn start_in(run: &str) -> Option<usize> {
    if let Some(at) = run.find("://") {
        let scheme = run[..at].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
        return (scheme > 1).then_some(at - scheme);
    }
    if let Some(at) = run.find("www.") {
        return Some(at);
    }
    if let Some((before, after)) = run.split_once('@') {
        let is_mail = !before.is_empty() && is_host(after.split(['/', '?', ',', ';', ')']).next()?);
        return is_mail.then_some(0);
    }
    let (host, _) = run.split_once('/')?;
    // The host alone: "code:host.example/1" has a word before it.
    let start = host.rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')));
    let start = start.map_or(0, |at| at + 1);
    is_host(&host[start..]).then_some(start)
}

/// Labels with dots between, the last one of letters.
fn is_host(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    host.rsplit_once('.').is_some_and(|(rest, top)| {
        !rest.is_empty()
            && (2..=12).contains(&top.len())
            && top.bytes().all(|b| b.is_ascii_alphabetic())
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
    })
}

/// The first http(s) link of a message as it came.
pub fn first(text: &str) -> Option<&str> {
    let start = text.find("https://").into_iter().chain(text.find("http://")).min()?;
    let rest = &text[start..];
    let end = rest.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(rest.len());
    let link = rest[..end].trim_end_matches(['.', ',', ')', ';', '!', '?']);
    (link.len() > "https://".len()).then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_addresses_and_hosts_with_a_path_are_found() {
        for (text, link) in [
            ("see https://a.example/1234 now", "https://a.example/1234"),
            ("code:authy://register/123456", "authy://register/123456"),
            ("mail ana1234@b.example", "ana1234@b.example"),
            ("at chase.com/33670162", "chase.com/33670162"),
        ] {
            let found: Vec<&str> = find(text).into_iter().map(|span| &text[span]).collect();
            assert_eq!(found, [link], "{text}");
        }
        assert!(find("your code is 1234. Do not share, 12/34").is_empty());
    }

    #[test]
    fn a_link_ends_where_its_sentence_does() {
        assert_eq!(first("Open https://a.example/x?y=1."), Some("https://a.example/x?y=1"));
        assert_eq!(first("no link"), None);
    }
}
