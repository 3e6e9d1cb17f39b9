//! The embedded database as its users meet it: commands beside a server, two servers, left-overs.

use std::fs;
use std::process::Stdio;

use codebell::db::embedded;
use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt, BufReader};

use crate::harness::Server;

#[tokio::test]
async fn commands_use_the_running_servers_database_and_start_one_where_none_runs() {
    let mut server = Server::builder_on_embedded_database().start().await;
    let simulate = ["simulate", "--count", "3", "--interval", "1ms"];
    let output = server.command().args(simulate).output().await.expect("it runs");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 3);
    assert!(server.stop().await.success());
    let output = server.command().arg("doctor").output().await.expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("ok    database: PostgreSQL"), "{text}");
    let output = server.command().args(simulate).output().await.expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("no server answers") && error.trim().lines().count() == 1, "{error}");
}

#[tokio::test]
async fn a_second_server_on_the_same_data_directory_is_told_whom_it_would_disturb() {
    let server = Server::builder_on_embedded_database().start().await;
    let output =
        server.command().args(["serve", "--listen=127.0.0.1:0"]).output().await.expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        error.contains("another codebell serves") && error.contains("CODEBELL_DATA_DIR"),
        "{error}"
    );
    assert_eq!(server.get("/readyz").await.status(), 200);
}

#[tokio::test]
async fn a_server_that_was_killed_with_its_database_starts_again_whoever_has_the_process_id_now() {
    let mut server = Server::builder_on_embedded_database().start().await;
    server.receive(1, "+12025550100", "Your code is 482913").await;
    let home = embedded::home(server.data_dir()).expect("a directory");
    let lock = home.join("data/postmaster.pid");
    let text = fs::read_to_string(&lock).expect("a lock file");
    let pid: i32 = text.lines().next().expect("a line").parse().expect("a process id");
    let pid = Pid::from_raw(pid).expect("a process id");
    kill_process(pid, Signal::KILL).expect("killed");
    server.kill().await;
    // The id now belongs to a program that is no PostgreSQL: this one.
    let rest = text.split_once('\n').expect("lines").1;
    fs::write(&lock, format!("{}\n{rest}", std::process::id())).expect("written");
    let server = server.start_again().await;
    assert_eq!(server.get("/readyz").await.status(), 200);
}

#[tokio::test]
async fn a_machine_without_postgresql_is_told_how_to_get_it() {
    let empty = tempfile::tempdir().expect("a directory");
    let builder = Server::builder_on_embedded_database();
    let mut command = builder.command();
    command.args(["serve", "--postgres-bin"]).arg(empty.path());
    let output = command.output().await.expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("apt-get install postgresql"), "{error}");
    assert_eq!(error.trim().lines().count(), 1, "{error}");
}

#[tokio::test]
async fn a_data_directory_of_another_major_version_is_refused_and_left_alone() {
    let mut server = Server::builder_on_embedded_database().start().await;
    assert!(server.stop().await.success());
    let version = embedded::home(server.data_dir()).expect("a directory").join("data/PG_VERSION");
    fs::write(&version, "9\n").expect("written");
    let output =
        server.command().args(["serve", "--listen=127.0.0.1:0"]).output().await.expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("made by PostgreSQL 9"), "{error}");
    assert_eq!(fs::read_to_string(version).expect("readable"), "9\n");
}

#[tokio::test]
async fn data_that_lost_its_version_file_is_refused_and_never_made_anew() {
    let mut server = Server::builder_on_embedded_database().start().await;
    assert!(server.stop().await.success());
    let data = embedded::home(server.data_dir()).expect("a directory").join("data");
    fs::remove_file(data.join("PG_VERSION")).expect("removed");
    let output = server.command().args(["serve", "--listen=127.0.0.1:0"]).output().await;
    let output = output.expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("PG_VERSION") && error.contains("backup"), "{error}");
    assert!(data.join("base").is_dir(), "the data is still there");
}

#[tokio::test]
async fn the_database_ends_with_a_server_that_is_killed() {
    let mut server = Server::builder_on_embedded_database().start().await;
    let home = embedded::home(server.data_dir()).expect("a directory");
    let log = fs::File::open(home.join("postgres.log")).expect("a log");
    server.kill().await;
    // `tail --pid` ends when the database does.
    let pid = fs::read_to_string(home.join("data/postmaster.pid")).unwrap_or_default();
    if let Some(pid) = pid.lines().next() {
        let mut tail = tokio::process::Command::new("tail")
            .args(["--pid", pid, "-f", "/dev/null"])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("tail");
        let ended = tokio::time::timeout(std::time::Duration::from_secs(20), tail.wait()).await;
        assert!(ended.is_ok(), "the database outlives its server");
    }
    let mut lines = BufReader::new(tokio::fs::File::from_std(log)).lines();
    let mut is_shut_down = false;
    while let Some(line) = lines.next_line().await.expect("readable") {
        is_shut_down |= line.contains("database system is shut down");
    }
    assert!(is_shut_down, "it was shut down in order");
}

#[tokio::test]
async fn what_the_environment_says_of_other_databases_is_none_of_its_business() {
    let builder = Server::builder_on_embedded_database()
        .set("PGPORT", "1")
        .set("PGSSLMODE", "require")
        .set("PGOPTIONS", "-c search_path=nowhere");
    let server = builder.start().await;
    assert_eq!(server.get("/readyz").await.status(), 200);
}
