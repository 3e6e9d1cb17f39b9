//! The one place that asks for randomness, from the operating system's generator.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng;
use rand::rngs::SysRng;
use secrecy::SecretString;

/// `N` random bytes.
///
/// # Panics
/// When the operating system has no randomness to give; nothing safe could be done then.
#[allow(clippy::expect_used)]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).expect("the operating system's random generator failed");
    bytes
}

/// A secret of 256 random bits as 43 characters of URL-safe base64.
pub fn token() -> SecretString {
    URL_SAFE_NO_PAD.encode(bytes::<32>()).into()
}

/// So many random decimal digits, each as likely as the others.
pub fn digits(count: usize) -> String {
    let mut digits = String::with_capacity(count);
    while digits.len() < count {
        // Bytes of 250 and more would make the first digits likelier.
        let fair = bytes::<16>().into_iter().filter(|byte| *byte < 250);
        let left = count - digits.len();
        digits.extend(fair.take(left).map(|byte| char::from(b'0' + byte % 10)));
    }
    digits
}

/// A random number below `bound` for sample data; slightly biased, so never for secrets.
pub fn below(bound: u32) -> u32 {
    u32::from_le_bytes(bytes()) % bound.max(1)
}

/// A random number from -1 to 1, to spread what would else happen at once.
pub fn jitter() -> f64 {
    f64::from(u32::from_le_bytes(bytes())) / f64::from(u32::MAX) * 2.0 - 1.0
}
