//! The name of a kind where it is data: in rows, answers and metrics.

use std::borrow::Cow;

use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::kinds::{IDS, Kind};

/// The name of a kind. A row may have one that this version does not know: such a channel is shown, and
/// its settings can't be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct KindName(String);

impl KindName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&Kind> for KindName {
    fn from(kind: &Kind) -> Self {
        Self(kind.id.to_owned())
    }
}

impl PartialSchema for KindName {
    fn schema() -> RefOr<Schema> {
        let name = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(IDS));
        Schema::from(name.description(Some("What a channel is."))).into()
    }
}

impl ToSchema for KindName {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ChannelKind")
    }
}
