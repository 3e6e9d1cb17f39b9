//! Codes that are checked: once, five guesses, until they expire, whoever asks at once.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::connexus::Connexus;
use crate::harness::member::broken_rule;
use crate::harness::sending::{Sending, with_gateway};

const TO: &str = "+6421234567";

fn guess(code: &str) -> Option<Value> {
    Some(json!({"to": TO, "code": code}))
}

#[tokio::test]
async fn a_right_code_is_right_once_and_as_people_type_it() {
    for (typed, is_right) in [
        ("482174", true),
        (" 482-174 ", true),
        ("٤٨٢ ١٧٤", true),
        ("４８２１７４", true),
        ("482175", false),
        ("4821740", false),
        ("48217", false),
    ] {
        let sending = Sending::start().await;
        sending.sent(TO, "482174").await;
        assert_eq!(sending.check(TO, typed).await, is_right, "{typed}");
        assert_eq!(sending.check(TO, "482174").await, !is_right, "{typed}");
    }
}

#[tokio::test]
async fn a_code_is_checked_by_its_send_as_well_and_only_against_its_own() {
    let sending = Sending::start().await;
    let first = sending.sent(TO, "482174").await;
    sending.sent("+6421234568", "730164").await;
    let check = async |body: Value| {
        let (status, answer) = sending.owner().call(Method::POST, "/otp/verify", Some(body)).await;
        assert_eq!(status, 200, "{answer}");
        answer["verified"].as_bool().expect("a boolean")
    };
    assert!(!check(json!({"id": first, "code": "730164"})).await);
    assert!(!check(json!({"id": "018f0000-0000-7000-8000-000000000000", "code": "482174"})).await);
    assert!(check(json!({"id": first, "code": "482174"})).await);
    assert!(!check(json!({"id": first, "code": "482174"})).await);
}

#[tokio::test]
async fn wrong_expired_used_and_unknown_codes_are_answered_alike() {
    let connexus = Connexus::start().await;
    let server = with_gateway(&connexus).await.start().await;
    let sending = Sending::on(server, connexus).await;
    let owner = sending.owner();
    let key = json!({"name": "App", "scopes": ["otp"]});
    let key = owner.call(Method::POST, "/api-keys", Some(key)).await.1;
    let program = sending.server.bearer(&key["key"]);
    let numbers = ["+6421234561", "+6421234562", "+6421234563", "+6421234564"];
    for number in &numbers[..3] {
        sending.sent(number, "482174").await;
    }
    assert!(sending.check(numbers[1], "482174").await);
    let expire = "UPDATE sends SET expires_at = now() - interval '1 second' WHERE recipient = $1";
    let pool = sending.server.pool().await;
    sqlx::query(expire).bind(numbers[2]).execute(&pool).await.expect("expired");
    let mut answers = Vec::new();
    for (number, code) in [
        (numbers[0], "111111"),
        (numbers[1], "482174"),
        (numbers[2], "482174"),
        (numbers[3], "482174"),
    ] {
        let guess = json!({"to": number, "code": code});
        let (status, answer) = program.call(Method::POST, "/otp/verify", Some(guess)).await;
        assert_eq!(status, 200);
        answers.push(answer);
    }
    assert!(answers.iter().all(|answer| *answer == json!({"verified": false})), "{answers:?}");
}

#[tokio::test]
async fn after_five_wrong_guesses_the_right_one_is_wrong_too() {
    let sending = Sending::start().await;
    sending.sent(TO, "482174").await;
    for left in [4, 3, 2, 1, 0] {
        let answer = sending.owner().call(Method::POST, "/otp/verify", guess("111111")).await.1;
        assert_eq!(answer, json!({"verified": false, "attempts_remaining": left}));
    }
    assert!(!sending.check(TO, "482174").await);
}

#[tokio::test]
async fn guesses_that_are_left_are_told_to_keys_with_that_scope_alone() {
    let sending = Sending::start().await;
    sending.sent(TO, "482174").await;
    let owner = sending.owner();
    for (scopes, left) in [(json!(["otp"]), None), (json!(["otp", "otp:attempts"]), Some(3))] {
        let key = json!({"name": "App", "scopes": scopes});
        let key = owner.call(Method::POST, "/api-keys", Some(key)).await.1;
        let program = sending.server.bearer(&key["key"]);
        let answer = program.call(Method::POST, "/otp/verify", guess("111111")).await.1;
        assert_eq!(answer.get("attempts_remaining").and_then(Value::as_i64), left, "{answer}");
    }
}

