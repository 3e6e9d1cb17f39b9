//! Rules for codes and restricted numbers: what a rule does there, and what is kept of a message.

use codebell::db::MIGRATOR;
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::migrate::Migrator;

use crate::harness::cluster::TestDatabase;
use crate::harness::forwarding::id;
use crate::harness::{Member, Server, signed_in};

const NUMBER: &str = "+12025550100";
const OPEN: &str = "+12025550101";
const TEXT: &str = "Joan, your code is 482913";

/// Two numbers with a message each; the id of the first, which is restricted.
async fn restricted(server: &Server, owner: &Member<'_>) -> String {
    server.receive(1, NUMBER, TEXT).await;
    server.receive(2, OPEN, TEXT).await;
    let numbers = owner.list("/numbers").await;
    let found = numbers.iter().find(|number| number["phone_number"] == NUMBER);
    let number = id(found.expect("a number"));
    set_access(owner, &number, "restricted").await;
    number
}

async fn set_access(owner: &Member<'_>, number: &str, access: &str) {
    let path = format!("/numbers/{number}");
    let change = Some(json!({"access": access}));
    assert_eq!(owner.status(Method::PATCH, &path, change).await, 200);
}

async fn add(member: &Member<'_>, rule: Value) -> Value {
    let (status, kept) = member.call(Method::POST, "/code-rules", Some(rule)).await;
    assert_eq!(status, 201, "{kept}");
    kept
}

/// Says that nothing has a code.
async fn erase(member: &Member<'_>) -> Value {
    add(member, json!({"kind": "none", "pattern": "(?s).", "test_message": "x"})).await
}

/// The codes that the next messages to both numbers have.
async fn codes(server: &Server, owner: &Member<'_>, at: u64) -> [Value; 2] {
    let mut codes = [Value::Null, Value::Null];
    for (code, (id, to)) in codes.iter_mut().zip([(at, NUMBER), (at + 1, OPEN)]) {
        let message = server.receive(id, to, TEXT).await;
        *code = owner.get(&format!("/messages/{message}")).await["code"].clone();
    }
    codes
}

#[tokio::test]
async fn a_rule_erases_codes_of_a_restricted_number_only_while_its_maker_reads_it() {
    signed_in!(server, owner: Owner, manager: Manager);
    let number = restricted(&server, &owner).await;
    let (code, none) = (json!("482913"), Value::Null);
    erase(&manager).await;
    let kept = owner.list("/messages").await;
    let by_number = |number: &str| {
        let of = |message: &&Value| message["number"]["phone_number"] == number;
        kept.iter().find(of).expect("a message")["code"].clone()
    };
    assert_eq!(
        [by_number(NUMBER), by_number(OPEN)],
        [code.clone(), none.clone()],
        "the last 1,000"
    );
    assert_eq!(codes(&server, &owner, 10).await, [code.clone(), none.clone()], "the next ones");

    let member = format!("/numbers/{number}/members/{}", manager.id().await);
    let viewer = Some(json!({"role": "viewer"}));
    assert_eq!(owner.status(Method::PUT, &member, viewer).await, 204);
    assert_eq!(codes(&server, &owner, 20).await, [none.clone(), none.clone()], "a reader's rule");
    let manager_id = manager.id().await;
    let user = format!("/users/{manager_id}");
    let disabled = Some(json!({"disabled": true}));
    assert_eq!(owner.status(Method::PATCH, &user, disabled).await, 200);
    assert_eq!(codes(&server, &owner, 30).await, [code, none.clone()], "the rule of one who left");
    erase(&owner).await;
    assert_eq!(codes(&server, &owner, 40).await, [none.clone(), none]);
}

#[tokio::test]
async fn what_a_rule_keeps_of_a_message_shows_neither_its_code_nor_a_name() {
    signed_in!(server, owner: Owner);
    let message = server.receive(1, NUMBER, TEXT).await;
    let asked = Some(json!({"message_id": message, "code": "482913"}));
    let (status, draft) = owner.call(Method::POST, "/code-rules/draft", asked).await;
    assert_eq!((status, &draft["test_message"]), (200, &json!(TEXT)), "who reads it sees it");
    let kept = add(&owner, draft).await;
    assert_eq!(kept["test_message"], "Xxxx, your code is 123456");
    assert_eq!(owner.list("/code-rules").await[0]["test_message"], kept["test_message"]);
    let literal = json!({"kind": "none", "pattern": "482913", "test_message": TEXT});
    assert_eq!(add(&owner, literal).await["test_message"], Value::Null);
    let pool = server.pool().await;
    let samples: Vec<String> = sqlx::query_scalar("SELECT text FROM code_rule_samples")
        .fetch_all(&pool)
        .await
        .expect("samples");
    assert_eq!(samples, ["Xxxx, your code is 123456"], "nothing else is kept");
}

#[tokio::test]
async fn a_sample_is_gone_for_others_when_its_number_is_restricted_and_for_all_when_it_is_deleted()
{
    signed_in!(server, owner: Owner, manager: Manager);
    let number = restricted(&server, &owner).await;
    set_access(&owner, &number, "team").await;
    let of_number =
        |text: &str| json!({"kind": "code", "pattern": "code is (\\d+)", "test_message": text});
    let message = server.receive(3, NUMBER, "Max, your code is 771204, says the porter").await;
    let asked = Some(json!({"message_id": message, "code": "771204"}));
    let draft = manager.call(Method::POST, "/code-rules/draft", asked).await.1;
    add(&manager, draft).await;
    add(&manager, of_number("Any code is 4711")).await;
    let samples = async |member: &Member<'_>| -> Vec<Value> {
        let rules = member.list("/code-rules").await;
        rules.iter().map(|rule| rule["test_message"].clone()).collect()
    };
    let made_up = json!("Xxx code is 1234");
    assert_eq!(samples(&manager).await, samples(&owner).await);
    assert!(samples(&manager).await[1].is_string());
    set_access(&owner, &number, "restricted").await;
    assert_eq!(samples(&manager).await, [made_up.clone(), Value::Null]);
    assert!(samples(&owner).await[1].is_string());
    let path = format!("/numbers/{number}?messages=delete");
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    assert_eq!(samples(&owner).await, [made_up, Value::Null]);
}

#[tokio::test]
async fn samples_that_were_kept_before_the_upgrade_are_gone_and_their_rules_go_on() {
    let database = TestDatabase::create_unmigrated().await;
    let pool = database.pool().await;
    let earlier = MIGRATOR.iter().filter(|migration| migration.version < 20_261_130_000_302);
    let earlier = Migrator::with_migrations(earlier.cloned().collect());
    earlier.run(&pool).await.expect("migrated");
    let fill = "INSERT INTO code_rules (id, kind, pattern, test_message, created_at)
                VALUES (gen_random_uuid(), 'code', 'code is (\\d+)', $1, now())";
    sqlx::query(fill).bind(TEXT).execute(&pool).await.expect("filled");
    MIGRATOR.run(&pool).await.expect("migrated");
    let kept: Vec<String> = sqlx::query_scalar("SELECT code_rules::text FROM code_rules")
        .fetch_all(&pool)
        .await
        .expect("rules");
    assert_eq!(kept.len(), 1);
    assert!(!kept[0].contains("482913") && !kept[0].contains("Joan"), "{}", kept[0]);
    let samples: i64 = sqlx::query_scalar("SELECT count(*) FROM code_rule_samples")
        .fetch_one(&pool)
        .await
        .expect("a count");
    assert_eq!(samples, 0);
}
