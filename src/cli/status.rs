//! `codebell status`: how the installation is, at a glance.

use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{CommandResult, VERSION, over_database, print};
use crate::config::Config;
use crate::context::Context;
use crate::db::{self, Node, directory};
use crate::error::{Error, Result};
use crate::{delivery, messages};

/// How the installation is.
#[derive(Serialize)]
struct Status {
    /// Of this program.
    version: &'static str,
    /// Of the database's server.
    postgres: String,
    database_bytes: i64,
    /// The servers that are connected to the database.
    nodes: Vec<Node>,
    /// Deliveries that wait for their first or another attempt.
    deliveries_waiting: i64,
    /// Failed deliveries that nobody has reviewed.
    deliveries_to_review: i64,
    /// When the last message was stored.
    last_message_at: Option<DateTime<Utc>>,
    /// What is left on the disk of the data directory; none where there is no such directory.
    disk_bytes_left: Option<u64>,
}

pub async fn run(config: &Config, as_json: bool) -> CommandResult {
    let home = directory::absolute(&config.data_dir);
    let status = over_database(config, async |context| Ok(look(context, &home).await?)).await?;
    if as_json {
        print::json(&status)?;
    } else {
        in_words(&status)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn look(context: &Context, home: &Path) -> Result<Status> {
    let depths = delivery::depths(context).await?;
    let size = db::size(&context.pool).await.map_err(Error::from)?;
    Ok(Status {
        version: VERSION,
        postgres: size.version,
        database_bytes: size.bytes,
        nodes: db::list_nodes(&context.pool).await?,
        deliveries_waiting: depths.iter().map(|depth| depth.waiting).sum(),
        deliveries_to_review: depths.iter().map(|depth| depth.needs_review).sum(),
        last_message_at: messages::last_stored_at(&context.pool).await?,
        disk_bytes_left: rustix::fs::statvfs(home).ok().map(|disk| disk.f_bavail * disk.f_frsize),
    })
}

fn in_words(status: &Status) -> std::io::Result<()> {
    print::line(format!("codebell      {}", status.version))?;
    let size = mebibytes(u64::try_from(status.database_bytes).unwrap_or(0));
    print::line(format!("database      PostgreSQL {}, {size}", status.postgres))?;
    if status.nodes.is_empty() {
        print::line("servers       none is running")?;
    }
    for Node { version, host, since } in &status.nodes {
        let since = print::time(Some(*since));
        print::line(format!("server        {version} at {host}, since {since}"))?;
    }
    print::line(format!("last message  {}", print::time(status.last_message_at)))?;
    print::line(format!(
        "deliveries    {} waiting, {} to review",
        status.deliveries_waiting, status.deliveries_to_review
    ))?;
    let left = status.disk_bytes_left.map_or_else(|| "-".to_owned(), mebibytes);
    print::line(format!("disk left     {left}"))
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes / (1024 * 1024))
}
