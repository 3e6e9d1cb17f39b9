//! What numbers cost, and when they renew.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::sql;
use crate::context::Context;
use crate::csv::csv_line;
use crate::error::{Error, Result};
use crate::http::json::check_year;
use crate::id::NumberId;

/// How far ahead a renewal is shown.
const AHEAD: TimeDelta = TimeDelta::days(30);

/// What a number costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// A decimal number such as `2.50`, with up to 7 digits before and 4 after the point.
    pub monthly_cost: String,
    /// ISO 4217, such as `EUR`.
    pub currency: String,
    /// When it renews next.
    pub renews_on: Option<NaiveDate>,
}

impl Cost {
    pub(super) fn check(&self) -> Result<()> {
        let (whole, fraction) = match self.monthly_cost.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (self.monthly_cost.as_str(), None),
        };
        let is_digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_digits(whole, 7) || fraction.is_some_and(|fraction| !is_digits(fraction, 4)) {
            let rule = say!(
                "must be a number such as 2.50, with up to 7 digits before and 4 after the point"
            );
            return Err(Error::invalid("cost.monthly_cost", rule));
        }
        let currency = self.currency.as_bytes();
        if currency.len() != 3 || !currency.iter().all(u8::is_ascii_uppercase) {
            return Err(Error::invalid("cost.currency", say!("must be three letters such as EUR")));
        }
        check_year("cost.renews_on", self.renews_on.as_ref())
    }
}

/// What the team's numbers cost.
#[derive(Debug, Serialize, ToSchema)]
pub struct Billing {
    /// The sum a month, for each currency.
    pub totals: Vec<Total>,
    /// What renews within the next 30 days, or should have.
    pub renewing: Vec<NumberCost>,
    pub numbers: Vec<NumberCost>,
}

/// A sum.
#[derive(Debug, Serialize, ToSchema)]
pub struct Total {
    /// ISO 4217.
    pub currency: String,
    /// A decimal number.
    pub monthly_cost: String,
}

/// What one number costs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NumberCost {
    pub number: CostedNumber,
    /// A decimal number.
    #[schema(required)]
    pub monthly_cost: Option<String>,
    /// ISO 4217.
    #[schema(required)]
    pub currency: Option<String>,
    /// When it renews next.
    #[schema(required)]
    pub renews_on: Option<NaiveDate>,
}

/// A number, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CostedNumber {
    pub id: NumberId,
    /// E.164, or the short code or name that the provider gave.
    pub phone_number: String,
    /// What the team calls it.
    #[schema(required)]
    pub label: Option<String>,
}

/// What the team's numbers cost, as of now.
pub async fn get(context: &Context) -> Result<Billing> {
    let numbers = sql::list_costs(&context.pool).await?;
    let soon = (context.clock.now() + AHEAD).date_naive();
    let renewing = numbers.iter().filter(|number| number.renews_on.is_some_and(|on| on <= soon));
    let mut renewing: Vec<NumberCost> = renewing.cloned().collect();
    renewing.sort_by_key(|number| number.renews_on);
    Ok(Billing { totals: sql::list_totals(&context.pool).await?, renewing, numbers })
}

/// The same as a table.
pub async fn csv(context: &Context) -> Result<String> {
    let mut text = csv_line(["phone_number", "label", "monthly_cost", "currency", "renews_on"])?;
    for row in sql::list_costs(&context.pool).await? {
        text += &csv_line([
            row.number.phone_number,
            row.number.label.unwrap_or_default(),
            row.monthly_cost.unwrap_or_default(),
            row.currency.unwrap_or_default(),
            row.renews_on.map(|on| on.to_string()).unwrap_or_default(),
        ])?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_is_a_plain_decimal_number_in_a_currency() {
        let check = |monthly_cost: &str, currency: &str| {
            let cost = Cost {
                monthly_cost: monthly_cost.to_owned(),
                currency: currency.to_owned(),
                renews_on: None,
            };
            cost.check().is_ok()
        };
        for good in ["0", "2.5", "1234567.1234"] {
            assert!(check(good, "EUR"), "{good}");
        }
        for bad in ["", "-1", "1e3", "1,5", ".5", "5.", "12345678", "1.23456", "NaN", " 1"] {
            assert!(!check(bad, "EUR"), "{bad}");
        }
        for bad in ["", "eur", "EURO", "€"] {
            assert!(!check("1", bad), "{bad}");
        }
    }
}
