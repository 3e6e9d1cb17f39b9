//! Who may do what: every route of the API's document with every kind of caller, and the socket.
//!
//! Mutations that were tried, each of which turned a test here red:
//! `Caller::can` without the role, without a key's scopes, with what is no scope; `Myself` with keys;
//! `WriteTeam` for Managers; `ReadBilling` for Viewers; `find_caller` of ended sessions and disabled
//! users; tokens that have expired; restricted numbers open in `number_readers`; a key's numbers not
//! looked at in the list of messages, in the list of numbers; read marks without `number_readers`;
//! the members of a number for whoever reads it; sockets in everybody's rooms; sockets with keys;
//! `ReadMessages` and `ReadSources` for Auditors; `ReadAudit` for Managers.
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
use clap::ValueEnum;
use codebell::auth::{Capability, Role, token};
use codebell::clock::Clock;
use codebell::id::{SessionId, UserId};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::listener::Listener;
use crate::harness::provider::receivesms;
use crate::harness::{Member, Server};
use crate::openapi::{document, nowhere, operations};

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
    /// One of these roles of the team, in a session.
    Team(&'static [Role]),
    /// One of these roles of the team, in a session or with a key that has the scope.
    Scope(&'static [Role], &'static str),
    /// A role of the team that reads messages, and one of these on the number of the path or of the
    /// path's message.
    OnNumber(&'static [Role], &'static str),
}

use Needs::{Nothing, OnNumber, Scope, Session};
use Role::{Auditor, Manager, Owner, Viewer};

const MEMBERS: &[Role] = &[Viewer, Manager, Owner, Auditor];
const READERS: &[Role] = &[Viewer, Manager, Owner];
const MANAGERS: &[Role] = &[Manager, Owner];
const OWNERS: &[Role] = &[Owner];
const LOG_READERS: &[Role] = &[Owner, Auditor];

/// Of these nothing is there to be read: a key sees what it sent itself, and no source has a name to
/// send in.
const MAY_BE_MISSING: [&str; 2] = ["/otp/{id}", "/otp/brands/{source_id}"];

