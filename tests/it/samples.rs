//! The samples of the documentation, each run as it is: they send a code, read it from their terminal and
//! tell a right one from a wrong one.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use codebell::config::search_path;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::harness::{Member, signed_in};

/// The right code goes to one, a wrong one to the other: nothing is sent twice to a number within 30 s.
const NUMBERS: [&str; 2] = ["+6421234567", "+6421234568"];
/// Go compiles its standard library first.
const PATIENCE: Duration = Duration::from_secs(180);

#[tokio::test]
async fn the_sample_in_javascript_verifies_a_code() {
    proves_itself("node", &[&sample("javascript/send-code.mjs")]).await;
}

#[tokio::test]
async fn the_sample_in_python_verifies_a_code() {
    proves_itself("python3", &[&sample("python/send_code.py")]).await;
}

#[tokio::test]
async fn the_sample_in_go_verifies_a_code() {
    proves_itself("go", &["run".as_ref(), &sample("go/send_code.go")]).await;
}

#[tokio::test]
async fn the_sample_in_rust_verifies_a_code() {
    // Beside the program; `cargo test` builds it with all tests, not with one of them.
    let program = Path::new(env!("CARGO_BIN_EXE_codebell"));
    let example = program.with_file_name("examples").join("send_code");
    assert!(example.exists(), "it is not built: cargo build --example send_code");
    proves_itself(example.to_str().expect("UTF-8"), &[]).await;
}

fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/samples").join(path)
}

/// Runs a sample against a server of its own, with a right and with a wrong code.
async fn proves_itself(program: &str, arguments: &[&Path]) {
    signed_in!(server, owner: Owner);
    let gateway = json!({"kind": "loopback", "name": "Loopback"});
    assert_eq!(owner.call(Method::POST, "/gateways", Some(gateway)).await.0, 201);
    for number in NUMBERS {
        let number = json!({"phone_number": number, "access": "team"});
        assert_eq!(owner.call(Method::POST, "/numbers", Some(number)).await.0, 201);
    }
    let key = json!({"name": "Sample", "scopes": ["otp"]});
    let key = owner.call(Method::POST, "/api-keys", Some(key)).await.1["key"].clone();
    let run = async |number: &str, is_right: bool| {
        let mut process = Command::new(program)
            .args(arguments)
            .args([number, "MyApp"])
            .env_clear()
            .env("PATH", std::env::join_paths(search_path()).expect("a PATH"))
            // Go keeps what it compiled below it.
            .env("HOME", env!("CARGO_TARGET_TMPDIR"))
            .env("CODEBELL_URL", &server.url)
            .env("CODEBELL_API_KEY", key.as_str().expect("a key"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        let mut terminal = process.stdin.take().expect("stdin");
        let output = tokio::spawn(process.wait_with_output());
        let code = code_for(&owner, number, || output.is_finished()).await;
        let typed = if is_right { code.unwrap_or_default() } else { "0000".to_owned() };
        // A sample that has ended reads nothing; what it said is shown below.
        let _ = terminal.write_all(format!("{typed}\n").as_bytes()).await;
        drop(terminal);
        let ended = tokio::time::timeout(PATIENCE, output).await.expect("it ends");
        ended.expect("it ran").expect("its output")
    };
    for (number, is_right, said, status) in
        [(NUMBERS[0], true, "verified", 0), (NUMBERS[1], false, "not verified", 1)]
    {
        let Output { status: ended, stdout, stderr } = run(number, is_right).await;
        let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        // What it asks for may stand on the same line.
        let last = stdout.lines().last().unwrap_or_default();
        let last = last.strip_prefix("Code: ").unwrap_or(last);
        assert_eq!((last, ended.code()), (said, Some(status)), "{program}: {stdout}{stderr}");
    }
    let sent = owner.list("/otp").await;
    assert_eq!(sent.len(), NUMBERS.len(), "{sent:?}");
}

/// The code that the inbox has for a number, unless the sample ends first.
async fn code_for(
    owner: &Member<'_>,
    number: &str,
    has_ended: impl Fn() -> bool,
) -> Option<String> {
    loop {
        let messages: Vec<Value> = owner.list("/messages").await;
        let message = messages.iter().find(|message| message["number"]["phone_number"] == number);
        if let Some(message) = message {
            return message["code"].as_str().map(str::to_owned);
        }
        if has_ended() {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
