//! Encryption of secrets at rest, and the keys that are derived from the one secret key.
//!
//! Never logs, prints or returns a key.

pub mod key_file;
mod strength;

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use sha2::{Digest, Sha256};

use crate::config::Config;
use crate::random;

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;
/// What it means to have another key.
const COST: &str = "With another key everybody signs in again, secrets of sources, channels and \
                    code apps have to be entered again, and the audit log can't be verified back \
                    beyond the change";

/// Why a key can't be used or a secret can't be read.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The setting or file holds something else than 32 bytes in base64.
    #[error("{0} is not 32 bytes in base64; make one with: openssl rand -base64 32")]
    NotAKey(String),
    /// The key can be guessed.
    #[error("{name} is no random key: {weakness}; make one with: openssl rand -base64 32. {COST}")]
    Weak {
        /// The setting or file.
        name: String,
        /// What is wrong with it.
        weakness: &'static str,
    },
    /// Others than the server's account could have read or written the key file.
    #[error(
        "the key file {path} {fault}; run: {mend}. Who may have read it can sign in as anybody: replace the key then. {COST}"
    )]
    Exposed {
        /// Where the file is.
        path: String,
        /// To whom it is open.
        fault: String,
        /// The command that closes it.
        mend: String,
    },
    /// The key file can't be read or made.
    #[error("cannot use the key file {path}: {source}")]
    KeyFile {
        /// Where the file is.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// What is stored was encrypted with another key, for another thing, or was changed.
    #[error(
        "a stored secret cannot be decrypted: was CODEBELL_SECRET_KEY (or the key file) changed?"
    )]
    NotDecryptable,
}

/// The keys of this installation.
#[derive(Clone)]
pub struct Keyring(Arc<Keys>);

struct Keys {
    /// The setting or the file that the key stands in.
    place: String,
    is_from_file: bool,
    check: [u8; 32],
    cipher: XChaCha20Poly1305,
    signing: SecretSlice<u8>,
    sealing: SecretSlice<u8>,
    auditing: Hmac<Sha256>,
    hashing: Hmac<Sha256>,
    attesting: Ed25519KeyPair,
}

impl Keyring {
    /// The keys from `CODEBELL_SECRET_KEY`, else from the data directory; none where there is no file
    /// yet.
    pub fn find(config: &Config) -> Result<Option<Self>, SecretsError> {
        match &config.secret_key {
            Some(text) => Self::read("CODEBELL_SECRET_KEY".to_owned(), text, false).map(Some),
            None => key_file::read(&config.data_dir)?
                .map(|(name, text)| Self::read(name, &text, true))
                .transpose(),
        }
    }

    /// Makes a key in the data directory, or takes the one that another process made there meanwhile.
    pub fn create(config: &Config) -> Result<Self, SecretsError> {
        let (name, text) = key_file::create(&config.data_dir)?;
        Self::read(name, &text, true)
    }

    fn read(place: String, text: &SecretString, is_from_file: bool) -> Result<Self, SecretsError> {
        let key: SecretSlice<u8> = match STANDARD.decode(text.expose_secret().trim()) {
            Ok(key) if key.len() == 32 => key.into(),
            _ => return Err(SecretsError::NotAKey(place)),
        };
        match strength::weakness(key.expose_secret()) {
            Some(weakness) => Err(SecretsError::Weak { name: place, weakness }),
            None => Ok(Self::from_key(key.expose_secret(), place, is_from_file)),
        }
    }

    #[allow(clippy::expect_used)]
    fn from_key(key: &[u8], place: String, is_from_file: bool) -> Self {
        let cipher = XChaCha20Poly1305::new(&derive(key, b"codebell secrets v1").into());
        let signing = derive(key, b"codebell tokens v1").to_vec().into();
        let sealing = derive(key, b"codebell seals v1").to_vec().into();
        let auditing = keyed(&derive(key, b"codebell audit v1"));
        let hashing = keyed(&derive(key, b"codebell codes v1"));
        let attesting = Ed25519KeyPair::from_seed_unchecked(&derive(key, b"codebell heads v1"))
            .expect("Ed25519 takes any 32 bytes");
        let check = derive(key, b"codebell key check v1");
        Self(Arc::new(Keys {
            place,
            is_from_file,
            check,
            cipher,
            signing,
            sealing,
            auditing,
            hashing,
            attesting,
        }))
    }

