//! What the server says to people: a sentence in English with a code and parameters, from which the
//! page makes it in the reader's language.

use std::collections::BTreeMap;
use std::fmt;

use linkme::distributed_slice;
use serde::Serialize;
use utoipa::ToSchema;

/// Every template there is, in no order. [`say!`] and [`words!`] add theirs.
#[distributed_slice]
pub static TEMPLATES: [&'static str];

/// A sentence in English, and what it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    text: String,
    template: &'static str,
    params: Params,
}

/// What stands in the gaps of a template, by their names.
pub type Params = BTreeMap<&'static str, String>;

impl Sentence {
    /// Made by [`say!`], which sees to it that the parts belong together.
    pub fn new(text: String, template: &'static str, params: Params) -> Self {
        Self { text, template, params }
    }

    /// Words that only programs hear, such as providers whose webhook is refused: no page says them in
    /// another language.
    pub fn to_programs(text: String) -> Self {
        Self { text, template: "for programs", params: Params::new() }
    }

    /// What is said, whatever the parameters; the same from one version to the next unless its words
    /// change.
    pub fn code(&self) -> String {
        code(self.template)
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A sentence as answers carry it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Said {
    /// In English.
    pub detail: String,
    /// What is said, whatever the parameters: `must-have-at-most-characters`.
    pub code: String,
    /// What stands in the gaps of the sentence that the code is of, by their names.
    pub params: BTreeMap<&'static str, String>,
}

impl From<Sentence> for Said {
    fn from(sentence: Sentence) -> Self {
        Self { code: sentence.code(), detail: sentence.text, params: sentence.params }
    }
}

/// The letters and digits of a template without its gaps, by words: what a client can know it by.
pub fn code(template: &str) -> String {
    let mut code = String::new();
    let mut is_in_gap = false;
    for character in template.chars() {
        match character {
            '{' => is_in_gap = true,
            '}' => is_in_gap = false,
            _ if is_in_gap => {}
            '\'' | '’' => {}
            _ if character.is_ascii_alphanumeric() => code.push(character.to_ascii_lowercase()),
            _ if code.is_empty() || code.ends_with('-') => {}
            _ => code.push('-'),
        }
    }
    code.trim_end_matches('-').to_owned()
}

/// A [`Sentence`] from a template, `say!("must have at most {most} characters", most = LONGEST)`.
macro_rules! say {
    ($template:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        #[linkme::distributed_slice($crate::sentence::TEMPLATES)]
        static TEMPLATE: &str = $template;
        $(let $name = say!(@value $name $(= $value)?);)*
        $crate::sentence::Sentence::new(
            format!($template $(, $name = $name)*),
            TEMPLATE,
            $crate::sentence::Params::from([$((stringify!($name), $name.to_string())),*]),
        )
    }};
    (@value $name:ident) => { &$name };
    (@value $name:ident = $value:expr) => { $value };
}

/// Words without gaps that the page says in the reader's language too: of forms and of steps.
macro_rules! words {
    ($words:expr) => {{
        #[linkme::distributed_slice($crate::sentence::TEMPLATES)]
        static WORDS: &str = $words;
        $words
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_fills_its_gaps_and_is_known_by_a_code_without_them() {
        let (least, most) = (4, "8");
        let said = say!("must be from {least} to {most}; it’s {now}", least, most, now = 1 + 1);
        assert_eq!(said.to_string(), "must be from 4 to 8; it’s 2");
        let said = Said::from(said);
        assert_eq!(said.code, "must-be-from-to-its");
        let params: Vec<(&str, String)> = said.params.into_iter().collect();
        assert_eq!(
            params,
            [("least", "4".to_owned()), ("most", "8".to_owned()), ("now", "2".to_owned())]
        );
    }

    #[test]
    fn sentences_of_one_code_are_one_sentence() {
        let mut known = BTreeMap::new();
        for template in TEMPLATES {
            let other = known.insert(code(template), *template);
            assert!(other.is_none_or(|other| other == *template), "{template} and {other:?}");
        }
        assert!(known.len() > 150, "{} sentences", known.len());
    }
}
