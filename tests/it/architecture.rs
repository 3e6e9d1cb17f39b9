//! Who may import whom. A new edge is added here, with its reason.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use codebell::inbound::PROVIDERS;

/// Files of the root and folders that every slice may import.
const GROUND: &[&str] = &[
    "clock",
    "config",
    "context",
    "csv",
    "db",
    "egress",
    "error",
    "fields",
    "http",
    "id",
    "mail",
    "patterns",
    "pointer",
    "random",
    "secrets",
    "sentence",
    "shutdown",
    "tally",
    "telemetry",
    "turns",
    "origin",
    "numbers::PhoneNumber",
    "numbers::NumberRef",
    "audit",
    "auth",
];

/// Ground that stands on the rest of the ground: what is done is written down, and so is who asks.
const GROUND_SLICES: [&str; 2] = ["audit", "auth"];

/// Edges between slices.
const EDGES: &[(&str, &str)] = &[
    // A webhook's source says how it is signed, and its message is stored.
    ("inbound", "sources"),
    ("inbound", "ingest"),
    // What came in is read and written as a message; ingest says when, in one commit with its number.
    ("inbound", "messages"),
    ("ingest", "messages"),
    ("messages", "extraction"),
    ("ingest", "extraction"),
    ("ingest", "numbers"),
    // Who uses a code is told with the message, and corrections are written like new ones.
    ("inbox", "messages"),
    ("code_rules", "messages"),
    ("otp", "messages"),
    ("first_run", "messages"),
    // The team's own rules say first what the code is, and also of the last messages.
    ("ingest", "code_rules"),
    ("code_rules", "extraction"),
    ("code_rules", "inbox"),
    // A rule for codes, too, acts on a restricted number only where its maker reads it.
    ("code_rules", "channels"),
    // What is to be forwarded is put into the outbox in the commit of its message.
    ("ingest", "channels"),
    ("ingest", "delivery"),
    // A rule that takes too long is switched off, which is told of.
    ("ingest", "notices"),
    ("delivery", "channels"),
    // Channels that fail are told of, as what providers tell is.
    ("delivery", "notices"),
    // A rule is asked about kinds of notices.
    ("channels", "notices"),
    // A changed audit log is told of, and refusals that were counted are written down.
    ("watch", "delivery"),
    ("watch", "notices"),
    ("watch", "sources"),
    // Every hour each slice deletes what it keeps no longer, and numbers that fell silent are told of.
    ("housekeeping", "delivery"),
    ("housekeeping", "notices"),
    ("housekeeping", "otp"),
    // How much waits is a metric.
    ("metrics", "delivery"),
    ("inbound", "delivery"),
    ("inbound", "notices"),
    ("inbound", "numbers"),
    // What providers tell of codes that were sent, and what they have us send.
    ("inbound", "otp"),
    // Codes to the inbox's own numbers go into it without any SMS.
    ("otp", "ingest"),
    ("otp", "numbers"),
    ("otp", "sources"),
    // Codes are read as people type them.
    ("otp", "extraction"),
    // A day's limit and a silent number are told of.
    ("otp", "delivery"),
    ("otp", "notices"),
    // Demo messages go the way of webhooks, to numbers and from a source that leave with them.
    ("first_run", "inbound"),
    ("first_run", "ingest"),
    ("first_run", "numbers"),
    ("first_run", "sources"),
    // What came before a member joined counts as read.
    ("accounts", "inbox"),
    // Who joins gets the numbers that they were invited to.
    ("accounts", "numbers"),
    // What a member set up to be forwarded stops in the commit in which they leave.
    ("accounts", "delivery"),
    // Sockets hear of messages and numbers in the API's own form.
    ("realtime", "inbox"),
    ("realtime", "numbers"),
    ("realtime", "delivery"),
    // The app puts all together and the command line starts it.
    ("app", "*"),
    ("cli", "*"),
];

/// The ground itself imports no slice, with these exceptions.
const GROUND_EDGES: &[(&str, &str)] = &[
    // Every handler may encrypt, and refusals that are counted are the whole process's.
    ("context", "secrets"),
    ("context", "audit"),
    // Log lines carry the request's id.
    ("telemetry", "http"),
];

/// Modules that are pure: text in, values out.
const PURE: &[&str] = &[
    "src/tally.rs",
    "crates/extraction/src",
    "crates/patterns/src",
    "src/messages/reading.rs",
    "src/auth/role.rs",
    "src/audit/action.rs",
    "src/audit/chain.rs",
    "src/inbound/signature/layout.rs",
    "src/inbound/signature/template.rs",
    "src/inbound/guide.rs",
    "src/inbound/presets.rs",
    "src/otp/code.rs",
    "src/otp/country.rs",
    "src/otp/languages.rs",
    "src/otp/text.rs",
    "src/fields.rs",
    "src/pointer.rs",
    "src/channels/kinds",
    "src/channels/letter.rs",
    "src/channels/outgoing.rs",
    "src/delivery/worker/answer.rs",
    "src/delivery/worker/schedule.rs",
];

