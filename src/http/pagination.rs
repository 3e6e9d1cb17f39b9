//! Lists: `{"data": […], "next_cursor": …}`, `?limit=` and `?cursor=`.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::error::{Error, Result};

const DEFAULT_LIMIT: i64 = 50;
const LARGEST_LIMIT: i64 = 200;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The entries, in the list's order.
    pub data: Vec<T>,
    /// `cursor` of the next page; null on the last one.
    #[schema(required)]
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A page from up to one entry more than `limit`, which tells whether there is another page.
    pub fn new(mut entries: Vec<T>, limit: i64, cursor: impl Fn(&T) -> String) -> Self {
        let most = usize::try_from(limit).unwrap_or(0);
        let has_more = entries.len() > most;
        entries.truncate(most);
        let next_cursor = entries.last().filter(|_| has_more).map(cursor);
        Self { data: entries, next_cursor }
    }
}

/// How much of a list is wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Entries a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl Paging {
    /// The number of entries, 1 to 200.
    pub fn limit(&self) -> Result<i64> {
        match self.limit.unwrap_or(DEFAULT_LIMIT) {
            limit @ 1..=LARGEST_LIMIT => Ok(limit),
            _ => {
                Err(Error::invalid("limit", say!("must be from 1 to {most}", most = LARGEST_LIMIT)))
            }
        }
    }

    /// The cursor as what the list makes cursors of.
    pub fn cursor<C: std::str::FromStr>(&self) -> Result<Option<C>> {
        let parsed = self.cursor.as_deref().map(str::parse).transpose();
        parsed.map_err(|_| Error::invalid("cursor", say!("is not a next_cursor of this list")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_has_no_next_cursor_even_when_it_is_full() {
        let page = |entries: Vec<i32>| Page::new(entries, 2, i32::to_string);
        assert_eq!(page(vec![1, 2]).next_cursor, None);
        let more = page(vec![1, 2, 3]);
        assert_eq!((more.data, more.next_cursor), (vec![1, 2], Some("2".to_owned())));
    }

    #[test]
    fn a_limit_outside_one_to_two_hundred_is_refused() {
        let limit = |limit| Paging { limit: Some(limit), cursor: None }.limit();
        assert!(limit(0).is_err() && limit(201).is_err());
        assert_eq!(limit(200).expect("allowed"), 200);
    }
}
