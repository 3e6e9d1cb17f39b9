//! A database, its secret key and the data directory belong together: what is not theirs is refused, and
//! nothing but the first start of a server makes any of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use codebell::db::embedded;
use tempfile::TempDir;

use crate::harness::Server;
use crate::harness::cluster::TestDatabase;
use crate::harness::server::Builder;

const OTHER_KEY: &str = "U2zvwXmgjvA0uJ8EmsQJSRqBVjjGpdH1CLmpdlyDCS4=";

async fn run(mut command: tokio::process::Command, arguments: &[&str]) -> Output {
    command.args(arguments).output().await.expect("it runs")
}

/// What a command that fails says, in its one line.
async fn refused(command: tokio::process::Command, arguments: &[&str]) -> String {
    let output = run(command, arguments).await;
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{error}");
    let own: Vec<&str> = error.lines().filter(|line| line.starts_with("codebell: ")).collect();
    assert_eq!(own.len(), 1, "{error}");
    own[0].to_owned()
}

async fn printed(command: tokio::process::Command, arguments: &[&str]) -> String {
    let output = run(command, arguments).await;
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The files of a directory with what is in them, but for logs.
fn files(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(directory).expect("a directory").flatten();
    let files = entries.filter(|entry| entry.path().extension().is_none_or(|end| end != "log"));
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).unwrap_or_default())
    };
    files.map(read).collect()
}

async fn added_user(server: &Server) {
    let arguments = ["user", "add", "--email=bo@example.com", "--name=Bo", "--role=owner"];
    let output = run(server.command(), &arguments).await;
    assert!(output.status.success(), "{output:?}");
}

#[tokio::test]
async fn a_server_with_another_key_does_not_start_and_says_which_it_found_and_what_to_do() {
    let mut server = Server::start().await;
    assert!(server.stop().await.success());
    let file = server.data_dir().join("secret.key");
    let key = fs::read_to_string(&file).expect("a key");
    let ours = server.another(&[("CODEBELL_SECRET_KEY", OTHER_KEY)]);
    for arguments in [&["serve"][..], &["audit", "verify"], &["simulate"]] {
        let error = refused(ours.command(), arguments).await;
        assert!(error.contains("in CODEBELL_SECRET_KEY (fingerprint "), "{error}");
        assert!(error.contains("copy the file secret.key"), "{error}");
        assert!(!error.contains(OTHER_KEY) && !error.contains(key.trim()), "{error}");
    }
    let said = printed(ours.command(), &["doctor"]).await;
    assert!(said.contains("FAIL  secret key: the secret key in CODEBELL_SECRET_KEY"), "{said}");
    assert!(said.contains("ok    database: "), "{said}");

    let server = server.start_again().await;
    let said = printed(server.command(), &["doctor"]).await;
    assert!(said.contains("ok    secret key: in "), "{said}");
    assert_eq!(server.get("/readyz").await.status(), 200);
}

#[tokio::test]
async fn a_second_node_without_the_key_makes_none_and_serves_once_it_has_it() {
    let server = Server::start().await;
    let second = server.another(&[]);
    let error = refused(second.command(), &["serve"]).await;
    assert!(error.contains("was set up with a secret key (fingerprint "), "{error}");
    assert!(error.contains("CODEBELL_SECRET_KEY is not set"), "{error}");
    assert!(!second.data_dir().join("secret.key").exists(), "no key was made");

    let given = server.another(&[("CODEBELL_SECRET_KEY", &server.secret_key())]).start().await;
    assert_eq!(given.get("/readyz").await.status(), 200);
    let verified = run(given.command(), &["audit", "verify"]).await;
    assert!(verified.status.success(), "{verified:?}");
}

#[tokio::test]
async fn of_two_first_starts_at_once_one_makes_the_key_and_the_other_is_refused() {
    let database = TestDatabase::create().await;
    let url = database.url();
    let first = Server::builder_on_embedded_database().set("DATABASE_URL", &url);
    let second = Server::builder_on_embedded_database().set("DATABASE_URL", &url);
    let directories = [first.data_dir().to_owned(), second.data_dir().to_owned()];
    let served = |builder: &Builder| {
        let mut command = builder.command();
        command.arg("serve").stdout(std::process::Stdio::piped());
        command.stderr(std::process::Stdio::null());
        let mut process = command.spawn().expect("it starts");
        let out = process.stdout.take().expect("stdout");
        async move {
            use tokio::io::{AsyncBufReadExt, BufReader};
            let line = BufReader::new(out).lines().next_line().await.expect("readable");
            drop(process);
            line.is_some()
        }
    };
    let (first_serves, second_serves) = tokio::join!(served(&first), served(&second));
    assert!(first_serves != second_serves, "{first_serves} {second_serves}");
    let keys = directories.map(|directory| directory.join("secret.key").exists());
    assert_eq!(keys, [first_serves, second_serves]);
}

