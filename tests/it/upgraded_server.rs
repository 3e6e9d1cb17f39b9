//! A server of today on the database of an earlier one, with the key of then.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::audit::verified;
use crate::harness::cluster::TestDatabase;
use crate::harness::{Member, Server, source};
use crate::second_factor::{CodeApp, log_in_with};

/// What the earlier server encrypted and signed with.
const SECRET_KEY: &str = "dxpZBEI2yJlapWDMEyai+ZAoQbhx8WMh5Eku3rAqbDg=";
const API_KEY: &str = "cbk_hKgGBFiIAvaa4egaePZg13_M-C6KFeBzrbSWn6Sy2eQ";
const CODE_APP: &str = "WRNAUC2B7XVDLN4E2O7XVQMYFRXDCUZX";
const SOURCE_SECRET: &str = "jolt_whsec_fixture";

async fn upgraded() -> Server {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/upgrades/0.1.0.sql");
    let dump = fs::read_to_string(file).expect("the dump");
    let database = TestDatabase::create_unmigrated().await;
    // Ended afterwards: the dump empties the connection's search path.
    let mut connection = PgConnection::connect(&database.url()).await.expect("connected");
    sqlx::raw_sql(AssertSqlSafe(dump)).execute(&mut connection).await.expect("filled");
    connection.close().await.expect("closed");
    let builder = Server::builder_on(database).set("CODEBELL_ALLOW_PRIVATE_TARGETS", "127.0.0.0/8");
    let key = builder.data_dir().join("secret.key");
    fs::write(&key, SECRET_KEY).expect("written");
    fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).expect("permissions");
    builder.start().await
}

fn texts<'a>(list: &'a [Value], field: &str) -> Vec<&'a str> {
    list.iter().map(|one| one[field].as_str().unwrap_or_default()).collect()
}

async fn named(member: &Member<'_>, path: &str, name: &str) -> Value {
    let found = member.list(path).await.into_iter().find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("{name} is in {path}"))
}

#[tokio::test]
async fn messages_of_before_an_upgrade_are_read_found_and_kept_from_whom_they_were_kept() {
    let server = upgraded().await;
    let owner = server.log_in("ann@example.com").await;
    let messages = owner.list("/messages").await;
    assert_eq!(texts(&messages, "code"), ["4711", "", "553311", "", "482913"]);
    let first = &messages[4];
    assert_eq!(first["body"], "ACME Bank: your code is 482913. It expires in 10 minutes.");
    assert_eq!(first["claimed_by"]["name"], "Vic Stone");
    assert_eq!([&first["read"], &messages[0]["read"]], [true, false]);
    let found = owner.list("/messages?q=%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82").await;
    assert_eq!(texts(&found, "code"), ["553311"], "a search finds capital letters of Cyrillic");
    let uses =
        owner.get(&format!("/messages/{}/activity", first["id"].as_str().expect("id"))).await;
    assert_eq!(uses["copied_by"][0]["who"]["name"], "Vic Stone");

    let viewer = server.log_in("vic@example.com").await;
    let seen = viewer.list("/messages").await;
    assert_eq!(texts(&seen, "code"), ["4711", "", "553311", "482913"]);
    let program = server.bearer(&API_KEY.into());
    assert_eq!(program.list("/messages").await.len(), 5);
}

#[tokio::test]
async fn what_an_earlier_server_encrypted_is_used_after_an_upgrade() {
    let server = upgraded().await;
    let manager = log_in_with(&server, "max@example.com", &CodeApp::new(CODE_APP).code(0)).await;
    assert_eq!(manager.status(), 200);
    assert_eq!(source::post(&server, "bank-phones", "joltsms", SOURCE_SECRET, 9).await, 200);
    assert_eq!(source::post(&server, "bank-phones", "joltsms", "another", 10).await, 401);

    let owner = server.log_in("ann@example.com").await;
    let kinds = [("Shop system", "webhook"), ("On call", "slack")];
    for (name, kind) in kinds {
        let channel = named(&owner, "/channels", name).await;
        assert_eq!((&channel["kind"], &channel["target"]), (&json!(kind), &json!("127.0.0.1:9")));
        let path = format!("/channels/{}/test", channel["id"].as_str().expect("an id"));
        let (_, tested) = owner.call(Method::POST, &path, None).await;
        assert_eq!(tested["attempts"][0]["reason"], "unreachable", "its address is read: {tested}");
    }
    let gateway = named(&owner, "/gateways", "House gateway").await;
    assert_eq!(gateway["settings"]["url"], "http://127.0.0.1:9/send");
    let path = format!("/gateways/{}/test", gateway["id"].as_str().expect("an id"));
    let (_, tested) = owner.call(Method::POST, &path, Some(json!({"to": "+6421234567"}))).await;
    assert!(tested.to_string().contains("can't be reached"), "its address is read: {tested}");
}

#[tokio::test]
async fn rules_views_invitations_and_the_audit_log_outlast_an_upgrade() {
    let server = upgraded().await;
    let (is_whole, words) = verified(&server).await;
    assert!(is_whole, "{words}");
    let owner = server.log_in("ann@example.com").await;
    let rule = named(&owner, "/rules", "Bank codes").await;
    assert_eq!(
        (&rule["conditions"]["has_code"], &rule["is_enabled"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(named(&owner, "/me/views", "Only codes").await["query"], "has_code=true");
    assert_eq!(texts(&owner.list("/code-rules").await, "pattern"), ["Sesame ([0-9]+)"]);
    assert_eq!(texts(&owner.list("/invitations").await, "email"), ["new@example.com"]);
    assert_eq!(texts(&owner.list("/users").await, "role"), ["viewer", "manager", "owner"]);
    let (is_whole, words) = verified(&server).await;
    assert!(is_whole, "also with what was done since: {words}");
}
