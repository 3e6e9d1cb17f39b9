//! One private cluster for all tests of a run, and a database of its own for each test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use codebell::db::MIGRATOR;
use codebell::db::embedded::{self, Role};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool};

const PREFIX: &str = "codebell-it-";
/// A folder that the system keeps in memory.
const MEMORY: &str = "/dev/shm";
/// What the databases of a run take, and some more.
const ROOM: u64 = 8 << 30;
static HOME: OnceLock<PathBuf> = OnceLock::new();
static NEXT: AtomicU32 = AtomicU32::new(1);

/// A database with all migrations, for one test.
pub struct TestDatabase {
    name: String,
}

impl TestDatabase {
    /// A copy of the migrated template.
    pub async fn create() -> Self {
        Self::create_empty("template_codebell").await
    }

    /// A database without any table.
    pub async fn create_unmigrated() -> Self {
        Self::create_empty("template0").await
    }

    async fn create_empty(template: &str) -> Self {
        let home = home();
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let mut connection = connect(home, "postgres").await;
        let statement = format!("CREATE DATABASE {name} TEMPLATE {template}");
        sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.expect("a database");
        connection.close().await.expect("closed");
        Self { name }
    }

    /// What `DATABASE_URL` has to be.
    pub fn url(&self) -> String {
        let host = home().display().to_string().replace('/', "%2F");
        format!("postgres://postgres@localhost/{}?host={host}", self.name)
    }

    pub async fn pool(&self) -> PgPool {
        PgPool::connect(&self.url()).await.expect("connected")
    }

    /// Refuses new connections and ends the open ones, as a database that is away.
    pub async fn take_away(&self) {
        self.set_reachable(false).await;
        let mut connection = connect(home(), "postgres").await;
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
        sqlx::query(end).bind(&self.name).execute(&mut connection).await.expect("ended");
        let left = "SELECT count(*) FROM pg_stat_activity WHERE datname = $1";
        while sqlx::query_scalar::<_, i64>(left)
            .bind(&self.name)
            .fetch_one(&mut connection)
            .await
            .expect("a count")
            > 0
        {}
    }

    pub async fn give_back(&self) {
        self.set_reachable(true).await;
    }

    async fn set_reachable(&self, is_reachable: bool) {
        let mut connection = connect(home(), "postgres").await;
        let statement = format!("ALTER DATABASE {} ALLOW_CONNECTIONS {is_reachable}", self.name);
        sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.expect("altered");
    }
}

/// The cluster's directory; the first test starts the cluster.
fn home() -> &'static Path {
    HOME.get_or_init(|| {
        // On a thread of its own: the first test's runtime ends before the last test's.
        std::thread::spawn(|| {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(start())
        })
        .join()
        .expect("the cluster starts")
    })
}

async fn start() -> PathBuf {
    remove_left_overs();
    let data_dir = place().join(format!("{PREFIX}{}", std::process::id()));
    remove_at_the_end(&data_dir);
    let home = embedded::home(&data_dir).expect("a directory");
    let cluster = embedded::start_or_join(&home, None, Role::Server).await.expect("a cluster");
    // It ends with this process, by the signal that the system sends to it then.
    std::mem::forget(cluster);
    let mut connection = connect(&home, "postgres").await;
    // The tests are about processes that die, not machines: what the system holds is never lost.
    for statement in [
        "ALTER SYSTEM SET fsync = off",
        "SELECT pg_reload_conf()",
        "CREATE DATABASE template_codebell",
    ] {
        sqlx::query(statement).execute(&mut connection).await.expect("carried out");
    }
    let mut template = connect(&home, "template_codebell").await;
    MIGRATOR.run(&mut template).await.expect("migrated");
    let has_tables = sqlx::query_scalar::<_, bool>("SELECT to_regclass('messages') IS NOT NULL");
    assert!(has_tables.fetch_one(&mut template).await.expect("an answer"));
    template.close().await.expect("closed");
    home
}

async fn connect(home: &Path, database: &str) -> PgConnection {
    let options = embedded::connect_options(home, database);
    PgConnection::connect_with(&options).await.expect("connected")
}

/// In memory where there is room: on a disk, making a file takes the longer the more of them were
/// deleted in the last minutes, and each database is hundreds of files.
fn place() -> PathBuf {
    let room = rustix::fs::statvfs(MEMORY).map_or(0, |found| found.f_bavail * found.f_frsize);
    if room >= ROOM { PathBuf::from(MEMORY) } else { std::env::temp_dir() }
}

/// Has a directory removed when this process is gone, however it ends.
fn remove_at_the_end(directory: &Path) {
    // PostgreSQL may be writing its last files meanwhile.
    let wait_and_remove = "cat; until rm -rf \"$0\"; do :; done";
    let remover = Command::new("sh")
        .args(["-c", wait_and_remove])
        .arg(directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell");
    // Its input ends with this process.
    std::mem::forget(remover);
}

/// Directories of runs that were interrupted, wherever those had room.
fn remove_left_overs() {
    let places = [PathBuf::from(MEMORY), std::env::temp_dir()];
    let entries = places.iter().flat_map(fs::read_dir).flatten().flatten();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(pid) = name.strip_prefix(PREFIX)
            && !Path::new("/proc").join(pid).exists()
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
