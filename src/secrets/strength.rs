//! Whether a key was made by chance, as far as one can see.

/// What makes `key` one that can be guessed; `None` where nothing shows.
pub fn weakness(key: &[u8]) -> Option<&'static str> {
    let steps = key.windows(2).map(|pair| pair[1].wrapping_sub(pair[0]));
    if key.iter().all(|byte| Some(byte) == key.first()) {
        Some("all of its bytes are the same")
    } else if steps.clone().all(|step| Some(step) == steps.clone().next()) {
        Some("its bytes only count")
    } else if (1..=key.len() / 2).any(|period| key[period..] == key[..key.len() - period]) {
        Some("it repeats itself")
    } else if key.iter().all(|byte| (b' '..=b'~').contains(byte)) && !is_hexadecimal(key) {
        Some("it is text")
    } else {
        None
    }
}

/// Sixteen bytes by chance, written out: fewer than there should be, and more than can be guessed.
fn is_hexadecimal(key: &[u8]) -> bool {
    key.iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random;

    #[test]
    fn keys_that_somebody_typed_are_told_from_those_that_chance_made() {
        let counting: Vec<u8> = (0..32).collect();
        let backwards: Vec<u8> = (0..32).rev().map(|byte| byte * 3).collect();
        let repeated = b"\x01\x9e\x47\xd0\x33\x18\xff\x8a".repeat(4);
        for weak in [
            &[0; 32][..],
            &[0xff; 32],
            &counting,
            &backwards,
            &repeated,
            b"correct horse battery staple 123",
            b"0123456789abcdef0123456789abcdef",
        ] {
            assert!(weakness(weak).is_some(), "{weak:?}");
        }
        assert_eq!(weakness(b"9f86d081884c7d659a2feaa0c55ad015"), None);
        for _ in 0..1000 {
            assert_eq!(weakness(&random::bytes::<32>()), None);
        }
    }
}
