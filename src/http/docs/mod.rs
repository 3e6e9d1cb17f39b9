//! The API's description: `/api/openapi.json`, readable at `/api/docs`, all from this server.

mod arguments;
mod problems;

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use serde_json::json;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{HttpMethod, Operation, Paths};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    InfoBuilder, OpenApi, OpenApiBuilder, RefOr, Response, Schema, ServerBuilder,
};
use utoipa_swagger_ui::{Config, SwaggerUi};

pub use arguments::{Argument, Demands, describe};
use problems::{PROBLEM, SHARED, Shared};

use crate::error::{Error, Result};
use crate::sentence::{TEMPLATES, code};

/// The routes of handlers at one path, and their operations with what the handlers demand.
macro_rules! routes {
    ($($handler:ident),+) => {{
        let (schemas, mut paths, router) = utoipa_axum::routes!($($handler),+);
        $($crate::http::docs::describe(&mut paths, stringify!($handler), $handler);)+
        (schemas, paths, router)
    }};
}
pub(crate) use routes;

/// Where the API is.
pub const API: &str = "/api/v1";
/// Where its description is.
const DOCUMENT: &str = "/api/openapi.json";

/// Title, version and how callers say who they are; the slices add their paths.
pub fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Codebell")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "One-time codes of shared accounts, for a team. Callers send an access token or an API \
             key (cbk_…) as bearer. Errors are RFC 9457 problem details.",
        ))
        .build();
    let mut document = OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url(API).build()]))
        .build();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    document
        .components
        .get_or_insert_default()
        .add_security_scheme("bearer", SecurityScheme::Http(bearer));
    document
}

/// Adds what no handler has to repeat: ids that differ, problems as `application/problem+json`, and
/// what is in an answer.
pub fn finish(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_default();
    for Shared { name, when, .. } in SHARED {
        components.responses.insert(name.to_owned(), problems::response(when).into());
    }
    for (method, operation) in operations(&mut document.paths) {
        // Handlers of several slices are called `list`; ids have to differ.
        let slice = operation.tags.iter().flatten().next();
        if let (Some(slice), Some(id)) = (slice, &operation.operation_id) {
            operation.operation_id = Some(format!("{slice}_{id}"));
        }
        let summary = operation.summary.as_deref().filter(|_| method == HttpMethod::Get);
        for (status, response) in &mut operation.responses.responses {
            let RefOr::T(response) = response else { continue };
            if status.starts_with(['4', '5']) {
                if let Some(content) = response.content.shift_remove("application/json") {
                    response.content.insert(PROBLEM.to_owned(), content);
                }
            } else if response.description.is_empty() {
                response.description = match summary {
                    Some(summary) => summary.replace('\n', " "),
                    None => answered(response, &components.schemas),
                };
            }
        }
    }
    let sentences = TEMPLATES.iter().map(|template| (code(template), *template));
    let sentences: BTreeMap<String, &str> = sentences.collect();
    document.extensions =
        Some(ExtensionsBuilder::new().add("x-sentences", json!(sentences)).build());
    document
}

/// All operations of some paths.
fn operations(paths: &mut Paths) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    paths.paths.values_mut().flat_map(|item| {
        let all = [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Patch, &mut item.patch),
            (HttpMethod::Delete, &mut item.delete),
        ];
        all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
    })
}

/// What an answer of something that was done is: what its body's schema says of itself.
fn answered(response: &Response, schemas: &BTreeMap<String, RefOr<Schema>>) -> String {
    let Some(RefOr::T(content)) = response.content.values().next() else {
        return "It is done; there is no more to say of it".to_owned();
    };
    let schema = match &content.schema {
        Some(RefOr::Ref(of)) => {
            of.ref_location.rsplit('/').next().and_then(|name| schemas.get(name))
        }
        _ => None,
    };
    let description = match schema {
        Some(RefOr::T(Schema::Object(object))) => object.description.as_deref(),
        _ => None,
    };
    description.unwrap_or_default().trim_end_matches('.').replace('\n', " ")
}

/// Serves a finished description for a server below `base`, which is written once: it is large, and strangers may ask for it.
///
/// # Errors
/// Never, of what [`finish`] makes.
pub fn router(mut document: OpenApi, base: &str) -> Result<Router> {
    document.servers = Some(vec![ServerBuilder::new().url(format!("{base}{API}")).build()]);
    let written = Bytes::from(serde_json::to_vec(&document).map_err(Error::internal)?);
    let serve = move || async move { ([(header::CONTENT_TYPE, "application/json")], written) };
    let page = SwaggerUi::new("/api/docs").config(Config::from(format!("{base}{DOCUMENT}")));
    Ok(Router::new().route(DOCUMENT, get(serve)).merge(page))
}
