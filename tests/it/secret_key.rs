//! The secret key: how it is made, and which the server refuses to work with.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;
use tokio::time::timeout;

use crate::harness::Server;
use crate::harness::server::Builder;

const REFUSED: Duration = Duration::from_secs(30);
const STARTED: Duration = Duration::from_secs(60);

/// `codebell serve`, which is refused; what it says.
async fn refused(builder: &Builder) -> String {
    let output = timeout(REFUSED, builder.command().arg("serve").output()).await;
    let output = output.expect("it does not serve").expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(error.trim().lines().count(), 1, "{error}");
    error
}

/// Has a server start after a line of shell, in the same process, and ends it.
async fn serve_after(script: &str, builder: &Builder) {
    let command = builder.command();
    let command = command.as_std();
    let settings = command.get_envs().filter_map(|(name, value)| Some((name, value?)));
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{script}; exec \"$0\" serve")).arg(command.get_program());
    shell.env_clear().envs(settings).current_dir(builder.data_dir());
    shell.stdout(Stdio::piped()).kill_on_drop(true);
    let mut server = shell.spawn().expect("it runs");
    let out = server.stdout.take().expect("stdout");
    let line = timeout(STARTED, BufReader::new(out).lines().next_line()).await;
    assert!(matches!(line, Ok(Ok(Some(_)))), "it serves");
}

async fn doctor(builder: &Builder) -> String {
    let output = builder.command().arg("doctor").output().await.expect("it runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

#[tokio::test]
async fn a_key_that_can_be_guessed_is_refused_wherever_it_stands() {
    let counting: Vec<u8> = (0..32).collect();
    for key in [&[0; 32][..], &[7; 32], &counting, b"correct horse battery staple 123"] {
        let key = STANDARD.encode(key);
        let builder = Server::builder().await.set("CODEBELL_SECRET_KEY", &key);
        let error = refused(&builder).await;
        assert!(error.contains("CODEBELL_SECRET_KEY is no random key"), "{error}");
        assert!(error.contains("openssl rand -base64 32") && !error.contains(&key), "{error}");
        assert!(error.contains("signs in again"), "what it costs: {error}");

        let builder = Server::builder().await;
        let file = builder.data_dir().join("secret.key");
        fs::write(&file, key).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("permissions");
        let error = refused(&builder).await;
        assert!(error.contains("secret.key is no random key"), "{error}");
    }
}

#[tokio::test]
async fn a_key_file_that_others_can_read_is_refused_with_the_command_that_closes_it() {
    let builder = Server::builder().await;
    serve_after("true", &builder).await;
    let file = builder.data_dir().join("secret.key");
    for open in [0o644, 0o640, 0o604] {
        fs::set_permissions(&file, fs::Permissions::from_mode(open)).expect("permissions");
        let error = refused(&builder).await;
        assert!(error.contains(&format!("mode {open:04o}")), "{error}");
        assert!(error.contains(&format!("chmod 600 {}", file.display())), "{error}");
        let said = doctor(&builder).await;
        assert!(said.contains("FAIL  secret key") && said.contains("chmod 600"), "{said}");
    }
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("permissions");
    builder.start().await;
}

#[tokio::test]
async fn the_key_file_is_made_for_its_owner_alone_whatever_the_system_would_allow() {
    let builder = Server::builder().await;
    serve_after("umask 0", &builder).await;
    assert_eq!(mode(&builder.data_dir().join("secret.key")), 0o600);
}

#[tokio::test]
async fn what_a_killed_process_left_of_a_key_does_not_stop_a_start_with_its_process_id() {
    let builder = Server::builder().await;
    serve_after("touch secret.key.$$", &builder).await;
}
