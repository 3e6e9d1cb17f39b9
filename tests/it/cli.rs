//! The command line as scripts use it.

use std::process::Stdio;

use clap::ValueEnum;
use codebell::auth::Role;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use crate::harness::Server;
use crate::harness::provider::hmac_sha256_hex;
use crate::harness::source::providers_of_messages;

struct Finished {
    code: i32,
    stdout: String,
    stderr: String,
}

async fn run(mut command: tokio::process::Command, input: &str) -> Finished {
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = process.stdin.take().expect("stdin");
    stdin.write_all(input.as_bytes()).await.expect("written");
    drop(stdin);
    let output = process.wait_with_output().await.expect("it ends");
    Finished {
        code: output.status.code().expect("a code"),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

#[tokio::test]
async fn extract_answers_a_line_for_a_line_in_order() {
    let builder = Server::builder_on_embedded_database();
    let mut command = builder.command();
    command.args(["extract", "--jsonl"]);
    let input = "{\"text\":\"Your code is 482913. Valid for 5 minutes.\",\"sender\":\"Acme\"}\n{\"text\":\"Hello\"}\n";
    let answer = run(command, input).await;
    let lines: Vec<Value> =
        answer.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["code"], &lines[0]["service"]), (&"482913".into(), &"Acme".into()));
    assert_eq!(
        (&lines[0]["expires_in_seconds"], &lines[0]["candidates"]),
        (&300.into(), &json!(["482913"]))
    );
    assert_eq!((&lines[1]["code"], &lines[1]["candidates"]), (&Value::Null, &json!([])));
}

#[tokio::test]
async fn extract_takes_one_text_and_says_which_line_is_wrong() {
    let builder = Server::builder_on_embedded_database();
    let mut command = builder.command();
    command.args(["extract", "G-482913 is your Google code"]);
    let answer = run(command, "").await;
    assert!(answer.stdout.contains("\"code\":\"482913\""), "{}", answer.stdout);
    let builder = Server::builder_on_embedded_database();
    let mut command = builder.command();
    command.args(["extract", "--jsonl"]);
    let answer = run(command, "{\"text\":\"a\"}\nnonsense\n").await;
    assert_eq!(answer.code, 1);
    assert!(answer.stderr.contains("line 2"), "{}", answer.stderr);
}

#[tokio::test]
async fn a_user_is_added_with_a_password_from_stdin_and_only_once() {
    let server = Server::start().await;
    let add_as = |email: &str, role: &str| {
        let mut command = server.command();
        command.args(["user", "add", "--email", email, "--name", "Bo", "--role", role]);
        command.arg("--password-stdin");
        command
    };
    let add = |email: &str| add_as(email, "manager");
    let alone = run(add("bo@example.com"), "correct horse battery staple\n").await;
    assert_eq!(alone.code, 1);
    assert!(alone.stderr.contains("add an Owner first"), "{}", alone.stderr);
    let first = run(add_as("ann@example.com", "owner"), "correct horse battery staple\n").await;
    assert_eq!(first.code, 0, "{}", first.stderr);
    let answer = run(add("bo@example.com"), "correct horse battery staple\n").await;
    assert_eq!(answer.code, 0, "{}", answer.stderr);
    assert!(answer.stdout.trim().parse::<uuid::Uuid>().is_ok(), "{}", answer.stdout);
    server.log_in("bo@example.com").await;
    let again = run(add("BO@example.com"), "correct horse battery staple").await;
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("already"), "{}", again.stderr);
    for role in Role::value_variants() {
        let email = format!("new-{role}@example.com");
        let answer = run(add_as(&email, role.as_str()), "correct horse battery staple\n").await;
        assert_eq!(answer.code, 0, "{}", answer.stderr);
        let me = server.log_in(&email).await.get("/me").await;
        assert_eq!(me["user"]["role"], role.as_str());
    }
    let unknown = run(add_as("di@example.com", "boss"), "").await;
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("viewer, manager, owner, auditor"), "{}", unknown.stderr);
    let short = run(add("cy@example.com"), "short").await;
    assert!(short.code == 1 && short.stderr.contains("12 characters"), "{}", short.stderr);
}

