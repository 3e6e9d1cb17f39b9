//! The API's description: `/api/openapi.json`, readable at `/api/docs`, all from this server.

use axum::Router;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    InfoBuilder, OpenApi, OpenApiBuilder, RefOr, SecurityRequirement, ServerBuilder,
};
use utoipa_swagger_ui::SwaggerUi;

/// Where the API is.
pub const API: &str = "/api/v1";

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

/// Adds what no handler has to repeat: ids that differ, and problems as `application/problem+json`.
pub fn finish(mut document: OpenApi) -> OpenApi {
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
                response.content.insert("application/problem+json".to_owned(), content);
            }
        }
    }
    document
}

/// Serves a finished description.
pub fn router(document: OpenApi) -> Router {
    SwaggerUi::new("/api/docs").url("/api/openapi.json", document).into()
}
