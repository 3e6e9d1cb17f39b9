//! The generated secret key in the data directory.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};

use super::SecretsError;
use crate::random;

/// Where the key file of a data directory is.
pub fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("secret.key")
}

/// The key file's path and text; none where there is no file.
pub fn read(data_dir: &Path) -> Result<Option<(String, SecretString)>, SecretsError> {
    let path = path(data_dir);
    let name = path.display().to_string();
    let failed = |source| SecretsError::KeyFile { path: name.clone(), source };
    let file = match File::open(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(failed)?,
    };
    let (metadata, directory) =
        (file.metadata().map_err(failed)?, fs::metadata(data_dir).map_err(failed)?);
    let me = rustix::process::geteuid().as_raw();
    if let Some((fault, mend)) = exposure(metadata.mode(), metadata.uid(), me, directory.uid()) {
        let mend = format!("{mend} {name}");
        return Err(SecretsError::Exposed { path: name, fault, mend });
    }
    let mut text = String::new();
    (&file).read_to_string(&mut text).map_err(failed)?;
    Ok(Some((name, text.into())))
}

/// Makes the file, for its owner alone. Another process may have been first; what is on disk is the key.
pub fn create(data_dir: &Path) -> Result<(String, SecretString), SecretsError> {
    let path = path(data_dir);
    let key: SecretString = STANDARD.encode(random::bytes::<32>()).into();
    let failed = |source| SecretsError::KeyFile { path: path.display().to_string(), source };
    write(data_dir, &path, &key).map_err(failed)?;
    read(data_dir)?.ok_or_else(|| failed(ErrorKind::NotFound.into()))
}

/// To whom a key file is open that should not have it, and what closes it.
///
/// It belongs to who runs the server: that is us, or, where root looks after somebody's server, the
/// owner of the data directory.
fn exposure(mode: u32, owner: u32, me: u32, directory_owner: u32) -> Option<(String, String)> {
    let mode = mode & 0o777;
    if mode & 0o077 != 0 {
        return Some((format!("is open to others (mode {mode:04o})"), "chmod 600".to_owned()));
    }
    let is_ours = owner == me || (me == 0 && owner == directory_owner);
    let mend = || format!("chown {me}");
    (!is_ours).then(|| (format!("belongs to somebody else (user {owner})"), mend()))
}

/// Writes the file whole or not at all, and leaves one that is there already.
fn write(data_dir: &Path, path: &Path, key: &SecretString) -> io::Result<()> {
    fs::create_dir_all(data_dir)?;
    // By chance, since a process that was killed in here leaves its file, and its id comes again.
    let partial = data_dir.join(format!("secret.key.{}", hex::encode(random::bytes::<8>())));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_its_servers_alone() {
        for (mode, owner, me, directory_owner, is_open) in [
            (0o600, 1000, 1000, 1000, false),
            (0o100_400, 1000, 1000, 0, false),
            (0o640, 1000, 1000, 1000, true),
            (0o604, 1000, 1000, 1000, true),
            (0o620, 1000, 1000, 1000, true),
            (0o600, 1001, 1000, 1000, true),
            (0o600, 1000, 0, 1000, false),
            (0o600, 1001, 0, 1000, true),
            (0o600, 0, 0, 1000, false),
        ] {
            let found = exposure(mode, owner, me, directory_owner);
            assert_eq!(found.is_some(), is_open, "{mode:o} {owner} {me} {directory_owner}");
        }
    }
}
