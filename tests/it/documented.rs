//! The commands and requests of README and docs, run as they stand there, against a server.
//!
//! A block of shell that is new is run, too, or named in [`NOT_RUN`] with what runs it instead.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::architecture::root;
use crate::harness::forwarding::open_to_loopback;
use crate::harness::member::PASSWORD;
use crate::harness::{Member, Server};

/// How a block begins, and what shows that it works.
const NOT_RUN: &[(&str, &str)] = &[
    ("make run", "the build itself, measured in docs/benchmarks.md"),
    ("make test", "this very run"),
    ("docker compose up -d\ndocker compose logs", "tests/container/prove.sh"),
    ("docker compose exec codebell codebell source", "tests/container/prove.sh"),
    ("docker compose run --rm init && docker", "tests/container/prove.sh"),
    ("git pull", "tests/container/prove.sh"),
    ("docker compose exec -T postgres pg_dump", "tests/container/prove.sh"),
    ("docker compose run --rm -e", "tests/container/prove.sh"),
    ("DATABASE_URL='postgres://codebell_owner", "serving_role, which has roles of its own"),
    ("sudo cp deploy/nginx", "proxies, which runs the file"),
    ("pg_dump -h /srv/codebell", "embedded clusters in `embedded`"),
    ("openssl rand -base64 32", "installation, which loses a key"),
];

/// A block of shell.
struct Block {
    file: String,
    line: usize,
    text: String,
}

fn blocks() -> Vec<Block> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("docs"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    files.insert(0, root().join("README.md"));
    let mut blocks = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("text");
        let file = path.strip_prefix(root()).expect("inside").display().to_string();
        let mut open: Option<Block> = None;
        for (at, line) in text.lines().enumerate() {
            match &mut open {
                None if line.trim() == "```sh" => {
                    let file = file.clone();
                    open = Some(Block { file, line: at + 1, text: String::new() });
                }
                Some(_) if line.trim() == "```" => blocks.extend(open.take()),
                Some(block) => {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                None => {}
            }
        }
    }
    blocks
}

/// Lines of settings only, as a file `.env` has them.
fn are_settings(text: &str) -> bool {
    text.lines().all(|line| {
        let name = line.split('=').next().unwrap_or_default();
        line.is_empty()
            || line.starts_with('#')
            || line.contains('=')
                && !line.contains(" codebell ")
                && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
    })
}

/// What the reader puts in the place of what stands in the documents.
struct Reader<'a> {
    server: &'a Server,
    owner: &'a Member<'a>,
    variables: BTreeMap<&'static str, String>,
}

impl Reader<'_> {
    fn adapted(&self, text: &str) -> String {
        let send = self.variables.get("SEND_ID").map_or("", String::as_str);
        let code = self.variables.get("SEND_CODE").map_or("482913", String::as_str);
        let now = codebell::clock::Clock::system().now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
        text.replace("target/release/codebell", "codebell")
            // A request that is refused is a failure.
            .replace("curl -s", "curl -sS --fail-with-body")
            .replace("curl -H", "curl -sS --fail-with-body -H")
            .replace("https://codes.example.com", &self.server.url)
            .replace("http://127.0.0.1:8080", &self.server.url)
            // Twilio's own name is not known everywhere.
            .replace(
                "\"auth_token\":",
                &format!("\"server\":\"{}\",\"auth_token\":", self.server.url),
            )
            .replace("cbk_…", &self.variables["CODEBELL_API_KEY"])
            .replace("\"password\":\"…\"", &format!("\"password\":\"{PASSWORD}\""))
            .replace("ana@example.com", "owner@example.com")
            .replace("01a22b42-409b-7730-a93c-149912c2ee89", send)
            .replace("••••••", code)
            .replace("2026-11-30T07:07:42Z", &now)
            // One number takes a code every 30 seconds.
            .replace(
                "{\"phone_number\":\"+6421234567\",\"otp\"",
                "{\"phone_number\":\"+6421234568\",\"otp\"",
            )
            .replace("AC…", "AC00000000000000000000000000000000")
            .replace("\"…\"", "\"0123456789abcdef0123456789abcdef\"")
            .replace("--count 5", "--count 2 --interval 1ms")
    }

    async fn run(&mut self, block: &Block) -> Result<String, String> {
        let bin = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_codebell"), bin.path().join("codebell"))
            .expect("a link");
        let path = std::env::join_paths(
            std::iter::once(bin.path().to_owned()).chain(codebell::config::search_path()),
        );
        let script = format!("set -euo pipefail\n{}", self.adapted(&block.text));
        let mut command = self.server.shell();
        command.arg("-c").arg(script).env("PATH", path.expect("a path"));
        command.current_dir(bin.path()).envs(&self.variables);
        let output = command.output().await.expect("bash runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, error) = (text(&output.stdout), text(&output.stderr));
        if !output.status.success() {
            return Err(format!("{}:{}: {out}{error}", block.file, block.line));
        }
        Ok(out)
    }

    /// What later blocks stand on.
    async fn after(&mut self, block: &Block, out: &str) {
        if block.text.contains("/otp/send") {
            let sent: Value = serde_json::from_str(out).expect("what was sent");
            self.variables.insert("SEND_ID", sent["id"].as_str().expect("an id").to_owned());
            let codes = self.owner.list("/messages?sender=MyApp&has_code=true").await;
            let newest = match codes.first() {
                Some(message) => message["code"].clone(),
                None => self.owner.list("/messages?has_code=true").await[0]["code"].clone(),
            };
            self.variables.insert("SEND_CODE", newest.as_str().expect("a code").to_owned());
        }
    }
}

