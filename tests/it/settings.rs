//! Every setting is where its reader looks for it.

use std::process::Command;

/// What `codebell --help` says it reads from the environment.
fn settings() -> Vec<String> {
    let help = Command::new(env!("CARGO_BIN_EXE_codebell")).arg("--help").output();
    let help = String::from_utf8(help.expect("it runs").stdout).expect("text");
    let names = help.split("[env: ").skip(1);
    let end = |text: &str| text.find(['=', ']']).unwrap_or(text.len());
    let names: Vec<String> = names.map(|text| text[..end(text)].to_owned()).collect();
    assert!(names.iter().any(|name| name == "CODEBELL_LISTEN"), "settings are found in the help");
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