#[tokio::test]
async fn a_new_code_takes_the_place_of_the_old_one() {
    let sending = Sending::start().await;
    let first = sending.sent(TO, "482174").await;
    let age = "UPDATE sends SET created_at = now() - interval '1 minute'";
    sqlx::query(age).execute(&sending.server.pool().await).await.expect("aged");
    sending.sent(TO, "730164").await;
    assert!(!sending.check(TO, "482174").await);
    let guess = json!({"id": first, "code": "482174"});
    let answer = sending.owner().call(Method::POST, "/otp/verify", Some(guess)).await.1;
    assert_eq!(answer["verified"], false);
    assert!(!sending.owner().get(&format!("/otp/{first}")).await["voided_at"].is_null());
    assert!(sending.check(TO, "730164").await);
}

#[tokio::test]
async fn a_hundred_right_guesses_at_once_over_two_servers_verify_exactly_once() {
    let connexus = Connexus::start().await;
    let server = with_gateway(&connexus).await.start().await;
    let other = server.start_another_node().await;
    let sending = Sending::on(server, connexus).await;
    let id = sending.sent(TO, "482174").await;
    let verified = verified_at_once(&sending, &other, &id, "482174").await;
    assert_eq!(verified, 1);
}

#[tokio::test]
async fn a_hundred_wrong_guesses_at_once_over_two_servers_count_as_five() {
    let connexus = Connexus::start().await;
    let server = with_gateway(&connexus).await.start().await;
    let other = server.start_another_node().await;
    let sending = Sending::on(server, connexus).await;
    let id = sending.sent(TO, "482174").await;
    assert_eq!(verified_at_once(&sending, &other, &id, "111111").await, 0);
    let send = sending.owner().get(&format!("/otp/{id}")).await;
    assert_eq!(send["attempts"], 5);
    // What is gone can't be guessed any more.
    let live = "SELECT count(*) FROM sends WHERE code_mac IS NOT NULL";
    let pool = sending.server.pool().await;
    assert_eq!(sqlx::query_scalar::<_, i64>(live).fetch_one(&pool).await.expect("a count"), 0);
}

/// A hundred guesses at one send at once, half of them at another node; how many were right.
///
/// The limit of guesses a minute is of each address of a guess: the number's and the send's, on each
/// node, which lets forty of the hundred reach the database.
async fn verified_at_once(
    sending: &Sending,
    other: &crate::harness::Server,
    id: &str,
    code: &str,
) -> usize {
    let token = json!(sending.owner().access_token);
    let guesses = (0..100).map(|index| {
        let server = if index % 2 == 0 { &sending.server } else { other };
        let member = server.bearer(&token);
        let body = match index % 4 {
            0 | 1 => json!({"to": TO, "code": code}),
            _ => json!({"id": id, "code": code}),
        };
        async move { member.call(Method::POST, "/otp/verify", Some(body)).await }
    });
    let answers = futures::future::join_all(guesses).await;
    let reached = answers.iter().filter(|(status, _)| *status == 200).count();
    assert!(reached >= 40, "{reached} reached the database");
    assert!(answers.iter().all(|(status, _)| [200, 429].contains(status)), "{answers:?}");
    answers.iter().filter(|(_, answer)| answer["verified"] == true).count()
}