/// Tables, and the slice whose statements alone write them.
const OWNERS: &[(&str, &str)] = &[
    ("users", "accounts"),
    ("setup_links", "accounts"),
    ("sessions", "auth"),
    ("refresh_tokens", "auth"),
    ("api_keys", "auth"),
    ("team", "accounts"),
    ("invitations", "accounts"),
    ("invitation_numbers", "accounts"),
    ("password_resets", "accounts"),
    ("login_failures", "accounts"),
    ("totp_secrets", "accounts"),
    ("recovery_codes", "accounts"),
    ("passkeys", "accounts"),
    ("passkey_challenges", "accounts"),
    ("number_members", "numbers"),
    ("audit_log", "audit"),
    ("audit_head", "audit"),
    ("read_watermarks", "inbox"),
    ("saved_views", "inbox"),
    ("code_rules", "code_rules"),
    ("code_rule_samples", "code_rules"),
    ("channels", "channels"),
    ("rules", "channels"),
    ("rule_channels", "channels"),
    ("rules_version", "channels"),
    ("deliveries", "delivery"),
    ("delivery_attempts", "delivery"),
    ("notices", "notices"),
    ("sources", "sources"),
    ("source_secrets", "sources"),
    ("source_deliveries", "sources"),
    ("numbers", "numbers"),
    ("messages", "messages"),
    ("message_reads", "inbox"),
    ("kept_unread", "inbox"),
    ("message_copies", "inbox"),
    ("canaries", "otp"),
    ("canary_runs", "otp"),
    ("early_receipts", "otp"),
    ("gateways", "otp"),
    ("send_days", "otp"),
    ("send_events", "otp"),
    ("send_keys", "otp"),
    ("send_limits", "otp"),
    ("send_texts", "otp"),
    ("sends", "otp"),
    ("source_brands", "otp"),
    ("installation", "installation"),
    ("schema_maker", "db"),
];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn files(directory: &Path) -> Vec<PathBuf> {
    if directory.is_file() {
        return vec![directory.to_owned()];
    }
    let entries = fs::read_dir(directory).expect("a folder").flatten();
    entries.flat_map(|entry| files(&entry.path())).collect()
}

/// The part of a file that is neither comment nor its own tests.
pub fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("readable");
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// All paths that a text names: of its `use`, and those that begin with `crate::`.
pub fn paths(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut rest = String::new();
    // Who may see something is no import.
    let text = text.replace("(in crate::", "(in ");
    for (index, part) in text.split("use ").enumerate() {
        let is_use = index > 0 && part.contains(';');
        let (tree, after) =
            if is_use { part.split_once(';').unwrap_or_default() } else { ("", part) };
        spread("", &tree.split_whitespace().collect::<Vec<_>>().join(" "), &mut found);
        rest += after;
    }
    for part in rest.split("crate::").skip(1) {
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let end = part.find(|c| !is_path(c)).unwrap_or(part.len());
        found.insert(format!("crate::{}", &part[..end]));
    }
    found
}

/// The paths of `a::{b, c::{d, e}}`.
fn spread(prefix: &str, tree: &str, found: &mut BTreeSet<String>) {
    let Some((start, inner)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        if !path.is_empty() {
            found.insert(format!("{prefix}{path}"));
        }
        return;
    };
    let prefix = format!("{prefix}{}", start.trim());
    let (mut depth, mut from) = (0, 0);
    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                spread(&prefix, &inner[from..at], found);
                from = at + 1;
            }
            _ => {}
        }
    }
}

/// What a file's `crate::` paths name, without that.
fn imports(file: &Path) -> BTreeSet<String> {
    let all = paths(&code(file)).into_iter();
    all.filter_map(|path| path.strip_prefix("crate::").map(str::to_owned)).collect()
}

