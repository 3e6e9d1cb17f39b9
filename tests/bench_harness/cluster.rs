//! A private PostgreSQL with durable settings, as the server's own embedded one.

use codebell::db::embedded::{self, Role};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

pub struct Cluster {
    pub home: PathBuf,
    cluster: embedded::Cluster,
    next: AtomicU32,
    _directory: TempDir,
}

impl Cluster {
    pub async fn start() -> Self {
        let directory =
            tempfile::Builder::new().prefix("codebell-bench").tempdir().expect("a directory");
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o711);
        std::fs::set_permissions(directory.path(), permissions).expect("permissions");
        let home = embedded::home(directory.path()).expect("a directory");
        let cluster = embedded::start_or_join(&home, None, Role::Server).await.expect("PostgreSQL");
        let cluster = cluster.expect("nobody else runs it");
        Self { home, cluster, next: AtomicU32::new(1), _directory: directory }
    }

    pub async fn stop(self) {
        self.cluster.stop().await;
    }

    /// An empty database, with nothing left to be written out; its URL.
    pub async fn new_database(&self) -> String {
        let name = format!("bench_{}", self.next.fetch_add(1, Ordering::Relaxed));
        let mut connection = self.connect().await;
        for statement in [format!("CREATE DATABASE {name}"), "CHECKPOINT".to_owned()] {
            sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.expect("done");
        }
        let host = self.home.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@localhost/{name}?host={host}")
    }

    /// What was measured on.
    pub async fn machine(&self) -> String {
        let version: String = sqlx::query_scalar("SHOW server_version")
            .fetch_one(&mut self.connect().await)
            .await
            .expect("a version");
        let cores = std::thread::available_parallelism().expect("a number");
        let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").expect("Linux");
        format!("{cores} cores, Linux {}, PostgreSQL {version}", kernel.trim())
    }

    async fn connect(&self) -> PgConnection {
        let options = embedded::connect_options(&self.home, "postgres");
        PgConnection::connect_with(&options).await.expect("connected")
    }
}
