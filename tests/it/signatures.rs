//! Any bit that differs in body, header or secret makes a signature wrong.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use chrono::DateTime;
use codebell::inbound::signature::{
    Algorithm, Encoding, Layout, Scheme, SecretEncoding, TimeUnit, sign, verify,
};
use codebell::inbound::{PROVIDERS, Request};
use proptest::prelude::*;
use serde_json::Value;

use crate::harness::Server;
use crate::harness::provider::{hmac_sha256_hex, receivesms};

const URL: &str = "https://codes.example.com/webhooks/x?y=1";
const NOW: i64 = 1_700_000_000;

fn headers(pairs: &[(String, String)]) -> Option<HeaderMap> {
    pairs
        .iter()
        .map(|(name, value)| {
            let name = HeaderName::try_from(name).ok()?;
            Some((name, HeaderValue::from_bytes(value.as_bytes()).ok()?))
        })
        .collect()
}

fn is_accepted(scheme: &Scheme, secret: &[u8], headers: &HeaderMap, body: &[u8]) -> bool {
    let now = DateTime::from_timestamp(NOW, 0).expect("a time");
    let request = Request { headers, url: URL, body, now };
    verify(scheme, &[secret.to_vec().into()], 300, &request).is_ok()
}

/// All texts that differ in one bit, as far as they are texts.
fn flipped(text: &str) -> impl Iterator<Item = String> {
    let bytes = text.as_bytes().to_vec();
    (0..bytes.len() * 8).filter_map(move |bit| {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        String::from_utf8(bytes).ok()
    })
}

#[test]
fn every_single_flipped_bit_is_refused_for_every_provider() {
    for scheme in PROVIDERS.iter().filter_map(|provider| provider.scheme) {
        let scheme = scheme();
        let (secret, body) = ("whsec_demo", r#"{"data":{"body":"482913"}}"#);
        let now = DateTime::from_timestamp(NOW, 0).expect("a time");
        let signed = sign(&scheme, secret.as_bytes(), URL, body.as_bytes(), now, "id");
        let right = headers(&signed).expect("headers");
        assert!(is_accepted(&scheme, secret.as_bytes(), &right, body.as_bytes()));
        // A token says who posts, and nothing of what.
        let is_of_body = scheme.algorithm != Algorithm::Token;
        for body in flipped(body).filter(|_| is_of_body) {
            assert!(!is_accepted(&scheme, secret.as_bytes(), &right, body.as_bytes()), "{body}");
        }
        for secret in flipped(secret) {
            assert!(!is_accepted(&scheme, secret.as_bytes(), &right, body.as_bytes()), "{secret}");
        }
        let [(name, value)] = &signed[..] else { panic!("one header") };
        for value in flipped(value) {
            let Some(wrong) = headers(&[(name.clone(), value.clone())]) else { continue };
            assert!(!is_accepted(&scheme, secret.as_bytes(), &wrong, body.as_bytes()), "{value}");
        }
    }
}

fn layouts() -> impl Strategy<Value = Layout> {
    prop_oneof![
        Just(Layout::Plain),
        any::<bool>()
            .prop_map(|is_optional| Layout::Prefix { prefix: "v0=".to_owned(), is_optional }),
        Just(Layout::KeyValue {
            signature_key: "v1".to_owned(),
            timestamp_key: Some("t".to_owned())
        }),
        Just(Layout::List {
            separator: " ".to_owned(),
            version_separator: ",".to_owned(),
            version: "v1".to_owned()
        }),
        Just(Layout::Dotted),
    ]
}

fn schemes() -> impl Strategy<Value = Scheme> {
    let algorithms =
        prop_oneof![Just(Algorithm::Sha1), Just(Algorithm::Sha256), Just(Algorithm::Sha512)];
    let encodings = prop_oneof![Just(Encoding::Hex), Just(Encoding::Base64)];
    let templates = prop_oneof![
        Just("{timestamp}.{body}"),
        Just("{id}.{timestamp}.{body}"),
        Just("{url}{timestamp}{body}"),
        Just("{body}.{nonce}.{timestamp}"),
    ];
    (algorithms, encodings, templates, layouts()).prop_map(
        |(algorithm, encoding, template, layout)| Scheme {
            algorithm,
            header: "X-Signature".to_owned(),
            encoding,
            template: template.parse().expect("a template"),
            timestamp_header: (!layout.has_timestamp()).then(|| "X-Timestamp".to_owned()),
            timestamp_unit: TimeUnit::Seconds,
            id_header: Some("X-Id".to_owned()),
            nonce_header: Some("X-Nonce".to_owned()),
            secret_encoding: SecretEncoding::Text,
            secret_prefix: None,
            layout,
        },
    )
}

proptest! {
    #[test]
    fn a_bit_flipped_anywhere_is_refused_in_every_scheme(
        scheme in schemes(),
        secret in proptest::collection::vec(any::<u8>(), 1..64),
        body in proptest::collection::vec(any::<u8>(), 1..300),
        at in any::<proptest::sample::Index>(),
        bit in 0..8_u8,
    ) {
        let now = DateTime::from_timestamp(NOW, 0).expect("a time");
        let signed = sign(&scheme, &secret, URL, &body, now, "msg_1");
        let right = headers(&signed).expect("headers");
        prop_assert!(is_accepted(&scheme, &secret, &right, &body));
        let flip = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            let place = at.index(bytes.len());
            bytes[place] ^= 1 << bit;
            bytes
        };
        prop_assert!(!is_accepted(&scheme, &secret, &right, &flip(&body)));
        prop_assert!(!is_accepted(&scheme, &flip(&secret), &right, &body));
        let (name, value) = &signed[0];
        if let Ok(value) = String::from_utf8(flip(value.as_bytes())) {
            let mut pairs = signed.clone();
            pairs[0] = (name.clone(), value);
            if let Some(wrong) = headers(&pairs) {
                prop_assert!(!is_accepted(&scheme, &secret, &wrong, &body));
            }
        }
    }
}

#[tokio::test]
async fn flipped_bits_are_refused_by_the_running_server_too() {
    let server = Server::start().await;
    let body = receivesms(1, "+12025550100", "Your code is 482913").to_string();
    let right = format!("sha256={}", hmac_sha256_hex("whsec_demo", &[body.as_bytes()]));
    for header in flipped(&right).filter(|header| HeaderValue::from_str(header).is_ok()).step_by(5)
    {
        let answer =
            server.post("receivesms", &[("x-webhook-signature", &header)], body.clone()).await;
        assert!([401, 429].contains(&answer.status().as_u16()), "{header}");
    }
    for body in flipped(&body).step_by(17) {
        let answer = server.post("receivesms", &[("x-webhook-signature", &right)], body).await;
        assert!([401, 429].contains(&answer.status().as_u16()));
    }
    let answer: Value = server.post_receivesms(&body).await.json().await.expect("JSON");
    assert_eq!(answer["status"], "accepted", "no changed copy was stored before");
}
