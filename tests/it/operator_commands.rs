//! What an operator does on the command line: the same as in the page, in the log as the command line's.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::Server;
use crate::harness::forwarding::Forwarding;
use crate::harness::member::PASSWORD;
use crate::harness::receiver::status;

struct Done {
    code: Option<i32>,
    out: String,
    error: String,
}

async fn run(server: &Server, arguments: &[&str]) -> Done {
    let output = server.command().args(arguments).output().await.expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Done { code: output.status.code(), out: text(output.stdout), error: text(output.stderr) }
}

async fn done(server: &Server, arguments: &[&str]) -> String {
    let Done { code, out, error } = run(server, arguments).await;
    assert_eq!(code, Some(0), "{arguments:?}: {error}");
    out
}

async fn refused(server: &Server, arguments: &[&str]) -> String {
    let Done { code, out, error } = run(server, arguments).await;
    assert_eq!(code, Some(1), "{arguments:?}: {out}");
    error
}

async fn listed(server: &Server, arguments: &[&str]) -> Vec<Value> {
    let out = done(server, &[arguments, &["--json"]].concat()).await;
    serde_json::from_str(&out).expect("JSON")
}

/// The latest entry of an action: what the actor is and is called.
async fn actor_of(server: &Server, action: &str) -> (String, Option<String>) {
    let latest = "SELECT actor_kind, actor_name FROM audit_log WHERE action = $1
                  ORDER BY seq DESC LIMIT 1";
    let pool = server.pool().await;
    sqlx::query_as(latest).bind(action).fetch_one(&pool).await.expect("an entry")
}

fn by_the_command_line() -> (String, Option<String>) {
    ("system".to_owned(), Some("command line".to_owned()))
}

#[tokio::test]
async fn members_are_listed_disabled_and_given_new_passwords() {
    let server = Server::start().await;
    let owner = server.sign_in(Role::Owner).await;
    let viewer = server.sign_in(Role::Viewer).await;
    let members = listed(&server, &["user", "list"]).await;
    let emails: Vec<&Value> = members.iter().map(|member| &member["email"]).collect();
    assert_eq!(emails, ["owner@example.com", "viewer@example.com"]);
    let table = done(&server, &["user", "list"]).await;
    assert!(table.starts_with("E-MAIL") && table.contains("viewer@example.com"), "{table}");

    let email = "VIEWER@example.com";
    done(&server, &["user", "disable", email]).await;
    assert_eq!(viewer.status(Method::GET, "/me", None).await, 401);
    assert_eq!(actor_of(&server, "user.disabled").await, by_the_command_line());
    done(&server, &["user", "enable", email]).await;
    server.log_in("viewer@example.com").await;

    let link = done(&server, &["user", "reset-password", email]).await;
    let token = link.trim().split_once("/password-reset#token=").expect("a link").1;
    let accept = json!({"token": token, "password": "another long passphrase"});
    let answer = server
        .client
        .post(format!("{}/api/v1/password-resets/accept", server.url))
        .json(&accept)
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    done(&server, &["user", "remove-second-factor", email]).await;
    assert_eq!(actor_of(&server, "second_factor.removed").await, by_the_command_line());

    let error = refused(&server, &["user", "disable", "owner@example.com"]).await;
    assert!(error.contains("no Owner who can sign in"), "{error}");
    let error = refused(&server, &["user", "disable", "nobody@example.com"]).await;
    assert!(error.contains("codebell user list"), "{error}");
    assert_eq!(owner.status(Method::GET, "/me", None).await, 200);
}

#[tokio::test]
async fn sources_are_listed_removed_and_given_new_secrets() {
    let server = Server::start().await;
    server.sign_in(Role::Owner).await;
    let added = done(&server, &["source", "add", "--provider=receivesms", "--name=A", "--slug=aa"]);
    assert_eq!(added.await.trim(), format!("{}/webhooks/aa", server.url));
    let rotated = done(&server, &["source", "rotate", "aa", "--json"]).await;
    let rotated: Value = serde_json::from_str(&rotated).expect("JSON");
    assert!(rotated["secret"].as_str().is_some_and(|secret| secret.len() > 20), "{rotated}");
    let sources = listed(&server, &["source", "list"]).await;
    let settings: Vec<&Value> = sources.iter().map(|source| &source["setting"]).collect();
    assert_eq!(settings.len(), 3);
    assert!(settings.contains(&&json!("JOLTSMS_WEBHOOK_SECRET")), "{settings:?}");

    done(&server, &["source", "remove", "aa"]).await;
    assert_eq!(actor_of(&server, "source.removed").await, by_the_command_line());
    assert_eq!(listed(&server, &["source", "list"]).await.len(), 2);
    let error = refused(&server, &["source", "remove", "joltsms"]).await;
    assert!(error.contains("JOLTSMS_WEBHOOK_SECRET"), "{error}");
    let error = refused(&server, &["source", "rotate", "aa"]).await;
    assert!(error.contains("codebell source list"), "{error}");
}

