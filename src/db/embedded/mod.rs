//! A private PostgreSQL cluster in the data directory, run from the machine's own server programs.
//!
//! It listens at a unix socket only, in a directory that only its account can enter, and ends with
//! the process that started it. It never touches another cluster.

mod account;
mod lock;
mod process;
mod programs;
mod supervisor;

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::sync::mpsc::UnboundedReceiver;

use account::Account;
use lock::Lock;
use process::Postgres;
use programs::Programs;
pub use supervisor::Restart;
use supervisor::{Launcher, Supervisor};

/// Where clusters go whose account could not enter the data directory.
const SYSTEM_HOME: &str = "/var/lib/codebell";
/// `sun_path` has 108 bytes, and the socket's own name is `/.s.PGSQL.5432`.
const LONGEST_HOME: usize = 107 - "/.s.PGSQL.5432".len();
const READY_TIMEOUT: Duration = Duration::from_secs(60);
/// How long is waited between two looks whether it answers: each costs it a process.
const FIRST_POLL: Duration = Duration::from_millis(5);
const LONGEST_POLL: Duration = Duration::from_millis(50);

/// Why the embedded PostgreSQL can't be used.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The machine has no PostgreSQL server programs.
    #[error(
        "no PostgreSQL server programs were found ({searched}); install them \
         (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; \
         macOS: brew install postgresql), name their directory in CODEBELL_POSTGRES_BIN, \
         or set DATABASE_URL to a PostgreSQL that runs already"
    )]
    NoPrograms {
        /// The places that were looked at.
        searched: String,
    },
    /// The directory holds the data of a version that is not installed.
    #[error(
        "the data directory {home} was made by PostgreSQL {found}, and PostgreSQL {installed} is installed; \
         install version {found} (Debian, Ubuntu: apt-get install postgresql-{found}) or move the data with pg_upgrade"
    )]
    OtherVersion {
        /// The cluster's directory.
        home: String,
        /// The version that made it.
        found: String,
        /// The versions that are installed.
        installed: String,
    },
    /// The data is there and can't be used.
    #[error(
        "{data} is there and is no whole PostgreSQL data directory (its file PG_VERSION can't be read); \
         restore it from a backup, or move it away to begin anew"
    )]
    NotWhole {
        /// The data directory of PostgreSQL.
        data: String,
    },
    /// Another server holds the lock.
    #[error(
        "another codebell serves from the data directory {home}; stop it, or set CODEBELL_DATA_DIR to a directory of its own"
    )]
    InUse {
        /// The cluster's directory.
        home: String,
    },
    /// The path of a unix socket would be too long for the system.
    #[error(
        "the path {home} is longer than {LONGEST_HOME} bytes, too long for a unix socket; set CODEBELL_DATA_DIR to a shorter one"
    )]
    PathTooLong {
        /// The cluster's directory.
        home: String,
    },
    /// PostgreSQL refuses to run as root, and there is nobody else.
    #[error(
        "started by root, and the system has neither a user postgres nor nobody to run PostgreSQL as; add one, or start codebell as another user"
    )]
    NoAccount,
    /// A program did not do its work.
    #[error("{program} failed: {output}")]
    Failed {
        /// `initdb` or `postgres`.
        program: &'static str,
        /// The end of what it printed.
        output: String,
    },
    /// The file system said no.
    #[error("cannot use {path}: {source}")]
    Io {
        /// What could not be used.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> EmbeddedError + '_ {
    move |source| EmbeddedError::Io { path: path.display().to_string(), source }
}

/// What a process wants of the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// To run it, alone.
    Server,
    /// To use it: the running server's, or one of its own for as long as it needs it.
    Command,
}

/// A running cluster that this process started, and starts again when it dies.
pub struct Cluster {
    supervisor: Supervisor,
    // Held until the cluster has stopped; the system lets go of it if this process is killed.
    _lock: Lock,
}

impl Cluster {
    /// Stops the cluster, letting running statements be rolled back, and waits until it is down.
    pub async fn stop(self) {
        self.supervisor.stop().await;
    }

    /// Every restart after a death, told once the database answers again; only the first caller
    /// hears of them.
    pub fn take_restarts(&mut self) -> Option<UnboundedReceiver<Restart>> {
        self.supervisor.take_restarts()
    }
}

