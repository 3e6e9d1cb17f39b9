//! The role that the server connects as, and what whoever gets hold of its connection can't do.

use std::collections::BTreeSet;
use std::time::Duration;

use codebell::auth::Role;
use codebell::db::embedded;
use codebell::db::grants::{EMBEDDED_ROLE, TABLES};
use reqwest::Method;
use serde_json::json;
use sqlx::{AssertSqlSafe, PgPool};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::time::timeout;

use crate::harness::Server;
use crate::harness::cluster::TestDatabase;

const ENDED: Duration = Duration::from_secs(60);

/// What would let somebody forge the log or take the database over.
const ATTACKS: [&str; 14] = [
    "ALTER TABLE audit_log DISABLE TRIGGER ALL",
    "ALTER TABLE audit_log DISABLE TRIGGER audit_log_is_append_only",
    "DROP TRIGGER audit_log_is_append_only ON audit_log",
    "ALTER TABLE audit_log OWNER TO CURRENT_USER",
    "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$",
    "SET session_replication_role = replica",
    "DELETE FROM audit_log",
    "UPDATE audit_log SET action = 'nothing'",
    "TRUNCATE audit_log",
    "DELETE FROM audit_head",
    "DROP TABLE audit_log",
    "UPDATE _sqlx_migrations SET success = false",
    "CREATE TABLE stolen (id int)",
    "COPY messages TO PROGRAM 'cat'",
];

async fn all_are_refused(pool: &PgPool) {
    for attack in ATTACKS {
        let refused = sqlx::raw_sql(attack).execute(pool).await;
        let refused = refused.expect_err(attack);
        let code = refused.as_database_error().and_then(|error| error.code().map(String::from));
        assert_eq!(code.as_deref(), Some("42501"), "{attack}: {refused}");
        // The trigger is the second guard, and not asked.
        assert!(!refused.to_string().contains("append-only"), "{attack}: {refused}");
    }
}

