//! Who may do what: every route of the API's document with every kind of caller, and the socket.
//!
//! Mutations that were tried, each of which turned a test here red:
//! `Caller::can` without the role, without a key's scopes, with what is no scope; `Myself` with keys;
//! `WriteTeam` for Managers; `ReadBilling` for Viewers; `find_caller` of ended sessions and disabled
//! users; tokens that have expired; restricted numbers open in `number_readers`; a key's numbers not
//! looked at in the list of messages, in the list of numbers; read marks without `number_readers`;
//! the members of a number for whoever reads it; sockets in everybody's rooms; sockets with keys.
//!
//! Of what answers tell: `Claim` with the text, and a claim that counts as seen; deliveries without their
//! reader, and with what is in messages for keys that do not read them; the default number of a source,
//! and its example, for whoever does not read it; the audit log and bills for keys that are limited to
//! some numbers.
//!
//! Of what settings reach (`source_reach.rs`, `code_rule_reach.rs`, `orphans.rs`): sources changed without
//! `check_reach`; what can't be read put on the default number; rules for codes asked without `Readers`;
//! samples kept as they are, and without their number; channels left on; attempts that do not ask who set
//! the channel up.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use codebell::app;
use codebell::auth::{Role, token};
use codebell::clock::Clock;
use codebell::id::{SessionId, UserId};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::listener::Listener;
use crate::harness::provider::receivesms;
use crate::harness::{Member, Server};

/// What nobody may be told who does not read the restricted number: of its message, and its own.
const SENDER: &str = "Zephyr";
const TEXT: &str = "Walrus: your code is 482913";
const CODE: &str = "482913";
const WORD: &str = "Walrus";
const PHONE_NUMBER: &str = "2025550100";

