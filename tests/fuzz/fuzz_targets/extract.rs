//! Any text has an answer, and the answer is part of the text.

#![no_main]

use codebell::extraction;
use libfuzzer_sys::fuzz_target;

// The words of all languages are loaded before the first text is timed.
fuzz_target!(init: extraction::load_words(), |text: &str| {
    extraction::speaks_of_code(text);
    extraction::link(text);
    if let Some(otp) = extraction::extract(text, Some("Sender")) {
        assert_eq!(extraction::typed(&text[otp.span.clone()]), otp.code);
        assert!((0.0..=1.0).contains(&otp.confidence));
        let rule = extraction::rule::Rule::new(&extraction::rule::propose(text, &otp.span), true);
        assert!(rule.is_ok_and(|rule| rule.verdict(text).is_some()));
    }
});
