//! How much may be sent: to a number, by a key, from a network, into a country, on a day.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};
use utoipa::ToSchema;

use super::country::Country;
use super::gateways::check_countries;
use super::sql;
use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::context::Context;
use crate::delivery;
use crate::error::{Error, Result};
use crate::id::{ApiKeyId, SourceId};
use crate::notices::{NewNotice, NoticeKind};
use crate::sentence::Sentence;

/// What the team allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendLimits {
    /// Seconds between two sends to one number, 30 to 3,600.
    #[schema(minimum = 30, maximum = 3600, example = 30)]
    pub seconds_between: i32,
    /// Sends to one number in an hour, 1 to 20.
    #[schema(minimum = 1, maximum = 20, example = 5)]
    pub per_number_an_hour: i32,
    /// Sends by one key or source in a minute, 1 to 100,000.
    #[schema(minimum = 1, maximum = 100_000, example = 60)]
    pub per_key_a_minute: i32,
    /// Sends from one network (24 bits of IPv4, 48 of IPv6) in a minute, 1 to 100,000.
    #[schema(minimum = 1, maximum = 100_000, example = 120)]
    pub per_network_a_minute: i32,
    /// Sends of the team on a day of UTC, 0 to 10,000,000.
    #[schema(minimum = 0, maximum = 10_000_000, example = 1000)]
    pub per_day: i32,
    /// The only countries, as two letters of ISO 3166; empty: all but those denied.
    #[schema(example = json!([]))]
    pub allowed_countries: Vec<String>,
    /// Countries that nothing is sent to.
    #[schema(example = json!(["KP"]))]
    pub denied_countries: Vec<String>,
}

/// What the team allows now.
pub async fn get(executor: impl PgExecutor<'_>) -> Result<SendLimits, sqlx::Error> {
    sqlx::query_as!(
        SendLimits,
        "SELECT seconds_between, per_number_an_hour, per_key_a_minute, per_network_a_minute, per_day,
                allowed_countries, denied_countries
         FROM send_limits",
    )
    .fetch_one(executor)
    .await
}

/// Says what the team allows, all of it.
pub async fn set(context: &Context, caller: &Caller, limits: SendLimits) -> Result<SendLimits> {
    let limits = limits.checked()?;
    let mut transaction = context.pool.begin().await?;
    sqlx::query!(
        "UPDATE send_limits SET seconds_between = $1, per_number_an_hour = $2, per_key_a_minute = $3,
                per_network_a_minute = $4, per_day = $5, allowed_countries = $6, denied_countries = $7",
        limits.seconds_between,
        limits.per_number_an_hour,
        limits.per_key_a_minute,
        limits.per_network_a_minute,
        limits.per_day,
        &limits.allowed_countries,
        &limits.denied_countries,
    )
    .execute(&mut *transaction)
    .await?;
    let entry = caller.did(Action::SendLimitsUpdated).with(json!(limits));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(limits)
}

impl SendLimits {
    fn checked(self) -> Result<Self> {
        for (field, value, least, most) in [
            ("seconds_between", self.seconds_between, 30, 3600),
            ("per_number_an_hour", self.per_number_an_hour, 1, 20),
            ("per_key_a_minute", self.per_key_a_minute, 1, 100_000),
            ("per_network_a_minute", self.per_network_a_minute, 1, 100_000),
            ("per_day", self.per_day, 0, 10_000_000),
        ] {
            if !(least..=most).contains(&value) {
                return Err(Error::invalid(
                    field,
                    say!("must be from {least} to {most}", least, most),
                ));
            }
        }
        Ok(Self {
            allowed_countries: check_countries("allowed_countries", &self.allowed_countries)?,
            denied_countries: check_countries("denied_countries", &self.denied_countries)?,
            ..self
        })
    }

    /// Refuses countries that the team sends nothing to.
    pub fn check_country(&self, country: Option<Country>) -> Result<()> {
        let name = country.as_ref().map_or("no country", Country::as_str);
        let is_named = |list: &[String]| list.iter().any(|one| one == name);
        let is_allowed = self.allowed_countries.is_empty() || is_named(&self.allowed_countries);
        match is_allowed && !is_named(&self.denied_countries) {
            true => Ok(()),
            false => {
                let rule = say!("is a number of {name}, which the team's limits leave out", name);
                Err(Error::invalid("to", rule))
            }
        }
    }
}

