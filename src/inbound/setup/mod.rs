//! Setting up sources: what a provider asks of a source's secret, address, scheme and fields.

pub mod http;

use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde_json::Value;

use super::endpoints::{self, Resolved};
use super::sample::{self, SignedRequest};
use super::signature::Scheme;
use super::{Fields, Provider, Sample};
use crate::audit::Action;
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::check_name;
use crate::id::SourceId;
use crate::numbers::PhoneNumber;
use crate::sources::{self, Fed, NewSource, Replacement, Slug, Source, USUAL_TOLERANCE_SECONDS};

/// What a source is made of, as people give it. Not printable: its address may be its secret.
pub struct Draft {
    pub provider: &'static Provider,
    /// What the team calls the source.
    pub name: String,
    /// The last part of its address; random where none is given.
    pub slug: Option<Slug>,
    /// As the provider shows them; one is made where none is given and one is needed.
    pub secrets: Vec<SecretString>,
    /// The recipient of messages that name none.
    pub default_number: Option<String>,
    /// How far a signed timestamp may be from now.
    pub tolerance_seconds: Option<i32>,
    /// How requests are signed, in place of the provider's own way.
    pub scheme: Option<Value>,
    /// Where the fields of a generic body are.
    pub fields: Option<Value>,
}

impl Draft {
    /// Checks everything; returns the source to be added, and its secret if it was made here.
    pub fn finish(self) -> Result<(NewSource, Option<SecretString>)> {
        let scheme = check_scheme(self.provider, self.scheme.as_ref(), self.fields.as_ref())?;
        let slug = check_slug(self.provider, scheme.as_ref(), self.slug)?;
        let (secrets, made) = match scheme {
            Some(scheme) => check_secrets(&scheme, self.secrets)?,
            None if self.secrets.is_empty() => (Vec::new(), None),
            None => return Err(no_secret(self.provider)),
        };
        let new = NewSource {
            slug,
            provider: self.provider.id,
            name: check_name(&self.name)?,
            default_number: self.default_number.as_deref().map(check_number).transpose()?,
            tolerance_seconds: check_tolerance(
                self.tolerance_seconds.unwrap_or(USUAL_TOLERANCE_SECONDS),
            )?,
            scheme: self.scheme,
            fields: self.fields,
            is_demo: false,
            secrets,
        };
        Ok((new, made))
    }
}

/// Adds a source; returns it, and its secret if it was made here.
pub async fn add(
    context: &Context,
    caller: &Caller,
    draft: Draft,
) -> Result<(Source, Option<SecretString>)> {
    let (new, made) = draft.finish()?;
    // What a removed source was posted would go on coming to whoever takes its address.
    sources::check_reach(&context.pool, caller, Fed::At(&new.slug)).await?;
    let entry = caller.did(Action::SourceAdded);
    let id = sources::add(context, new, entry).await?;
    Ok((sources::get(context, id).await?, made))
}

/// What changes of a source; absent fields stay.
#[derive(Default)]
pub struct Change {
    /// What the team calls it.
    pub name: Option<String>,
    /// The recipient of messages that name none; null: none.
    pub default_number: Option<Option<String>>,
    /// How far a signed timestamp may be from now.
    pub tolerance_seconds: Option<i32>,
    /// How requests are signed; null: the provider's own way.
    pub scheme: Option<Option<Value>>,
    /// Where the fields of a generic body are; null: the usual places.
    pub fields: Option<Option<Value>>,
    /// The secret of another scheme, which the one that is there does not fit.
    pub secret: Option<SecretString>,
}

/// Changes a source.
pub async fn update(
    context: &Context,
    caller: &Caller,
    id: SourceId,
    change: Change,
) -> Result<Source> {
    sources::change(context, caller, id, |source, secrets| {
        let Change { name, default_number, tolerance_seconds, scheme, fields, secret } = change;
        if let Some(name) = name {
            source.name = check_name(&name)?;
        }
        if let Some(number) = default_number {
            source.default_number = number.as_deref().map(check_number).transpose()?;
        }
        if let Some(seconds) = tolerance_seconds {
            source.tolerance_seconds = check_tolerance(seconds)?;
        }
        if let Some(fields) = fields {
            source.fields = fields;
        }
        let is_signed_anew = scheme.is_some();
        if let Some(scheme) = scheme {
            source.scheme = scheme;
        }
        let provider = provider_of(source)?;
        let scheme = check_scheme(provider, source.scheme.as_ref(), source.fields.as_ref())?;
        if !is_signed_anew {
            return match secret {
                Some(_) => Err(Error::invalid(
                    "secret",
                    say!("goes with another scheme; else rotate the source"),
                )),
                None => Ok(None),
            };
        }
        check_slug(provider, scheme.as_ref(), Some(source.slug.parse()?))?;
        match (scheme, secret) {
            (Some(scheme), Some(secret)) => {
                refuse_managed(source)?;
                Ok(check_secrets(&scheme, vec![secret])?.0.pop())
            }
            (Some(scheme), None) => check_stored_secret(&scheme, secrets).map(|()| None),
            (None, Some(_)) => Err(no_secret(provider)),
            (None, None) => Ok(None),
        }
    })
    .await?;
    sources::get(context, id).await
}

/// Removes a source that no setting makes again.
pub async fn remove(context: &Context, caller: &Caller, id: SourceId) -> Result<()> {
    let source = sources::get(context, id).await?;
    refuse_managed(&source)?;
    sources::remove(context, caller, &source).await
}