#[tokio::test]
async fn nothing_but_serve_makes_anything_and_other_commands_say_where_they_looked() {
    let empty = Server::builder_on_embedded_database();
    let directory = empty.data_dir().join("none");
    let at = ["--data-dir", directory.to_str().expect("text")];
    for arguments in [
        &["user", "add", "--email=bo@example.com", "--name=Bo", "--role=owner"][..],
        &["source", "add", "--provider=receivesms", "--name=A"],
        &["simulate"],
        &["audit", "verify"],
        &["migrate"],
        &["secrets", "reset", "--yes"],
    ] {
        let builder = Server::builder_on_embedded_database();
        let error = refused(builder.command(), &[arguments, &at].concat()).await;
        let is_key = arguments[0] == "secrets";
        assert!(is_key || error.contains("there is no installation in "), "{error}");
        assert!(error.contains(directory.to_str().expect("text")), "{error}");
        assert!(is_key || error.contains("CODEBELL_DATA_DIR"), "{error}");
        assert!(!directory.exists(), "{arguments:?} made {}", directory.display());
    }
    let said = printed(empty.command(), &[&["doctor"][..], &at].concat()).await;
    assert!(said.contains("FAIL  database: there is no installation in "), "{said}");
    assert!(!directory.exists(), "doctor made {}", directory.display());
}

#[tokio::test]
async fn doctor_only_looks() {
    let database = TestDatabase::create_unmigrated().await;
    let builder = Server::builder_on(database);
    let said = printed(builder.command(), &["doctor"]).await;
    assert!(said.contains("FAIL  database: the database has no tables of Codebell yet"), "{said}");
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    let tables: i64 = sqlx::query_scalar(tables)
        .fetch_one(&builder.database().pool().await)
        .await
        .expect("a count");
    assert_eq!((tables, files(builder.data_dir())), (0, BTreeMap::new()));

    let mut server = Server::builder_on_embedded_database().start().await;
    assert!(server.stop().await.success());
    let before = files(server.data_dir());
    let said = printed(server.command(), &["doctor"]).await;
    assert!(said.contains("ok    to back up: ") && said.contains("secret.key and "), "{said}");
    assert_eq!(files(server.data_dir()), before);
}

#[tokio::test]
async fn a_database_of_another_version_is_refused_with_what_mends_it() {
    let mut server = Server::start().await;
    assert!(server.stop().await.success());
    let pool = server.pool().await;
    let run_sql = async |statement: &'static str| {
        sqlx::raw_sql(statement).execute(&pool).await.expect("carried out");
    };
    run_sql(
        "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)",
    )
    .await;
    let error = refused(server.command(), &["audit", "verify"]).await;
    assert!(error.contains("lacks 1 migrations") && error.contains("codebell migrate"), "{error}");

    let server = Server::start().await;
    let pool = server.pool().await;
    let newer =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (99991231235959, 'of the future', true, '\\x00', 1);
                 UPDATE schema_maker SET version = '9.8.7'";
    sqlx::raw_sql(newer).execute(&pool).await.expect("carried out");
    for arguments in [&["serve", "--listen=127.0.0.1:0"][..], &["audit", "verify"], &["migrate"]] {
        let error = refused(server.command(), arguments).await;
        assert!(error.contains("upgrade Codebell to at least 9.8.7"), "{error}");
    }
}

#[tokio::test]
async fn a_database_from_before_there_was_a_check_takes_the_key_that_sealed_its_audit_log() {
    let mut server = Server::start().await;
    assert!(server.stop().await.success());
    let forget = "UPDATE installation SET key_check = NULL";
    sqlx::query(forget).execute(&server.pool().await).await.expect("forgotten");
    let other = server.another(&[("CODEBELL_SECRET_KEY", OTHER_KEY)]);
    let error = refused(other.command(), &["serve"]).await;
    assert!(error.contains("is not the one that this database was set up with"), "{error}");
    let without = server.another(&[]);
    let error = refused(without.command(), &["serve"]).await;
    assert!(error.contains("that is not here"), "{error}");

    let server = server.start_again().await;
    let is_known = "SELECT key_check IS NOT NULL FROM installation";
    let is_known: bool =
        sqlx::query_scalar(is_known).fetch_one(&server.pool().await).await.expect("an answer");
    assert!(is_known);
}

#[tokio::test]
async fn a_key_whose_database_is_gone_begins_no_new_installation() {
    let mut server = Server::builder_on_embedded_database().start().await;
    assert!(server.stop().await.success());
    let home = embedded::home(server.data_dir()).expect("a directory");
    let away = home.with_extension("away");
    fs::rename(&home, &away).expect("moved");
    let error = refused(server.command(), &["serve"]).await;
    assert!(error.contains("which is not there"), "{error}");
    // A directory of before it pointed at its database.
    let pointer = server.data_dir().join("installation.json");
    let text = fs::read_to_string(&pointer).expect("a pointer");
    fs::remove_file(&pointer).expect("removed");
    let error = refused(server.command(), &["serve"]).await;
    assert!(error.contains("secret.key is there and the database"), "{error}");
    assert!(!home.exists(), "nothing was made");

    fs::rename(&away, &home).expect("moved back");
    fs::write(&pointer, text).expect("written");
    assert_eq!(server.start_again().await.get("/readyz").await.status(), 200);
}

