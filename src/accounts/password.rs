//! Passwords: argon2id with 19 MiB, two passes, one lane; hashed beside the async threads, at most
//! as many at once as there are cores.

use std::sync::{Arc, LazyLock};
use std::thread;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;
use zxcvbn::Score;

use super::advice;
use crate::error::{Error, FieldError, Result};
use crate::random;
use crate::sentence::Sentence;

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most; a longer text would only cost time.
const LONGEST: usize = 512;
/// Memory in KiB, passes and lanes of a hash.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

static HASHING: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Arc::new(Semaphore::new(cores))
});

/// Whether a password may be chosen by somebody whose name and address these are. The error is of
/// the field `field`.
pub fn check_strength(field: &'static str, password: &SecretString, known: &[&str]) -> Result<()> {
    let text = password.expose_secret();
    match text.chars().count() {
        SHORTEST..=LONGEST => {}
        length if length < SHORTEST => {
            let rule = say!(
                "must have at least {least} characters; a few random words do well",
                least = SHORTEST
            );
            return Err(Error::invalid(field, rule));
        }
        _ => {
            return Err(Error::invalid(
                field,
                say!("must have at most {most} characters", most = LONGEST),
            ));
        }
    }
    // Also the parts of names and addresses: "Ana Lima" is no better than "ana lima ana".
    let known: Vec<&str> = known.iter().copied().filter(|text| text.len() <= LONGEST).collect();
    let parts = known.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let known: Vec<&str> = known.iter().copied().chain(parts).collect();
    let estimate = zxcvbn::zxcvbn(text, &known);
    if estimate.score() >= Score::Three {
        return Ok(());
    }
    let advice = estimate.feedback().map(advice::advise).unwrap_or_default();
    let rules = std::iter::once(say!("is too easy to guess")).chain(advice);
    let field_error = |rule: Sentence| FieldError { field: field.into(), rule: rule.into() };
    Err(Error::Invalid(rules.map(field_error).collect()))
}

/// The PHC string to store for a password.
pub async fn hash(password: SecretString) -> Result<String> {
    beside_the_async_threads(move || {
        let hash = argon2().hash_password(password.expose_secret().as_bytes());
        hash.map(|hash| hash.to_string()).map_err(|error| Error::internal(error.to_string()))
    })
    .await
}

/// Whether `password` is the one that `hash` was made of.
pub async fn verify(password: SecretString, hash: String) -> Result<bool> {
    beside_the_async_threads(move || {
        let hash = PasswordHash::new(&hash).map_err(|error| Error::internal(error.to_string()))?;
        Ok(argon2().verify_password(password.expose_secret().as_bytes(), &hash).is_ok())
    })
    .await
}

/// Whether a hash is weaker than one that would be made today.
pub fn is_outdated(hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    let (memory, passes, lanes) = COST;
    match Params::try_from(&hash) {
        Ok(params) => {
            params.m_cost() < memory || params.t_cost() < passes || params.p_cost() < lanes
        }
        Err(_) => true,
    }
}

/// A hash of random bytes, to spend as much time on as on a real one.
pub fn unknowable_hash() -> String {
    let hash = argon2().hash_password(&random::bytes::<32>());
    hash.map(|hash| hash.to_string()).unwrap_or_default()
}

async fn beside_the_async_threads<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let permit = HASHING.clone().acquire_owned().await.map_err(Error::internal)?;
    let work = move || {
        // Held by the work itself, which goes on when nobody waits for it any more.
        let _permit = permit;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

fn argon2() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str) -> Result<()> {
        check_strength("password", &password.to_owned().into(), &["ana@example.com", "Ana Lima"])
    }

    #[tokio::test]
    async fn a_password_verifies_against_its_own_argon2id_hash_alone() {
        let hash = hash("correct horse battery".to_owned().into()).await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(!is_outdated(&hash));
        let tried = async |text: &str| {
            verify(text.to_owned().into(), hash.clone()).await.expect("verifies")
        };
        assert!(tried("correct horse battery").await);
        assert!(!tried("correct horse batterz").await);
    }

    #[test]
    fn a_hash_with_less_memory_or_fewer_passes_is_outdated() {
        for (memory, passes, outdated) in
            [(19 * 1024, 2, false), (64 * 1024, 3, false), (19 * 1024, 1, true), (1024, 2, true)]
        {
            let params = Params::new(memory, passes, 1, None).expect("valid");
            let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                .hash_password(b"correct horse battery")
                .expect("a hash");
            assert_eq!(is_outdated(&hash.to_string()), outdated, "{memory} {passes}");
        }
    }

    #[test]
    fn a_password_that_is_short_or_guessable_is_refused_with_the_reason() {
        assert!(check("tragic-owl-9").is_ok());
        for (bad, reason) in [
            ("elevenchars", "at least 12 characters"),
            ("passwordpassword", "easy to guess"),
            ("aaaaaaaaaaaaaaaa", "easy to guess. Repeats like"),
            ("ana@example.com", "easy to guess"),
            (&"x".repeat(513), "at most 512"),
        ] {
            let error = check(bad).expect_err(bad).to_string();
            assert!(error.contains(reason), "{bad}: {error}");
        }
    }
}