/// What a route asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Needs {
    /// Nothing.
    Nothing,
    /// A signed-in member, whoever.
    Session,
    /// A role of the team, in a session.
    Team(Role),
    /// A role of the team, in a session or with a key that has the scope.
    Scope(Role, &'static str),
    /// The same, on the number of the path or of the path's message.
    OnNumber(Role, &'static str),
}

use Needs::{Nothing, OnNumber, Scope, Session};
use Role::{Manager, Owner, Viewer};

/// Of these nothing is there to be read: a key sees what it sent itself, and no source has a name to
/// send in.
const MAY_BE_MISSING: [&str; 2] = ["/otp/{id}", "/otp/brands/{source_id}"];

/// Every route, with what it needs. A route that is missing fails the test.
const ROUTES: [(&str, Needs); 131] = [
    ("get /setup", Nothing),
    ("post /setup", Nothing),
    ("post /auth/login", Nothing),
    ("post /auth/refresh", Nothing),
    ("post /auth/logout", Nothing),
    ("post /invitations/lookup", Nothing),
    ("post /invitations/accept", Nothing),
    ("post /password-resets/lookup", Nothing),
    ("post /password-resets/accept", Nothing),
    ("get /me", Session),
    ("patch /me", Session),
    ("post /me/password", Session),
    ("get /me/sessions", Session),
    ("delete /me/sessions", Session),
    ("delete /me/sessions/{id}", Session),
    ("post /me/proof", Session),
    ("post /me/proof/options", Session),
    ("post /me/totp", Session),
    ("post /me/totp/confirm", Session),
    ("post /me/totp/remove", Session),
    ("post /me/recovery-codes", Session),
    ("get /me/passkeys", Session),
    ("post /me/passkeys", Session),
    ("post /me/passkeys/options", Session),
    ("delete /me/passkeys/{id}", Session),
    ("get /api-keys", Needs::Team(Viewer)),
    ("post /api-keys", Needs::Team(Viewer)),
    ("delete /api-keys/{id}", Needs::Team(Viewer)),
    ("get /messages", Scope(Viewer, "messages:read")),
    ("post /messages/read", Scope(Viewer, "messages:copy")),
    ("get /messages/{id}", OnNumber(Viewer, "messages:read")),
    ("get /messages/{id}/activity", OnNumber(Viewer, "messages:read")),
    ("post /messages/{id}/copied", OnNumber(Viewer, "messages:copy")),
    ("post /messages/{id}/claim", OnNumber(Viewer, "messages:claim")),
    ("delete /messages/{id}/claim", OnNumber(Viewer, "messages:claim")),
    ("get /numbers", Scope(Viewer, "messages:read")),
    ("get /numbers/{id}", OnNumber(Viewer, "messages:read")),
    ("get /numbers/{id}/members", OnNumber(Manager, "messages:read")),
    ("post /numbers", Needs::Team(Owner)),
    ("patch /numbers/{id}", Needs::Team(Owner)),
    ("delete /numbers/{id}", Needs::Team(Owner)),
    ("put /numbers/{id}/members/{user_id}", Needs::Team(Owner)),
    ("delete /numbers/{id}/members/{user_id}", Needs::Team(Owner)),
    ("get /billing", Scope(Owner, "billing:read")),
    ("get /billing/export", Scope(Owner, "billing:read")),
    ("put /me/preferences", Session),
    ("get /me/views", Session),
    ("post /me/views", Session),
    ("patch /me/views/{id}", Session),
    ("delete /me/views/{id}", Session),
    ("get /messages/unread", Scope(Viewer, "messages:read")),
    ("get /providers", Scope(Manager, "sources:read")),
    ("get /onboarding", Scope(Manager, "sources:read")),
    ("post /demo/messages", Needs::Team(Manager)),
    ("delete /demo", Needs::Team(Manager)),
    ("get /code-rules", Needs::Team(Manager)),
    ("post /code-rules", Needs::Team(Manager)),
    ("post /code-rules/preview", Needs::Team(Manager)),
    ("post /code-rules/draft", Needs::Team(Manager)),
    ("delete /code-rules/{id}", Needs::Team(Manager)),
    ("get /sources", Scope(Manager, "sources:read")),
    ("post /sources", Needs::Team(Manager)),
    ("get /sources/{id}", Scope(Manager, "sources:read")),
    ("patch /sources/{id}", Needs::Team(Manager)),
    ("delete /sources/{id}", Needs::Team(Manager)),
    ("post /sources/{id}/rotate", Needs::Team(Manager)),
    ("post /sources/{id}/example", Needs::Team(Manager)),
    ("get /sources/{id}/status", Scope(Manager, "sources:read")),
    ("get /sources/{id}/deliveries", Scope(Manager, "sources:read")),
    ("get /channels", Scope(Manager, "channels:read")),
    ("get /channels/kinds", Scope(Manager, "channels:read")),
    ("post /channels", Needs::Team(Manager)),
    ("get /channels/{id}", Scope(Manager, "channels:read")),
    ("patch /channels/{id}", Needs::Team(Manager)),
    ("delete /channels/{id}", Needs::Team(Manager)),
    ("post /channels/{id}/rotate", Needs::Team(Manager)),
    ("post /channels/{id}/test", Needs::Team(Manager)),
    ("post /otp/send", Scope(Manager, "otp")),
    ("post /otp/verify", Scope(Manager, "otp")),
    ("get /otp", Scope(Manager, "otp")),
    ("get /otp/{id}", Scope(Manager, "otp")),
    ("get /otp/figures", Needs::Team(Manager)),
    ("get /otp/limits", Needs::Team(Manager)),
    ("put /otp/limits", Needs::Team(Owner)),
    ("get /otp/texts", Needs::Team(Manager)),
    ("put /otp/texts", Needs::Team(Owner)),
    ("delete /otp/texts", Needs::Team(Owner)),
    ("post /otp/texts/preview", Needs::Team(Manager)),
    ("get /otp/brands/{source_id}", Needs::Team(Manager)),
    ("put /otp/brands/{source_id}", Needs::Team(Owner)),
    ("get /gateways", Needs::Team(Manager)),
    ("get /gateways/kinds", Needs::Team(Manager)),
    ("post /gateways", Needs::Team(Owner)),
    ("put /gateways/order", Needs::Team(Owner)),
    ("patch /gateways/{id}", Needs::Team(Owner)),
    ("delete /gateways/{id}", Needs::Team(Owner)),
    ("post /gateways/{id}/test", Needs::Team(Manager)),
    ("get /canaries", Needs::Team(Manager)),
    ("put /canaries/{number_id}", Needs::Team(Owner)),
    ("delete /canaries/{number_id}", Needs::Team(Owner)),
    ("get /rules", Scope(Manager, "channels:read")),
    ("post /rules", Needs::Team(Manager)),
    ("get /rules/{id}", Scope(Manager, "channels:read")),
    ("patch /rules/{id}", Needs::Team(Manager)),
    ("delete /rules/{id}", Needs::Team(Manager)),
    ("put /rules/order", Needs::Team(Manager)),
    ("post /rules/dry-run", Needs::Team(Manager)),
    ("get /deliveries", Scope(Manager, "channels:read")),
    ("get /deliveries/{id}", OnNumber(Manager, "channels:read")),
    ("post /deliveries/{id}/retry", Needs::Team(Manager)),
    ("post /deliveries/retry", Needs::Team(Manager)),
    ("post /deliveries/review", Needs::Team(Manager)),
    ("get /notices", Scope(Manager, "notices")),
    ("post /notices/{id}/dismiss", Scope(Manager, "notices")),
    ("get /users", Needs::Team(Owner)),
    ("post /users", Needs::Team(Owner)),
    ("get /users/{id}", Needs::Team(Owner)),
    ("patch /users/{id}", Needs::Team(Owner)),
    ("delete /users/{id}", Needs::Team(Owner)),
    ("post /users/{id}/password-reset", Needs::Team(Owner)),
    ("delete /users/{id}/sessions", Needs::Team(Owner)),
    ("delete /users/{id}/second-factor", Needs::Team(Owner)),
    ("get /invitations", Needs::Team(Owner)),
    ("post /invitations", Needs::Team(Owner)),
    ("post /invitations/{id}/resend", Needs::Team(Owner)),
    ("delete /invitations/{id}", Needs::Team(Owner)),
    ("get /team", Needs::Team(Owner)),
    ("patch /team", Needs::Team(Owner)),
    ("get /audit", Scope(Owner, "audit:read")),
    ("get /audit/actions", Scope(Owner, "audit:read")),
    ("get /audit/export", Scope(Owner, "audit:read")),
];

/// Every scope that a key may have; the last two not when it is limited to some numbers, and the first
/// is that of what messages say.
const SCOPES: [&str; 9] = [
    "messages:read",
    "messages:copy",
    "messages:claim",
    "sources:read",
    "channels:read",
    "notices",
    "otp",
    "audit:read",
    "billing:read",
];
/// Scopes that tell of numbers, though not of messages.
const TELLING_OF_NUMBERS: [&str; 3] = ["notices", "audit:read", "billing:read"];

/// Somebody who asks.
struct Caller<'a> {
    name: &'static str,
    member: Member<'a>,
    /// Why they are refused at the door.
    is_known: bool,
    role: Role,
    /// Of a key.
    scopes: Option<&'static [&'static str]>,
    /// Their role on the restricted number of the path.
    on_number: Option<Role>,
}