#[tokio::test]
async fn a_data_directory_that_is_moved_finds_its_database_wherever_that_is() {
    // As in /root: where root started it, PostgreSQL's account can't enter, and the database is elsewhere.
    let closed = TempDir::new().expect("a directory");
    let [from, to] = ["from", "to"].map(|name| closed.path().join(name));
    let at = |path: &Path| path.display().to_string();
    let builder = Server::builder_on_embedded_database().set("CODEBELL_DATA_DIR", &at(&from));
    let mut server = builder.start().await;
    added_user(&server).await;
    assert!(server.stop().await.success());
    fs::rename(&from, &to).expect("moved");
    let server = server.start_again_with("CODEBELL_DATA_DIR", &at(&to)).await;
    assert!(server.setup_token.is_none(), "the user is still there");
    let said = printed(server.command(), &["doctor"]).await;
    let home = codebell::db::directory::home_for_command(&to).expect("a directory");
    let named =
        format!("{} and the embedded database in {}", at(&to.join("secret.key")), at(&home));
    assert!(said.contains(&named), "{named} in {said}");
    if !home.starts_with(&to) {
        fs::remove_dir_all(&home).unwrap_or_default();
    }
}

#[tokio::test]
async fn a_directory_of_one_installation_refuses_the_database_of_another() {
    let mut server = Server::start().await;
    assert!(server.stop().await.success());
    let fresh = TestDatabase::create().await;
    let empty = TestDatabase::create_unmigrated().await;
    let mut command = server.command();
    command.env("DATABASE_URL", empty.url());
    let error = refused(command, &["serve"]).await;
    assert!(error.contains("belongs to another installation"), "{error}");
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    let tables: i64 =
        sqlx::query_scalar(tables).fetch_one(&empty.pool().await).await.expect("a count");
    assert_eq!(tables, 0, "it was not migrated");
    let renamed = "UPDATE installation SET id = gen_random_uuid()";
    sqlx::query(renamed).execute(&fresh.pool().await).await.expect("another installation");
    let mut command = server.command();
    command.env("DATABASE_URL", fresh.url());
    let error = refused(command, &["serve"]).await;
    assert!(error.contains("belongs to another installation"), "{error}");
    for arguments in [&["audit", "verify"][..], &["secrets", "reset", "--yes"]] {
        let mut command = server.command();
        command.env("DATABASE_URL", fresh.url());
        let error = refused(command, arguments).await;
        assert!(error.contains("belongs to another installation"), "{error}");
    }
    let mut command = server.command();
    command.env_remove("DATABASE_URL");
    let error = refused(command, &["serve"]).await;
    assert!(error.contains("DATABASE_URL is not set"), "{error}");
}

#[tokio::test]
async fn a_lost_key_is_replaced_only_on_purpose_and_that_is_written_down() {
    let mut server = Server::start().await;
    server.receive(1, "+12025550100", "Your code is 482913").await;
    assert!(server.stop().await.success());
    let new = server.another(&[("CODEBELL_SECRET_KEY", OTHER_KEY)]);
    let alone = run(new.command(), &["secrets", "reset"]).await;
    assert_eq!(alone.status.code(), Some(2), "{alone:?}");
    let error = refused(server.command(), &["secrets", "reset", "--yes"]).await;
    assert!(error.contains("nothing to reset"), "{error}");
    let server = server.start_again().await;
    let error = refused(new.command(), &["secrets", "reset", "--yes"]).await;
    assert!(error.contains("stop every node first"), "{error}");
    let mut server = server;
    assert!(server.stop().await.success());
    let done = run(new.command(), &["secrets", "reset", "--yes"]).await;
    assert!(done.status.success(), "{done:?}");
    let error = refused(server.command(), &["serve"]).await;
    assert!(error.contains("is not the one that this database was set up with"), "{error}");
    let said = printed(new.command(), &["doctor"]).await;
    let lost = "can't be decrypted, so that nothing comes in through them: JoltSMS, ReceiveSMS.ink";
    assert!(said.contains(lost), "{said}");
    let error = refused(new.command(), &["audit", "verify"]).await;
    assert!(
        error.contains("broken at entry 1: from here on it was written with a secret key"),
        "{error}"
    );
    let verified = printed(new.command(), &["audit", "verify", "--json"]).await;
    let verified: serde_json::Value = serde_json::from_str(&verified).expect("JSON");
    assert_eq!(verified["is_whole"], false, "what nobody can check is never called whole");
    let server = new.start().await;
    server.receive(2, "+12025550100", "Your code is 482914").await;
    let error = refused(server.command(), &["audit", "verify"]).await;
    assert!(error.contains("on it is whole"), "what follows is: {error}");

    let written = "SELECT count(*) FROM audit_log WHERE action = 'secret_key.reset'";
    let written: i64 =
        sqlx::query_scalar(written).fetch_one(&server.pool().await).await.expect("a count");
    assert_eq!(written, 1);
}