/// Every route, with what it needs. A route that is missing fails the test.
const ROUTES: [(&str, Needs); 138] = [
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
    ("get /api-keys", Needs::Team(MEMBERS)),
    ("post /api-keys", Needs::Team(MEMBERS)),
    ("delete /api-keys/{id}", Needs::Team(MEMBERS)),
    ("get /messages", Scope(READERS, "messages:read")),
    ("post /messages/read", Scope(READERS, "messages:copy")),
    ("post /messages/unread", Scope(READERS, "messages:copy")),
    ("post /messages/export", Scope(READERS, "messages:read")),
    ("get /messages/{id}", OnNumber(READERS, "messages:read")),
    ("get /messages/{id}/activity", OnNumber(READERS, "messages:read")),
    ("post /messages/{id}/copied", OnNumber(READERS, "messages:copy")),
    ("post /messages/{id}/claim", OnNumber(READERS, "messages:claim")),
    ("delete /messages/{id}/claim", OnNumber(READERS, "messages:claim")),
    ("get /numbers", Scope(READERS, "messages:read")),
    ("get /numbers/{id}", OnNumber(READERS, "messages:read")),
    ("get /numbers/{id}/members", OnNumber(MANAGERS, "messages:read")),
    ("post /numbers", Needs::Team(OWNERS)),
    ("patch /numbers/{id}", Needs::Team(OWNERS)),
    ("delete /numbers/{id}", Needs::Team(OWNERS)),
    ("put /numbers/{id}/members/{user_id}", Needs::Team(OWNERS)),
    ("delete /numbers/{id}/members/{user_id}", Needs::Team(OWNERS)),
    ("get /numbers/figures", Scope(READERS, "messages:read")),
    ("get /sources/figures", Scope(MANAGERS, "sources:read")),
    ("get /deliveries/figures", Scope(MANAGERS, "channels:read")),
    ("get /team/usage", Needs::Team(OWNERS)),
    ("get /billing", Scope(OWNERS, "billing:read")),
    ("get /billing/export", Scope(OWNERS, "billing:read")),
    ("put /me/preferences", Session),
    ("get /me/views", Session),
    ("post /me/views", Session),
    ("patch /me/views/{id}", Session),
    ("delete /me/views/{id}", Session),
    ("get /messages/unread", Scope(READERS, "messages:read")),
    ("get /providers", Scope(MANAGERS, "sources:read")),
    ("get /onboarding", Scope(MANAGERS, "sources:read")),
    ("post /demo/messages", Needs::Team(MANAGERS)),
    ("delete /demo", Needs::Team(MANAGERS)),
    ("get /code-rules", Needs::Team(MANAGERS)),
    ("post /code-rules", Needs::Team(MANAGERS)),
    ("post /code-rules/preview", Needs::Team(MANAGERS)),
    ("post /code-rules/draft", Needs::Team(MANAGERS)),
    ("delete /code-rules/{id}", Needs::Team(MANAGERS)),
    ("get /sources", Scope(MANAGERS, "sources:read")),
    ("post /sources", Needs::Team(MANAGERS)),
    ("get /sources/{id}", Scope(MANAGERS, "sources:read")),
    ("patch /sources/{id}", Needs::Team(MANAGERS)),
    ("delete /sources/{id}", Needs::Team(MANAGERS)),
    ("post /sources/{id}/rotate", Needs::Team(MANAGERS)),
    ("post /sources/{id}/example", Needs::Team(MANAGERS)),
    ("get /sources/{id}/status", Scope(MANAGERS, "sources:read")),
    ("get /sources/{id}/deliveries", Scope(MANAGERS, "sources:read")),
    ("get /channels", Scope(MANAGERS, "channels:read")),
    ("get /channels/kinds", Scope(MANAGERS, "channels:read")),
    ("post /channels", Needs::Team(MANAGERS)),
    ("get /channels/{id}", Scope(MANAGERS, "channels:read")),
    ("patch /channels/{id}", Needs::Team(MANAGERS)),
    ("delete /channels/{id}", Needs::Team(MANAGERS)),
    ("post /channels/{id}/rotate", Needs::Team(MANAGERS)),
    ("post /channels/{id}/test", Needs::Team(MANAGERS)),
    ("post /otp/send", Scope(MANAGERS, "otp")),
    ("post /otp/verify", Scope(MANAGERS, "otp")),
    ("get /otp", Scope(MANAGERS, "otp")),
    ("get /otp/{id}", Scope(MANAGERS, "otp")),
    ("get /otp/figures", Needs::Team(MANAGERS)),
    ("get /otp/limits", Needs::Team(MANAGERS)),
    ("put /otp/limits", Needs::Team(OWNERS)),
    ("get /otp/texts", Needs::Team(MANAGERS)),
    ("put /otp/texts", Needs::Team(OWNERS)),
    ("delete /otp/texts", Needs::Team(OWNERS)),
    ("post /otp/texts/preview", Needs::Team(MANAGERS)),
    ("get /otp/brands/{source_id}", Needs::Team(MANAGERS)),
    ("put /otp/brands/{source_id}", Needs::Team(OWNERS)),
    ("get /gateways", Needs::Team(MANAGERS)),
    ("get /gateways/kinds", Needs::Team(MANAGERS)),
    ("post /gateways", Needs::Team(OWNERS)),
    ("put /gateways/order", Needs::Team(OWNERS)),
    ("patch /gateways/{id}", Needs::Team(OWNERS)),
    ("delete /gateways/{id}", Needs::Team(OWNERS)),
    ("post /gateways/{id}/test", Needs::Team(MANAGERS)),
    ("get /canaries", Needs::Team(MANAGERS)),
    ("put /canaries/{number_id}", Needs::Team(OWNERS)),
    ("delete /canaries/{number_id}", Needs::Team(OWNERS)),
    ("get /rules", Scope(MANAGERS, "channels:read")),
    ("post /rules", Needs::Team(MANAGERS)),
    ("get /rules/{id}", Scope(MANAGERS, "channels:read")),
    ("patch /rules/{id}", Needs::Team(MANAGERS)),
    ("delete /rules/{id}", Needs::Team(MANAGERS)),
    ("put /rules/order", Needs::Team(MANAGERS)),
    ("post /rules/dry-run", Needs::Team(MANAGERS)),
    ("get /deliveries", Scope(MANAGERS, "channels:read")),
    ("get /deliveries/{id}", OnNumber(MANAGERS, "channels:read")),
    ("post /deliveries/{id}/retry", Needs::Team(MANAGERS)),
    ("post /deliveries/retry", Needs::Team(MANAGERS)),
    ("post /deliveries/review", Needs::Team(MANAGERS)),
    ("get /notices", Scope(MANAGERS, "notices")),
    ("post /notices/{id}/dismiss", Scope(MANAGERS, "notices")),
    ("get /users", Needs::Team(OWNERS)),
    ("post /users", Needs::Team(OWNERS)),
    ("get /users/{id}", Needs::Team(OWNERS)),
    ("patch /users/{id}", Needs::Team(OWNERS)),
    ("delete /users/{id}", Needs::Team(OWNERS)),
    ("post /users/{id}/password-reset", Needs::Team(OWNERS)),
    ("delete /users/{id}/sessions", Needs::Team(OWNERS)),
    ("delete /users/{id}/second-factor", Needs::Team(OWNERS)),
    ("get /invitations", Needs::Team(OWNERS)),
    ("post /invitations", Needs::Team(OWNERS)),
    ("post /invitations/{id}/resend", Needs::Team(OWNERS)),
    ("delete /invitations/{id}", Needs::Team(OWNERS)),
    ("get /team", Needs::Team(OWNERS)),
    ("patch /team", Needs::Team(OWNERS)),
    ("get /audit", Scope(LOG_READERS, "audit:read")),
    ("get /audit/actions", Scope(LOG_READERS, "audit:read")),
    ("get /audit/people", Scope(LOG_READERS, "audit:read")),
    ("get /audit/export", Scope(LOG_READERS, "audit:read")),
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
        // The log names the numbers that something was done to.
        let reads_log = self.is_known && LOG_READERS.contains(&self.role) && has("audit:read");
        let hears_of_numbers = reads_log || is_reader && TELLING_OF_NUMBERS.into_iter().any(has);
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

    /// Whether they are refused by what the document says that an operation asks of its caller.
    fn refusal_in_document(&self, operation: &Value) -> Option<u16> {
        let asked = operation["security"][0]["bearer"].as_array()?;
        if !self.is_known {
            return Some(401);
        }
        let may = |name: &Value| {
            let capability = named(name);
            let in_scope =
                |scopes: &[&str]| capability.is_scope() && scopes.contains(&capability.as_str());
            self.role.has(capability) && self.scopes.is_none_or(in_scope)
        };
        let is_answered =
            if asked.is_empty() { self.scopes.is_none() } else { asked.iter().all(may) };
        (!is_answered).then_some(403)
    }

    /// The expected refusal.
    fn refusal(&self, needs: Needs) -> Option<u16> {
        if !self.is_known {
            return Some(401);
        }
        let lacks = |scope: &str| self.scopes.is_some_and(|scopes| !scopes.contains(&scope));
        let is_none_of = |roles: &[Role]| !roles.contains(&self.role);
        match needs {
            Nothing => None,
            Session => self.scopes.map(|_| 403),
            Needs::Team(roles) => (self.scopes.is_some() || is_none_of(roles)).then_some(403),
            Scope(roles, scope) => (lacks(scope) || is_none_of(roles)).then_some(403),
            OnNumber(_, scope) if lacks(scope) || is_none_of(READERS) => Some(403),
            OnNumber(roles, _) => match self.on_number {
                None => Some(404),
                Some(on_number) => (!roles.contains(&on_number)).then_some(403),
            },
        }
    }
}

