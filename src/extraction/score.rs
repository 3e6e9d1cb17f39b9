//! How likely a candidate is the code.

use std::ops::Range;

use super::candidates::Candidate;
use super::keywords::Keywords;

/// Beyond so many bytes a word says little about a number.
const FAR: f32 = 120.0;

/// 0 to 1, from the nearest word for a code, the sentence, and the candidate's own form.
pub fn score(text: &str, candidate: &Candidate, keywords: &Keywords) -> f32 {
    let nearness = |words: &[Range<usize>]| {
        words.iter().map(|word| nearness(text, &candidate.span, word)).fold(0.0, f32::max)
    };
    let strong = nearness(&keywords.strong);
    let weak = 0.85 * nearness(&keywords.weak);
    let form = match candidate.code.len() {
        6 => 0.1,
        4..=8 => 0.05,
        _ => -0.1,
    };
    let is_mixed = candidate.code.bytes().any(|b| b.is_ascii_alphabetic());
    let best = strong.max(weak);
    if best == 0.0 {
        return 0.0;
    }
    (best + form - if is_mixed { 0.1 } else { 0.0 }).clamp(0.0, 1.0)
}

/// 1 beside the word, falling with the distance, halved across the end of a sentence.
fn nearness(text: &str, candidate: &Range<usize>, word: &Range<usize>) -> f32 {
    let between = if word.end <= candidate.start {
        word.end..candidate.start
    } else if candidate.end <= word.start {
        candidate.end..word.start
    } else {
        return 0.0;
    };
    let distance = u16::try_from(between.len()).map_or(f32::MAX, f32::from);
    let near = 1.0 - 0.6 * distance / FAR;
    if near <= 0.0 {
        // Also so that only short gaps are looked through.
        return 0.0;
    }
    let gap = &text[between];
    let ends_sentence = gap.contains(['\n', '!', '?', '。']) || gap.contains(". ");
    if ends_sentence { near * 0.6 } else { near }
}
