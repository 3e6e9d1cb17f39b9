//! Finds the PostgreSQL server programs of the machine, of the version that fits the data.

use std::fs;
use std::path::{Path, PathBuf};

use super::{EmbeddedError, io_error};
use crate::config;

/// Where distributions put the programs; `*` is a version.
const USUAL_PLACES: [&str; 7] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/lib/postgresql*/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
];

/// A directory with `initdb` and `postgres` of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    directory: PathBuf,
    major: String,
}

impl Programs {
    /// The programs in `named`, else in the usual places and `PATH`: those that made `data`, or
    /// the newest where there is no data yet.
    pub fn find(named: Option<&Path>, data: &Path) -> Result<Self, EmbeddedError> {
        let places = match named {
            Some(directory) => vec![directory.to_owned()],
            None => candidates(),
        };
        let mut installed: Vec<Self> = places.iter().filter_map(|place| Self::at(place)).collect();
        installed.sort_by_key(|programs| programs.major.parse::<u32>().unwrap_or(0));
        installed.dedup();
        if installed.is_empty() {
            let searched = match named {
                Some(directory) => directory.display().to_string(),
                None => format!("PATH, {}", USUAL_PLACES.join(", ")),
            };
            return Err(EmbeddedError::NoPrograms { searched });
        }
        let version_file = data.join("PG_VERSION");
        if !version_file.exists() {
            return installed.pop().ok_or(EmbeddedError::NoPrograms { searched: String::new() });
        }
        let found = fs::read_to_string(&version_file).map_err(io_error(&version_file))?;
        let found = found.trim().to_owned();
        let names: Vec<String> = installed.iter().map(|programs| programs.major.clone()).collect();
        installed.into_iter().find(|programs| programs.major == found).ok_or_else(|| {
            let home = data.parent().unwrap_or(data).display().to_string();
            EmbeddedError::OtherVersion { home, found, installed: names.join(", ") }
        })
    }

    /// The path of one of the programs.
    pub fn path(&self, program: &str) -> PathBuf {
        self.directory.join(program)
    }

    /// The programs in one directory, where both are there and say their version.
    fn at(directory: &Path) -> Option<Self> {
        // PATH may hold a link to one program alone; the others lie beside what it points to.
        let postgres = fs::canonicalize(directory.join("postgres")).ok()?;
        let directory = postgres.parent()?.to_owned();
        directory.join("initdb").exists().then_some(())?;
        let output = std::process::Command::new(&postgres).arg("--version").output().ok()?;
        let major = major_version(&String::from_utf8_lossy(&output.stdout))?;
        Some(Self { directory, major })
    }
}

fn candidates() -> Vec<PathBuf> {
    let usual = USUAL_PLACES.iter().flat_map(|pattern| expand(pattern));
    config::search_path().into_iter().chain(usual).collect()
}

/// The directories that a pattern with at most one `*` in one of its parts names.
fn expand(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else {
        return vec![pattern.into()];
    };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or(("", before));
    let (suffix, rest) = after.split_once('/').unwrap_or((after, ""));
    let entries = fs::read_dir(parent).into_iter().flatten().filter_map(Result::ok);
    entries
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with(prefix) && name.ends_with(suffix)
        })
        .map(|entry| entry.path().join(rest))
        .collect()
}

/// "15" of "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)".
fn major_version(output: &str) -> Option<String> {
    let version =
        output.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let major: String = version.chars().take_while(char::is_ascii_digit).collect();
    Some(major)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn install(directory: &Path, version: &str) {
        fs::create_dir_all(directory).expect("a directory");
        for program in ["postgres", "initdb"] {
            let path = directory.join(program);
            fs::write(&path, format!("#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n"))
                .expect("a program");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("permissions");
        }
    }

    #[test]
    fn a_machine_without_the_programs_is_told_how_to_install_them() {
        let empty = tempfile::tempdir().expect("a directory");
        let error = Programs::find(Some(empty.path()), empty.path())
            .expect_err("nothing there")
            .to_string();
        assert!(error.contains("apt-get install postgresql"), "{error}");
        assert!(error.contains("CODEBELL_POSTGRES_BIN"), "{error}");
    }

    #[test]
    fn data_of_another_major_version_is_refused_with_both_versions_named() {
        let place = tempfile::tempdir().expect("a directory");
        install(place.path(), "15.18");
        let data = place.path().join("data");
        fs::create_dir(&data).expect("a directory");
        fs::write(data.join("PG_VERSION"), "13\n").expect("a file");
        let error =
            Programs::find(Some(place.path()), &data).expect_err("another version").to_string();
        assert!(
            error.contains("made by PostgreSQL 13") && error.contains("PostgreSQL 15 is installed"),
            "{error}"
        );
        fs::write(data.join("PG_VERSION"), "15\n").expect("a file");
        assert!(Programs::find(Some(place.path()), &data).is_ok());
    }

    #[test]
    fn a_link_to_one_program_leads_to_all_of_them() {
        let place = tempfile::tempdir().expect("a directory");
        let real = place.path().join("real");
        install(&real, "16.2");
        let linked = place.path().join("linked");
        fs::create_dir(&linked).expect("a directory");
        std::os::unix::fs::symlink(real.join("postgres"), linked.join("postgres")).expect("a link");
        let programs = Programs::at(&linked).expect("the programs");
        assert_eq!(programs.path("initdb"), fs::canonicalize(real).expect("a path").join("initdb"));
        assert_eq!(programs.major, "16");
    }

    #[test]
    fn a_pattern_names_every_version() {
        let place = tempfile::tempdir().expect("a directory");
        install(&place.path().join("pgsql-15/bin"), "15.1");
        install(&place.path().join("pgsql-17/bin"), "17.1");
        let mut found = expand(&format!("{}/pgsql-*/bin", place.path().display()));
        found.sort();
        assert_eq!(found, ["pgsql-15/bin", "pgsql-17/bin"].map(|name| place.path().join(name)));
    }
}
