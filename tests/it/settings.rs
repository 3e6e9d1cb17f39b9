//! Every setting is where its reader looks for it, and one that can't work is refused with the mend.

use std::fs;
use std::process::{Command, Output};

use codebell::config::search_path;
use serde_json::Value;
use tempfile::TempDir;

/// What `codebell config list` says it reads from the environment.
fn settings() -> Vec<String> {
    let list =
        Command::new(env!("CARGO_BIN_EXE_codebell")).args(["config", "list", "--json"]).output();
    let list: Value = serde_json::from_slice(&list.expect("it runs").stdout).expect("JSON");
    let names = list.as_array().expect("a list").iter();
    let names: Vec<String> =
        names.map(|setting| setting["name"].as_str().expect("a name").to_owned()).collect();
    assert!(names.iter().any(|name| name == "CODEBELL_LISTEN"), "settings are listed");
    names
}

#[test]
fn every_setting_is_in_its_document_and_in_the_example_of_a_settings_file() {
    let table = include_str!("../../docs/settings.md");
    let example = include_str!("../../.env.example");
    for name in settings() {
        assert!(table.contains(&format!("`{name}`")), "docs/settings.md does not name {name}");
        assert!(example.contains(&format!("\n#{name}=")), ".env.example does not have {name}");
    }
}

#[test]
fn the_example_of_a_settings_file_has_no_setting_that_is_none() {
    let (own, _) = include_str!("../../.env.example")
        .split_once("# Only for the containers")
        .expect("those of the containers come last");
    let known = settings();
    let lines = own.lines().filter_map(|line| line.strip_prefix('#')?.split_once('='));
    for (name, _) in
        lines.filter(|(name, _)| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
    {
        assert!(known.iter().any(|known| known == name), "there is no setting {name}");
    }
}

#[test]
fn every_setting_reaches_the_server_in_its_container() {
    // What the image decides, and what is made at the first start.
    const DECIDED: [&str; 5] = [
        "CODEBELL_LISTEN",
        "CODEBELL_DATA_DIR",
        "CODEBELL_POSTGRES_BIN",
        "CODEBELL_SECRET_KEY",
        "DATABASE_URL",
    ];
    let compose = include_str!("../../docker-compose.yml");
    for name in settings().iter().filter(|name| !DECIDED.contains(&name.as_str())) {
        let is_passed = compose.lines().any(|line| {
            let line = line.trim().trim_start_matches("- ");
            line.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        });
        assert!(is_passed, "docker-compose.yml does not pass {name} on");
    }
}

/// `codebell config check` in a directory with this `.env`, and nothing else in the environment.
fn check(env_file: &str, environment: &[(&str, &str)]) -> (TempDir, Output) {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join(".env"), env_file).expect("written");
    let output = check_in(&directory, environment);
    (directory, output)
}

fn check_in(directory: &TempDir, environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_codebell"));
    command.args(["config", "check"]).env_clear().current_dir(directory.path());
    command.env("PATH", std::env::join_paths(search_path()).expect("a PATH"));
    command.envs(environment.iter().copied()).output().expect("it runs")
}

/// What is said of a `.env` that is refused, in one line that holds no value.
fn refused(env_file: &str, environment: &[(&str, &str)]) -> String {
    let (directory, output) = check(env_file, environment);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{env_file}: {error}");
    assert_eq!(error.trim().lines().count(), 1, "{error}");
    assert!(!error.contains("hunter2"), "{error}");
    drop(directory);
    error
}