    /// The setting or the file that the key stands in.
    pub fn place(&self) -> &str {
        &self.0.place
    }

    /// Whether it comes from the data directory.
    pub fn is_from_file(&self) -> bool {
        self.0.is_from_file
    }

    /// What tells this key from others, and nothing about it.
    pub fn check(&self) -> &[u8] {
        &self.0.check
    }

    /// The key that access tokens are signed with.
    pub fn signing_key(&self) -> &[u8] {
        self.0.signing.expose_secret()
    }

    /// What only this installation can have written under `data`.
    pub fn seal(&self, data: &[u8]) -> [u8; 32] {
        derive(self.0.sealing.expose_secret(), data)
    }

    /// What shows that only this installation can have written these parts into its audit log.
    pub fn audit_mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.auditing.clone();
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().into()
    }

    /// The hash under which something short is stored that could be guessed from a plain one, such as a
    /// code. Each part is told from the next by its length.
    pub fn keyed_hash(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.hashing.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// An Ed25519 signature, which everybody who knows the [public key](Self::public_key) can check.
    /// The same data always gets the same one.
    pub fn sign(&self, data: &[u8]) -> Vec<u8> {
        self.0.attesting.sign(data).as_ref().to_vec()
    }

    /// The public half of the key of [`sign`](Self::sign).
    pub fn public_key(&self) -> &[u8] {
        self.0.attesting.public_key().as_ref()
    }

    /// Encrypts `secret`; it can be read back only under the same `purpose`, which names the row.
    ///
    /// Layout: version (1 byte), nonce (24 bytes), ciphertext with tag.
    pub fn encrypt(&self, purpose: &str, secret: &[u8]) -> Result<Vec<u8>, SecretsError> {
        let nonce: [u8; NONCE_BYTES] = random::bytes();
        let payload = Payload { msg: secret, aad: purpose.as_bytes() };
        let sealed = (self.0.cipher)
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SecretsError::NotDecryptable)?;
        Ok([&[VERSION][..], &nonce, &sealed].concat())
    }

    /// Reads back what [`encrypt`](Self::encrypt) made under the same `purpose`.
    pub fn decrypt(&self, purpose: &str, stored: &[u8]) -> Result<SecretSlice<u8>, SecretsError> {
        let (header, sealed) =
            stored.split_at_checked(1 + NONCE_BYTES).ok_or(SecretsError::NotDecryptable)?;
        let nonce: [u8; NONCE_BYTES] = match header {
            [VERSION, nonce @ ..] => nonce.try_into().map_err(|_| SecretsError::NotDecryptable)?,
            _ => return Err(SecretsError::NotDecryptable),
        };
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        let secret = (self.0.cipher)
            .decrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SecretsError::NotDecryptable)?;
        Ok(secret.into())
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring")
    }
}

/// The hash under which a random token is stored. Tokens have 256 random bits, so that a fast hash
/// does.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn derive(key: &[u8], purpose: &[u8]) -> [u8; 32] {
    let mut mac = keyed(key);
    mac.update(purpose);
    mac.finalize().into_bytes().into()
}

#[allow(clippy::expect_used)]
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// Keys for tests, made of one byte.
#[cfg(test)]
pub fn test_keys(byte: u8) -> Keyring {
    Keyring::from_key(&[byte; 32], "a test".to_owned(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_only_under_its_own_purpose_and_key() {
        let keys = test_keys(7);
        let stored = keys.encrypt("source 1", b"whsec_demo").expect("encrypts");
        let read = keys.decrypt("source 1", &stored).expect("decrypts");
        assert_eq!(read.expose_secret(), b"whsec_demo");
        assert!(keys.decrypt("source 2", &stored).is_err());
        assert!(test_keys(8).decrypt("source 1", &stored).is_err());
    }

    #[test]
    fn a_stored_secret_that_was_changed_or_cut_is_refused() {
        let keys = test_keys(7);
        let stored = keys.encrypt("p", b"secret").expect("encrypts");
        for at in 0..stored.len() {
            let mut changed = stored.clone();
            changed[at] ^= 1;
            assert!(keys.decrypt("p", &changed).is_err(), "byte {at} changed");
            assert!(keys.decrypt("p", &stored[..at]).is_err(), "cut at {at}");
        }
    }
}
