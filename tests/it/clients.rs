//! The API's document: valid, and what ordinary generators make of it works against the server.

use std::path::Path;

use codebell::auth::Role;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::harness::Server;

const NUMBER: &str = "+12025550100";

async fn run(generator: &str, url: &str, token: &str) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/run.sh");
    let output = Command::new(script).args([generator, url, token]).output().await;
    let output = output.expect("bash runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{generator}: {}{}(scripts/install.sh clients installs the generators)",
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout)
}

#[tokio::test]
async fn the_document_is_valid_as_openapi_3_1_has_it() {
    let server = Server::start().await;
    run("validator", &server.url, "").await;
}

#[tokio::test]
async fn clients_of_three_generators_list_messages_make_a_key_and_follow_with_it() {
    let server = Server::start().await;
    let owner = server.sign_in(Role::Owner).await;
    for code in 0..5_u64 {
        server.receive(code + 1, NUMBER, &format!("Your code is 48291{code}")).await;
    }
    let codes: Vec<String> = (0..5).map(|code| format!("48291{code}")).collect();
    let latest_first: Vec<&String> = codes.iter().rev().collect();
    for generator in ["openapi-python-client", "hey-api", "openapi-typescript"] {
        let printed = run(generator, &server.url, &owner.access_token).await;
        let done: Value = serde_json::from_str(&printed).expect("JSON");
        assert_eq!(done, json!({"listed": latest_first, "followed": codes}), "{generator}");
    }
    assert_eq!(owner.list("/api-keys").await.len(), 3);
}