#[test]
fn every_line_of_the_example_can_be_read_without_its_comment_sign() {
    const KEY: &str = "U2zvwXmgjvA0uJ8EmsQJSRqBVjjGpdH1CLmpdlyDCS4=";
    let is_setting = |line: &&str| {
        line.strip_prefix('#')
            .is_some_and(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    let lines: Vec<&str> = include_str!("../../.env.example")
        .lines()
        .filter(is_setting)
        .map(|line| &line[1..])
        .collect();
    let known = settings();
    let named = |name: &str| lines.iter().any(|line| line.starts_with(&format!("{name}=")));
    assert!(known.iter().all(|name| named(name)), "all are there");
    let text = lines.join("\n").replace("32 random bytes in base64", KEY);
    let (_directory, output) = check(&text, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let error = refused("CODEBELL_SECRET_KEY=32 random bytes in base64", &[]);
    assert!(error.contains("openssl rand -base64 32"), "{error}");
}

#[test]
fn a_settings_file_that_cannot_be_read_is_named_by_its_line_and_no_value_is_told() {
    for (text, words) in [
        ("\nhunter2", "line 2 of .env"),
        ("SMTP_URL='smtp://u:hunter2@host", "line 1 of .env"),
        ("CODEBELL_LISTN=hunter2", "did you mean CODEBELL_LISTEN?"),
        ("CODEBELL_NO_SUCH_THING=hunter2", "no setting CODEBELL_NO_SUCH_THING (line 1 of .env)"),
        ("DATABSE_URL=hunter2", "did you mean DATABASE_URL?"),
        ("SMTP_URL=hunter2\0", "line 1 of .env"),
        ("CODEBELL_LOG=infoo", "\"infoo\" is no level"),
        ("DATABASE_URL=mysql://u:hunter2@h/db", "not a PostgreSQL URL"),
        ("CODEBELL_LOG=info\nCODEBELL_LOG=hunter2", "twice in .env, on lines 1 and 2"),
        ("JOLTSMS_WEBHOOK_SECRET=", "JOLTSMS_WEBHOOK_SECRET is empty (line 1 of .env)"),
        ("JOLTSMS_WEBHOOK_SECRET=\" , \"", "JOLTSMS_WEBHOOK_SECRET holds no secret"),
        ("DATABASE_URL_FILE=/no/such/file", "/no/such/file of DATABASE_URL_FILE"),
        ("SMTP_URL=hunter2\nSMTP_URL_FILE=/dev/null", "both SMTP_URL and SMTP_URL_FILE"),
    ] {
        let error = refused(text, &[]);
        assert!(error.contains(words), "{text}: {error}");
    }
    let error = refused("", &[("CODEBELL_PUBLIC_ULR", "hunter2")]);
    assert!(error.contains("did you mean CODEBELL_PUBLIC_URL?"), "{error}");
    // A cluster names addresses of its services like this.
    let (_directory, output) = check("", &[("CODEBELL_SERVICE_HOST", "10.0.0.1")]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_public_url_that_nobody_could_use_is_refused_without_what_it_holds() {
    for url in [
        "ftp://codes.example.com",
        "https://codes.example.com?team=hunter2",
        "https://ann:hunter2@codes.example.com",
        "https://codes.example.com/api/codes",
        "https://codes.example.com/code%20bell",
        "https://codes.example.com/a//b",
        "https://codes.example.com,www.example.com",
        "mailto:hunter2@example.com",
    ] {
        let error = refused(&format!("CODEBELL_PUBLIC_URL={url}"), &[]);
        assert!(error.contains("CODEBELL_PUBLIC_URL "), "{error}");
        assert!(error.contains("write it as https://") || error.contains("leave"), "{error}");
    }
}

#[test]
fn networks_are_addresses_too_and_spaces_between_them_are_none_of_them() {
    let text = "CODEBELL_TRUSTED_PROXIES=10.0.0.7, 192.168.0.0/16 ,::1";
    let (_directory, output) = check(text, &[]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn the_settings_file_of_another_directory_is_not_read_and_the_environment_wins() {
    let (directory, output) = check("CODEBELL_LOG=codebell=loud", &[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let output = check_in(&directory, &[("CODEBELL_LOG", "info")]);
    assert!(output.status.success(), "{output:?}");
    let below = tempfile::tempdir_in(directory.path()).expect("a directory");
    let output = check_in(&below, &[]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_secret_can_stand_in_a_file_of_its_own() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("key");
    fs::write(&file, "hunter2\n").expect("written");
    let path = file.display().to_string();
    let output = check_in(&directory, &[("CODEBELL_SECRET_KEY_FILE", &path)]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("CODEBELL_SECRET_KEY is not 32 bytes in base64"), "{error}");
    assert!(!error.contains("hunter2"), "{error}");
    fs::write(&file, "U2zvwXmgjvA0uJ8EmsQJSRqBVjjGpdH1CLmpdlyDCS4=\n").expect("written");
    let output = check_in(&directory, &[("CODEBELL_SECRET_KEY_FILE", &path)]);
    assert!(output.status.success(), "{output:?}");
}
