//! Passwords: argon2id with 19 MiB, two passes, one lane; hashed beside the async threads, at most
//! as many at once as there are cores.

use std::sync::{Arc, LazyLock};
use std::thread;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};
use crate::random;

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most; a longer text would only cost time.
const LONGEST: usize = 512;

static HASHING: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Arc::new(Semaphore::new(cores))
});

/// Whether a password may be chosen.
pub fn check_strength(password: &SecretString) -> Result<()> {
    match password.expose_secret().chars().count() {
        SHORTEST..=LONGEST => Ok(()),
        length if length < SHORTEST => Err(Error::invalid(
            "password",
            format!("must have at least {SHORTEST} characters; a few random words do well"),
        )),
        _ => Err(Error::invalid("password", format!("must have at most {LONGEST} characters"))),
    }
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
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_verifies_against_its_own_argon2id_hash_alone() {
        let hash = hash("correct horse battery".to_owned().into()).await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(
            verify("correct horse battery".to_owned().into(), hash.clone())
                .await
                .expect("verifies")
        );
        assert!(!verify("correct horse batterz".to_owned().into(), hash).await.expect("verifies"));
    }

    #[test]
    fn a_password_of_eleven_characters_is_refused_and_one_of_twelve_is_not() {
        assert!(check_strength(&"elevenchars".to_owned().into()).is_err());
        assert!(check_strength(&"twelve chars".to_owned().into()).is_ok());
        assert!(check_strength(&"x".repeat(513).into()).is_err());
    }
}
