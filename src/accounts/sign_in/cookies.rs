//! The cookies of a browser that is signed in.
//!
//! Under https their names begin with `__Host-`: a browser takes such a cookie from this host alone,
//! over https alone, so that no neighbour on the same domain can put another in its place.

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::origin::Origin;

/// A cookie, by its name over plain http and under https.
#[derive(Clone, Copy)]
pub(super) struct Name {
    plain: &'static str,
    prefixed: &'static str,
}

/// The token that the next refresh needs.
pub(super) const REFRESH: Name =
    Name { plain: "codebell_refresh", prefixed: "__Host-codebell_refresh" };
/// The mark of a browser that has signed in before.
pub(super) const DEVICE: Name =
    Name { plain: "codebell_device", prefixed: "__Host-codebell_device" };
/// Where plain ones are sent to, below the public URL's own path; `__Host-` insists on the whole site.
const PLAIN_PATH: &str = "/api/v1/auth";

/// The cookie's value. Under https a plain one, as earlier versions set it, counts only where there is
/// none with the prefix.
pub(super) fn find<'a>(jar: &'a CookieJar, name: Name, origin: &Origin) -> Option<&'a str> {
    let prefixed = if origin.is_https { jar.get(name.prefixed) } else { None };
    prefixed.or_else(|| jar.get(name.plain)).map(Cookie::value)
}

/// With the cookie set, and none of the plain name beside it under https. `base` is the path of the
/// public URL.
pub(super) fn set(
    jar: CookieJar,
    name: Name,
    value: String,
    (origin, base): (&Origin, &str),
    lifetime: time::Duration,
) -> CookieJar {
    let plain_path = format!("{base}{PLAIN_PATH}");
    let (jar, name, path) = match origin.is_https {
        true => (jar.remove(gone(name.plain, plain_path)), name.prefixed, "/".to_owned()),
        false => (jar, name.plain, plain_path),
    };
    let cookie = Cookie::build((name, value))
        .path(path)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(origin.is_https)
        .max_age(lifetime);
    jar.add(cookie)
}

/// Without the cookie, under either name.
pub(super) fn clear(jar: CookieJar, name: Name, base: &str) -> CookieJar {
    let plain = gone(name.plain, format!("{base}{PLAIN_PATH}"));
    jar.remove(plain).remove(gone(name.prefixed, "/".to_owned()))
}

fn gone(name: &'static str, path: String) -> Cookie<'static> {
    // A browser heeds what is said of a name with the prefix only if it is secure too.
    let is_prefixed = path == "/";
    Cookie::build(name).path(path).secure(is_prefixed).build()
}
