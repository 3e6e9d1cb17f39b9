//! The servers on one database, as PostgreSQL knows their connections, and how large it is.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::PgExecutor;

/// What the name of a server's connection begins with; its version and host follow.
const SERVER: &str = "codebell serve ";
/// PostgreSQL keeps 63 bytes of a name.
const LONGEST_HOST: usize = 30;

/// A server that is connected.
#[derive(Clone, Debug, Serialize)]
pub struct Node {
    pub version: String,
    /// The name of its machine and its process there: `codes-1#4711`.
    pub host: String,
    /// Since when it has been connected.
    pub since: DateTime<Utc>,
}

/// A database, in short.
pub struct Size {
    /// Of PostgreSQL.
    pub version: String,
    pub bytes: i64,
}

/// The name of this server's connections.
pub fn own_name() -> String {
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let host: String = host.chars().filter(char::is_ascii_graphic).take(LONGEST_HOST).collect();
    format!("{SERVER}{} {host}#{}", env!("CARGO_PKG_VERSION"), std::process::id())
}

/// The servers that are connected, also those of versions that gave no name of their own; the oldest connection first.
pub async fn list_nodes(executor: impl PgExecutor<'_>) -> Result<Vec<Node>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT substr(application_name, length($1) + 1) AS "name!", min(backend_start) AS "since!"
           FROM pg_stat_activity
           WHERE datname = current_database()
             AND (starts_with(application_name, $1) OR application_name = 'codebell')
           GROUP BY application_name ORDER BY min(backend_start)"#,
        SERVER,
    )
    .fetch_all(executor)
    .await?;
    let nodes = rows.into_iter().map(|row| {
        let (version, host) = row.name.split_once(' ').unwrap_or((&row.name, ""));
        Node { version: version.to_owned(), host: host.to_owned(), since: row.since }
    });
    Ok(nodes.collect())
}

/// How large the database is, and whose it is.
pub async fn size(executor: impl PgExecutor<'_>) -> Result<Size, sqlx::Error> {
    sqlx::query_as!(
        Size,
        r#"SELECT current_setting('server_version') AS "version!",
                  pg_database_size(current_database()) AS "bytes!""#
    )
    .fetch_one(executor)
    .await
}
