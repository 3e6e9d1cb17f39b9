//! What a channel is told, in the API's document: one object a kind, with its fields.

use std::borrow::Cow;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type,
};
use utoipa::{PartialSchema, ToSchema};

use super::{ALL, Kind, Settings};
use crate::fields::{Field, Input};

impl PartialSchema for Settings {
    fn schema() -> RefOr<Schema> {
        let about = "Where a channel goes. Never in an answer: nearly all of it is secret.";
        let all = OneOfBuilder::new().description(Some(about));
        Schema::from(ALL.iter().fold(all, |all, kind| all.item(of_kind(kind)))).into()
    }
}

impl ToSchema for Settings {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ChannelSettings")
    }
}

fn of_kind(kind: &Kind) -> Schema {
    let about = format!("{}: {}", kind.name, kind.about);
    let id = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([kind.id]));
    let object =
        ObjectBuilder::new().description(Some(about)).property("kind", id).required("kind");
    let object = kind.fields.iter().fold(object, |object, field| {
        let object = object.property(field.name, of_field(field));
        if field.is_required { object.required(field.name) } else { object }
    });
    object.into()
}

fn of_field(field: &Field) -> Schema {
    let parts = [field.label, field.about, field.example];
    let parts = parts.into_iter().map(|part| part.trim_end_matches('.'));
    let about: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let about = about.join(". ");
    let text = ObjectBuilder::new();
    let text = match field.may_be_null() {
        true => text.schema_type(SchemaType::from_iter([Type::String, Type::Null])),
        false => text.schema_type(Type::String),
    };
    let usual = Some(field.default).filter(|usual| !usual.is_empty()).map(Into::into);
    let text = text.default(usual).description(Some(&about));
    match field.input {
        Input::Line | Input::Lines | Input::Url => text.into(),
        Input::Choice { values } => text.enum_values(Some(values.iter().copied())).into(),
        Input::Addresses => ArrayBuilder::new()
            .items(ObjectBuilder::new().schema_type(Type::String).build())
            .description(Some(about))
            .into(),
    }
}