/// The cluster's directory for a data directory.
///
/// It is inside, unless codebell runs as root and PostgreSQL's account could not get there (as in
/// `/root`): then it is a directory of `/var/lib/codebell` named after the data directory.
pub fn home(data_dir: &Path) -> Result<PathBuf, EmbeddedError> {
    if !data_dir.exists() {
        let mode = if rustix::process::geteuid().is_root() { 0o711 } else { 0o700 };
        fs::DirBuilder::new()
            .recursive(true)
            .mode(mode)
            .create(data_dir)
            .map_err(io_error(data_dir))?;
    }
    let data_dir = fs::canonicalize(data_dir).map_err(io_error(data_dir))?;
    let inside = data_dir.join("postgres");
    let home = match Account::needed()? {
        Some(account) if !inside.exists() && !account.can_enter(&data_dir) => {
            let name = hex::encode(Sha256::digest(data_dir.as_os_str().as_encoded_bytes()));
            Path::new(SYSTEM_HOME).join(&name[..16])
        }
        _ => inside,
    };
    if home.as_os_str().len() > LONGEST_HOME {
        return Err(EmbeddedError::PathTooLong { home: home.display().to_string() });
    }
    Ok(home)
}

/// How to connect to the cluster in `home`.
pub fn connect_options(home: &Path, database: &str) -> PgConnectOptions {
    // What PGPORT and the like say in the environment is meant for other databases.
    PgConnectOptions::new_without_pgpass()
        .socket(home)
        .port(5432)
        .ssl_mode(PgSslMode::Disable)
        .username("postgres")
        .database(database)
        .options([("search_path", "public")])
}

/// Starts the cluster in `home`, made first where there is none.
///
/// Where a server runs it already, a [`Role::Command`] gets `None` and connects to that one.
pub async fn start_or_join(
    home: &Path,
    programs: Option<&Path>,
    role: Role,
) -> Result<Option<Cluster>, EmbeddedError> {
    let account = match Account::owner_of(home)? {
        Some(owner) => Some(owner),
        None => Account::needed()?,
    };
    prepare_directory(home, account.as_ref())?;
    let Some(lock) = Lock::acquire(&home.join("codebell.lock"))? else {
        return match role {
            Role::Server => Err(EmbeddedError::InUse { home: home.display().to_string() }),
            Role::Command => wait_until_ready(home, None).await.map(|()| None),
        };
    };
    let data = home.join("data");
    let programs = Programs::find(programs, &data)?;
    match fs::symlink_metadata(&data) {
        Ok(_) => check_whole(&data)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            process::initialise(&programs, &data, account.as_ref()).await?;
        }
        Err(error) => return Err(io_error(&data)(error)),
    }
    let launcher = Launcher { programs, home: home.to_owned(), account };
    let postgres = launcher.launch().await?;
    Ok(Some(Cluster { supervisor: Supervisor::start(launcher, postgres), _lock: lock }))
}

/// Refuses data that is there and lacks its version: it is never made anew over what it may hold.
fn check_whole(data: &Path) -> Result<(), EmbeddedError> {
    match fs::metadata(data.join("PG_VERSION")) {
        Ok(_) => Ok(()),
        Err(_) => Err(EmbeddedError::NotWhole { data: data.display().to_string() }),
    }
}

/// Makes `home` for PostgreSQL's account alone: the directory's mode is what guards the socket.
fn prepare_directory(home: &Path, account: Option<&Account>) -> Result<(), EmbeddedError> {
    if let Some(parent) = home.parent() {
        let mode = if account.is_some() { 0o711 } else { 0o700 };
        fs::DirBuilder::new()
            .recursive(true)
            .mode(mode)
            .create(parent)
            .map_err(io_error(parent))?;
    }
    if !home.exists() {
        fs::DirBuilder::new().mode(0o700).create(home).map_err(io_error(home))?;
        if let Some(account) = account {
            account.own(home)?;
        }
    }
    fs::set_permissions(home, fs::Permissions::from_mode(0o700)).map_err(io_error(home))
}

/// Waits until the cluster answers a query, or its process has ended.
async fn wait_until_ready(
    home: &Path,
    mut postgres: Option<&mut Postgres>,
) -> Result<(), EmbeddedError> {
    let options = connect_options(home, "postgres").disable_statement_logging();
    let ready = async {
        let mut pause = FIRST_POLL;
        loop {
            if let Ok(mut connection) = PgConnection::connect_with(&options).await
                && connection.ping().await.is_ok()
            {
                let _ = connection.close().await;
                return Ok(());
            }
            if let Some(postgres) = &mut postgres
                && postgres.ended_how().is_some()
            {
                return Err(EmbeddedError::Failed {
                    program: "postgres",
                    output: process::log_tail(home),
                });
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_POLL);
        }
    };
    match tokio::time::timeout(READY_TIMEOUT, ready).await {
        Ok(result) => result,
        Err(_) => {
            Err(EmbeddedError::Failed { program: "postgres", output: process::log_tail(home) })
        }
    }
}