impl Caller<'_> {
    /// What no answer to them may hold.
    fn may_not_read(&self) -> Vec<&'static str> {
        let has = |scope: &str| self.scopes.is_none_or(|scopes| scopes.contains(&scope));
        let is_reader = self.is_known && self.on_number.is_some();
        if is_reader && has("messages:read") {
            return Vec::new();
        }
        let hears_of_numbers = is_reader && TELLING_OF_NUMBERS.into_iter().any(has);
        let mut hidden = vec![SENDER, WORD, CODE];
        hidden.extend((!hears_of_numbers).then_some(PHONE_NUMBER));
        hidden
    }

    /// What an answer to them holds of that.
    fn leak(&self, asked: &str, answer: &str) -> Option<String> {
        let mut hidden = self.may_not_read();
        hidden.retain(|hidden| answer.contains(hidden));
        (!hidden.is_empty()).then(|| format!("{hidden:?} for {asked} by {}: {answer}", self.name))
    }

    /// The expected refusal.
    fn refusal(&self, needs: Needs) -> Option<u16> {
        if !self.is_known {
            return Some(401);
        }
        let lacks = |scope: &str| self.scopes.is_some_and(|scopes| !scopes.contains(&scope));
        match needs {
            Nothing => None,
            Session => self.scopes.map(|_| 403),
            Needs::Team(role) => (self.scopes.is_some() || self.role < role).then_some(403),
            Scope(role, scope) => (lacks(scope) || self.role < role).then_some(403),
            OnNumber(_, scope) if lacks(scope) => Some(403),
            OnNumber(role, _) => match self.on_number {
                None => Some(404),
                Some(on_number) => (on_number < role).then_some(403),
            },
        }
    }
}

