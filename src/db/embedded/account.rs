//! Whom PostgreSQL runs as when codebell was started by root: it refuses to be root itself.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::Path;
use std::process::Command;

use super::{EmbeddedError, io_error};

/// An unprivileged account of the system.
#[derive(Clone, Debug)]
pub struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// The account to drop to; `None` when this process is unprivileged itself.
    pub fn needed() -> Result<Option<Self>, EmbeddedError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        let path = Path::new("/etc/passwd");
        let passwd = fs::read_to_string(path).map_err(io_error(path))?;
        let found = ["postgres", "nobody"].iter().find_map(|name| find(&passwd, name));
        found.map(Some).ok_or(EmbeddedError::NoAccount)
    }

    /// Started by root: the account that a cluster's directory belongs to already, such as the user
    /// who runs the server. It is kept, or that server could not use its database any more.
    pub fn owner_of(home: &Path) -> Result<Option<Self>, EmbeddedError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        match fs::metadata(home) {
            Ok(meta) if meta.uid() != 0 => Ok(Some(Self { uid: meta.uid(), gid: meta.gid() })),
            Ok(_) => Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(io_error(home)(error)),
        }
    }

    /// Whether the account can go through `path` and all directories above it.
    pub fn can_enter(&self, path: &Path) -> bool {
        path.ancestors().filter(|path| path.as_os_str() != "").all(|path| {
            fs::metadata(path).is_ok_and(|meta| {
                let execute = if meta.uid() == self.uid {
                    0o100
                } else if meta.gid() == self.gid {
                    0o010
                } else {
                    0o001
                };
                meta.mode() & execute != 0
            })
        })
    }

    /// Gives `path` to the account.
    pub fn own(&self, path: &Path) -> Result<(), EmbeddedError> {
        chown(path, Some(self.uid), Some(self.gid)).map_err(io_error(path))
    }

    /// Lets `command` run as the account.
    pub fn apply(&self, command: &mut Command) {
        use std::os::unix::process::CommandExt;
        command.uid(self.uid).gid(self.gid);
    }
}

fn find(passwd: &str, name: &str) -> Option<Account> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == name).then_some(())?;
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Account { uid, gid })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let passwd = "postgres2:x:7:8::/:/bin/sh\npostgres:x:101:104::/:/bin/sh\n";
        let account = find(passwd, "postgres").expect("the account");
        assert_eq!((account.uid, account.gid), (101, 104));
        assert!(find(passwd, "nobody").is_none());
    }

    #[test]
    fn a_directory_that_only_its_owner_enters_is_closed_to_others() {
        use std::os::unix::fs::PermissionsExt;
        let directory =
            tempfile::Builder::new().prefix("cb").tempdir_in("/tmp").expect("a directory");
        let stranger = Account { uid: 65_000, gid: 65_000 };
        let open = fs::Permissions::from_mode(0o711);
        fs::set_permissions(directory.path(), open).expect("permissions");
        assert!(stranger.can_enter(directory.path()));
        let closed = fs::Permissions::from_mode(0o700);
        fs::set_permissions(directory.path(), closed).expect("permissions");
        assert!(!stranger.can_enter(directory.path()));
    }
}
