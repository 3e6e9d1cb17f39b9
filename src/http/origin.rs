//! Finds out where a request comes from: the connection's address or what a trusted proxy says, the
//! program that sent it, and the request's id.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use ipnet::IpNet;

use super::request_id;
use crate::config::Config;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::origin::Origin;

/// What is kept of a program's name for itself.
const LONGEST_USER_AGENT: usize = 400;

impl<S> FromRequestParts<S> for Origin
where
    S: Send + Sync,
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let config = &Context::from_ref(state).config;
        let peer = peer(&parts.extensions)
            .ok_or_else(|| Error::internal("the server gives no peer address"))?;
        let user_agent =
            parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self {
            address: resolve(peer, &parts.headers, &config.trusted_proxies),
            user_agent: user_agent.map(|agent| agent.chars().take(LONGEST_USER_AGENT).collect()),
            request_id: request_id::of(&parts.headers).to_owned(),
            is_https: is_https(config, &parts.headers, &parts.extensions),
            is_plain_http: proto(config, &parts.headers, &parts.extensions) == Some(b"http"),
        })
    }
}

/// Whether the browser's connection is encrypted: the public URL says so, or a trusted proxy does.
pub fn is_https(config: &Config, headers: &HeaderMap, extensions: &Extensions) -> bool {
    config.is_https() || proto(config, headers, extensions) == Some(b"https")
}

/// How the client came to a trusted proxy, where there is one that says so.
fn proto<'a>(config: &Config, headers: &'a HeaderMap, extensions: &Extensions) -> Option<&'a [u8]> {
    let is_trusted = peer(extensions).is_some_and(|peer| {
        config.trusted_proxies.iter().any(|network| network.contains(&peer.to_canonical()))
    });
    headers.get("x-forwarded-proto").map(HeaderValue::as_bytes).filter(|_| is_trusted)
}

fn peer(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip())
}

/// The last address of `X-Forwarded-For` that no trusted proxy has; earlier ones the client could
/// have written itself. Without a trusted proxy in front, the header counts nothing.
fn resolve(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    // Byte by byte: one that is no text must not hide what the proxy added behind it.
    let forwarded = headers.get_all("x-forwarded-for").iter();
    let hops: Vec<&[u8]> =
        forwarded.flat_map(|value| value.as_bytes().split(|byte| *byte == b',')).collect();
    for hop in hops.iter().rev() {
        if !is_trusted(&client) {
            break;
        }
        let hop = std::str::from_utf8(hop).ok();
        let Some(address) = hop.and_then(|hop| hop.trim().parse::<IpAddr>().ok()) else { break };
        client = address.to_canonical();
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().expect("a header"));
        let trusted: Vec<IpNet> =
            trusted.iter().map(|net| net.parse().expect("a network")).collect();
        resolve(peer.parse().expect("an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_its_own_address() {
        assert_eq!(resolved("203.0.113.9", "1.2.3.4", &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(resolved("10.0.0.2", "1.2.3.4, 203.0.113.9", &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn a_byte_that_is_no_text_hides_nothing_that_a_proxy_added() {
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_bytes(b"\xff, 203.0.113.9").expect("a value");
        headers.insert("x-forwarded-for", value);
        let peer = "10.0.0.2".parse().expect("an address");
        let trusted = ["10.0.0.0/8".parse().expect("a network")];
        assert_eq!(resolve(peer, &headers, &trusted).to_string(), "203.0.113.9");
    }

    #[test]
    fn a_chain_of_trusted_proxies_is_followed_to_the_client() {
        assert_eq!(resolved("10.0.0.2", "203.0.113.9, 10.0.0.7", &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(resolved("::ffff:10.0.0.2", "2001:db8::1", &["10.0.0.0/8"]), "2001:db8::1");
    }

    #[test]
    fn a_proxy_that_says_nonsense_stands_for_itself() {
        assert_eq!(resolved("10.0.0.2", "unknown", &["10.0.0.0/8"]), "10.0.0.2");
    }
}