fn operations() -> Vec<String> {
    let document = serde_json::to_value(app::openapi()).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    let of_path = |(path, item): (&String, &Value)| {
        let methods = item.as_object().expect("an item").keys();
        methods.map(|method| format!("{method} {path}")).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

async fn key<'a>(
    owner: &Member<'a>,
    scopes: &[&str],
    number_ids: Option<Vec<String>>,
) -> Member<'a> {
    let body = json!({"name": "A program", "scopes": scopes, "number_ids": number_ids});
    let (status, made) = owner.call(Method::POST, "/api-keys", Some(body)).await;
    assert_eq!(status, 201, "{made}");
    member(owner.server, made["key"].as_str().expect("a key"))
}

fn member<'a>(server: &'a Server, access_token: &str) -> Member<'a> {
    Member {
        server,
        email: String::new(),
        access_token: access_token.to_owned(),
        refresh_cookie: String::new(),
    }
}

/// A token of a live session, made so long ago that it has expired.
async fn expired<'a>(owner: &Member<'a>) -> Member<'a> {
    let me = owner.get("/me").await;
    let id = |value: &Value| -> Uuid { value.as_str().expect("an id").parse().expect("a UUID") };
    let clock = Clock::stopped_at(Clock::system().now() - TimeDelta::minutes(16));
    let (user, session) = (id(&me["user"]["id"]), id(&me["session"]["id"]));
    let (user, session) = (UserId::from(user), SessionId::from(session));
    let token = token::issue(&owner.server.keys(), &clock, user, Owner, session);
    member(owner.server, &token.expect("a token"))
}

/// Everybody who may ask, and a message to a number that is restricted to the Viewer.
struct Team<'a> {
    callers: Vec<Caller<'a>>,
    ids: BTreeMap<&'static str, String>,
}

