//! The API's description: `/api/openapi.json`, readable at `/api/docs`, all from this server.

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder,
    SecurityRequirement, ServerBuilder,
};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::error::{Error, Result};

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
        .security(Some([SecurityRequirement::new("bearer", [""; 0])]))
        .build();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    document
        .components
        .get_or_insert_default()
        .add_security_scheme("bearer", SecurityScheme::Http(bearer));
    document
}

const PROBLEM: &str = "application/problem+json";

/// Problems that many operations can answer with: name, status, and when.
const SHARED: [(&str, &str, &str); 6] = [
    ("Unreadable", "400", "The body is not JSON, or does not come as application/json"),
    ("Unauthorized", "401", "Nobody is signed in, or the session or key has ended"),
    ("Forbidden", "403", "The role or the key's scopes don't reach, or a second factor is missing"),
    ("NotFound", "404", "There is no such thing, or the caller may not know of it"),
    ("Invalid", "422", "A field breaks a rule"),
    ("Unavailable", "503", "The database is away; Retry-After says when to ask again"),
];

/// Adds what no handler has to repeat: ids that differ, problems as `application/problem+json`, and
/// those that follow from what an operation takes.
pub fn finish(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_default();
    for (name, _, description) in SHARED {
        let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let problem = ResponseBuilder::new().description(description).content(PROBLEM, body);
        components.responses.insert(name.to_owned(), problem.build().into());
    }
    let items = document.paths.paths.values_mut();
    let operations = items.flat_map(|item| {
        [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete]
    });
    for operation in operations.flatten() {
        // Handlers of several slices are called `list`; ids have to differ.
        let slice = operation.tags.iter().flatten().next();
        if let (Some(slice), Some(id)) = (slice, &operation.operation_id) {
            operation.operation_id = Some(format!("{slice}_{id}"));
        }
        for (status, response) in &mut operation.responses.responses {
            let RefOr::T(response) = response else { continue };
            let is_problem = status.starts_with(['4', '5']);
            if is_problem && let Some(content) = response.content.shift_remove("application/json") {
                response.content.insert(PROBLEM.to_owned(), content);
            }
        }
        for (name, status, _) in SHARED {
            if follows(operation, status) {
                let problem = || RefOr::Ref(Ref::from_response_name(name));
                operation.responses.responses.entry(status.to_owned()).or_insert_with(problem);
            }
        }
    }
    document
}

/// Whether an operation can answer with a problem because of what it takes.
fn follows(operation: &Operation, status: &str) -> bool {
    let takes = |place| {
        let mut parameters = operation.parameters.iter().flatten();
        parameters.any(|each| matches!(each, RefOr::T(each) if each.parameter_in == place))
    };
    let has_body = operation.request_body.is_some();
    match status {
        "400" => has_body,
        // Public operations say so by a requirement of their own, which asks for nothing.
        "401" | "403" => operation.security.is_none(),
        "404" => takes(ParameterIn::Path),
        "422" => has_body || takes(ParameterIn::Query),
        _ => true,
    }
}

/// Serves a finished description, which is written once: it is large, and strangers may ask for it.
///
/// # Errors
/// Never, of what [`finish`] makes.
pub fn router(document: &OpenApi) -> Result<Router> {
    let written = Bytes::from(serde_json::to_vec(document).map_err(Error::internal)?);
    let serve = move || async move { ([(header::CONTENT_TYPE, "application/json")], written) };
    let page = SwaggerUi::new("/api/docs").config(Config::from(DOCUMENT));
    Ok(Router::new().route(DOCUMENT, get(serve)).merge(page))
}
