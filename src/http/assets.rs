//! The page's files: inside the program in a release build, read from `web/dist` in a debug build.

use axum::body::Body;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error::Error;

#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Assets;

/// Names of files under this folder hold a hash of their content, so that they never change.
const HASHED: &str = "assets/";

/// Answers with a file, or with the page itself where the path is one of the page's own.
pub async fn serve(method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = Assets::get(path) {
        return answer(path, &file);
    }
    // A file or an address of the API that is not there is an error, not the page.
    let is_page = !path.starts_with("api/")
        && !path.starts_with("webhooks/")
        && !path.rsplit('/').next().unwrap_or("").contains('.');
    match Assets::get("index.html").filter(|_| is_page) {
        Some(page) => answer("index.html", &page),
        None if is_page => {
            Error::NotFound("This build holds no page; build it with: make web".into())
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(path: &str, file: &EmbeddedFile) -> Response {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let caching =
        if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [(header::CONTENT_TYPE, mime.as_ref()), (header::CACHE_CONTROL, caching)];
    (headers, Body::from(file.data.to_vec())).into_response()
}