#[tokio::test]
async fn guesses_at_a_number_are_limited_and_so_are_those_of_a_key() {
    let sending = Sending::start().await;
    let owner = sending.owner();
    let mut statuses = Vec::new();
    for _ in 0..12 {
        statuses.push(owner.call(Method::POST, "/otp/verify", guess("111111")).await.0);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 10, "{statuses:?}");
    let answer = owner.request(Method::POST, "/otp/verify", guess("111111")).await;
    assert!(answer.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn what_can_be_no_code_or_names_nothing_to_check_is_said() {
    let sending = Sending::start().await;
    for (body, field) in [
        (json!({"to": TO, "code": ""}), "code"),
        (json!({"to": TO, "code": "abcdef"}), "code"),
        (json!({"to": TO, "code": "1".repeat(100)}), "code"),
        (json!({"to": "2190", "code": "482174"}), "to"),
        (json!({"code": "482174"}), "to"),
        (json!({"to": TO, "id": "018f0000-0000-7000-8000-000000000000", "code": "482174"}), "to"),
    ] {
        let answer = sending.owner().call(Method::POST, "/otp/verify", Some(body.clone())).await.1;
        assert_eq!(broken_rule(&answer).0, field, "{body}");
    }
    let viewer = sending.server.sign_in(Role::Viewer).await;
    assert_eq!(viewer.call(Method::POST, "/otp/verify", guess("482174")).await.0, 403);
}

#[tokio::test]
async fn the_database_has_a_keyed_hash_of_a_code_and_nothing_once_it_is_used() {
    let sending = Sending::start().await;
    let id = sending.sent(TO, "482174").await;
    let mac = "SELECT code_mac FROM sends WHERE id = $1::uuid";
    let pool = sending.server.pool().await;
    let mac = async || -> Option<Vec<u8>> {
        sqlx::query_scalar(mac).bind(&id).fetch_one(&pool).await.expect("a row")
    };
    let stored = mac().await.expect("a hash");
    for plain in ["482174".to_owned(), format!("{TO}482174"), format!("{id}482174")] {
        assert_ne!(stored, codebell::secrets::token_hash(&plain));
    }
    assert!(sending.check(TO, "482174").await);
    assert_eq!(mac().await, None);
}

/// What can happen to a number's codes.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Another code is sent, half a minute later.
    Send,
    /// The newest code is typed.
    Right,
    /// No code of them all is typed.
    Wrong,
    /// The code before the newest one is typed.
    Old,
    /// Ten minutes pass.
    Wait,
}

/// What is known of a number, by the rules alone.
#[derive(Default)]
struct Model {
    /// The codes that were sent, and whether the newest can be checked, with how many guesses left.
    codes: Vec<String>,
    left: u32,
}

impl Model {
    /// Whether a typed code is right.
    fn guess(&mut self, is_newest: bool) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left = if is_newest { 0 } else { self.left - 1 };
        is_newest
    }
}

#[tokio::test]
async fn any_order_of_sends_guesses_and_waits_ends_as_the_rules_say() {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    let sending = Sending::start().await;
    let pool = sending.server.pool().await;
    let step =
        proptest::sample::select(vec![Step::Send, Step::Right, Step::Wrong, Step::Old, Step::Wait]);
    // Ten guesses a minute are let through for a number.
    let steps = proptest::collection::vec(step, 1..10);
    let mut runner = TestRunner::deterministic();
    for round in 0..30 {
        let to = format!("+64213450{round:03}");
        let steps = steps.new_tree(&mut runner).expect("steps").current();
        let mut model = Model::default();
        for step in &steps {
            let pass = match step {
                Step::Wait => "10 minutes",
                _ => "31 seconds",
            };
            let pass = format!(
                "UPDATE sends SET created_at = created_at - interval '{pass}',
                                  expires_at = expires_at - interval '{pass}' WHERE recipient = $1"
            );
            let pass = sqlx::query(sqlx::AssertSqlSafe(pass)).bind(&to);
            pass.execute(&pool).await.expect("passed");
            let newest = model.codes.last().cloned().unwrap_or_else(|| "999999".to_owned());
            let before = model.codes.iter().rev().nth(1).cloned();
            let (typed, is_newest) = match step {
                Step::Send if model.codes.len() < 5 => {
                    let code = format!("48{round:02}{:02}", model.codes.len());
                    sending.sent(&to, &code).await;
                    model.codes.push(code);
                    model.left = 5;
                    continue;
                }
                // What is sent is good for five minutes.
                Step::Wait => {
                    model.left = 0;
                    continue;
                }
                Step::Send => continue,
                Step::Right => (newest, !model.codes.is_empty()),
                Step::Wrong => ("000000".to_owned(), false),
                Step::Old => (before.unwrap_or_else(|| "000000".to_owned()), false),
            };
            let expected = model.guess(is_newest);
            assert_eq!(sending.check(&to, &typed).await, expected, "{step:?} of {steps:?}");
        }
    }
}