/// A role that was made and may do nothing yet, and its URL.
async fn make_role(database: &TestDatabase, name: &str) -> String {
    let owner = database.pool().await;
    let make = format!("CREATE ROLE {name} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    sqlx::raw_sql(AssertSqlSafe(make)).execute(&owner).await.expect("a role");
    database.url().replace("postgres://postgres@", &format!("postgres://{name}@"))
}

/// The exit code of a command and what it said.
async fn run(command: &mut Command) -> (Option<i32>, String) {
    let output = timeout(ENDED, command.output()).await;
    let output = output.expect("it ends by itself").expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

#[tokio::test]
async fn every_table_has_its_rights_decided() {
    let pool = TestDatabase::create().await.pool().await;
    let tables = "SELECT relname::text FROM pg_class
                  WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('i', 'I')";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&pool).await.expect("tables");
    let tables: BTreeSet<&str> = tables.iter().map(String::as_str).collect();
    let decided: BTreeSet<&str> = TABLES.iter().map(|(table, _)| *table).collect();
    assert_eq!(tables, decided, "decide in src/db/grants.rs what serving may do with it");
}

#[tokio::test]
async fn a_role_of_its_own_serves_and_can_neither_change_tables_nor_forge_the_log() {
    let builder = Server::builder().await;
    let owners = builder.command();
    let url = make_role(builder.database(), "serving_main").await;
    let builder = builder.set("DATABASE_URL", &url);
    let builder = builder.set("CODEBELL_ALLOW_PRIVATE_TARGETS", "127.0.0.0/8");
    let (code, said) = run(builder.command().arg("serve")).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("codebell migrate --role serving_main"), "{said}");
    let (code, said) = run(builder.command().args(["migrate", "--role", "serving_main"])).await;
    assert!(code == Some(1) && said.contains("neither owns the tables"), "{said}");

    let mut owners = owners;
    let (code, said) = run(owners.args(["migrate", "--role", "serving_main"])).await;
    assert!(code == Some(0) && said.contains("serving_main can serve"), "{said}");

    let server = builder.start().await;
    assert_eq!(server.get("/readyz").await.status(), 200);
    let owner = server.sign_in(Role::Owner).await;
    let id = server.receive(1, "+12025550100", "Your code is 482913").await;
    let claim = format!("/messages/{id}/claim");
    assert_eq!(owner.status(Method::POST, &claim, None).await, 200);
    let channel = json!({"name": "Ops",
        "settings": {"kind": "ntfy", "server": "http://127.0.0.1:9", "topic": "codes"}});
    let (status, made) = owner.call(Method::POST, "/channels", Some(channel)).await;
    assert_eq!(status, 201, "{made}");
    let gateway = json!({"kind": "loopback", "name": "Loopback"});
    let (status, made) = owner.call(Method::POST, "/gateways", Some(gateway)).await;
    assert_eq!(status, 201, "{made}");
    let code = json!({"to": "+12025550100", "company": "MyApp", "code": "482174"});
    let (status, sent) = owner.call(Method::POST, "/otp/send", Some(code)).await;
    assert_eq!((status, &sent["status"]), (202, &json!("delivered")), "{sent}");
    let guess = json!({"to": "+12025550100", "code": "482174"});
    let checked = owner.call(Method::POST, "/otp/verify", Some(guess)).await;
    assert_eq!(checked.1["verified"], true, "{checked:?}");
    assert!(!owner.list("/audit").await.is_empty());

    let user = ["user", "add", "--email", "bo@example.com", "--name", "Bo", "--role", "viewer"];
    let source = ["source", "add", "--provider", "websms", "--name", "Connexus"];
    for arguments in [&user[..], &source, &["audit", "verify"]] {
        let (code, said) = run(server.command().args(arguments)).await;
        assert_eq!(code, Some(0), "{arguments:?}: {said}");
    }
    let (_, said) = run(server.command().arg("doctor")).await;
    assert!(said.contains("can change neither tables nor the audit log"), "{said}");

    all_are_refused(&server.pool().await).await;
    let (code, said) = run(server.command().args(["audit", "verify"])).await;
    assert!(code == Some(0) && said.contains("whole"), "{said}");
}

#[tokio::test]
async fn rights_beyond_what_serving_takes_are_taken_back() {
    let database = TestDatabase::create().await;
    let url = make_role(&database, "serving_spoilt").await;
    let owner = database.pool().await;
    let spoil = "GRANT ALL ON audit_log, audit_head TO serving_spoilt";
    sqlx::raw_sql(spoil).execute(&owner).await.expect("granted");
    let builder = Server::builder().await.set("DATABASE_URL", &database.url());
    let (code, said) = run(builder.command().args(["migrate", "--role", "serving_spoilt"])).await;
    assert_eq!(code, Some(0), "{said}");
    all_are_refused(&PgPool::connect(&url).await.expect("connected")).await;
}

#[tokio::test]
async fn a_role_that_could_not_be_kept_from_anything_is_not_taken_for_serving() {
    let builder = Server::builder().await;
    for (role, mend) in [("postgres", "name another one"), ("nobody_here", "CREATE ROLE")] {
        let (code, said) = run(builder.command().args(["migrate", "--role", role])).await;
        assert!(code == Some(1) && said.contains(mend), "{said}");
    }
    let (code, said) = run(builder.command().arg("doctor")).await;
    assert!(code == Some(0) && said.contains("owns the tables"), "a single role works: {said}");
}

#[tokio::test]
async fn a_role_that_may_not_migrate_is_told_what_is_missing() {
    let database = TestDatabase::create_unmigrated().await;
    let url = make_role(&database, "serving_early").await;
    let builder = Server::builder().await.set("DATABASE_URL", &url);
    let (code, said) = run(builder.command().arg("serve")).await;
    assert_eq!(code, Some(1));
    assert!(said.contains("migrations") && said.contains("codebell migrate --role"), "{said}");
}

#[tokio::test]
async fn the_embedded_database_is_served_under_a_role_of_its_own_also_one_that_had_none() {
    let mut server = Server::builder_on_embedded_database().start().await;
    assert!(server.stop().await.success());
    let home = embedded::home(server.data_dir()).expect("a directory");
    let cluster = embedded::start_or_join(&home, None, embedded::Role::Server).await;
    let cluster = cluster.expect("started").expect("our own");
    let options = embedded::connect_options(&home, "postgres");
    let pool = PgPool::connect_with(options.clone()).await.expect("connected");
    let drop = format!("DROP OWNED BY {EMBEDDED_ROLE}; DROP ROLE {EMBEDDED_ROLE}");
    sqlx::raw_sql(AssertSqlSafe(drop)).execute(&pool).await.expect("dropped");
    pool.close().await;
    cluster.stop().await;

    let server = server.start_again().await;
    server.receive(1, "+12025550100", "Your code is 482913").await;
    let pool = PgPool::connect_with(options.clone()).await.expect("connected");
    let roles = "SELECT DISTINCT usename::text FROM pg_stat_activity
                 WHERE application_name LIKE 'codebell serve %'";
    let roles: Vec<String> = sqlx::query_scalar(roles).fetch_all(&pool).await.expect("roles");
    assert_eq!(roles, [EMBEDDED_ROLE]);
    let serving = PgPool::connect_with(options.username(EMBEDDED_ROLE)).await.expect("connected");
    all_are_refused(&serving).await;
}

/// Takes connections as a PostgreSQL without TLS, and passes on all that it is sent.
async fn fake_postgres() -> (u16, tokio::sync::mpsc::UnboundedReceiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (tell, told) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 8];
            let _ = stream.read_exact(&mut request).await;
            let _ = stream.write_all(b"N").await;
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest).await;
            let _ = tell.send(rest);
        }
    });
    (port, told)
}

#[tokio::test]
async fn a_database_beyond_this_machine_that_does_not_prove_its_name_gets_no_password() {
    let (port, mut sent) = fake_postgres().await;
    // It leads to this machine, and is no loopback address.
    let url = format!("postgres://codebell:hunter2@0.0.0.0:{port}/codebell");
    for url in [url.clone(), format!("{url}?sslmode=require"), format!("{url}?sslmode=disable")] {
        let builder = Server::builder().await.set("DATABASE_URL", &url);
        for command in ["serve", "migrate"] {
            let (code, said) = run(builder.command().arg(command)).await;
            assert_eq!(code, Some(1), "{said}");
            assert!(said.contains("0.0.0.0") && said.contains("sslmode=verify-full"), "{said}");
            assert!(said.contains("CODEBELL_DATABASE_INSECURE"), "{said}");
            assert!(!said.contains("hunter2"), "{said}");
        }
        let (_, said) = run(builder.command().arg("doctor")).await;
        assert!(said.contains("FAIL  database") && said.contains("sslmode"), "{said}");
    }
    while let Ok(rest) = sent.try_recv() {
        assert!(rest.is_empty(), "told in the clear: {rest:?}");
    }
}
