//! Says which commit a release was built from. Debug builds don't: each commit would build them anew.

use std::path::Path;
use std::process::Command;

// What Cargo tells a build is no setting.
#[allow(clippy::disallowed_methods)]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=CODEBELL_COMMIT");
    let build = match std::env::var("PROFILE").as_deref() {
        Ok("release") => commit().unwrap_or_else(|| "unknown commit".to_owned()),
        _ => "debug build".to_owned(),
    };
    println!("cargo::rustc-env=CODEBELL_BUILD={build}");
}

/// "5a57a17e93cd, 2026-12-01": as the environment has it, where there is no repository, or as Git does.
#[allow(clippy::disallowed_methods)]
fn commit() -> Option<String> {
    if let Some(given) = std::env::var("CODEBELL_COMMIT").ok().filter(|given| !given.is_empty()) {
        return Some(given);
    }
    for file in ["HEAD", "logs/HEAD"].map(|name| Path::new(".git").join(name)) {
        if file.exists() {
            println!("cargo::rerun-if-changed={}", file.display());
        }
    }
    let mut git = Command::new("git");
    git.args(["show", "--no-patch", "--abbrev=12", "--date=short", "--format=%h, %cd", "HEAD"]);
    let output = git.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