async fn team(server: &Server) -> Team<'_> {
    let owner = server.sign_in(Owner).await;
    let manager = server.sign_in(Manager).await;
    let viewer = server.sign_in(Viewer).await;
    server.receive(2, "+12025550101", "Your code is 482914").await;
    // The last one: it is what a source's status tells of.
    let mut restricted = receivesms(1, "+12025550100", TEXT);
    restricted["data"]["from"] = json!(SENDER);
    let answer = server.post_receivesms(&restricted.to_string()).await;
    let message: Value = answer.json().await.expect("JSON");
    let message = message["message_id"].as_str().expect("an id").to_owned();
    let numbers = owner.list("/numbers").await;
    let number = |phone_number: &str| {
        let found = numbers.iter().find(|number| number["phone_number"] == phone_number);
        found.expect("a number")["id"].as_str().expect("an id").to_owned()
    };
    let (restricted, other) = (number("+12025550100"), number("+12025550101"));
    let viewer_id = viewer.get("/me").await["user"]["id"].as_str().expect("an id").to_owned();
    let path = format!("/numbers/{restricted}");
    owner.call(Method::PATCH, &path, Some(json!({"access": "restricted"}))).await;
    let path = format!("/numbers/{restricted}/members/{viewer_id}");
    assert_eq!(owner.call(Method::PUT, &path, Some(json!({"role": "viewer"}))).await.0, 204);

    let add = async |email: &str| {
        let new = json!({"email": email, "name": "Bo", "role": "owner", "password": crate::harness::member::PASSWORD});
        let (status, made) = owner.call(Method::POST, "/users", Some(new)).await;
        assert_eq!(status, 201, "{made}");
        (made["id"].as_str().expect("an id").to_owned(), server.log_in(email).await)
    };
    let (disabled_id, disabled) = add("disabled@example.com").await;
    let path = format!("/users/{disabled_id}");
    assert_eq!(owner.call(Method::PATCH, &path, Some(json!({"disabled": true}))).await.0, 200);
    let (_, ended) = add("ended@example.com").await;
    server.post_cookie("/api/v1/auth/logout", &ended.refresh_cookie).await;

    let session = |name, member, role, on_number| Caller {
        name,
        member,
        is_known: true,
        role,
        scopes: None,
        on_number,
    };
    let stranger = |name, member| Caller { is_known: false, ..session(name, member, Owner, None) };
    let program = |name, member, scopes, on_number| Caller {
        scopes: Some(scopes),
        ..session(name, member, Owner, on_number)
    };
    let without = key(&owner, &["otp"], None).await;
    let with = key(&owner, &SCOPES, None).await;
    let of_another = key(&owner, &SCOPES[..7], Some(vec![other.clone()])).await;
    let claiming = key(&owner, &SCOPES[2..3], None).await;
    let without_numbers = key(&owner, &SCOPES[1..5], None).await;
    let without_messages = key(&owner, &SCOPES[1..], None).await;
    let expired = expired(&owner).await;
    let sources = owner.list("/sources").await;
    let (channel, delivery, rule) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
    let pool = server.pool().await;
    let forwarded = "
        WITH channel AS (
            INSERT INTO channels (id, kind, name, retry_at_seconds, created_at)
            VALUES ($1, 'webhook', 'A', '{}', now()) RETURNING id)
        INSERT INTO deliveries
            (id, channel_id, message_id, number_id, event, status, created_at, next_attempt_at)
        SELECT $2, id, $4::uuid, $3::uuid, 'message', 'delivered', now(), now() FROM channel";
    let insert = sqlx::query(forwarded).bind(channel).bind(delivery);
    let insert = insert.bind(restricted.parse::<Uuid>().expect("an id"));
    let of_message = message.parse::<Uuid>().expect("an id");
    insert.bind(of_message).execute(&pool).await.expect("made");
    let more = "
        WITH told AS (
            INSERT INTO notices (id, kind, number_id, title, text, details, dedupe_key, created_at)
            VALUES ($1, 'number.silent', $1, '+12025550100 is silent', '', '{}', 'a', now())),
        of_source AS (UPDATE sources SET default_number = '+12025550100'),
        rule AS (
            INSERT INTO code_rules (id, kind, pattern, created_at)
            VALUES ($1, 'none', 'never', now()) RETURNING id)
        INSERT INTO code_rule_samples SELECT id, $1, 'Walrus 482913' FROM rule";
    let insert = sqlx::query(more);
    insert.bind(restricted.parse::<Uuid>().expect("an id")).execute(&pool).await.expect("made");
    let rules = "
        INSERT INTO rules (id, event, position, name, is_enabled, conditions, stop, created_at)
        VALUES ($1, 'message', 1, 'A', true, '{}', false, now())";
    sqlx::query(rules).bind(rule).execute(&pool).await.expect("made");
    let ids = BTreeMap::from([
        ("rules", rule.to_string()),
        ("channels", channel.to_string()),
        ("deliveries", delivery.to_string()),
        ("messages", message),
        ("numbers", restricted),
        ("other number", other),
        ("sources", sources[0]["id"].as_str().expect("an id").to_owned()),
        ("users", viewer_id),
    ]);
    let callers = vec![
        stranger("nobody", member(server, "nobody")),
        stranger("disabled user", disabled),
        stranger("expired token", expired),
        stranger("ended session", ended),
        session("viewer", viewer, Viewer, Some(Viewer)),
        session("manager without a grant", manager, Manager, None),
        program("key without scope", without, &["otp"], Some(Owner)),
        program("key of another number", of_another, &SCOPES[..7], None),
        program("key that claims", claiming, &SCOPES[2..3], Some(Owner)),
        program("key without numbers", without_numbers, &SCOPES[1..5], Some(Owner)),
        program("key without messages", without_messages, &SCOPES[1..], Some(Owner)),
        program("key with all scopes", with, &SCOPES, Some(Owner)),
        session("owner", owner, Owner, Some(Owner)),
    ];
    Team { callers, ids }
}

#[test]
fn every_route_of_the_document_is_in_the_matrix() {
    let mut listed: Vec<&str> = ROUTES.iter().map(|(route, _)| *route).collect();
    listed.sort_unstable();
    let mut routes = operations();
    routes.sort_unstable();
    assert_eq!(listed, routes);
}

