//! The words of all languages, from `languages/*.txt`. A language is one file that a speaker can
//! correct; `docs/extraction.md` says how.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::fold::fold;

/// What a word says about a number near it. A word may be of several kinds in several languages.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Kinds(u32);

macro_rules! kinds {
    ($($name:ident $section:literal $bit:literal $doc:literal)*) => {
        impl Kinds {
            $(#[doc = $doc] pub const $name: Self = Self(1 << $bit);)*

            /// The kind of a section of a language file.
            fn of_section(name: &str) -> Option<Self> {
                match name {
                    $($section => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    OTP "otp" 0 "Means a one-time code and nothing else."
    CODE "code" 1 "Often stands for one: code, PIN, password."
    ACT "act" 2 "What one does with a code: enter, confirm, log in."
    SECRET "secret" 3 "Not to be shared."
    VALID "valid" 4 "Valid for, expires in."
    IS "is" 5 "Joins a word and a code."
    LABEL "label" 6 "Says that a number beside it is something else."
    PICKUP "pickup" 7 "A code for a parcel, a courier, a driver."
    MONEY "money" 8 "A currency or an amount."
    UNIT "unit" 9 "Follows a number of things."
    MINUTE "minute" 10 "Minutes."
    SECOND "second" 11 "Seconds."
    HOUR "hour" 12 "Hours."
    DAY "day" 13 "Days."
    NONE "none" 14 "There is no code here."
    PROMO "promo" 15 "Advertising and ordinary notices."
}

impl Kinds {
    /// Of any of these kinds.
    pub fn any(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }

    /// Of these kinds and those.
    pub const fn and(self, kinds: Self) -> Self {
        Self(self.0 | kinds.0)
    }

    /// Those of these kinds that it is of.
    pub const fn only(self, kinds: Self) -> Self {
        Self(self.0 & kinds.0)
    }

    /// Those of its kinds that are none of these.
    pub const fn without(self, kinds: Self) -> Self {
        Self(self.0 & !kinds.0)
    }
}

/// How a word of the language files is found in a text, and what it says.
pub struct Entry {
    /// Letters may come before it: `*code`.
    pub opens_left: bool,
    /// Letters may follow: `verif*`.
    pub opens_right: bool,
    /// What it says in each language that has it, by the language's place in the list.
    pub meanings: Vec<(usize, Kinds)>,
    /// What it says in all of them together.
    pub all: Kinds,
}

/// All words of all languages.
pub struct Dictionary {
    /// Finds folded words, each `-` and line break in the text taken for a space.
    pub words: AhoCorasick,
    /// What the word with the same number says.
    pub entries: Vec<Entry>,
}

macro_rules! languages {
    ($($name:ident)*) => {
        /// The text of each language file by its name.
        const LANGUAGES: &[(&str, &str)] =
            &[$((stringify!($name), include_str!(concat!("languages/", stringify!($name), ".txt")))),*];
    };
}

languages! { af am an ar as ast az ba be bg bn bo br bs ca ce ceb ckb cs cy da de dsb dv dz el en eo es et eu fa fi fo fr fur fy ga gd gl gu ha haw he hi hr hsb hu hy ia id ig is it ja jv ka kab kk km kn ko ku ky la lb lij ln lo lt lv mai mg mi mk ml mn mr ms mt my nb ne nl nn oc om or os pa pl ps pt rm ro ru rue rw sa sat sc sd se si sk skr sl sm so sq sr st su sv sw szl ta te tg th ti tk tl tr tt ug uk ur uz vi wo xh yo zh zu }

/// How many languages there are.
pub const COUNT: usize = LANGUAGES.len();

/// The place of English, which is mixed into messages of all languages.
pub static ENGLISH: LazyLock<usize> =
    LazyLock::new(|| LANGUAGES.iter().position(|(name, _)| *name == "en").unwrap_or_default());

pub static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut found: HashMap<(String, bool, bool), Vec<(usize, Kinds)>> = HashMap::new();
    for (language, (_, text)) in LANGUAGES.iter().enumerate() {
        read(text, |word, kinds| {
            let meanings = found.entry(word).or_default();
            match meanings.last_mut().filter(|(last, _)| *last == language) {
                Some((_, all)) => *all = all.and(kinds),
                None => meanings.push((language, kinds)),
            }
        });
    }
    let mut all: Vec<_> = found.into_iter().collect();
    all.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let words = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(all.iter().map(|((word, ..), _)| word));
    let entries = all
        .into_iter()
        .map(|((_, opens_left, opens_right), meanings)| Entry {
            opens_left,
            opens_right,
            all: meanings.iter().fold(Kinds::EMPTY, |all, (_, kinds)| all.and(*kinds)),
            meanings,
        })
        .collect();
    // Fails only beyond 2^31 states, which some ten thousand words don't reach.
    #[allow(clippy::expect_used)]
    Dictionary { words: words.expect("fewer words than an automaton holds"), entries }
});

impl Kinds {
    /// Nothing.
    pub const EMPTY: Self = Self(0);

    /// Of a word that says several things in the languages a message may be in, the one that
    /// people rely on: a code is not taken for a label, "is" not for an amount.
    pub fn settled(self) -> Self {
        let against = Self::LABEL
            .and(Self::PROMO)
            .and(Self::UNIT)
            .and(Self::MONEY)
            .and(Self::NONE)
            .and(Self::DAY)
            .and(Self::HOUR);
        if self.any(Self::OTP.and(Self::CODE).and(Self::IS)) { self.without(against) } else { self }
    }
}

/// Hands over each word, folded, with whether it is open to the left and to the right.
fn read(text: &str, mut add: impl FnMut((String, bool, bool), Kinds)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_is_read_and_has_every_section() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/languages");
        for file in std::fs::read_dir(folder).expect("the folder") {
            let name = file.expect("a file").file_name().into_string().expect("a name");
            let name = name.strip_suffix(".txt").expect("a text file");
            let (_, text) = LANGUAGES
                .iter()
                .find(|(read, _)| *read == name)
                .unwrap_or_else(|| panic!("{name} is not in languages.rs"));
            assert!(text.starts_with("# "), "{name} does not begin with its names");
            for section in
                ["otp", "code", "act", "secret", "valid", "is", "label", "none", "minute"]
            {
                assert!(text.contains(&format!("\n[{section}]\n")), "{name} has no [{section}]");
            }
        }
    }
}
