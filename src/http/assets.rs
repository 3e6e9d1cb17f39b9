//! The page's files: inside the program in a release build, read from `web/dist` in a debug build.

use std::borrow::Cow;
use std::future::{Ready, ready};
use std::io::{self, Cursor, SeekFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::RustEmbed;
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::ServeDir;
use tower_http::services::fs::{Backend, File, Metadata};

use crate::error::Error;

/// Beside each text file lie the same in brotli and in gzip, compressed once and well by the page's
/// build (web/precompress.ts). The plain ones stay in the program although hardly anybody asks for
/// them: they are 2 MB of its file, in no memory until somebody does, and without them a decoder and
/// its way to fail would have to be kept for the rare client that reads neither.
#[derive(Clone, RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Assets;

/// Names of files under this folder hold a hash of their content, so that they never change.
const HASHED: &str = "/assets/";

const PAGE: &str = "/index.html";

/// What programs ask for: an address there that is not one is an error for every method, not the page.
const FOR_PROGRAMS: [&str; 5] = ["api/", "webhooks/", "healthz/", "readyz/", "metrics/"];

/// The page's files, for a server below `base`.
pub fn router(base: &str) -> Router {
    Router::new().fallback(serve).with_state(Arc::from(base))
}

/// Answers with a file, or with the page itself where the path is one of the page's own.
async fn serve(State(base): State<Arc<str>>, request: Request) -> Response {
    let (asked, _) = request.into_parts();
    let path = asked.uri.path().trim_start_matches('/');
    if FOR_PROGRAMS.iter().any(|start| path.starts_with(start)) {
        let detail = match path.strip_suffix('/') {
            Some(_) => {
                say!("There is nothing at this address; try it without the slash at its end.")
            }
            None => say!("There is nothing at this address."),
        };
        return Error::NotFound(detail).into_response();
    }
    if asked.method != Method::GET && asked.method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    if let Some(file) = answer(&asked, asked.uri.path(), &base).await {
        return file;
    }
    if path.rsplit('/').next().unwrap_or("").contains('.') {
        return StatusCode::NOT_FOUND.into_response();
    }
    answer(&asked, PAGE, &base).await.unwrap_or_else(|| {
        Error::NotFound(say!("This build holds no page; build it with: make web")).into_response()
    })
}

/// The file at this path, in the encoding that was asked for; `None` where there is none.
async fn answer(asked: &Parts, path: &str, base: &str) -> Option<Response> {
    if !base.is_empty() && path.ends_with(".html") {
        return moved(path, base);
    }
    let mut request = Request::new(());
    *request.method_mut() = asked.method.clone();
    *request.headers_mut() = asked.headers.clone();
    *request.uri_mut() = path.parse().ok()?;
    let mut files = ServeDir::with_backend("", Assets)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let mut response = files.try_call(request).await.ok()?.map(Body::new);
    if response.status() == StatusCode::NOT_FOUND {
        return None;
    }
    let caching =
        if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    // "Not modified" should say it as well.
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    Some(response)
}

/// A file of HTML whose addresses, all of them from the root, stand below `base`. The page's scripts
/// learn theirs from it.
fn moved(path: &str, base: &str) -> Option<Response> {
    let file = Assets::get(path.trim_start_matches('/'))?;
    let html = String::from_utf8_lossy(&file.data).replace("=\"/", &format!("=\"{base}/"));
    Some(([(header::CACHE_CONTROL, "no-cache")], Html(html)).into_response())
}

/// A file of the program, read like one of the disk.
struct Opened {
    content: Cursor<Cow<'static, [u8]>>,
    modified_at: Option<SystemTime>,
}

/// What is known of a file before it is read.
struct Size {
    bytes: u64,
    modified_at: Option<SystemTime>,
}

fn open(path: &Path) -> io::Result<Opened> {
    let name = path.strip_prefix(".").unwrap_or(path).to_str();
    let file = name.and_then(Assets::get).ok_or(io::ErrorKind::NotFound)?;
    let seconds = file.metadata.last_modified();
    let modified_at = seconds.map(|seconds| UNIX_EPOCH + Duration::from_secs(seconds));
    Ok(Opened { content: Cursor::new(file.data), modified_at })
}

impl Opened {
    fn size(&self) -> Size {
        Size { bytes: self.content.get_ref().len() as u64, modified_at: self.modified_at }
    }
}

impl Backend for Assets {
    type File = Opened;
    type Metadata = Size;
    type OpenFuture = Ready<io::Result<Opened>>;
    type MetadataFuture = Ready<io::Result<Size>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(open(&path))
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        ready(open(&path).map(|file| file.size()))
    }
}

impl File for Opened {
    type Metadata = Size;
    type MetadataFuture<'a> = Ready<io::Result<Size>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(self.size()))
    }
}

impl Metadata for Size {
    fn is_dir(&self) -> bool {
        false
    }

    fn modified(&self) -> io::Result<SystemTime> {
        self.modified_at.ok_or_else(|| io::ErrorKind::Unsupported.into())
    }

    fn len(&self) -> u64 {
        self.bytes
    }
}

impl AsyncRead for Opened {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.content).poll_read(context, buffer)
    }
}

impl AsyncSeek for Opened {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.content).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.content).poll_complete(context)
    }
}
