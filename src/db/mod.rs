//! The database: where it is, the pool, the migrations, and what is said over NOTIFY.

pub mod embedded;
pub mod events;
pub mod notify;
pub mod reads;

use std::str::FromStr;
use std::time::Duration;

use secrecy::ExposeSecret;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, PgPool};

use crate::config::Config;
use embedded::{Cluster, EmbeddedError, Role};

/// The migrations, compiled into the program.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// The oldest PostgreSQL that is supported.
const OLDEST_MAJOR: i32 = 14;
/// Connections of requests, and those of what comes in and goes out.
const MOST_CONNECTIONS: u32 = 10;
const MOST_INGEST_CONNECTIONS: u32 = 8;
/// How often a read looks whether its server still lives, in milliseconds.
const CHECK_INTERVAL: u32 = 500;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);
const CLOSE_TIMEOUT: Duration = Duration::from_secs(3);
const TRUSTED_IDLE: Duration = Duration::from_millis(500);
const START_TIMEOUT: Duration = Duration::from_secs(15);

/// Why the database can't be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The embedded PostgreSQL did not start.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// `DATABASE_URL` is no PostgreSQL URL. The cause may hold the password and is left out.
    #[error(
        "DATABASE_URL is not a PostgreSQL URL; it looks like postgres://user:password@host:5432/codebell"
    )]
    NotAUrl,
    /// Nothing answers.
    #[error("cannot connect to the database: {0}; check DATABASE_URL and that PostgreSQL runs")]
    Unreachable(sqlx::Error),
    /// Too old.
    #[error("PostgreSQL {found} is too old; version {OLDEST_MAJOR} or newer is needed")]
    TooOld {
        /// Its version number.
        found: String,
    },
    /// A migration failed.
    #[error("cannot migrate the database: {0}")]
    Migrate(#[from] MigrateError),
}

/// A connected database; the embedded cluster, if it was started here, stops when this is stopped.
pub struct Database {
    /// Connections of requests.
    pub pool: PgPool,
    /// Connections of what comes in and goes out, which no request can take away.
    pub ingest: PgPool,
    /// Connections of lists and searches, which end after a time.
    pub reads: PgPool,
    cluster: Option<Cluster>,
}

impl Database {
    /// Connects and migrates. `role` says who starts the embedded cluster: a server insists on
    /// being the only one, a command uses the running server's.
    pub async fn open(config: &Config, role: Role) -> Result<Self, DatabaseError> {
        let (options, cluster) = match &config.database_url {
            Some(url) => {
                let url = url.expose_secret();
                let is_postgres =
                    url.starts_with("postgres://") || url.starts_with("postgresql://");
                let options = PgConnectOptions::from_str(url).ok().filter(|_| is_postgres);
                (options.ok_or(DatabaseError::NotAUrl)?, None)
            }
            None => {
                let home = embedded::home(&config.data_dir)?;
                let cluster =
                    embedded::start_or_join(&home, config.postgres_bin.as_deref(), role).await?;
                (embedded::connect_options(&home, "postgres"), cluster)
            }
        };
        let options = options.application_name("codebell");
        let pool = pool(MOST_CONNECTIONS).connect_lazy_with(options.clone());
        wait_for(&pool).await?;
        check_version(&pool).await?;
        MIGRATOR.run(&pool).await?;
        let ingest = self::pool(MOST_INGEST_CONNECTIONS).connect_lazy_with(options.clone());
        let reads = pool_of_reads().connect_lazy_with(options);
        Ok(Self { pool, ingest, reads, cluster })
    }

    /// Closes the connections and stops the cluster, if this process runs one.
    pub async fn close(self) {
        // A statement that hangs must not keep the cluster from being stopped in order.
        let closed = async {
            tokio::join!(self.reads.close(), self.ingest.close(), self.pool.close());
        };
        let _ = tokio::time::timeout(CLOSE_TIMEOUT, closed).await;
        if let Some(cluster) = self.cluster {
            cluster.stop().await;
        }
    }
}

/// A pool of so many connections.
fn pool(most: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                // A connection that just served is taken to be alive: testing it would cost a
                // round trip for each batch of messages.
                Ok(meta.idle_for < TRUSTED_IDLE || connection.ping().await.is_ok())
            })
        })
}

/// The pool of lists and searches: none goes on for ever, takes several processors, or outlives its
/// server.
fn pool_of_reads() -> PgPoolOptions {
    pool(reads::MOST_AT_ONCE).after_connect(|connection, _| {
        Box::pin(async move {
            let limits = format!(
                "SET statement_timeout = {}; SET max_parallel_workers_per_gather = 0",
                reads::LONGEST.as_millis(),
            );
            sqlx::raw_sql(AssertSqlSafe(limits)).execute(&mut *connection).await?;
            let check = format!("SET client_connection_check_interval = {CHECK_INTERVAL}");
            // Not every system that PostgreSQL runs on can do that.
            let _ = sqlx::raw_sql(AssertSqlSafe(check)).execute(connection).await;
            Ok(())
        })
    })
}

/// Waits until a database that is still starting answers.
async fn wait_for(pool: &PgPool) -> Result<(), DatabaseError> {
    let connected = async {
        for attempt in 0.. {
            match pool.acquire().await {
                Ok(_) => return Ok(()),
                Err(error) if !crate::error::is_outage(&error) => return Err(error),
                Err(error) if attempt == 0 => tracing::warn!(%error, "waiting for the database"),
                Err(_) => {}
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    };
    match tokio::time::timeout(START_TIMEOUT, connected).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(DatabaseError::Unreachable(error)),
        Err(_) => Err(DatabaseError::Unreachable(sqlx::Error::PoolTimedOut)),
    }
}

async fn check_version(pool: &PgPool) -> Result<(), DatabaseError> {
    let (number, name): (i32, String) = sqlx::query_as(
        "SELECT current_setting('server_version_num')::int, current_setting('server_version')",
    )
    .fetch_one(pool)
    .await
    .map_err(DatabaseError::Unreachable)?;
    if number / 10_000 < OLDEST_MAJOR {
        return Err(DatabaseError::TooOld { found: name });
    }
    Ok(())
}
