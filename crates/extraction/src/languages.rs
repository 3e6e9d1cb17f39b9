//! The words of all languages, from `languages/*.txt`, which `build/` makes tables of. A language is one
//! file that a speaker can correct; `docs/extraction.md` says how.

use std::sync::LazyLock;

use daachorse::DoubleArrayAhoCorasick;

use super::kinds::Kinds;

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

const WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));
const ENTRIES: &[[u8; 8]] = include_bytes!(concat!(env!("OUT_DIR"), "/entries.bin")).as_chunks().0;
const MEANINGS: &[[u8; 3]] =
    include_bytes!(concat!(env!("OUT_DIR"), "/meanings.bin")).as_chunks().0;

/// Finds folded words, each `-` and line break in the text taken for a space.
static AUTOMATON: LazyLock<DoubleArrayAhoCorasick<u32>> = LazyLock::new(|| {
    // It was written by the build of this very crate.
    #[allow(clippy::expect_used)]
    DoubleArrayAhoCorasick::deserialize(WORDS).expect("the automaton as it was built").0
});

/// How a word of the language files is found in a text, and what it says.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Letters may come before it: `*code`.
    pub opens_left: bool,
    /// Letters may follow: `verif*`.
    pub opens_right: bool,
    /// What it says in all languages that have it together.
    pub all: Kinds,
    meanings: &'static [[u8; 3]],
    is_followed: bool,
}

impl Entry {
    fn at(place: usize) -> Option<Self> {
        let [a, b, c, d, low, high, count, flags] = *ENTRIES.get(place)?;
        let start = u32::from_le_bytes([a, b, c, d]) as usize;
        Some(Self {
            opens_left: flags & 1 != 0,
            opens_right: flags & 2 != 0,
            all: Kinds::from_bits(u16::from_le_bytes([low, high])),
            meanings: MEANINGS.get(start..start + usize::from(count))?,
            is_followed: flags & 4 != 0,
        })
    }

    /// How many languages have it.
    pub fn languages(&self) -> usize {
        self.meanings.len()
    }

    /// What it says in each language that has it, by the language's place in the list.
    pub fn meanings(&self) -> impl Iterator<Item = (usize, Kinds)> {
        self.meanings.iter().map(|[language, low, high]| {
            (usize::from(*language), Kinds::from_bits(u16::from_le_bytes([*low, *high])))
        })
    }
}

/// Where words stand in a text, in bytes, with each of their entries.
pub fn find(text: &[u8]) -> impl Iterator<Item = (usize, usize, Entry)> {
    AUTOMATON.find_overlapping_iter(text).flat_map(|hit| {
        let first = Entry::at(hit.value() as usize).map(|entry| (hit.value() as usize, entry));
        let entries = std::iter::successors(first, |(place, entry)| {
            let next = place + 1;
            Entry::at(next).filter(|_| entry.is_followed).map(|entry| (next, entry))
        });
        entries.map(move |(_, entry)| (hit.start(), hit.end(), entry))
    })
}

/// Makes the automaton ready, which the first message waits for otherwise: some milliseconds.
pub fn load() {
    LazyLock::force(&AUTOMATON);
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_language_file_has_its_names_and_every_section() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/languages");
        let mut count = 0;
        for file in std::fs::read_dir(folder).expect("the folder") {
            let path = file.expect("a file").path();
            let name = path.display();
            assert!(path.extension().is_some_and(|extension| extension == "txt"), "{name}");
            let text = std::fs::read_to_string(&path).expect("a text");
            assert!(text.starts_with("# "), "{name} does not begin with its names");
            for section in
                ["otp", "code", "act", "secret", "valid", "is", "label", "none", "minute"]
            {
                assert!(text.contains(&format!("\n[{section}]\n")), "{name} has no [{section}]");
            }
            count += 1;
        }
        assert_eq!(count, super::COUNT);
    }
}
