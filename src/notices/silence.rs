//! Numbers that have been silent for longer than usual: a provider may have taken them away, or its
//! webhooks may not arrive any more.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use sqlx::PgPool;

use super::{NewNotice, NoticeKind, sql};

/// Shorter pauses are nothing to speak of.
const LEAST: TimeDelta = TimeDelta::days(1);
/// How much longer than the longest pause among a number's last 50 messages is unusual.
const TIMES: f64 = 2.0;
/// Messages of a number before anything is usual.
const ENOUGH: i64 = 10;

/// What there is to say of silent numbers now; the same silence has the same key.
pub async fn find(pool: &PgPool, now: DateTime<Utc>) -> Result<Vec<NewNotice>, sqlx::Error> {
    let silent = sql::list_silent(pool, now, LEAST, TIMES, ENOUGH).await?;
    let notices = silent.into_iter().map(|number| {
        let name = match &number.label {
            Some(label) => format!("{label} ({})", number.phone_number),
            None => number.phone_number.clone(),
        };
        let since = number.last_at.format("%Y-%m-%d %H:%M UTC");
        NewNotice {
            kind: NoticeKind::NumberSilent,
            source_id: None,
            number_id: Some(number.id),
            channel_id: None,
            title: format!("{name} has been silent for longer than usual"),
            text: format!(
                "Its last message came at {since}. Look at its provider whether the number is still \
                 yours, and send it an SMS."
            ),
            details: json!({"since": number.last_at}),
            dedupe_key: format!("number.silent:{}:{}", number.id, number.last_at.timestamp()),
        }
    });
    Ok(notices.collect())
}