/// The capability that the document names.
fn named(name: &Value) -> Capability {
    let capability = Capability::from_name(name.as_str().expect("a name"));
    capability.unwrap_or_else(|| panic!("there is no capability {name}"))
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
    let auditor = server.sign_in(Auditor).await;
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
    for (member, role) in [(&viewer_id, "viewer"), (&auditor.id().await, "manager")] {
        let path = format!("/numbers/{restricted}/members/{member}");
        assert_eq!(owner.call(Method::PUT, &path, Some(json!({"role": role}))).await.0, 204);
    }

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
    let of_another_role =
        |name, member, scopes, role| Caller { role, ..program(name, member, scopes, None) };
    let without = key(&owner, &["otp"], None).await;
    let with = key(&owner, &SCOPES, None).await;
    let of_another = key(&owner, &SCOPES[..7], Some(vec![other.clone()])).await;
    let claiming = key(&owner, &SCOPES[2..3], None).await;
    let without_numbers = key(&owner, &SCOPES[1..5], None).await;
    let without_messages = key(&owner, &SCOPES[1..], None).await;
    let of_auditor = key(&auditor, &["audit:read"], None).await;
    // One that was made when the Auditor was something else.
    let widened = key(&auditor, &["audit:read"], None).await;
    let widen = "UPDATE api_keys SET scopes = $1 WHERE prefix = left($2, 12)";
    let widen = sqlx::query(widen).bind(&SCOPES[..]).bind(&widened.access_token);
    widen.execute(&server.pool().await).await.expect("widened");
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
        // A role on the number gives an Auditor nothing.
        session("auditor", auditor, Auditor, None),
        of_another_role("key of an auditor", of_auditor, &["audit:read"], Auditor),
        of_another_role("older key of an auditor", widened, &SCOPES, Auditor),
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

#[tokio::test]
async fn an_auditor_reaches_the_log_and_their_own_account_and_is_told_so_everywhere_else() {
    let server = Server::start().await;
    let auditor = server.sign_in(Auditor).await;
    let mut open = Vec::new();
    for (route, needs) in ROUTES {
        if needs == Nothing {
            continue;
        }
        let (method, path) = route.split_once(' ').expect("a route");
        let path = nowhere(path);
        let method: Method = method.to_uppercase().parse().expect("a method");
        let body = (method != Method::GET && method != Method::DELETE).then(|| json!({}));
        let (status, problem) = auditor.call(method, &path, body).await;
        match status {
            403 => {
                let detail = problem["detail"].as_str().expect("text");
                assert!(detail.starts_with("This needs the role "), "{route}: {problem}");
                assert!(detail.ends_with("owner; yours is auditor."), "{route}: {problem}");
                assert_ne!(needs, Session, "{route}: {problem}");
            }
            _ if needs == Session => {}
            _ => open.push(route),
        }
    }
    let log = ["get /audit", "get /audit/actions", "get /audit/people", "get /audit/export"];
    let keys = ["get /api-keys", "post /api-keys", "delete /api-keys/{id}"];
    assert_eq!(open, [&keys[..], &log[..]].concat());
    let refused = auditor.list("/audit?action=access.refused&limit=200").await;
    assert!(refused.iter().any(|entry| entry["details"]["capability"] == "messages:read"));
}

#[test]
fn every_role_is_in_the_table_of_who_may_do_what_and_in_the_list_of_commands() {
    let table = include_str!("../../docs/access.md");
    let head = table.lines().find(|line| line.starts_with("| | ")).expect("a table");
    let commands = include_str!("../../docs/commands.md");
    let add = commands.lines().find(|line| line.contains("codebell user add")).expect("a row");
    for role in Role::value_variants() {
        assert!(head.to_lowercase().contains(&format!("| {role} |")), "{role}: {head}");
        assert!(add.contains(role.as_str()), "{role}: {add}");
    }
}

#[test]
fn every_route_of_the_document_is_in_the_matrix() {
    let mut listed: Vec<&str> = ROUTES.iter().map(|(route, _)| *route).collect();
    listed.sort_unstable();
    let routes = operations(&document());
    let mut routes: Vec<_> =
        routes.iter().map(|(method, path)| format!("{method} {path}")).collect();
    routes.sort_unstable();
    assert_eq!(listed, routes);
}

#[test]
fn the_document_names_what_each_route_needs() {
    let document = document();
    for (route, needs) in ROUTES {
        let (method, path) = route.split_once(' ').expect("a route");
        let operation = &document["paths"][path][method];
        let asked = operation["security"][0]["bearer"].as_array();
        let asked = asked.map(|asked| asked.iter().map(named).collect::<Vec<_>>());
        let refused = &operation["responses"]["403"]["description"];
        let says = |name: &str| refused.as_str().is_some_and(|text| text.contains(name));
        let (roles, is_scope) = match (needs, asked.as_deref()) {
            (Nothing, None) => continue,
            (Session, Some([])) if says("A session is needed") => continue,
            (Needs::Team(roles), Some([capability])) => (roles, capability.is_scope()),
            (Scope(roles, scope), Some([capability])) => (roles, capability.as_str() == scope),
            // A role on the number is asked for as well.
            (OnNumber(_, scope), Some([capability])) => {
                let reads = if scope.starts_with("messages") { READERS } else { MANAGERS };
                (reads, capability.as_str() == scope)
            }
            _ => panic!("{route} needs {needs:?}, and the document says {asked:?}: {refused}"),
        };
        let capability = asked.expect("asked")[0];
        assert_eq!(is_scope, !matches!(needs, Needs::Team(_)), "{route}: {capability:?}");
        let has: Vec<Role> = Role::all_with(capability).collect();
        assert_eq!(has, roles, "{route}: {capability:?}");
        assert!(says(&format!("{} is needed", capability.as_str())), "{route}: {refused}");
    }
}

#[tokio::test]
async fn every_route_refuses_everybody_but_those_it_is_for() {
    let server = Server::start().await;
    let Team { callers, ids } = team(&server).await;
    let document = document();
    let mut leaks = Vec::new();
    for (route, needs) in ROUTES.iter().filter(|(_, needs)| *needs != Nothing) {
        let (method, path) = route.split_once(' ').expect("a route");
        let operation = &document["paths"][path][method];
        let method: Method = method.to_uppercase().parse().expect("a method");
        let slice = path.split('/').nth(1).expect("a slice");
        // What is there where the route reads; nothing where it would be gone afterwards.
        let is_there = !MAY_BE_MISSING.contains(&path);
        let is_kept = matches!(needs, OnNumber(..)) || method == Method::GET && is_there;
        let nil = Uuid::nil().to_string();
        let id = ids.get(slice).filter(|_| is_kept).unwrap_or(&nil);
        let path = nowhere(&path.replace("{id}", id));
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
            let is_named = operation["responses"].get(status.to_string()).is_some();
            assert!(is_named, "the document does not name it: {context}");
            match caller.refusal_in_document(operation) {
                Some(refusal) => assert_eq!(status, refusal, "by the document: {context}"),
                None if matches!(needs, OnNumber(..)) => assert_ne!(status, 401, "{context}"),
                None => assert!(![401, 403].contains(&status), "by the document: {context}"),
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
        (Method::POST, "/messages/unread".to_owned(), Some(json!({"ids": [message]}))),
        (Method::POST, "/messages/export".to_owned(), Some(json!({"ids": [message]}))),
        (Method::POST, format!("/sources/{}/example", ids["sources"]), None),
        (Method::POST, format!("/deliveries/{}/retry", ids["deliveries"]), None),
    ];
    // What is there, of the other routes that change it; those that read it are in the matrix.
    for (route, _) in ROUTES.iter().filter(|(route, _)| route.starts_with('p')) {
        let (method, path) = route.split_once(' ').expect("a route");
        let slice = path.split('/').nth(1).expect("a slice");
        if let (true, Some(id)) = (path.contains("{id}"), ids.get(slice)) {
            let method: Method = method.to_uppercase().parse().expect("a method");
            asked.push((method, nowhere(&path.replace("{id}", id)), Some(json!({}))));
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
        callers.iter().filter(|caller| caller.refusal(Scope(READERS, "messages:read")).is_none())
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
async fn the_socket_lets_known_callers_in_alone_and_tells_sessions_of_their_numbers_alone() {
    let server = Server::start().await;
    let Team { callers, ids } = team(&server).await;
    let mut open = Vec::new();
    for caller in &callers {
        let mut listener = Listener::start(&server.url, &caller.member.access_token, "websocket");
        if caller.is_known {
            listener.expect("connect").await;
            // What programs hear, `programs` says.
            if caller.scopes.is_none() {
                open.push((caller, listener));
            }
        } else {
            let refused = listener.expect("connect_error").await;
            assert!(refused["message"].as_str().is_some_and(|text| text.contains("sign in")));
        }
    }
    assert_eq!(open.len(), 4);
    server.receive(3, "+12025550100", "for those on the number").await;
    // A new number, which Owners and Managers see.
    server.receive(4, "+12025550102", "for those above Viewer").await;
    let owner = &callers.iter().find(|caller| caller.name == "owner").expect("the owner").member;
    let path = format!("/numbers/{}", ids["other number"]);
    owner.call(Method::PATCH, &path, Some(json!({"access": "team"}))).await;
    server.receive(5, "+12025550101", "for everybody").await;
    // The last that each of them hears, whatever their numbers are; the Owner's goes last.
    let mut ids = Vec::new();
    for (caller, _) in &open {
        ids.push(caller.member.id().await);
    }
    for id in ids {
        let path = format!("/users/{id}/sessions");
        assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    }
    for (caller, listener) in &mut open {
        let mut heard = Vec::new();
        loop {
            let next = listener.next().await;
            match next["event"].as_str() {
                Some("session.revoked") => break,
                Some("message.received") => {
                    heard.push(next["data"]["body"].as_str().expect("text").to_owned());
                }
                _ => {}
            }
        }
        let expected: &[&str] = match caller.role {
            Viewer => &["for those on the number", "for everybody"],
            Manager => &["for those above Viewer", "for everybody"],
            Owner => &["for those on the number", "for those above Viewer", "for everybody"],
            Auditor => &[],
        };
        assert_eq!(heard, expected, "{}", caller.name);
    }
}