#[test]
fn what_is_not_run_is_still_in_the_documents() {
    let all = blocks();
    assert!(all.len() > 30, "{}", all.len());
    for (begin, _) in NOT_RUN {
        assert!(all.iter().any(|block| block.text.starts_with(begin)), "{begin} is in no document");
    }
}

#[test]
fn settings_in_the_documents_can_be_used() {
    for block in blocks().into_iter().filter(|block| are_settings(&block.text)) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(".env"), &block.text).expect("written");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_codebell"));
        let command = command.args(["config", "check"]).env_clear().current_dir(folder.path());
        let output = command.output().expect("it runs");
        // The documents name a file that is not here.
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        let is_fine = output.status.success() || error.contains("/etc/codebell/ca.pem");
        assert!(is_fine, "{}:{}: {error}", block.file, block.line);
    }
}

#[tokio::test]
async fn commands_and_requests_in_the_documents_do_what_they_say() {
    let builder = open_to_loopback().await.set("SEALROUTE_WEBHOOK_TOKEN", "sealroute-token");
    let server = builder.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let new = json!({"name": "Docs", "scopes": ["messages:read", "otp"]});
    let (_, made) = owner.call(Method::POST, "/api-keys", Some(new)).await;
    let second = Some(json!({"phone_number": "+6421234568", "access": "team"}));
    owner.call(Method::POST, "/numbers", second).await;
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let mut variables = BTreeMap::from([
        ("CODEBELL_URL", server.url.clone()),
        ("CODEBELL_API_KEY", text(&made["key"])),
        ("TOKEN", owner.access_token.clone()),
        ("SECRET", "a secret of the gateway".to_owned()),
        ("MARKETING_SECRET", "whsec_marketing".to_owned()),
        ("CONTRACTS_TOKEN", "contracts-token".to_owned()),
        ("SEALROUTE_WEBHOOK_TOKEN", "sealroute-token".to_owned()),
    ]);
    let sources = owner.list("/sources").await;
    let sealroute = sources.iter().find(|source| source["provider"] == "sealroute");
    variables.insert("SOURCE_ID", text(&sealroute.expect("the source")["id"]));
    let mut reader = Reader { server: &server, owner: &owner, variables };

    // A gateway and a number come first, as its document says.
    let mut all = blocks();
    all.sort_by_key(|block| block.file != "docs/send-codes.md");
    let mut failures = Vec::new();
    for block in all {
        let is_run = !are_settings(&block.text)
            && !NOT_RUN.iter().any(|(begin, _)| block.text.starts_with(begin));
        if !is_run {
            continue;
        }
        if block.text.contains("$NUMBER_ID") {
            let numbers = owner.list("/numbers").await;
            let own = numbers.iter().find(|number| number["phone_number"] == "+6421234567");
            let id = own.map(|number| text(&number["id"])).unwrap_or_default();
            reader.variables.insert("NUMBER_ID", id);
        }
        match reader.run(&block).await {
            Ok(out) => reader.after(&block, &out).await,
            Err(failure) => failures.push(failure),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