fn module(file: &Path) -> String {
    let relative = file.strip_prefix(root().join("src")).expect("a source file");
    let first =
        relative.components().next().expect("a part").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn every_import_goes_along_an_edge_that_is_written_down() {
    let mut used = BTreeSet::new();
    for file in files(&root().join("src")) {
        let from = module(&file);
        for import in imports(&file) {
            let to = import.split("::").next().expect("a part").to_owned();
            let is_ground = |path: &str| {
                GROUND
                    .iter()
                    .any(|ground| path == *ground || path.starts_with(&format!("{ground}::")))
            };
            if from == to || from == "main" || from == "lib" {
                continue;
            }
            assert!((from.as_str(), to.as_str()) != ("audit", "auth"), "{}", file.display());
            let edge = (from.as_str(), to.as_str());
            let is_allowed =
                match GROUND.contains(&from.as_str()) && !GROUND_SLICES.contains(&from.as_str()) {
                    true => {
                        let between_roots = is_ground(&import)
                            && !["http", "secrets", "auth", "audit"].contains(&to.as_str());
                        // The ground's own folders stand above the root's files.
                        between_roots
                            || GROUND_EDGES.contains(&edge)
                            || from == "http" && to == "context"
                    }
                    false => {
                        is_ground(&import) || EDGES.contains(&edge) || EDGES.contains(&(&from, "*"))
                    }
                };
            assert!(is_allowed, "{} imports crate::{import}", file.display());
            used.insert((from.clone(), to));
        }
    }
    for (from, to) in EDGES.iter().chain(GROUND_EDGES).filter(|(_, to)| *to != "*") {
        assert!(
            used.contains(&((*from).to_owned(), (*to).to_owned())),
            "nobody needs the edge {from} → {to} any more"
        );
    }
}

#[test]
fn pure_modules_know_neither_the_database_nor_the_network() {
    let providers = PROVIDERS.map(|provider| format!("src/inbound/{}.rs", provider.id));
    for path in PURE.iter().map(|path| (*path).to_owned()).chain(providers) {
        for file in files(&root().join(path)) {
            let code = code(&file);
            for name in ["sqlx", "axum::", "tokio"] {
                assert!(!code.contains(name), "{} names {name}", file.display());
            }
        }
    }
}

#[test]
fn only_the_owner_of_a_table_writes_it() {
    for (table, owner) in OWNERS {
        for file in files(&root().join("src")) {
            let code = code(&file);
            for verb in ["INSERT INTO", "UPDATE", "DELETE FROM"] {
                let writes = code.contains(&format!("{verb} {table} "))
                    || code.contains(&format!("{verb} {table}\n"));
                assert!(!writes || module(&file) == *owner, "{} writes {table}", file.display());
            }
        }
    }
}

#[test]
fn every_table_has_an_owner() {
    for file in files(&root().join("migrations")) {
        let text = fs::read_to_string(&file).expect("readable");
        for made in text.split("CREATE TABLE ").skip(1) {
            let table = made.split([' ', '\n']).next().unwrap_or_default();
            assert!(OWNERS.iter().any(|(owned, _)| *owned == table), "whose is {table}?");
        }
    }
}

#[test]
fn handlers_open_no_transaction_and_know_no_statement() {
    let handlers: Vec<PathBuf> = files(&root().join("src"))
        .into_iter()
        .filter(|file| file.file_name().is_some_and(|name| name == "http.rs"))
        .collect();
    assert!(handlers.len() > 20, "handlers are found");
    for file in handlers {
        let code = code(&file);
        for forbidden in ["sql::", ".begin()", "sqlx"] {
            assert!(!code.contains(forbidden), "{} has {forbidden}", file.display());
        }
    }
}

/// Fields need no comment where their name says it all, nor do statements.
#[test]
fn every_public_item_says_what_it_is() {
    const KINDS: [&str; 8] =
        ["fn", "async fn", "const fn", "struct", "enum", "trait", "type", "const"];
    const SPEAKING: [&str; 3] = ["const KIND:", "const PROVIDER:", "struct $name"];
    let source = root().join("src");
    let is_exempt = |file: &PathBuf| {
        file.ends_with("sql.rs")
            || file.ends_with("names.rs")
            || file.starts_with(source.join("cli"))
    };
    for file in files(&source).into_iter().filter(|file| !is_exempt(file)) {
        let text = fs::read_to_string(&file).expect("readable");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(item) = line.strip_prefix("pub ") else { continue };
            let is_speaking = SPEAKING.iter().any(|start| item.starts_with(start));
            if is_speaking || !KINDS.iter().any(|kind| item.starts_with(&format!("{kind} "))) {
                continue;
            }
            // With its attributes, an item stands under an empty line or at the beginning of a block.
            let above = lines[..at].iter().rev();
            let mut above = above.take_while(|line| !line.is_empty() && !line.ends_with('{'));
            let is_told = above.any(|line| line.starts_with("///"));
            assert!(is_told, "{}: what is this? {line}", file.display());
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    let folders = ["src", "crates", "tests/it"];
    for file in folders.iter().flat_map(|folder| files(&root().join(folder))) {
        let text = fs::read_to_string(&file).expect("readable");
        let is_code = file.extension().is_some_and(|extension| extension == "rs");
        assert!(!is_code || text.starts_with("//!"), "{}", file.display());
    }
}
