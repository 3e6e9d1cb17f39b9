//! How likely a number is the code: what is seen of it, weighed.

use super::features::Features;
use super::numbers::Number;
use super::weights::{BIAS, WEIGHTS};

/// 0 to 1.
pub fn confidence(features: &Features) -> f32 {
    let sum: f32 =
        features.values().iter().zip(&WEIGHTS).map(|(value, (_, weight))| value * weight).sum();
    1.0 / (1.0 + (-(BIAS + sum)).exp())
}

/// Of several candidates those that are not called a one-time code stand back behind one that is.
pub fn compare(all: &mut [(Number, Features)]) {
    let is_called =
        |seen: &Features| seen.otp_tight > 0.0 || (seen.copula > 0.0 && seen.otp_near > 0.5);
    if all.iter().any(|(_, seen)| is_called(seen)) {
        for (_, seen) in all.iter_mut().filter(|(_, seen)| !is_called(seen)) {
            seen.outdone = 1.0;
        }
    }
    // Both may be: "code 1111 is your initial password, verification code 2222".
    if all.iter().any(|(_, seen)| seen.otp_tight > 0.0) {
        for (_, seen) in all.iter_mut().filter(|(_, seen)| seen.otp_tight == 0.0) {
            seen.outdone = 1.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_its_weight() {
        let weighed: Vec<&str> = WEIGHTS.iter().map(|(name, _)| *name).collect();
        assert_eq!(weighed, Features::NAMES);
    }
}
