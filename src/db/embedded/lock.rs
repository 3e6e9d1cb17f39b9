//! Who runs the cluster: a lock that the system releases with its process, and what a process that
//! was killed left behind.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::process::{Pid, Signal, kill_process};

use super::process::NO_FOLLOW;
use super::{EmbeddedError, io_error};

const ORPHAN_TIMEOUT: Duration = Duration::from_secs(30);
/// Far longer than a signal takes.
const BACKENDS_TIMEOUT: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(10);

/// An advisory lock on a file, held as long as this lives.
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock; `None` when another process holds it.
    pub fn acquire(path: &Path) -> Result<Option<Self>, EmbeddedError> {
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)
            .map_err(io_error(path))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
            Err(error) => Err(io_error(path)(error.into())),
        }
    }
}

/// Ends a cluster in `home` whose codebell was killed, and takes over its lock files: a process id
/// that was given to another program since, or that nobody has reaped, would stop the start.
///
/// The caller holds the [`Lock`], so that no living codebell owns what is found. PostgreSQL itself
/// still checks that no process uses the cluster's memory, so its file is not removed.
pub async fn end_orphan(home: &Path) -> Result<(), EmbeddedError> {
    let data = home.join("data");
    let lock_file = data.join("postmaster.pid");
    let Ok(text) = fs::read_to_string(&lock_file) else {
        return Ok(());
    };
    let (pid, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let pid = pid.trim().parse().ok().and_then(Pid::from_raw);
    if let Some(pid) = pid.filter(|pid| is_postgres_of(*pid, &data)) {
        tracing::warn!(
            pid = pid.as_raw_nonzero(),
            "stopping the database of a codebell that was killed"
        );
        let _ = kill_process(pid, Signal::INT);
        let gone = async {
            while is_postgres_of(pid, &data) {
                tokio::time::sleep(POLL).await;
            }
        };
        if tokio::time::timeout(ORPHAN_TIMEOUT, gone).await.is_err() {
            return Err(EmbeddedError::InUse { home: home.display().to_string() });
        }
    }
    end_backends(&data).await;
    if lock_file.exists() {
        // PostgreSQL passes over the id of its own parent.
        OpenOptions::new()
            .write(true)
            .truncate(true)
            .custom_flags(NO_FOLLOW)
            .open(&lock_file)
            .and_then(|mut file| write!(file, "{}\n{rest}", std::process::id()))
            .map_err(io_error(&lock_file))?;
    }
    let socket_lock = home.join(".s.PGSQL.5432.lock");
    match fs::remove_file(&socket_lock) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(io_error(&socket_lock)(error))
        }
        _ => Ok(()),
    }
}

/// Ends the processes that outlived their PostgreSQL: one that computes does not notice that it is
/// alone, and holds the cluster's memory as long. Those that stay all the same stop the next start.
async fn end_backends(data: &Path) {
    let gone = async {
        loop {
            let backends = backends_of(data);
            if backends.is_empty() {
                return;
            }
            for pid in backends {
                let _ = kill_process(pid, Signal::QUIT);
            }
            tokio::time::sleep(POLL).await;
        }
    };
    let _ = tokio::time::timeout(BACKENDS_TIMEOUT, gone).await;
}

/// Processes of PostgreSQL that work in `data`, as all of a cluster do.
fn backends_of(data: &Path) -> Vec<Pid> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let of_data = processes.filter(|process| {
        let works_in = fs::read_link(process.path().join("cwd"));
        let program = fs::read(process.path().join("cmdline")).unwrap_or_default();
        works_in.is_ok_and(|directory| directory == data) && program.starts_with(b"postgres")
    });
    of_data
        .filter_map(|process| Pid::from_raw(process.file_name().to_str()?.parse().ok()?))
        .collect()
}

/// Whether `pid` is a live PostgreSQL server of the cluster in `data`.
fn is_postgres_of(pid: Pid, data: &Path) -> bool {
    let Ok(arguments) = fs::read(format!("/proc/{}/cmdline", pid.as_raw_nonzero())) else {
        return false;
    };
    let mut arguments = arguments.split(|byte| *byte == 0);
    let is_postgres = arguments.next().is_some_and(|program| program.ends_with(b"postgres"));
    is_postgres && arguments.any(|argument| argument == data.as_os_str().as_encoded_bytes())
}