/// Replaces a source's secret, or its address where that is the secret; returns the secret if it
/// was made here.
pub async fn rotate(
    context: &Context,
    caller: &Caller,
    id: SourceId,
    secret: Option<SecretString>,
) -> Result<(Source, Option<SecretString>)> {
    let source = sources::get(context, id).await?;
    refuse_managed(&source)?;
    let provider = provider_of(&source)?;
    let made = match provider.scheme_of(source.scheme.as_ref()).map_err(Error::internal)? {
        Some(scheme) => {
            let (secrets, made) = check_secrets(&scheme, secret.into_iter().collect())?;
            for secret in &secrets {
                sources::rotate(context, caller, &source, Replacement::Secret(secret)).await?;
            }
            made
        }
        None if secret.is_some() => return Err(no_secret(provider)),
        None => {
            let slug = Slug::random();
            sources::rotate(context, caller, &source, Replacement::Address(&slug)).await?;
            None
        }
    };
    Ok((sources::get(context, id).await?, made))
}

/// A request that the source accepts, signed now.
pub async fn example(context: &Context, caller: &Caller, id: SourceId) -> Result<SignedRequest> {
    let source = sources::get(context, id).await?;
    sources::check_reach(&context.pool, caller, Fed::By(id)).await?;
    let url = webhook_url(context, &source.slug);
    let resolved = open(context, source).await?;
    let endpoint = &resolved.endpoint;
    let now = context.clock.now();
    let sample = Sample {
        id: u64::try_from(now.timestamp_micros()).unwrap_or_default(),
        from: "+12025550100".to_owned(),
        to: endpoint.default_number.as_ref().unwrap_or(&endpoint.own_number).to_string(),
        text: "Demo: your Codebell test code is 246810.".to_owned(),
        received_at: now,
    };
    Ok(sample::write(&resolved, &sample, url, now))
}

/// Where a provider posts to.
pub fn webhook_url(context: &Context, slug: &str) -> String {
    format!("{}/webhooks/{slug}", context.public_url)
}

/// Whether anybody may know a source's address: it is not its secret.
pub fn is_signed(source: &Source) -> Result<bool> {
    let scheme = provider_of(source)?.scheme_of(source.scheme.as_ref());
    Ok(scheme.map_err(Error::internal)?.is_some())
}

async fn open(context: &Context, source: Source) -> Result<Resolved> {
    endpoints::open(context, source).await
}

fn provider_of(source: &Source) -> Result<&'static Provider> {
    super::provider(&source.provider)
        .ok_or_else(|| Error::internal(format!("the source {} has an unknown provider", source.id)))
}

fn refuse_managed(source: &Source) -> Result<()> {
    match &source.setting {
        Some(setting) => Err(Error::Conflict(say!(
            "The setting {setting} makes this source and its secret; change it there.",
            setting
        ))),
        None => Ok(()),
    }
}

fn no_secret(provider: &Provider) -> Error {
    let rule = say!(
        "must be left out: {provider} signs nothing, and its address is its secret",
        provider = provider.name
    );
    Error::invalid("secret", rule)
}

/// How the source's requests are signed, where scheme and fields make sense.
fn check_scheme(
    provider: &Provider,
    scheme: Option<&Value>,
    fields: Option<&Value>,
) -> Result<Option<Scheme>> {
    if let Some(fields) = fields {
        Fields::parse(fields.clone()).map_err(|error| {
            Error::invalid("fields", say!("can't be read: {reason}", reason = error))
        })?;
    }
    provider
        .scheme_of(scheme)
        .map_err(|error| Error::invalid("scheme", say!("can't be read: {reason}", reason = error)))
}

/// The slug; where it is the only secret it can't be a guessable one.
fn check_slug(provider: &Provider, scheme: Option<&Scheme>, slug: Option<Slug>) -> Result<Slug> {
    match slug {
        Some(slug) if scheme.is_none() && !slug.is_unguessable() => Err(Error::invalid(
            "slug",
            say!(
                "must be a secret, since {provider} signs nothing; leave it out for a random one",
                provider = provider.name
            ),
        )),
        Some(slug) => Ok(slug),
        None => Ok(Slug::random()),
    }
}

/// The secrets to store, and the one that was made here if none was given.
fn check_secrets(
    scheme: &Scheme,
    given: Vec<SecretString>,
) -> Result<(Vec<SecretString>, Option<SecretString>)> {
    if given.is_empty() {
        let made = scheme.new_secret();
        return Ok((vec![made.clone()], Some(made)));
    }
    // What was pasted may have brought a line break along.
    let trimmed = |secret: SecretString| secret.expose_secret().trim().to_owned().into();
    let given: Vec<SecretString> = given.into_iter().map(trimmed).collect();
    if given.iter().all(|secret| scheme.key(secret.expose_secret()).is_some()) {
        return Ok((given, None));
    }
    Err(Error::invalid(
        "secret",
        say!("is empty, or not written as the scheme's secret_encoding says"),
    ))
}

/// The secret that is there has to make sense in another scheme too.
fn check_stored_secret(scheme: &Scheme, stored: &[SecretSlice<u8>]) -> Result<()> {
    let fits = stored.last().is_some_and(|secret| {
        let secret = std::str::from_utf8(secret.expose_secret()).ok();
        secret.and_then(|secret| scheme.key(secret)).is_some()
    });
    match fits {
        true => Ok(()),
        false => Err(Error::invalid(
            "secret",
            say!(
                "is needed too: the one that is there is not written as the scheme's secret_encoding says"
            ),
        )),
    }
}

fn check_number(text: &str) -> Result<String> {
    let number = PhoneNumber::parse(text).map(|number| number.to_string());
    number.ok_or_else(|| {
        Error::invalid("default_number", say!("must be a phone number, such as +12025550100"))
    })
}

fn check_tolerance(seconds: i32) -> Result<i32> {
    match seconds {
        60..=900 => Ok(seconds),
        _ => Err(Error::invalid("tolerance_seconds", say!("must be from 60 to 900"))),
    }
}
