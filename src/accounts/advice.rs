//! What is wrong with a password and how to choose a better one, in sentences that the page can say in
//! the reader's language: zxcvbn itself speaks English only.

use zxcvbn::feedback::{Feedback, Suggestion, Warning};

use crate::sentence::Sentence;

/// All that there is to say.
pub fn advise(feedback: &Feedback) -> Vec<Sentence> {
    let warning = feedback.warning().map(warning);
    warning.into_iter().chain(feedback.suggestions().iter().map(|one| suggestion(*one))).collect()
}

fn warning(warning: Warning) -> Sentence {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => {
            say!("Straight rows of keys are easy to guess.")
        }
        Warning::ShortKeyboardPatternsAreEasyToGuess => {
            say!("Short keyboard patterns are easy to guess.")
        }
        Warning::RepeatsLikeAaaAreEasyToGuess => say!("Repeats like \"aaa\" are easy to guess."),
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            say!("Repeats like \"abcabcabc\" are only slightly harder to guess than \"abc\".")
        }
        Warning::ThisIsATop10Password => say!("This is a top-10 common password."),
        Warning::ThisIsATop100Password => say!("This is a top-100 common password."),
        Warning::ThisIsACommonPassword => say!("This is a very common password."),
        Warning::ThisIsSimilarToACommonlyUsedPassword => {
            say!("This is similar to a commonly used password.")
        }
        Warning::SequencesLikeAbcAreEasyToGuess => {
            say!("Sequences like abc or 6543 are easy to guess.")
        }
        Warning::RecentYearsAreEasyToGuess => say!("Recent years are easy to guess."),
        Warning::AWordByItselfIsEasyToGuess => say!("A word by itself is easy to guess."),
        Warning::DatesAreOftenEasyToGuess => say!("Dates are often easy to guess."),
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess => {
            say!("Names and surnames by themselves are easy to guess.")
        }
        Warning::CommonNamesAndSurnamesAreEasyToGuess => {
            say!("Common names and surnames are easy to guess.")
        }
    }
}

fn suggestion(suggestion: Suggestion) -> Sentence {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => {
            say!("Use a few words, avoid common phrases.")
        }
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => {
            say!("No need for symbols, digits, or uppercase letters.")
        }
        Suggestion::AddAnotherWordOrTwo => {
            say!("Add another word or two. Uncommon words are better.")
        }
        Suggestion::CapitalizationDoesntHelpVeryMuch => {
            say!("Capitalization doesn't help very much.")
        }
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            say!("All-uppercase is almost as easy to guess as all-lowercase.")
        }
        Suggestion::ReversedWordsArentMuchHarderToGuess => {
            say!("Reversed words aren't much harder to guess.")
        }
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => {
            say!("Predictable substitutions like '@' instead of 'a' don't help very much.")
        }
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => {
            say!("Use a longer keyboard pattern with more turns.")
        }
        Suggestion::AvoidRepeatedWordsAndCharacters => say!("Avoid repeated words and characters."),
        Suggestion::AvoidSequences => say!("Avoid sequences."),
        Suggestion::AvoidRecentYears => say!("Avoid recent years."),
        Suggestion::AvoidYearsThatAreAssociatedWithYou => {
            say!("Avoid years that are associated with you.")
        }
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => {
            say!("Avoid dates and years that are associated with you.")
        }
    }
}
