//! The file `.env`: `NAME=value` a line, nothing expanded, and no value in any error.
//!
//! `docs/settings.md` describes the syntax; it is what Docker Compose and systemd read the same way.

use secrecy::SecretString;

/// A setting of the file.
#[derive(Debug)]
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    pub name: String,
    pub value: SecretString,
}

/// Which line can't be read, counted from 1, and how it should look.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub number: usize,
    pub mend: &'static str,
}

/// The settings in the order of their lines; the first line that can't be read ends it.
pub fn parse(text: &str) -> Result<Vec<Line>, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let unreadable = |mend| Unreadable { number, mend };
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, value) =
            line.split_once('=').ok_or_else(|| unreadable("it has no =; write NAME=value"))?;
        let name = name.trim();
        let exported = name.strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t']));
        let name = exported.map_or(name, str::trim_start);
        if !is_name(name) {
            return Err(unreadable(
                "a name has letters, digits and _, and begins with no digit; write NAME=value",
            ));
        }
        let value = value_of(value.trim()).map_err(unreadable)?;
        if value.contains('\0') {
            return Err(unreadable("it holds a NUL byte, which no setting can; take it away"));
        }
        lines.push(Line { number, name: name.to_owned(), value: value.into() });
    }
    Ok(lines)
}

fn is_name(text: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.starts_with(|c: char| is_word(c) && !c.is_ascii_digit()) && text.chars().all(is_word)
}

/// Between `'` all is meant as it stands; between `"` a backslash is an escape; else a comment may
/// follow after a space.
fn value_of(text: &str) -> Result<String, &'static str> {
    if let Some(quoted) = text.strip_prefix('\'') {
        let (value, rest) = quoted
            .split_once('\'')
            .ok_or("its ' is not closed; a value with a ' in it stands between \"")?;
        return nothing_after(rest).map(|()| value.to_owned());
    }
    if let Some(quoted) = text.strip_prefix('"') {
        return double_quoted(quoted);
    }
    let comment = text.char_indices().find(|(at, c)| {
        *c == '#' && text[..*at].chars().next_back().is_none_or(char::is_whitespace)
    });
    let value = comment.map_or(text, |(at, _)| &text[..at]);
    Ok(value.trim_end().to_owned())
}

fn double_quoted(text: &str) -> Result<String, &'static str> {
    let mut value = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => return nothing_after(rest.as_str()).map(|()| value),
            '\\' => value.push(match rest.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some(c @ ('"' | '\\' | '$')) => c,
                _ => return Err("after \\ only n, r, t, \", \\ or $ may follow"),
            }),
            c => value.push(c),
        }
    }
    Err("its \" is not closed")
}

fn nothing_after(rest: &str) -> Result<(), &'static str> {
    match rest.trim_start() {
        "" => Ok(()),
        rest if rest.starts_with('#') => Ok(()),
        _ => Err("something follows its closing quote; put the whole value between quotes"),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn value(line: &str) -> String {
        let lines = parse(line).expect("readable");
        assert_eq!((lines.len(), lines[0].name.as_str()), (1, "A"), "{line}");
        lines[0].value.expose_secret().to_owned()
    }

    #[test]
    fn a_value_is_what_stands_there_and_nothing_in_it_is_expanded() {
        for (line, expected) in [
            ("A=b", "b"),
            ("  A = b  ", "b"),
            ("export A=b", "b"),
            ("export\tA=b", "b"),
            ("A=", ""),
            ("A=pa$HOME${x}`ls`", "pa$HOME${x}`ls`"),
            ("A=Codebell <codes@example.com>", "Codebell <codes@example.com>"),
            ("A=a=b==", "a=b=="),
            ("A=b # a comment", "b"),
            ("A=b#c", "b#c"),
            ("A=# nothing", ""),
            ("A='b # c \\n $d \"'  # a comment", "b # c \\n $d \""),
            ("A=\"b\\n\\\"c\\\" \\\\ \\$d $e # 'f'\"", "b\n\"c\" \\ $d $e # 'f'"),
            ("A=it's", "it's"),
            ("\u{feff}A=b\r\n# c\r\n\r\n", "b"),
        ] {
            assert_eq!(value(line), expected, "{line}");
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_without_what_stands_in_it() {
        for line in [
            "hunter2",
            "A=hunter2\0",
            "A B=hunter2",
            "1A=hunter2",
            "A='hunter2",
            "A=\"hunter2",
            "A='a'b",
        ] {
            let error = parse(&format!("# a comment\n\n{line}\n")).expect_err("unreadable");
            assert_eq!(error.number, 3, "{line}");
            assert!(!error.mend.contains("hunter2"), "{line}");
        }
        assert!(parse("A=\"b\\q\"").expect_err("unreadable").mend.contains('\\'));
    }
}