#[tokio::test]
async fn a_generic_source_is_added_with_its_scheme_and_fields_and_works_at_once() {
    let server = Server::start().await;
    let mut command = server.command();
    command.args([
        "source",
        "add",
        "--provider",
        "generic",
        "--name",
        "Own",
        "--slug",
        "own",
        "--secret-stdin",
    ]);
    command.args([
        "--scheme",
        r#"{"header":"X-Own","template":"{timestamp}.{body}","timestamp_header":"X-Time"}"#,
    ]);
    command.args(["--fields", r#"{"from":"/sms/0/src","to":"/sms/0/dst","text":"/sms/0/txt"}"#]);
    let answer = run(command, "first\nsecond\n").await;
    assert_eq!(answer.code, 0, "{}", answer.stderr);
    assert_eq!(answer.stdout.trim(), format!("{}/webhooks/own", server.url));
    let body =
        json!({"sms": [{"src": "Acme", "dst": "+12025550100", "txt": "Your code is 482913"}]})
            .to_string();
    let time = codebell::clock::Clock::system().now().timestamp().to_string();
    for secret in ["first", "second"] {
        let signature = hmac_sha256_hex(secret, &[time.as_bytes(), b".", body.as_bytes()]);
        let answer =
            server.post("own", &[("x-own", &signature), ("x-time", &time)], body.clone()).await;
        assert_eq!(answer.status(), 200);
    }
}

#[tokio::test]
async fn a_source_that_could_be_forged_is_not_added() {
    let server = Server::start().await;
    for (arguments, reason) in [
        (
            vec![
                "--provider",
                "generic",
                "--scheme",
                r#"{"header":"X","template":"{timestamp}","timestamp_header":"T"}"#,
            ],
            "{body}",
        ),
        (
            vec!["--provider", "generic", "--scheme", r#"{"header":"X","timestamp_header":"T"}"#],
            "{timestamp}",
        ),
        (vec!["--provider", "generic", "--scheme", r#"{"header":"X","hash":"md5"}"#], "hash"),
        (vec!["--provider", "generic", "--fields", r#"{"from":"data.from"}"#], "JSON pointer"),
        (vec!["--provider", "websms", "--slug", "websms"], "must be a secret"),
        (vec!["--provider", "nobody"], "joltsms"),
        (vec!["--provider", "receivesms", "--slug", "receivesms"], "already"),
        (vec!["--provider", "receivesms", "--secret-env", "NOT_SET"], "NOT_SET"),
    ] {
        let mut command = server.command();
        command.args(["source", "add", "--name", "Own"]).args(&arguments);
        let answer = run(command, "").await;
        assert!([1, 2].contains(&answer.code), "{arguments:?}");
        assert!(answer.stderr.contains(reason), "{arguments:?}: {}", answer.stderr);
    }
}

#[tokio::test]
async fn every_provider_can_be_simulated_and_its_messages_have_codes() {
    let server = Server::start().await;
    let mut providers = providers_of_messages();
    for provider in &providers {
        let mut command = server.command();
        command.args([
            "simulate",
            "--provider",
            provider,
            "--count",
            "2",
            "--interval",
            "1ms",
            "--to",
            "+12025550199",
        ]);
        let answer = run(command, "").await;
        assert_eq!(answer.code, 0, "{provider}: {}", answer.stderr);
        assert_eq!(answer.stdout.lines().count(), 2);
    }
    let rows: Vec<(String, bool)> = sqlx::query_as(
        "SELECT provider, bool_and(code IS NOT NULL) FROM messages JOIN sources ON sources.id = source_id GROUP BY 1 ORDER BY 1",
    )
    .fetch_all(&server.pool().await)
    .await
    .expect("rows");
    providers.sort_unstable();
    let expected: Vec<_> = providers.iter().map(|name| ((*name).to_owned(), true)).collect();
    assert_eq!(rows, expected);
}

#[tokio::test]
async fn wrong_usage_exits_with_2_and_a_setting_that_cannot_work_with_1_and_what_to_mend() {
    let builder = Server::builder_on_embedded_database();
    let mut command = builder.command();
    command.arg("--nonsense");
    assert_eq!(run(command, "").await.code, 2);
    for (name, value, mend) in [
        ("DATABASE_URL", "mysql://user:hunter2@host/db", "postgres://"),
        ("CODEBELL_SECRET_KEY", "hunter2", "openssl rand"),
        ("CODEBELL_LOG", "codebell=loud", "CODEBELL_LOG"),
    ] {
        let builder = Server::builder().await.set(name, value);
        let mut command = builder.command();
        command.arg("serve");
        let answer = run(command, "").await;
        assert_eq!(answer.code, 1, "{name}: {}", answer.stderr);
        assert!(
            answer.stderr.contains(mend) && !answer.stderr.contains("hunter2"),
            "{}",
            answer.stderr
        );
    }
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let server = Server::start().await;
    let another =
        Server::builder().await.set("CODEBELL_LISTEN", server.url.trim_start_matches("http://"));
    let mut command = another.command();
    command.arg("serve");
    let answer = run(command, "").await;
    assert_eq!(answer.code, 1);
    assert!(
        answer.stderr.contains("cannot listen at") && answer.stderr.contains("CODEBELL_LISTEN"),
        "{}",
        answer.stderr
    );
}

#[tokio::test]
async fn doctor_says_what_to_mend_and_fails() {
    let builder = Server::builder()
        .await
        .set("CODEBELL_TRUSTED_PROXIES", "0.0.0.0/0")
        .set("CODEBELL_PUBLIC_URL", "http://codes.example.com");
    let mut command = builder.command();
    command.arg("doctor");
    let answer = run(command, "").await;
    assert_eq!(answer.code, 1);
    for part in
        ["FAIL  public URL", "use https", "FAIL  proxy headers", "ok    database", "ok    clock"]
    {
        assert!(answer.stdout.contains(part), "{part} in {}", answer.stdout);
    }
}

#[tokio::test]
async fn a_reader_that_has_had_enough_and_a_disk_that_is_full_are_no_panic() {
    let builder = Server::builder_on_embedded_database();
    let binary = builder.command().as_std().get_program().to_owned();
    for (script, code, words) in [
        ("set -o pipefail; \"$0\" openapi | head -c 1 >/dev/null", 0, ""),
        ("\"$0\" openapi >/dev/full", 1, "No space left"),
        ("\"$0\" extract 'Your code is 482913' >/dev/full", 1, "No space left"),
    ] {
        let mut shell = tokio::process::Command::new("bash");
        shell.arg("-c").arg(script).arg(&binary).current_dir(builder.data_dir());
        let answer = run(shell, "").await;
        assert_eq!(answer.code, code, "{script}: {}", answer.stderr);
        assert!(
            answer.stderr.contains(words) && !answer.stderr.contains("panic"),
            "{}",
            answer.stderr
        );
    }
}
