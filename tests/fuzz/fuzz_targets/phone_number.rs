//! Any text is a number, a name or nothing; what was read is short, holds nothing odd, and is read as
//! itself, so that one number is never two.

#![no_main]

use codebell::numbers::PhoneNumber;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some(number) = PhoneNumber::parse(text) else { return };
    let read = number.as_str();
    assert!(!read.trim().is_empty() && read.chars().count() <= 64, "{read:?}");
    assert!(!read.contains(char::is_control), "{read:?}");
    assert_eq!(PhoneNumber::parse(read).as_ref(), Some(&number));
});
