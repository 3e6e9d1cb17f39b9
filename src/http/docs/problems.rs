//! Problems as the API's document names them: each says when it is the answer.

use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

/// The content type of all of them.
pub const PROBLEM: &str = "application/problem+json";

/// A problem of which there is no more to say than this; the document says it once.
pub struct Shared {
    /// Its name among the document's responses.
    pub name: &'static str,
    /// The status.
    pub status: &'static str,
    /// When it is the answer.
    pub when: &'static str,
}

/// Of a body of which no field could be looked at.
pub const UNREADABLE: Shared =
    Shared { name: "Unreadable", status: "400", when: "The body is not JSON" };
/// Of a caller who is nobody here, before anything else is looked at.
pub const UNAUTHORIZED: Shared = Shared {
    name: "Unauthorized",
    status: "401",
    when: "Nobody is signed in, or the session or key has ended",
};
/// Of an id in the path, also one that is none.
pub const NOT_FOUND: Shared = Shared {
    name: "NotFound",
    status: "404",
    when: "There is no such thing, or the caller may not know of it",
};
/// Of a body that is not read to its end.
pub const TOO_LARGE: Shared =
    Shared { name: "TooLarge", status: "413", when: "The body is larger than 256 KiB" };
/// Of a body that is not read at all.
pub const UNSUPPORTED: Shared = Shared {
    name: "UnsupportedMediaType",
    status: "415",
    when: "The body does not come as application/json",
};
/// Of a body or a query that was read, and whose `errors` name the fields.
pub const INVALID: Shared =
    Shared { name: "Invalid", status: "422", when: "A field breaks a rule" };
/// Of every operation: all of them ask the database, if only who is asking.
pub const UNAVAILABLE: Shared = Shared {
    name: "Unavailable",
    status: "503",
    when: "The database is away; Retry-After says when to ask again",
};

/// All of them.
pub const SHARED: [Shared; 7] =
    [UNREADABLE, UNAUTHORIZED, NOT_FOUND, TOO_LARGE, UNSUPPORTED, INVALID, UNAVAILABLE];

/// A problem in full.
pub fn response(when: &str) -> Response {
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(when).content(PROBLEM, body).build()
}

/// A problem, by its name where it is a shared one.
pub fn named(status: &str, when: &str) -> RefOr<Response> {
    match SHARED.iter().find(|shared| shared.status == status && shared.when == when) {
        Some(shared) => RefOr::Ref(Ref::from_response_name(shared.name)),
        None => response(when).into(),
    }
}
