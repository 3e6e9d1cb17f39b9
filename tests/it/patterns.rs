//! Patterns that are made to take long.
//!
//! Mutations that were tried, each of which turned a test here red:
//! slow rules of older installations left on, for codes and for forwarding; no notice of a rule that was
//! switched off, and no entry in the audit log; what batches took of the processor not counted, for codes
//! and for forwarding; a budget without an end; several trials of one member at once; as many trials of all
//! members as come.
//!
//! And each of which turned one red beside what it is about, in `crates/patterns` and `src/patterns`:
//! patterns as large as they like, before and after they are compiled; as many states alive as a pattern
//! has; all of a text read; a budget that is spent and not heeded; no pattern ever too slow; trials that go
//! on when their caller has gone away.

use codebell::audit::{Action, Actor, Entry};
use codebell::auth::Role;
use codebell::clock::Clock;
use codebell::error::Error;
use codebell::id::{SourceId, UserId};
use codebell::ingest::Ingest;
use codebell::messages::{Incoming, NewMessage};
use codebell::numbers::PhoneNumber;
use codebell::patterns::{Meter, Trials};
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::harness::in_process::{ServerWithClock, at};
use crate::harness::source::{NUMBER, post};
use crate::harness::{Member, signed_in};

/// Seconds a message, on a text of lower-case letters.
const ATTACK: &str = r"(?s)(?:[a-z]{1,30}[a-z ,.]{1,30}){1,80}\d{7}";
/// A pattern about as slow as any that is taken; it finds nothing in words.
const SLOWEST: &str = "[aeiou].{100}[0-9#]";

/// A text that is worst for it.
fn text() -> String {
    format!("{}Your code is 4829134", "the quick brown fox jumps over ".repeat(49))
}

async fn switched_off(owner: &Member<'_>, path: &str) -> Vec<bool> {
    let rules = owner.list(path).await;
    rules.iter().map(|rule| rule["is_enabled"] == json!(false)).collect()
}

#[tokio::test]
async fn a_slow_pattern_is_refused_before_it_is_run_and_webhooks_go_on() {
    signed_in!(server, manager: Manager);
    server.receive(1, NUMBER, &text()).await;
    let code = json!({"kind": "code", "pattern": ATTACK, "test_message": text()});
    let rule = json!({"event": "message", "name": "Slow", "conditions": {"pattern": ATTACK}});
    let dry_run = json!({"rule": rule});
    let asked = [
        ("/code-rules", "pattern", &code),
        ("/code-rules/preview", "pattern", &code),
        ("/rules", "conditions.pattern", &rule),
        ("/rules/dry-run", "conditions.pattern", &dry_run),
    ];
    let attack = join_all(asked.map(async |(path, field, body)| {
        let (refused, words) = manager.refused_field(path, body.clone()).await;
        assert_eq!(refused, field);
        assert!(words.contains("repeat less"), "{words}");
    }));
    let webhooks =
        join_all((10..20).map(|id| post(&server, "receivesms", "receivesms", "whsec_demo", id)));
    let (_, statuses) = tokio::join!(attack, webhooks);
    assert_eq!(statuses, [200; 10]);
    assert!(manager.list("/code-rules").await.is_empty());
    assert!(manager.list("/rules").await.is_empty());
}

#[tokio::test]
async fn a_slow_pattern_of_an_older_installation_holds_no_message_and_is_switched_off_with_a_notice()
 {
    signed_in!(server, owner: Owner);
    server.receive(1, NUMBER, "Hello").await;
    let pool = server.pool().await;
    for statement in [
        "INSERT INTO code_rules (id, kind, pattern, created_at)
         VALUES (gen_random_uuid(), 'none', $1, now())",
        "INSERT INTO rules (id, event, position, name, is_enabled, conditions, stop, created_at)
         VALUES (gen_random_uuid(), 'message', 1, 'Slow', true,
                 jsonb_build_object('pattern', $1::text), false, now())",
    ] {
        sqlx::query(statement).bind(ATTACK).execute(&pool).await.expect("kept");
    }
    let version = "UPDATE rules_version SET version = version + 1";
    sqlx::query(version).execute(&pool).await.expect("a new version");

    let id = server.receive(2, NUMBER, &text()).await;
    assert_eq!(owner.get(&format!("/messages/{id}")).await["code"], "4829134");
    // What a message leads to is done before the next one is stored.
    server.receive(3, NUMBER, "Hello").await;
    assert_eq!(switched_off(&owner, "/code-rules").await, [true]);
    assert_eq!(switched_off(&owner, "/rules").await, [true]);
    let notices = owner.list("/notices").await;
    let mut told: Vec<&Value> = notices.iter().map(|notice| &notice["details"]["rule"]).collect();
    told.sort_by_key(ToString::to_string);
    assert_eq!(told, [&json!(ATTACK), &json!("Slow")]);
    assert!(notices.iter().all(|notice| notice["kind"] == "pattern.slow"));
    let entries = owner.list("/audit?action=pattern.slow").await;
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().all(|entry| entry["actor"]["kind"] == "system"), "{entries:?}");
    // It can't be switched on again as it is.
    let path = format!("/rules/{}", owner.list("/rules").await[0]["id"].as_str().expect("an id"));
    let on = Some(json!({"is_enabled": true}));
    assert_eq!(owner.status(Method::PATCH, &path, on).await, 422);
}

