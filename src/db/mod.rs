//! The database: where it is, the pool, the migrations, and what is said over NOTIFY.

pub mod embedded;
pub mod events;
pub mod notify;

use std::str::FromStr;
use std::time::Duration;

use secrecy::ExposeSecret;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgPool};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::config::Config;
use embedded::{Cluster, EmbeddedError, Restart, Role};

/// The migrations, compiled into the program.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// The oldest PostgreSQL that is supported.
const OLDEST_MAJOR: i32 = 14;
const MOST_CONNECTIONS: u32 = 16;
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
    /// Connections.
    pub pool: PgPool,
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
        let pool = connect(options).await?;
        check_version(&pool).await?;
        MIGRATOR.run(&pool).await?;
        Ok(Self { pool, cluster })
    }

    /// Every restart of the embedded cluster after a death; `None` where this process runs none.
    pub fn take_restarts(&mut self) -> Option<UnboundedReceiver<Restart>> {
        self.cluster.as_mut().and_then(Cluster::take_restarts)
    }

    /// Closes the connections and stops the cluster, if this process runs one.
    pub async fn close(self) {
        // A statement that hangs must not keep the cluster from being stopped in order.
        let _ = tokio::time::timeout(CLOSE_TIMEOUT, self.pool.close()).await;
        if let Some(cluster) = self.cluster {
            cluster.stop().await;
        }
    }
}

/// A pool that is connected. A database that is still starting is waited for.
async fn connect(options: PgConnectOptions) -> Result<PgPool, DatabaseError> {
    let options = options.application_name("codebell");
    let pool = PgPoolOptions::new()
        .max_connections(MOST_CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                // A connection that just served is taken to be alive: testing it would cost a
                // round trip for each batch of messages.
                Ok(meta.idle_for < TRUSTED_IDLE || connection.ping().await.is_ok())
            })
        })
        .connect_lazy_with(options);
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
        Ok(Ok(())) => Ok(pool),
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
