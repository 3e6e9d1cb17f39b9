//! How a member likes the page. It follows the member from browser to browser.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::sql;
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::NumberId;

/// Numbers that can be muted.
const MOST_MUTED: usize = 1000;
/// Numbers that can be pinned: as many as the page's rail has room for.
const MOST_PINNED: usize = 8;

/// How a member likes the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Preferences {
    /// Whether copying a code also says that one uses it.
    pub claim_on_copy: bool,
    /// How full dates and times are written.
    pub date_format: DateFormat,
    /// Numbers whose messages make no sound and no notification; up to 1,000.
    #[schema(max_items = 1000)]
    pub muted_number_ids: Vec<NumberId>,
    /// Numbers that are kept at hand, in the member's order; up to 8.
    #[schema(max_items = 8)]
    pub pinned_number_ids: Vec<NumberId>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            claim_on_copy: true,
            date_format: DateFormat::default(),
            muted_number_ids: Vec::new(),
            pinned_number_ids: Vec::new(),
        }
    }
}

/// How full dates and times are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum DateFormat {
    /// As the browser's region does.
    #[default]
    Auto,
    /// `MM/DD/YYYY hh:mm:ss AM/PM`
    Us,
    /// `DD/MM/YYYY HH:mm:ss`
    European,
    /// `YYYY-MM-DD HH:mm:ss`
    Iso,
}

/// The caller's preferences.
pub async fn get(context: &Context, caller: &Caller) -> Result<Preferences> {
    let stored = sql::get_preferences(&context.pool, caller.user_id).await?;
    // What another version kept and this one can't read is no reason to keep anybody out.
    Ok(serde_json::from_value(stored).unwrap_or_default())
}

/// Replaces the caller's preferences.
pub async fn set(
    context: &Context,
    caller: &Caller,
    preferences: Preferences,
) -> Result<Preferences> {
    let lists = [
        ("muted_number_ids", preferences.muted_number_ids.len(), MOST_MUTED),
        ("pinned_number_ids", preferences.pinned_number_ids.len(), MOST_PINNED),
    ];
    for (field, length, most) in lists {
        if length > most {
            return Err(Error::invalid(field, say!("must have at most {most} entries", most)));
        }
    }
    let stored = serde_json::to_value(&preferences).map_err(Error::internal)?;
    sql::update_preferences(&context.pool, caller.user_id, &stored).await?;
    Ok(preferences)
}
