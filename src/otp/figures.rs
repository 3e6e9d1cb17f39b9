//! How many codes were sent, delivered and verified, by day and country.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::context::Context;
use crate::error::Result;
use crate::http::span::Span;

/// What became of codes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SendFigures {
    /// The day, of UTC; null: all days.
    #[schema(required, example = "2026-01-31")]
    pub day: Option<NaiveDate>,
    /// The country, as two letters of ISO 3166, or empty where a number has none; null: all countries.
    #[schema(required, example = "NZ")]
    pub country: Option<String>,
    /// Sent: a gateway took them or may have.
    #[schema(example = 120)]
    pub sent: i64,
    /// Of these delivered, as far as gateways tell.
    #[schema(example = 117)]
    pub delivered: i64,
    /// Of these checked with success; codes of other systems are checked there and not counted.
    #[schema(example = 104)]
    pub verified: i64,
    /// Those that could be checked here.
    #[schema(example = 118)]
    pub checkable: i64,
    /// Half of the verified ones were verified within so long.
    #[schema(required, example = 14.5)]
    pub median_seconds: Option<f64>,
}

/// The figures by day, by country, by both, and of all together.
pub async fn list(context: &Context, span: &Span) -> Result<Vec<SendFigures>> {
    let since = span.until(context.clock.now())?.begin();
    let figures = sqlx::query_as!(
        SendFigures,
        r#"SELECT day AS "day?", country AS "country?", count(*) AS "sent!",
                  count(delivered_at) AS "delivered!", count(verified_at) AS "verified!",
                  count(*) FILTER (WHERE kind = 'code') AS "checkable!",
                  percentile_cont(0.5) WITHIN GROUP (
                    ORDER BY extract(epoch FROM verified_at - created_at)::float8
                  ) FILTER (WHERE verified_at IS NOT NULL) AS median_seconds
           FROM (SELECT (created_at AT TIME ZONE 'UTC')::date AS day, COALESCE(country, '') AS country,
                        kind, created_at, delivered_at, verified_at
                 FROM sends
                 WHERE created_at >= $1 AND kind IN ('code', 'relay') AND status <> 'refused') AS each
           GROUP BY GROUPING SETS ((), (day), (country), (day, country))
           ORDER BY day NULLS FIRST, country NULLS FIRST"#,
        since,
    )
    .fetch_all(&context.pool)
    .await?;
    Ok(figures)
}