#[tokio::test]
async fn every_route_refuses_everybody_but_those_it_is_for() {
    let server = Server::start().await;
    let Team { callers, ids } = team(&server).await;
    let mut leaks = Vec::new();
    for (route, needs) in ROUTES.iter().filter(|(_, needs)| *needs != Nothing) {
        let (method, path) = route.split_once(' ').expect("a route");
        let method: Method = method.to_uppercase().parse().expect("a method");
        let slice = path.split('/').nth(1).expect("a slice");
        // What is there where the route reads; nothing where it would be gone afterwards.
        let is_there = !MAY_BE_MISSING.contains(&path);
        let is_kept = matches!(needs, OnNumber(..)) || method == Method::GET && is_there;
        let nil = Uuid::nil().to_string();
        let id = ids.get(slice).filter(|_| is_kept).unwrap_or(&nil);
        let path = path.replace("{id}", id).replace("{user_id}", &nil);
        let path = path.replace("{source_id}", &nil).replace("{number_id}", &nil);
        for caller in &callers {
            let body = (method != Method::GET && method != Method::DELETE).then(|| json!({}));
            let answer = caller.member.request(method.clone(), &path, body).await;
            let status = answer.status().as_u16();
            let answer = answer.text().await.expect("a body");
            leaks.extend(caller.leak(route, &answer));
            let context = format!("{route} by {}: {status} {answer}", caller.name);
            match caller.refusal(*needs) {
                Some(refusal) => assert_eq!(status, refusal, "{context}"),
                // Reached: done, or refused for what was sent, is there or is not.
                None if is_kept => assert!((200..300).contains(&status), "{context}"),
                None => assert!([200, 201, 204, 404, 409, 422].contains(&status), "{context}"),
            }
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[tokio::test]
async fn no_answer_tells_of_a_message_or_number_that_the_caller_may_not_read() {
    let server = Server::start().await;
    let Team { callers, ids } = team(&server).await;
    let rule = json!({"kind": "none", "pattern": "(?s).", "test_message": "x"});
    let message = &ids["messages"];
    let mut asked: Vec<(Method, String, Option<Value>)> = vec![
        (Method::GET, format!("/messages?q={WORD}"), None),
        (Method::GET, format!("/messages?number_id={}", ids["numbers"]), None),
        (Method::GET, format!("/deliveries?message_id={message}"), None),
        (Method::POST, "/code-rules/preview".to_owned(), Some(rule)),
        (
            Method::POST,
            "/code-rules/draft".to_owned(),
            Some(json!({"message_id": message, "code": CODE})),
        ),
        (Method::POST, "/rules/dry-run".to_owned(), Some(json!({}))),
        (Method::POST, "/messages/read".to_owned(), Some(json!({"ids": [message]}))),
        (Method::POST, format!("/sources/{}/example", ids["sources"]), None),
        (Method::POST, format!("/deliveries/{}/retry", ids["deliveries"]), None),
    ];
    // What is there, of the other routes that change it; those that read it are in the matrix.
    for (route, _) in ROUTES.iter().filter(|(route, _)| route.starts_with('p')) {
        let (method, path) = route.split_once(' ').expect("a route");
        let slice = path.split('/').nth(1).expect("a slice");
        if let (true, Some(id)) = (path.contains("{id}"), ids.get(slice)) {
            let method: Method = method.to_uppercase().parse().expect("a method");
            let path = path.replace("{id}", id).replace("{user_id}", &Uuid::nil().to_string());
            asked.push((method, path, Some(json!({}))));
        }
    }
    let (mut told, mut leaks) = (0, Vec::new());
    for (method, path, body) in asked {
        for caller in &callers {
            let answer = caller.member.request(method.clone(), &path, body.clone()).await;
            let answer = answer.text().await.expect("a body");
            leaks.extend(caller.leak(&format!("{method} {path}"), &answer));
            told += usize::from(answer.contains(SENDER) && answer.contains(CODE));
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
    assert!(told >= 3, "those who may read it are told: {told}");
}

#[tokio::test]
async fn a_key_that_is_limited_to_some_numbers_is_told_of_no_others_by_bills_or_the_log() {
    let server = Server::start().await;
    let Team { callers, ids } = team(&server).await;
    let owner = &callers.iter().find(|caller| caller.name == "owner").expect("the owner").member;
    for scope in &SCOPES[7..] {
        let new = json!({"name": "A", "scopes": [scope], "number_ids": [ids["other number"]]});
        assert_eq!(owner.refused_field("/api-keys", new).await.0, "scopes");
    }
    // One that was made before that was refused.
    let limited = key(owner, &SCOPES[..7], Some(vec![ids["other number"].clone()])).await;
    let widen = "UPDATE api_keys SET scopes = $1 WHERE number_ids IS NOT NULL";
    sqlx::query(widen).bind(&SCOPES[..]).execute(&server.pool().await).await.expect("widened");
    for path in ["/audit", "/audit/export", "/audit/actions", "/billing", "/billing/export"] {
        assert_eq!(limited.status(Method::GET, path, None).await, 403, "{path}");
    }
    assert_eq!(limited.list("/numbers").await.len(), 1);
}

#[tokio::test]
async fn a_program_that_only_claims_a_code_does_not_count_as_having_seen_it() {
    let server = Server::start().await;
    let Team { callers, ids } = team(&server).await;
    let caller = |name: &str| callers.iter().find(|caller| caller.name == name).expect("a caller");
    let claiming = &caller("key that claims").member;
    let path = format!("/messages/{}/claim", ids["messages"]);
    let (status, claim) = claiming.call(Method::POST, &path, None).await;
    assert_eq!(status, 200, "{claim}");
    let fields: Vec<&String> = claim.as_object().expect("an object").keys().collect();
    assert_eq!(fields, ["claimed_at", "claimed_by", "id"]);
    let path = format!("/messages/{}/activity", ids["messages"]);
    assert_eq!(caller("owner").member.get(&path).await["seen_by"], json!([]));
}

#[tokio::test]
async fn lists_hold_nothing_of_numbers_that_the_caller_does_not_see() {
    let server = Server::start().await;
    let Team { callers, ids } = team(&server).await;
    for caller in
        callers.iter().filter(|caller| caller.refusal(Scope(Viewer, "messages:read")).is_none())
    {
        let sees = caller.on_number.is_some();
        for (path, id) in [
            ("/numbers".to_owned(), &ids["numbers"]),
            ("/messages".to_owned(), &ids["messages"]),
            ("/messages?q=482913".to_owned(), &ids["messages"]),
            (format!("/messages?number_id={}", ids["numbers"]), &ids["messages"]),
        ] {
            let entries = caller.member.list(&path).await;
            let found = entries.iter().any(|entry| entry["id"] == id.as_str());
            assert_eq!(found, sees, "{path} by {}", caller.name);
        }
    }
}

#[tokio::test]
async fn marking_as_read_passes_over_what_the_caller_does_not_see() {
    let server = Server::start().await;
    let Team { callers, ids } = team(&server).await;
    let caller = |name: &str| callers.iter().find(|caller| caller.name == name).expect("a caller");
    let body = json!({"ids": [ids["messages"]]});
    let manager = &caller("manager without a grant").member;
    assert_eq!(manager.call(Method::POST, "/messages/read", Some(body)).await.0, 204);
    let path = format!("/messages/{}/activity", ids["messages"]);
    assert_eq!(caller("owner").member.get(&path).await["seen_by"], json!([]));
}

#[tokio::test]
async fn the_socket_lets_sessions_in_alone_and_tells_them_of_their_numbers_alone() {
    let server = Server::start().await;
    let Team { callers, ids } = team(&server).await;
    let mut open = Vec::new();
    for caller in &callers {
        let mut listener = Listener::start(&server.url, &caller.member.access_token, "websocket");
        if caller.is_known && caller.scopes.is_none() {
            listener.expect("connect").await;
            open.push((caller, listener));
        } else {
            let refused = listener.expect("connect_error").await;
            assert!(refused["message"].as_str().is_some_and(|text| text.contains("sign in")));
        }
    }
    assert_eq!(open.len(), 3);
    server.receive(3, "+12025550100", "for those on the number").await;
    // A new number, which Owners and Managers see.
    server.receive(4, "+12025550102", "for those above Viewer").await;
    let owner = &callers.iter().find(|caller| caller.name == "owner").expect("the owner").member;
    let path = format!("/numbers/{}", ids["other number"]);
    owner.call(Method::PATCH, &path, Some(json!({"access": "team"}))).await;
    server.receive(5, "+12025550101", "for everybody").await;
    for (caller, listener) in &mut open {
        let mut heard = Vec::new();
        while heard.last().map(String::as_str) != Some("for everybody") {
            let next = listener.next().await;
            if next["event"] == "message.received" {
                heard.push(next["data"]["body"].as_str().expect("text").to_owned());
            }
        }
        let expected: &[&str] = match caller.role {
            Viewer => &["for those on the number", "for everybody"],
            Manager => &["for those above Viewer", "for everybody"],
            Owner => &["for those on the number", "for those above Viewer", "for everybody"],
        };
        assert_eq!(heard, expected, "{}", caller.name);
    }
}
