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

/// What programs ask for: an address there that is not one is an error for every method, not the page.
const FOR_PROGRAMS: [&str; 5] = ["api/", "webhooks/", "healthz/", "readyz/", "metrics/"];

/// Answers with a file, or with the page itself where the path is one of the page's own.
pub async fn serve(method: Method, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if FOR_PROGRAMS.iter().any(|start| path.starts_with(start)) {
        let detail = match path.strip_suffix('/') {
            Some(_) => "There is nothing at this address; try it without the slash at its end.",
            None => "There is nothing at this address.",
        };
        return Error::NotFound(detail.into()).into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    if let Some(file) = Assets::get(path) {
        return answer(path, &file);
    }
    let is_page = !path.rsplit('/').next().unwrap_or("").contains('.');
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