#[tokio::test]
async fn keys_are_made_for_a_member_within_what_they_may_do_and_taken_back() {
    let server = Server::start().await;
    server.sign_in(Role::Owner).await;
    server.sign_in(Role::Viewer).await;
    let create = ["key", "create", "--name=CI", "--for=viewer@example.com"];
    let key = done(&server, &[&create[..], &["--scopes=messages:read"]].concat()).await;
    let status = async || {
        let url = format!("{}/api/v1/messages", server.url);
        let asked = server.client.get(url).bearer_auth(key.trim()).send();
        asked.await.expect("an answer").status()
    };
    assert_eq!(status().await, 200);
    assert_eq!(actor_of(&server, "api_key.created").await, by_the_command_line());
    let error = refused(&server, &[&create[..], &["--scopes=sources:read"]].concat()).await;
    assert!(error.contains("viewer"), "{error}");
    let unknown = run(&server, &[&create[..], &["--scopes=everything"]].concat()).await;
    assert!(
        unknown.code == Some(2) && unknown.error.contains("messages:read"),
        "{}",
        unknown.error
    );

    let keys = listed(&server, &["key", "list", "--for=viewer@example.com"]).await;
    assert!(!keys[0].to_string().contains(key.trim()), "{keys:?}");
    let id = keys[0]["id"].as_str().expect("an id");
    done(&server, &["key", "revoke", id, "--for=viewer@example.com"]).await;
    assert_eq!(status().await, 401);
}

#[tokio::test]
async fn numbers_and_channels_are_listed_with_what_matters() {
    let builder = Server::builder().await.set("CODEBELL_ALLOW_PRIVATE_TARGETS", "127.0.0.1");
    let server = builder.start().await;
    let owner = server.sign_in(Role::Owner).await;
    server.receive(1, "+12025550100", "Your code is 482913").await;
    let numbers = listed(&server, &["number", "list"]).await;
    assert_eq!(numbers[0]["phone_number"], "+12025550100");
    let channel = json!({"name": "Team", "settings": {"kind": "webhook",
        "url": "http://127.0.0.1:9/secretpart"}});
    let (status, made) = owner.call(Method::POST, "/channels", Some(channel)).await;
    assert_eq!(status, 201, "{made}");
    let table = done(&server, &["channel", "list"]).await;
    assert!(table.contains("Team") && table.contains("127.0.0.1"), "{table}");
    assert!(!table.contains("secretpart"), "{table}");
}

#[tokio::test]
async fn a_setup_link_is_printed_while_there_is_no_user_and_makes_the_first_owner() {
    let server = Server::start().await;
    let link = done(&server, &["setup-link"]).await;
    let token = link.trim().split_once("/setup#token=").expect("a link").1;
    let owner = json!({"token": token, "email": "ann@example.com", "name": "Ann",
                       "password": PASSWORD});
    let url = format!("{}/api/v1/setup", server.url);
    let answer = server.client.post(url).json(&owner).send().await.expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    let error = refused(&server, &["setup-link"]).await;
    assert!(error.contains("reset-password"), "{error}");
}

#[tokio::test]
async fn who_has_no_owner_yet_is_told_so() {
    let server = Server::start().await;
    let error = refused(&server, &["number", "list"]).await;
    assert!(error.contains("no Owner yet"), "{error}");
}

#[tokio::test]
async fn what_the_doctor_finds_is_there_for_programs_too() {
    let server = Server::start().await;
    let findings = listed(&server, &["doctor"]).await;
    let named: Vec<&Value> = findings.iter().map(|finding| &finding["check"]).collect();
    assert!(named.contains(&&json!("database")) && named.contains(&&json!("server")), "{named:?}");
    assert!(findings.iter().all(|finding| finding["is_ok"] == true), "{findings:?}");
    let link = done(&server, &["setup-link", "--json"]).await;
    let link: Value = serde_json::from_str(&link).expect("JSON");
    assert!(link["url"].as_str().expect("a link").contains("/setup#token="), "{link}");
}

