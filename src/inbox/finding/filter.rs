//! Which messages are wanted.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::error::{Error, Result};
use crate::http::json::check_year;
use crate::id::{MessageId, NumberId};

/// The longest text that is searched for.
const LONGEST: usize = 200;

/// All conditions hold at once; absent ones don't count.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Only messages to this number.
    pub number_id: Option<NumberId>,
    /// Only senders that contain this text.
    pub sender: Option<String>,
    /// Only this service, in any case.
    pub service: Option<String>,
    /// Only messages received at this time or later.
    pub since: Option<DateTime<Utc>>,
    /// Only messages received before this time.
    pub until: Option<DateTime<Utc>>,
    /// Only messages with all these words, each in the text, the sender, the service, the number or
    /// its label. From the fourth on they count as one, in their order.
    pub q: Option<String>,
    /// Only messages with a code, or without one.
    pub has_code: Option<bool>,
    /// Only messages that speak of a code in which none was found, or only others.
    pub code_missed: Option<bool>,
    /// Only messages that the caller has not read, or has.
    pub unread: Option<bool>,
    /// Only these messages.
    #[serde(skip)]
    #[param(ignore)]
    pub ids: Option<Vec<MessageId>>,
    /// Only messages before this one.
    #[serde(skip)]
    #[param(ignore)]
    pub before: Option<MessageId>,
}

impl Filter {
    /// Refuses texts that nobody types, naming the field.
    pub fn check(self) -> Result<Self> {
        for (field, text) in [("sender", &self.sender), ("service", &self.service), ("q", &self.q)]
        {
            let Some(text) = text else { continue };
            if text.chars().count() > LONGEST {
                return Err(Error::invalid(
                    field,
                    say!("must have at most {most} characters", most = LONGEST),
                ));
            }
            if text.contains('\0') {
                return Err(Error::invalid(field, say!("must not contain the character NUL")));
            }
        }
        check_year("since", self.since.as_ref())?;
        check_year("until", self.until.as_ref())?;
        Ok(self)
    }
}

/// Words that are looked for one by one.
const MOST_WORDS: usize = 4;

/// The words of a search in lower case, the last ones together.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let (single, together) = words.split_at(words.len().min(MOST_WORDS - 1));
    let mut all: Vec<String> = single.iter().map(|word| (*word).to_owned()).collect();
    if !together.is_empty() {
        all.push(together.join(" "));
    }
    all
}

/// A text as a LIKE pattern that finds it anywhere.
pub(super) fn contains_pattern(text: &str) -> String {
    let escaped = text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_has_at_most_four_words_of_which_the_last_holds_the_rest() {
        assert_eq!(words("  ACME  Code "), ["acme", "code"]);
        assert_eq!(words("a b c d  e"), ["a", "b", "c", "d e"]);
        assert!(words(" ").is_empty());
    }

    #[test]
    fn what_is_searched_for_is_never_a_pattern() {
        assert_eq!(contains_pattern(" 50%_\\ "), "%50\\%\\_\\\\%");
    }
}
