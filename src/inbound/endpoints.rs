//! Sources as their webhooks need them, remembered for a second so that a burst asks the database
//! once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretSlice};

use super::{Endpoint, Fields, Provider, provider};
use crate::audit::{Action, Actor, Entry};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::SourceId;
use crate::numbers::PhoneNumber;
use crate::origin::Origin;
use crate::sources::{self, Source, Which};

/// How long a request waits for another one that reads the same source.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a removed source or secret may still work.
const FRESH: TimeDelta = TimeDelta::seconds(1);

/// A source with its provider.
#[derive(Debug)]
pub struct Resolved {
    /// The source.
    pub id: SourceId,
    /// What the team calls it.
    pub name: String,
    pub provider: &'static Provider,
    /// Whether it is there for a demonstration.
    pub is_demo: bool,
    /// What its webhooks are checked and read with.
    pub endpoint: Endpoint,
}

impl Resolved {
    /// An entry of the audit log: the provider did this.
    pub fn did(&self, action: Action, origin: &Origin) -> Entry {
        Entry::new(Actor::source(self.id, &self.name), Some(origin), action)
    }
}

/// Remembers sources by slug.
#[derive(Clone, Default)]
pub struct Endpoints(Arc<Memory>);

#[derive(Default)]
struct Memory {
    known: Mutex<HashMap<String, Known>>,
    /// Held by the one request that reads a known source again, while others wait for it.
    reading: tokio::sync::Mutex<()>,
}

/// A source and when it was read.
type Known = (DateTime<Utc>, Arc<Resolved>);

impl Endpoints {
    /// The source at an address. Unknown addresses are not remembered: there is no end of them.
    pub async fn find(&self, context: &Context, slug: &str) -> Result<Option<Arc<Resolved>>> {
        let Some((is_fresh, resolved)) = self.remembered(context, slug) else {
            return self.read(context, slug).await;
        };
        if is_fresh {
            return Ok(Some(resolved));
        }
        let guard = tokio::time::timeout(PATIENCE, self.0.reading.lock()).await;
        let _guard = guard.map_err(|error| Error::Unavailable(error.into()))?;
        match self.remembered(context, slug) {
            Some((true, resolved)) => Ok(Some(resolved)),
            _ => self.read(context, slug).await,
        }
    }

    /// The source and whether it was read lately.
    fn remembered(&self, context: &Context, slug: &str) -> Option<(bool, Arc<Resolved>)> {
        let known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, resolved) = known.get(slug)?;
        Some(((context.clock.now() - *read_at).abs() < FRESH, resolved.clone()))
    }

    async fn read(&self, context: &Context, slug: &str) -> Result<Option<Arc<Resolved>>> {
        let now = context.clock.now();
        let which = Which { slug: Some(slug), ..Which::default() };
        let source = sources::find(context, which).await?;
        let resolved = match source {
            Some(source) => Some(Arc::new(open(context, source).await?)),
            None => None,
        };
        let mut known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        match &resolved {
            Some(resolved) => drop(known.insert(slug.to_owned(), (now, resolved.clone()))),
            None => drop(known.remove(slug)),
        }
        Ok(resolved)
    }
}

/// A stored source with its secrets, as its webhooks need it.
pub async fn open(context: &Context, source: Source) -> Result<Resolved> {
    let secrets = sources::secrets::list(context, &context.pool, source.id).await?;
    resolve(source, &secrets)
}

fn resolve(source: Source, secrets: &[SecretSlice<u8>]) -> Result<Resolved> {
    let provider = provider(&source.provider).ok_or_else(|| {
        Error::internal(format!("the source {} has an unknown provider", source.id))
    })?;
    let scheme = provider.scheme_of(source.scheme.as_ref()).map_err(Error::internal)?;
    let fields = source.fields.map(Fields::parse).transpose().map_err(Error::internal)?;
    let key = |secret: &_| {
        let secret = std::str::from_utf8(ExposeSecret::<[u8]>::expose_secret(secret)).ok()?;
        scheme.as_ref()?.key(secret)
    };
    let own_number = format!("unknown-{}", &source.id.to_string().replace('-', "")[20..]);
    let own_number = PhoneNumber::parse(&own_number)
        .ok_or_else(|| Error::internal("a source without a number of its own"))?;
    let endpoint = Endpoint {
        secrets: secrets.iter().filter_map(key).collect(),
        scheme,
        tolerance_seconds: source.tolerance_seconds.into(),
        fields: fields.unwrap_or_default(),
        default_number: source.default_number.as_deref().and_then(PhoneNumber::parse),
        own_number,
    };
    Ok(Resolved { id: source.id, name: source.name, provider, is_demo: source.is_demo, endpoint })
}
