//! What a data directory says of itself: to which installation it belongs, and where the database of that
//! is. Whoever moves or copies one of them is told of the other.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::embedded::{self, EmbeddedError};
use crate::config::Config;

const FILE: &str = "installation.json";
const ABOUT: &str = "Written by Codebell. This directory holds the secret key of an installation; back \
                     it up and move it together with its database.";

/// What stands in the file.
#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Directory {
    about: String,
    /// The installation's id, which its database has as well.
    installation: Uuid,
    /// Where the embedded database is, from this directory on; none where it is that of DATABASE_URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    embedded_database: Option<PathBuf>,
}

/// Why a data directory can't be used.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The embedded database can't be used.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// The file can't be read or written.
    #[error("cannot use {}: {source}", .file.display())]
    Io { file: PathBuf, source: io::Error },
    /// The file has been changed.
    #[error(
        "{} can't be read: {fault}; restore it from a backup, or remove it if the database of this \
         directory is still in the directory",
        .file.display()
    )]
    NotReadable { file: PathBuf, fault: String },
    /// A command where no server ever started.
    #[error(
        "there is no installation in {}; run the command where the server runs, or name the server's \
         data directory in CODEBELL_DATA_DIR (or its database in DATABASE_URL). A new installation is \
         made by codebell serve",
        .0.display()
    )]
    NoInstallation(PathBuf),
    /// The database was moved or lost.
    #[error(
        "the data directory {} belongs to the database in {}, which is not there; bring it back or \
         restore it from a backup, or begin anew in an empty directory with CODEBELL_DATA_DIR",
        .directory.display(),
        .database.display()
    )]
    DatabaseGone { directory: PathBuf, database: PathBuf },
    /// The database was one of DATABASE_URL.
    #[error(
        "the data directory {} belongs to a database that DATABASE_URL named, and DATABASE_URL is not \
         set; set it again, or begin anew in an empty directory with CODEBELL_DATA_DIR",
        .0.display()
    )]
    DatabaseElsewhere(PathBuf),
    /// The key of one installation, the database of another.
    #[error(
        "the data directory {} belongs to another installation than the database that DATABASE_URL \
         names; correct DATABASE_URL, or name the data directory of this database in \
         CODEBELL_DATA_DIR (an empty one for a new installation)",
        .0.display()
    )]
    OtherInstallation(PathBuf),
}

/// Where the embedded database is that a server starts, or began with.
pub fn home_for_server(data_dir: &Path) -> Result<PathBuf, DirectoryError> {
    match pointed_at(data_dir)? {
        Some(home) => Ok(home),
        None => Ok(embedded::home(data_dir)?),
    }
}

/// Where the embedded database of a server is; nothing is made.
pub fn home_for_command(data_dir: &Path) -> Result<PathBuf, DirectoryError> {
    if !has_database(data_dir)? {
        return Err(DirectoryError::NoInstallation(absolute(data_dir)));
    }
    home_for_server(data_dir)
}

/// Whether a data directory has an embedded database, in it or where it points at.
pub fn has_database(data_dir: &Path) -> Result<bool, DirectoryError> {
    if !data_dir.exists() {
        return Ok(false);
    }
    Ok(home_for_server(data_dir)?.join("data").exists())
}

/// Refuses the data directory of another installation than this one, or than an empty database.
pub fn check(data_dir: &Path, installation: Option<Uuid>) -> Result<(), DirectoryError> {
    match read(data_dir)? {
        Some(found) if Some(found.installation) != installation => {
            Err(DirectoryError::OtherInstallation(absolute(data_dir)))
        }
        _ => Ok(()),
    }
}

/// Has the data directory point at the database that it is used with from now on.
pub fn remember(config: &Config, installation: Uuid) -> Result<(), DirectoryError> {
    let data_dir = &config.data_dir;
    let embedded_database = match config.database_url {
        Some(_) => None,
        None => {
            let home = home_for_server(data_dir)?;
            let inside = absolute(data_dir);
            Some(home.strip_prefix(&inside).map(Path::to_owned).unwrap_or(home))
        }
    };
    let directory = Directory { about: ABOUT.to_owned(), installation, embedded_database };
    if read(data_dir)?.as_ref() == Some(&directory) {
        return Ok(());
    }
    let file = data_dir.join(FILE);
    let failed = |source| DirectoryError::Io { file: file.clone(), source };
    let text = serde_json::to_string_pretty(&directory).map_err(|error| failed(error.into()))?;
    let partial = data_dir.join(format!("{FILE}.{installation}"));
    fs::write(&partial, text + "\n").map_err(failed)?;
    fs::rename(&partial, &file).map_err(failed)
}

/// The database that the directory points at, if it points at an embedded one.
fn pointed_at(data_dir: &Path) -> Result<Option<PathBuf>, DirectoryError> {
    let Some(directory) = read(data_dir)? else { return Ok(None) };
    let inside = absolute(data_dir);
    let Some(database) = directory.embedded_database else {
        return Err(DirectoryError::DatabaseElsewhere(inside));
    };
    let home = inside.join(database);
    match home.join("data").exists() {
        true => Ok(Some(home)),
        false => Err(DirectoryError::DatabaseGone { directory: inside, database: home }),
    }
}

fn read(data_dir: &Path) -> Result<Option<Directory>, DirectoryError> {
    let file = data_dir.join(FILE);
    let text = match fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(DirectoryError::Io { file, source }),
        Ok(text) => text,
    };
    let directory = serde_json::from_str(&text);
    directory
        .map(Some)
        .map_err(|error| DirectoryError::NotReadable { file, fault: error.to_string() })
}

/// The path from the root on, without links where it is there.
pub fn absolute(path: &Path) -> PathBuf {
    fs::canonicalize(path)
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}