#[tokio::test]
async fn rules_that_spend_the_time_of_batches_again_and_again_are_switched_off_with_a_notice_each()
{
    let server = ServerWithClock::start().await;
    server.add_member(Role::Owner).await;
    let new = json!({"provider": "receivesms", "name": "SMS", "slug": "sms", "secret": "right"});
    let (status, made) = server.call(Role::Owner, Method::POST, "/sources", Some(new)).await;
    assert_eq!(status, 201, "{made}");
    let source: SourceId = serde_json::from_value(made["source"]["id"].clone()).expect("an id");
    let statements = [
        "INSERT INTO code_rules (id, kind, pattern, created_at)
         SELECT gen_random_uuid(), 'none', $1, now() FROM generate_series(1, 6)",
        "INSERT INTO rules (id, event, position, name, is_enabled, conditions, stop, created_at)
         SELECT gen_random_uuid(), 'message', n, 'Slow', true,
                jsonb_build_object('pattern', $1::text), false, now()
         FROM generate_series(1, 6) AS n",
    ];
    for statement in statements {
        let kept = sqlx::query(statement).bind(SLOWEST).execute(&server.context.pool).await;
        kept.expect("kept");
    }

    let (ingest, _writer) = Ingest::start(server.context.clone());
    let number = PhoneNumber::parse(NUMBER).expect("a number");
    let body = "the quick brown fox jumps over ".repeat(140);
    let message = |id: usize| {
        let incoming = Incoming {
            provider_message_id: Some(id.to_string()),
            sender: number.clone(),
            recipient: number.clone(),
            body: body.clone(),
            received_at: None,
            code: None,
        };
        NewMessage::prepare(source, incoming, at(1_700_000_000))
    };
    let entry = || Entry::new(Actor::nobody(), None, Action::MessageReceived);
    // They wait together, so that batches are as large as they may be.
    let all = (1..=1024).map(message).map(|message| ingest.submit(message, entry()));
    let stored = join_all(all).await;
    assert!(stored.iter().all(Result::is_ok));
    // What messages lead to is done before the next one is stored.
    ingest.submit(message(1025), entry()).await.expect("stored");
    for path in ["/code-rules", "/rules"] {
        let rules = server.call(Role::Owner, Method::GET, path, None).await.1;
        let rules = rules["data"].as_array().expect("a list");
        let are_off: Vec<_> = rules.iter().map(|rule| rule["is_enabled"] == json!(false)).collect();
        assert_eq!(are_off, [true; 6], "{path}");
    }
    let notices = server.call(Role::Owner, Method::GET, "/notices", None).await.1;
    let notices = notices["data"].as_array().expect("a list");
    assert!(notices.iter().all(|notice| notice["kind"] == "pattern.slow"), "{notices:?}");
    assert_eq!(notices.len(), 12);
}

#[tokio::test]
async fn a_member_tries_one_rule_out_at_a_time_and_two_members_do_so_at_once() {
    let trials = Trials::default();
    let [ana, ben, cleo] = [(); 3].map(|()| UserId::new(Clock::system().now()));
    let short = async |who| trials.run(who, "pattern", |_: &mut Meter<()>| ()).await;
    // A trial that has begun, and lasts until it is told to end.
    let begin = async |who| {
        let ((begun, has_begun), (end, ends)) = (oneshot::channel(), oneshot::channel::<()>());
        let trials = trials.clone();
        let trial = tokio::spawn(async move {
            let work = |_: &mut Meter<()>| begun.send(()).is_ok() && ends.blocking_recv().is_ok();
            trials.run(who, "pattern", work).await
        });
        has_begun.await.expect("begun");
        (trial, end)
    };
    let (of_ana, end_of_ana) = begin(ana).await;
    let refused = short(ana).await.expect_err("her own is under way");
    assert!(matches!(refused, Error::TooManyRequests { .. }), "{refused}");
    short(ben).await.expect("a turn");
    let (of_ben, end_of_ben) = begin(ben).await;
    let refused = short(cleo).await.expect_err("two are under way");
    assert!(matches!(refused, Error::TooManyRequests { .. }), "{refused}");
    for (trial, end) in [(of_ana, end_of_ana), (of_ben, end_of_ben)] {
        end.send(()).expect("it waits");
        assert!(trial.await.expect("an end").expect("a result"));
    }
    short(cleo).await.expect("a turn");
}
