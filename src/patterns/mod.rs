//! A team's own patterns at work: measured while they search, and tried out by one member at a time.

mod meter;
mod trials;

pub use codebell_patterns::{Case, Pattern, Refused};
pub use meter::{Meter, Strikes};
pub use trials::Trials;

use crate::sentence::Sentence;

/// What is wrong with a pattern and how to mend it, to be read behind its field's name.
impl From<Refused> for Sentence {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NoPattern(reason) => say!("is no pattern: {reason}", reason),
            Refused::TooLarge => say!(
                "is too large: repeat less, and write [0-9] for \\d and [A-Za-z0-9_] for \\w, which know all scripts"
            ),
            Refused::TooSlow => say!(
                "would take too long on some messages: repeat less, say what may stand between two repeated parts, or begin with words of the message"
            ),
        }
    }
}
