//! Reads a language file. Part of the build alone.

use super::fold::fold;
use super::kinds::Kinds;

/// A word as it is found: folded, and whether letters may come before it (`*code`) and follow
/// (`verif*`).
pub type Word = (String, bool, bool);

/// Hands over each word, folded, with whether it is open to the left and to the right.
pub fn read(text: &str, mut add: impl FnMut(Word, Kinds)) {
    let mut kinds = None;
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let section = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(named) = section.and_then(Kinds::of_section) {
            kinds = Some(named);
            continue;
        }
        let Some(kinds) = kinds else { continue };
        let (opens_left, word) = line.strip_prefix('*').map_or((false, line), |rest| (true, rest));
        let (opens_right, word) = word.strip_suffix('*').map_or((false, word), |rest| (true, rest));
        let mut word = fold(word.trim());
        if word.contains('-') {
            word = word.replace('-', " ").trim().to_owned();
        }
        if word.chars().any(|c| c.is_alphanumeric() || !c.is_ascii_punctuation() && c != ' ') {
            add((word, opens_left, opens_right), kinds);
        }
    }
}
