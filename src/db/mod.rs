//! The database: where it is, the pool, the migrations, and what is said over NOTIFY.

mod address;
mod connecting;
pub mod directory;
pub mod embedded;
mod error;
pub mod events;
pub mod grants;
mod migrations;
mod nodes;
pub mod notify;
pub mod reads;

use std::time::Duration;

use secrecy::ExposeSecret;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgExecutor, PgPool};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::config::Config;
use embedded::{Cluster, Restart, Role};
pub use error::DatabaseError;
pub use nodes::{Node, list_nodes, size};

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
    /// Connects. A server makes the embedded cluster where there is none, insists on being the only
    /// one that runs it, and migrates. A command uses the running server's or starts what is there, and
    /// changes nothing in it.
    pub async fn open(config: &Config, role: Role) -> Result<Self, DatabaseError> {
        let (options, cluster) = match &config.database_url {
            Some(url) => (address::parse(url.expose_secret(), config.database_insecure)?, None),
            None => {
                let home = match role {
                    Role::Server => directory::home_for_server(&config.data_dir)?,
                    Role::Command => directory::home_for_command(&config.data_dir)?,
                };
                let cluster =
                    embedded::start_or_join(&home, config.postgres_bin.as_deref(), role).await?;
                let owner = embedded::connect_options(&home, "postgres");
                if role == Role::Server {
                    prepare_embedded(&owner).await?;
                }
                (owner.username(grants::EMBEDDED_ROLE), cluster)
            }
        };
        let name = match role {
            Role::Server => nodes::own_name(),
            Role::Command => "codebell command".to_owned(),
        };
        let options = options.application_name(&name);
        let pool = connect(&options).await?;
        check_version(&pool).await?;
        let mut connection = pool.acquire().await.map_err(DatabaseError::Unreachable)?;
        match role {
            Role::Server => migrations::run_or_check(&mut connection).await?,
            Role::Command => migrations::check_applied(&mut connection).await?,
        }
        drop(connection);
        let ingest = pool_of_ingest().connect_lazy_with(options.clone());
        let reads = pool_of_reads().connect_lazy_with(options);
        Ok(Self { pool, ingest, reads, cluster })
    }

    /// Whether the role that serves could change the tables themselves, and with them switch off
    /// what guards the audit log.
    pub async fn is_owned_by_its_role(&self) -> Result<bool, DatabaseError> {
        migrations::may_migrate(&self.pool).await
    }

    /// Every restart of the embedded cluster after a death; `None` where this process runs none.
    pub fn take_restarts(&mut self) -> Option<UnboundedReceiver<Restart>> {
        self.cluster.as_mut().and_then(Cluster::take_restarts)
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

/// Whether `DATABASE_URL` can be read and asks for enough; connects to nothing.
pub fn check_address(config: &Config) -> Result<(), DatabaseError> {
    let Some(url) = &config.database_url else { return Ok(()) };
    address::parse(url.expose_secret(), config.database_insecure).map(|_| ())
}

/// A connection to the database of `DATABASE_URL`, if that is set, before anything in it is changed.
pub async fn connect_to_outside(config: &Config) -> Result<Option<PgConnection>, DatabaseError> {
    let Some(url) = &config.database_url else { return Ok(None) };
    let options = address::parse(url.expose_secret(), config.database_insecure)?;
    connecting::try_out(&options).await?;
    let connected = PgConnection::connect_with(&options).await;
    connected.map(Some).map_err(DatabaseError::Unreachable)
}

/// Migrates as the owner of the tables, and lets `role` and the roles that do already serve.
///
/// A server does both whenever it opens the embedded database.
pub async fn migrate(config: &Config, role: Option<&str>) -> Result<(), DatabaseError> {
    let Some(url) = &config.database_url else {
        if role.is_some() {
            return Err(DatabaseError::EmbeddedRole);
        }
        let home = directory::home_for_command(&config.data_dir)?;
        let cluster =
            embedded::start_or_join(&home, config.postgres_bin.as_deref(), Role::Command).await?;
        let prepared = prepare_embedded(&embedded::connect_options(&home, "postgres")).await;
        if let Some(cluster) = cluster {
            cluster.stop().await;
        }
        return prepared;
    };
    let options = address::parse(url.expose_secret(), config.database_insecure)?;
    let pool = connect(&options.application_name("codebell migrate")).await?;
    let mut connection = pool.acquire().await.map_err(DatabaseError::Unreachable)?;
    check_version(&mut *connection).await?;
    if !migrations::may_migrate(&mut *connection).await? {
        let role = migrations::role_of(&mut *connection).await?;
        return Err(DatabaseError::NotTheOwner { role });
    }
    if let Some(role) = role {
        grants::check_role(&mut connection, role).await?;
    }
    migrations::run(&mut connection).await?;
    if let Some(role) = role {
        grants::grant(&mut connection, role).await.map_err(DatabaseError::Grant)?;
    }
    Ok(())
}

/// Migrates the embedded database as its owner, and lets its own role serve.
async fn prepare_embedded(owner: &PgConnectOptions) -> Result<(), DatabaseError> {
    let connected = PgConnection::connect_with(owner).await;
    let mut connection = connected.map_err(DatabaseError::Unreachable)?;
    check_version(&mut connection).await?;
    grants::ensure_embedded_role(&mut connection).await.map_err(DatabaseError::Grant)?;
    migrations::run(&mut connection).await?;
    let granted = grants::grant(&mut connection, grants::EMBEDDED_ROLE).await;
    granted.map_err(DatabaseError::Grant)?;
    // It is not needed any more, whatever comes of this.
    let _ = connection.close().await;
    Ok(())
}

/// A pool of so many connections.
fn pool(most: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(most).acquire_timeout(ACQUIRE_TIMEOUT)
}

/// The pool of what comes in and goes out. A connection that just served is taken to be alive: testing
/// it would cost a round trip for each batch of messages.
fn pool_of_ingest() -> PgPoolOptions {
    pool(MOST_INGEST_CONNECTIONS).test_before_acquire(false).before_acquire(|connection, meta| {
        Box::pin(async move { Ok(meta.idle_for < TRUSTED_IDLE || connection.ping().await.is_ok()) })
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

/// A pool for requests, of a database that can be reached.
async fn connect(options: &PgConnectOptions) -> Result<PgPool, DatabaseError> {
    connecting::try_out(options).await?;
    Ok(pool(MOST_CONNECTIONS).connect_lazy_with(options.clone()))
}

async fn check_version(executor: impl PgExecutor<'_>) -> Result<(), DatabaseError> {
    let (number, name, encoding): (i32, String, String) = sqlx::query_as(
        "SELECT current_setting('server_version_num')::int, current_setting('server_version'),
                current_setting('server_encoding')",
    )
    .fetch_one(executor)
    .await
    .map_err(DatabaseError::Unreachable)?;
    if number / 10_000 < OLDEST_MAJOR {
        return Err(DatabaseError::TooOld { found: name });
    }
    if encoding != "UTF8" {
        return Err(DatabaseError::Encoding { found: encoding });
    }
    Ok(())
}