#[tokio::test]
async fn a_channel_is_tested_by_its_name_and_says_what_came_of_it() {
    let mut forwarding = Forwarding::start().await;
    forwarding.webhook("Ops room", "/hook").await;
    let server = &forwarding.server;
    assert_eq!(done(server, &["channel", "test", "Ops room"]).await, "The test arrived.\n");
    assert_eq!(forwarding.receiver.next().await.json()["data"]["test"], true);
    assert_eq!(actor_of(server, "channel.tested").await, by_the_command_line());

    forwarding.receiver.always(status(403));
    let error = refused(server, &["channel", "test", "Ops room"]).await;
    assert!(error.contains("the test did not arrive") && error.contains("403"), "{error}");
    let error = refused(server, &["channel", "test", "Nobody"]).await;
    assert!(error.contains("codebell channel list"), "{error}");
}

#[tokio::test]
async fn the_status_names_servers_what_waits_and_the_room_that_is_left() {
    let server = Server::start().await;
    server.receive(1, "+12025550100", "Your code is 482913").await;
    let another = server.start_another_node().await;
    let json = done(&server, &["status", "--json"]).await;
    let status: Value = serde_json::from_str(&json).expect("JSON");
    let nodes = status["nodes"].as_array().expect("nodes");
    assert_eq!(nodes.len(), 2, "{status}");
    assert!(nodes.iter().all(|node| node["version"] == env!("CARGO_PKG_VERSION")), "{status}");
    assert!(status["database_bytes"].as_i64() > Some(1 << 20), "{status}");
    assert!(status["disk_bytes_left"].as_u64() > Some(0), "{status}");
    assert_eq!(status["deliveries_waiting"], 0);
    assert!(status["last_message_at"].is_string(), "{status}");
    drop(another);
    until_it_is_alone(&server).await;
}

/// A server that was killed is no node any more.
async fn until_it_is_alone(server: &Server) {
    for _ in 0..200 {
        let words = done(server, &["status"]).await;
        if words.lines().filter(|line| line.starts_with("server ")).count() == 1 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it is still taken for a node");
}

#[tokio::test]
async fn the_settings_are_listed_with_where_they_stand_and_without_secrets() {
    let server = Server::start().await;
    let arguments = ["config", "list", "--max-members", "9"];
    let settings = listed(&server, &arguments).await;
    let of = |name: &str| {
        let found = settings.iter().find(|one| one["name"] == name).expect("a setting");
        (found["value"].clone(), found["place"].clone())
    };
    assert_eq!(of("CODEBELL_LOG"), (json!("codebell=debug"), json!("in the environment")));
    assert_eq!(of("CODEBELL_MAX_MEMBERS"), (json!("9"), json!("option")));
    assert_eq!(of("CODEBELL_SESSION_MAX_DAYS"), (json!("30"), json!("default")));
    assert_eq!(of("JOLTSMS_WEBHOOK_SECRET").0, "(secret)");
    assert!(!json!(settings).to_string().contains("jolt_whsec"));
}

#[tokio::test]
async fn the_program_tells_of_itself() {
    let server = Server::start().await;
    let help = done(&server, &["--help"]).await;
    assert_eq!(help, done(&server, &["-h"]).await);
    assert!(help.lines().count() <= 42, "it fits a screen:\n{help}");
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    assert!(help.contains("Settings:\n  CODEBELL_LISTEN"), "{help}");
    let version = done(&server, &["--version"]).await;
    assert_eq!(version, format!("codebell {} (debug build)\n", env!("CARGO_PKG_VERSION")));
    let manual = done(&server, &["man"]).await;
    assert!(manual.contains(".TH codebell 1") && manual.contains("SMTP_FROM"), "{manual}");
    for shell in ["bash", "zsh", "fish"] {
        let script = done(&server, &["completions", shell]).await;
        assert!(script.contains("setup-link"), "{shell}");
    }
    let script = done(&server, &["completions", "bash"]).await;
    let file = server.data_dir().join("completions");
    std::fs::write(&file, script).expect("written");
    let read = std::process::Command::new("bash").arg("-n").arg(&file).status();
    assert!(read.expect("bash runs").success());
}

#[tokio::test]
async fn wrong_usage_ends_with_2_and_says_how_it_is_used() {
    let server = Server::start().await;
    for arguments in [
        &["user"][..],
        &["user", "list", "all"],
        &["user", "disable"],
        &["source", "rotate"],
        &["source", "remove", "not a slug"],
        &["key", "create", "--name=A"],
        &["key", "revoke", "no-id"],
        &["channel"],
        &["number", "shown"],
        &["audit"],
        &["secrets"],
        &["config"],
        &["simulate", "--count=many"],
        &["doctor", "--now"],
        &["serve", "here"],
        &["migrate", "--to=1"],
        &["openapi", "3"],
        &["extract", "--jsonl", "text"],
    ] {
        let Done { code, error, .. } = run(&server, arguments).await;
        assert_eq!(code, Some(2), "{arguments:?}: {error}");
        assert!(error.contains("Usage:") || error.contains("--help"), "{arguments:?}: {error}");
    }
}