/// Who asks for a send, as limits count.
pub struct Asking<'a> {
    /// The number.
    pub recipient: &'a str,
    pub api_key_id: Option<ApiKeyId>,
    pub source_id: Option<SourceId>,
    pub network: Option<&'a str>,
}

/// Refuses a send that would be one too many of a number, a key or a network. Nobody else may begin one
/// meanwhile.
pub async fn check(
    connection: &mut PgConnection,
    limits: &SendLimits,
    asking: &Asking<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let hour = TimeDelta::hours(1);
    let most = limits.per_number_an_hour.into();
    let to_number =
        sql::list_times_to(&mut *connection, asking.recipient, now - hour, most).await?;
    let between = TimeDelta::seconds(limits.seconds_between.into());
    if let Some(last) = to_number.first().filter(|last| **last + between > now) {
        return Err(too_many(*last + between, now, |seconds| {
            say!("A code was sent to this number a moment ago; try again in {seconds} s.", seconds)
        }));
    }
    full(&to_number, most, hour, now, |seconds| {
        say!(
            "Too many codes were sent to this number in the last hour; try again in {seconds} s.",
            seconds
        )
    })?;
    let minute = TimeDelta::minutes(1);
    if asking.api_key_id.is_some() || asking.source_id.is_some() {
        let most = limits.per_key_a_minute.into();
        let (key, source, since) = (asking.api_key_id, asking.source_id, now - minute);
        let by = sql::list_times_by(&mut *connection, key, source, since, most).await?;
        full(&by, most, minute, now, |seconds| {
            say!("This key or source sends too many codes; try again in {seconds} s.", seconds)
        })?;
    }
    if let Some(network) = asking.network {
        let most = limits.per_network_a_minute.into();
        let from = sql::list_times_from(&mut *connection, network, now - minute, most).await?;
        full(&from, most, minute, now, |seconds| {
            say!(
                "Too many codes were asked for from this network; try again in {seconds} s.",
                seconds
            )
        })?;
    }
    Ok(())
}

/// Refuses one more where `times` are as many as there may be; the oldest leaves first.
fn full(
    times: &[DateTime<Utc>],
    most: i64,
    span: TimeDelta,
    now: DateTime<Utc>,
    words: fn(u64) -> Sentence,
) -> Result<()> {
    let is_full = i64::try_from(times.len()).unwrap_or(i64::MAX) >= most;
    match times.last().filter(|_| is_full) {
        Some(oldest) => Err(too_many(*oldest + span, now, words)),
        None => Ok(()),
    }
}

fn too_many(until: DateTime<Utc>, now: DateTime<Utc>, words: fn(u64) -> Sentence) -> Error {
    let left = u64::try_from((until - now).num_milliseconds()).unwrap_or_default();
    let seconds = left.div_ceil(1000).max(1);
    Error::TooManyRequests { detail: words(seconds), retry_after_seconds: seconds }
}

/// Says, once a day, that no more is sent until tomorrow.
pub async fn ceiling_reached(context: &Context, limits: &SendLimits) -> Result<Error> {
    let now = context.clock.now();
    let day = now.date_naive();
    let notice = NewNotice {
        kind: NoticeKind::SendCeiling,
        source_id: None,
        number_id: None,
        channel_id: None,
        title: "No more codes are sent today".to_owned(),
        text: format!(
            "{} were sent, which is the day's limit. Look at Sends for who asked for them: programs that \
             make a service send to numbers of theirs cost money. An Owner can raise the limit there.",
            limits.per_day
        ),
        details: json!({"day": day, "per_day": limits.per_day}),
        dedupe_key: format!("send.ceiling:{day}"),
    };
    let mut transaction = context.pool.begin().await?;
    delivery::announce(context, &mut transaction, &notice).await?;
    transaction.commit().await?;
    let tomorrow = (day + chrono::Days::new(1)).and_time(chrono::NaiveTime::MIN).and_utc();
    Ok(too_many(tomorrow, now, |seconds| {
        say!(
            "The team has sent as many codes today as it allows; try again in {seconds} s.",
            seconds
        )
    }))
}
