//! The page's files as browsers get them.

use std::fs;
use std::path::Path;

use reqwest::{Method, Response, StatusCode};

use crate::harness::Server;

const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/web/dist");

/// What a client says that it reads, and what it gets.
const READERS: [(&str, Option<&str>); 8] = [
    ("gzip, deflate, br, zstd", Some("br")),
    ("gzip, deflate", Some("gzip")),
    ("br;q=0, gzip;q=0.2", Some("gzip")),
    ("gzip;q=1, br;q=0.5", Some("gzip")),
    ("gzip;q=0, br;q=0.0", None),
    ("identity", None),
    ("deflate", None),
    ("", None),
];

async fn ask(server: &Server, method: Method, path: &str, reads: &str) -> Response {
    let request = server.client.request(method, format!("{}{path}", server.url));
    request.header("accept-encoding", reads).send().await.expect("an answer")
}

fn said<'a>(answer: &'a Response, name: &str) -> Option<&'a str> {
    answer.headers().get(name).map(|value| value.to_str().expect("text"))
}

/// The bytes that the page's build wrote for this encoding.
fn built(name: &str, encoding: Option<&str>) -> Vec<u8> {
    let ending = match encoding {
        Some("br") => ".br",
        Some("gzip") => ".gz",
        _ => "",
    };
    fs::read(format!("{BUILT}/{name}{ending}")).expect("a file of the built page")
}

/// The script that the page begins with.
fn script() -> String {
    let page = String::from_utf8(built("index.html", None)).expect("text");
    let (_, rest) = page.split_once("src=\"/assets/").expect("a script");
    format!("assets/{}", rest.split('"').next().expect("a name"))
}

#[tokio::test]
async fn each_client_gets_the_page_and_its_scripts_compressed_in_the_way_that_it_reads() {
    let server = Server::start().await;
    let script = script();
    for (path, name) in [("/", "index.html"), ("/numbers", "index.html"), (&*script, &*script)] {
        let path = format!("/{}", path.trim_start_matches('/'));
        for (reads, encoding) in READERS {
            let answer = ask(&server, Method::GET, &path, reads).await;
            let about = format!("{path} for {reads:?}");
            assert_eq!(answer.status(), StatusCode::OK, "{about}");
            assert_eq!(said(&answer, "content-encoding"), encoding, "{about}");
            assert_eq!(said(&answer, "vary"), Some("accept-encoding"), "{about}");
            let kind = if name.ends_with(".js") { "text/javascript" } else { "text/html" };
            assert_eq!(said(&answer, "content-type"), Some(kind), "{about}");
            let body = answer.bytes().await.expect("a body");
            assert!(body == built(name, encoding), "{about} brought another file");
        }
    }
}

#[tokio::test]
async fn a_head_request_tells_the_size_that_a_get_would_bring() {
    let server = Server::start().await;
    for (reads, encoding) in READERS {
        let answer = ask(&server, Method::HEAD, "/", reads).await;
        let size = built("index.html", encoding).len().to_string();
        assert_eq!(said(&answer, "content-length"), Some(&*size), "{reads:?}");
        assert_eq!(said(&answer, "content-encoding"), encoding, "{reads:?}");
        assert!(answer.bytes().await.expect("readable").is_empty());
    }
}

#[tokio::test]
async fn only_what_has_a_hash_in_its_name_is_kept_unasked_and_the_rest_is_not_sent_twice() {
    let server = Server::start().await;
    let script = ask(&server, Method::GET, &format!("/{}", script()), "br").await;
    assert_eq!(said(&script, "cache-control"), Some("public, max-age=31536000, immutable"));

    let page = ask(&server, Method::GET, "/", "br").await;
    assert_eq!(said(&page, "cache-control"), Some("no-cache"));
    let tag = said(&page, "etag").expect("a tag").to_owned();
    let unchanged = async |reads: &str| {
        let request = server.client.get(&server.url).header("if-none-match", &tag);
        let answer = request.header("accept-encoding", reads).send().await.expect("an answer");
        (answer.status(), said(&answer, "vary").map(str::to_owned))
    };
    let varies = Some("accept-encoding".to_owned());
    assert_eq!(unchanged("br").await, (StatusCode::NOT_MODIFIED, varies.clone()));
    // The tag is of the compressed file alone.
    assert_eq!(unchanged("identity").await, (StatusCode::OK, varies));
}

#[tokio::test]
async fn every_text_of_the_build_lies_beside_its_compressed_forms() {
    for entry in fs::read_dir(Path::new(BUILT).join("assets")).expect("a built page") {
        let path = entry.expect("an entry").path();
        let name = path.display().to_string();
        let bytes = fs::metadata(&path).expect("a file").len();
        if bytes < 1000 || ![".js", ".css"].iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        for ending in ["br", "gz"] {
            let packed = fs::metadata(format!("{name}.{ending}")).expect("a compressed form").len();
            assert!(packed < bytes, "{name}.{ending} is not smaller");
        }
    }
}
