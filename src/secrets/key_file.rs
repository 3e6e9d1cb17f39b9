//! The generated secret key in the data directory.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};

use super::SecretsError;
use crate::random;

/// The key file's path and text; the file is made, for its owner alone, where there is none.
pub fn read_or_create(data_dir: &Path) -> Result<(String, SecretString), SecretsError> {
    let path = data_dir.join("secret.key");
    let failed = |source| SecretsError::KeyFile { path: path.display().to_string(), source };
    match fs::read_to_string(&path) {
        Ok(text) => return Ok((path.display().to_string(), text.into())),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let key: SecretString = STANDARD.encode(random::bytes::<32>()).into();
    create(data_dir, &path, &key).map_err(failed)?;
    // Another process may have been first; what is on disk is the key.
    let text = fs::read_to_string(&path).map_err(failed)?;
    Ok((path.display().to_string(), text.into()))
}

/// Writes the file whole or not at all, and leaves one that is there already.
fn create(data_dir: &Path, path: &Path, key: &SecretString) -> io::Result<()> {
    fs::create_dir_all(data_dir)?;
    let partial = data_dir.join(format!("secret.key.{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
    writeln!(file, "{}", key.expose_secret())?;
    file.sync_all()?;
    let linked = fs::hard_link(&partial, path);
    fs::remove_file(&partial)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
