//! Builds the automaton that finds the words of all languages, and the tables of what they say, from
//! `src/languages/*.txt`: nobody waits for it when the program runs.
//!
//! Into `OUT_DIR` go `words.bin`, the automaton, whose values are places in `entries.bin`;
//! `entries.bin`, 8 bytes a word; `meanings.bin`, 3 bytes a word and language; and `languages.rs`.

#![allow(clippy::expect_used, clippy::disallowed_methods)]

mod file;
#[allow(dead_code)]
#[path = "../src/fold.rs"]
mod fold;
#[allow(dead_code)]
#[path = "../src/kinds.rs"]
mod kinds;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use daachorse::DoubleArrayAhoCorasick;

use file::Word;
use kinds::Kinds;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let folder = root.join("src/languages");
    for watched in ["src/languages", "src/fold.rs", "src/kinds.rs", "build"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let languages = languages(&folder);
    let mut found: BTreeMap<Word, Vec<(u8, Kinds)>> = BTreeMap::new();
    for (language, (_, text)) in (0..=u8::MAX).zip(&languages) {
        file::read(text, |word, kinds| {
            let meanings = found.entry(word).or_default();
            match meanings.last_mut().filter(|(last, _)| *last == language) {
                Some((_, all)) => *all = all.and(kinds),
                None => meanings.push((language, kinds)),
            }
        });
    }
    let tables = Tables::new(&found);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    let english = languages.iter().position(|(name, _)| name == "en").expect("en.txt");
    let source = format!(
        "/// How many languages there are.\npub const COUNT: usize = {};\n\n\
         /// The place of English, which is mixed into messages of all languages.\n\
         pub const ENGLISH: usize = {english};\n",
        languages.len()
    );
    for (name, content) in [
        ("words.bin", tables.words.as_slice()),
        ("entries.bin", &tables.entries),
        ("meanings.bin", &tables.meanings),
        ("languages.rs", source.as_bytes()),
    ] {
        fs::write(out.join(name), content).expect("written");
    }
}

/// The text of each language file by its name, in their order.
fn languages(folder: &Path) -> Vec<(String, String)> {
    let files = fs::read_dir(folder).expect("the language files");
    let mut languages: Vec<(String, String)> = files
        .map(|file| {
            let path = file.expect("a file").path();
            let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
            (name, fs::read_to_string(path).expect("a language file is UTF-8"))
        })
        .collect();
    languages.sort_unstable();
    languages
}

struct Tables {
    words: Vec<u8>,
    entries: Vec<u8>,
    meanings: Vec<u8>,
}

impl Tables {
    fn new(found: &BTreeMap<Word, Vec<(u8, Kinds)>>) -> Self {
        let (mut entries, mut meanings) = (Vec::new(), Vec::new());
        // Of several entries of one word the automaton names the first; each says whether another
        // follows.
        let mut patterns: Vec<(&str, u32)> = Vec::new();
        let mut all = found.iter().peekable();
        for place in 0.. {
            let Some(((word, opens_left, opens_right), said)) = all.next() else { break };
            if patterns.last().is_none_or(|(last, _)| *last != word) {
                patterns.push((word, place));
            }
            let is_followed = all.peek().is_some_and(|((next, ..), _)| next == word);
            let flags =
                u8::from(*opens_left) | u8::from(*opens_right) << 1 | u8::from(is_followed) << 2;
            let together = said.iter().fold(Kinds::EMPTY, |all, (_, kinds)| all.and(*kinds));
            let start = u32::try_from(meanings.len() / 3).expect("fewer than 2^32 meanings");
            entries.extend(start.to_le_bytes());
            entries.extend(together.bits().to_le_bytes());
            entries.push(u8::try_from(said.len()).expect("at most 255 languages"));
            entries.push(flags);
            for (language, kinds) in said {
                meanings.push(*language);
                meanings.extend(kinds.bits().to_le_bytes());
            }
        }
        let words = DoubleArrayAhoCorasick::<u32>::with_values(patterns);
        Self { words: words.expect("an automaton").serialize(), entries, meanings }
    }
}
