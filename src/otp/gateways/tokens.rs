//! Access tokens of gateways: kept in memory, shared by all senders, and fetched by one of them however
//! many wait.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use sha2::{Digest, Sha256};

use super::outcome::Outcome;
use crate::clock::Clock;

/// A token is fetched anew when less is left of it.
const LEAST_LEFT: TimeDelta = TimeDelta::minutes(5);
/// Credentials that are remembered: those of gateways, and some that were replaced.
const MOST: usize = 200;

/// Tokens by the credentials that they were given for; clones share them.
#[derive(Clone, Default)]
pub struct Tokens(Arc<Mutex<HashMap<[u8; 32], Arc<Held>>>>);

/// The token of one pair of credentials.
#[derive(Default)]
struct Held {
    /// How often one was asked for until now, with success or without.
    asked: AtomicU64,
    current: tokio::sync::Mutex<Current>,
}

#[derive(Default)]
struct Current {
    token: Option<Token>,
    /// What came of asking, and the how-manieth time that was.
    failure: Option<(u64, String)>,
}

/// A token, and which one it is.
#[derive(Clone)]
pub struct Token {
    /// What the gateway knows us by.
    pub bearer: SecretString,
    renew_at: DateTime<Utc>,
    number: u64,
}

/// What a gateway gave.
pub struct Fetched {
    /// The token.
    pub bearer: SecretString,
    /// How long it is good for.
    pub expires_in: TimeDelta,
}

impl Tokens {
    /// The token for `credentials`: the one that is there, else what `fetch` brings. `refused` is one
    /// that the gateway did not take.
    ///
    /// Who waited while another one asked in vain shares the answer, so that a gateway that is away is
    /// not asked once by each.
    ///
    /// # Errors
    /// What `fetch` says; nothing was sent then.
    pub async fn get(
        &self,
        clock: &Clock,
        credentials: &[&str],
        refused: Option<&Token>,
        fetch: impl AsyncFnOnce() -> Result<Fetched, Outcome>,
    ) -> Result<Token, Outcome> {
        let held = self.held(credentials);
        let asked_before = held.asked.load(Ordering::SeqCst);
        let mut current = held.current.lock().await;
        let is_good = |token: &&Token| {
            clock.now() < token.renew_at
                && refused.is_none_or(|refused| refused.number != token.number)
        };
        if let Some(token) = current.token.as_ref().filter(is_good) {
            return Ok(token.clone());
        }
        if let Some((number, detail)) = &current.failure
            && *number > asked_before
        {
            return Err(Outcome::not_sent(detail.clone()));
        }
        let fetched = fetch().await;
        let number = held.asked.fetch_add(1, Ordering::SeqCst) + 1;
        match fetched {
            Ok(Fetched { bearer, expires_in }) => {
                let renew_at = clock.now() + expires_in - LEAST_LEFT;
                let token = Token { bearer, renew_at, number };
                *current = Current { token: Some(token.clone()), failure: None };
                Ok(token)
            }
            Err(outcome) => {
                let detail = outcome.detail.clone().unwrap_or_default();
                *current = Current { token: None, failure: Some((number, detail)) };
                Err(outcome)
            }
        }
    }

    fn held(&self, credentials: &[&str]) -> Arc<Held> {
        let mut hash = Sha256::new();
        for part in credentials {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.entry(hash.finalize().into()).or_default().clone()
    }
}
