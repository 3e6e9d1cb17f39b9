//! Published webhooks and signatures of the providers, through the real endpoint, at the time that
//! they were signed. A fixture is one request and what has to become of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use codebell::inbound;
use codebell::sources::{self, NewSource, Slug};
use serde::Deserialize;
use serde_json::Value;

use crate::harness::in_process::{ServerWithClock, at};

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    provider: String,
    #[serde(default)]
    secret: Option<String>,
    /// When it was signed, Unix seconds; absent where the scheme has no time.
    now: Option<i64>,
    headers: BTreeMap<String, String>,
    body: String,
    scheme: Option<Value>,
    fields: Option<Value>,
    /// Whether it is not authentic.
    #[serde(default)]
    refused: bool,
    /// What is stored; absent for an authentic body that holds no message.
    message: Option<Stored>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    sender: String,
    number: String,
    body: String,
    received_at: Option<DateTime<Utc>>,
    code: Option<String>,
}

impl ServerWithClock {
    /// The answer to the fixture's request at a source of its own.
    async fn play(&self, fixture: &Fixture) -> (u16, Value) {
        self.clock.set(at(fixture.now.unwrap_or(1_700_000_000)));
        let slug = Slug::random();
        let new = NewSource {
            slug: slug.clone(),
            provider: inbound::provider(&fixture.provider).expect("a provider").id,
            name: "Vector".to_owned(),
            scheme: fixture.scheme.clone(),
            fields: fixture.fields.clone(),
            default_number: None,
            tolerance_seconds: sources::USUAL_TOLERANCE_SECONDS,
            is_demo: false,
            secrets: fixture.secret.iter().map(|secret| secret.clone().into()).collect(),
        };
        let by = sources::added_by_system();
        let added = sources::add(&self.context, new, by).await;
        added.expect("a source");
        let answer = self.post(slug.as_str(), &fixture.headers, &fixture.body).await;
        (answer.status().as_u16(), answer.json().await.expect("JSON"))
    }

    async fn stored(&self, id: &Value) -> Stored {
        let id: uuid::Uuid = id.as_str().expect("an id").parse().expect("a UUID");
        let (sender, number, body, received_at, code) = sqlx::query_as(
            "SELECT sender, phone_number, body, received_at, code
             FROM messages JOIN numbers ON numbers.id = number_id WHERE messages.id = $1",
        )
        .bind(id)
        .fetch_one(&self.context.pool)
        .await
        .expect("the message");
        Stored { sender, number, body, received_at: Some(received_at), code }
    }
}

fn fixtures() -> Vec<(PathBuf, Fixture)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/inbound");
    let folders = root.read_dir().expect("fixtures").flatten();
    let files = folders.flat_map(|folder| folder.path().read_dir().expect("a folder").flatten());
    files
        .map(|file| {
            let text = std::fs::read_to_string(file.path()).expect("readable");
            let fixture = serde_json::from_str(&text);
            (
                file.path(),
                fixture.unwrap_or_else(|error| panic!("{}: {error}", file.path().display())),
            )
        })
        .collect()
}

#[tokio::test]
async fn every_published_request_gets_the_answer_that_it_deserves() {
    let server = ServerWithClock::start().await;
    let mut seen = BTreeMap::<String, usize>::new();
    for (path, fixture) in fixtures() {
        let name = path.display();
        let (status, answer) = server.play(&fixture).await;
        *seen.entry(fixture.provider.clone()).or_default() += 1;
        match &fixture.message {
            _ if fixture.refused => assert_eq!(status, 401, "{name}: {answer}"),
            None => assert_ne!(status, 401, "{name}: {answer}"),
            Some(expected) => {
                assert_eq!(
                    (status, &answer["status"]),
                    (200, &"accepted".into()),
                    "{name}: {answer}"
                );
                let mut stored = server.stored(&answer["message_id"]).await;
                if expected.received_at.is_none() {
                    stored.received_at = None;
                }
                // A number of the source's own, which is named after its id.
                if stored.number.starts_with("unknown-") {
                    stored.number = "unknown".to_owned();
                }
                assert_eq!(&stored, expected, "{name}");
            }
        }
    }
    for provider in inbound::PROVIDERS {
        assert!(seen.contains_key(provider.id), "{} has no fixture", provider.id);
    }
}

#[tokio::test]
async fn a_signed_request_is_refused_once_it_is_older_than_its_tolerance() {
    let server = ServerWithClock::start().await;
    let mut checked = 0;
    for (path, fixture) in fixtures() {
        let signs_time = match &fixture.scheme {
            Some(scheme) => scheme["template"].to_string().contains("{timestamp}"),
            None => fixture.provider == "joltsms",
        };
        let (Some(now), false, true) = (fixture.now, fixture.refused, signs_time) else { continue };
        let late =
            Fixture { now: Some((at(now) + TimeDelta::seconds(901)).timestamp()), ..fixture };
        let (status, answer) = server.play(&late).await;
        assert_eq!(status, 401, "{}: {answer}", path.display());
        assert!(answer["detail"].as_str().expect("text").contains("old"), "{answer}");
        checked += 1;
    }
    assert!(checked >= 10, "only {checked} fixtures have a time");
}
