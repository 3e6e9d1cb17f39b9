//! The first connection: a database that is still starting is waited for, and one that can't be reached
//! is told by its cause.

use std::io::ErrorKind;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};

use super::{DatabaseError, address};
use crate::error::is_outage;

/// Those who start a server wait no longer for what is wrong.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(200);

/// Connects once, to see that it can be done.
pub async fn try_out(options: &PgConnectOptions) -> Result<(), DatabaseError> {
    let mut last = None;
    let connected = async {
        loop {
            match PgConnection::connect_with(options).await {
                Ok(connection) => {
                    let _ = connection.close().await;
                    return Ok(());
                }
                Err(error) if !is_outage(&error) || is_lasting(&error) => return Err(error),
                Err(error) => {
                    if last.is_none() {
                        tracing::warn!(%error, "waiting for the database");
                    }
                    last = Some(error);
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    let failed = match tokio::time::timeout(PATIENCE, connected).await {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => Some(error),
        Err(_) => last,
    };
    let host = options.get_host().to_owned();
    match failed {
        Some(sqlx::Error::Tls(cause)) if !address::is_on_this_machine(options) => {
            Err(DatabaseError::Unverified { host, cause: cause.to_string() })
        }
        failed => {
            let (cause, mend) = in_words(options, failed.as_ref());
            Err(DatabaseError::NoConnection { at: place(options), cause, mend })
        }
    }
}

/// What waiting does not mend.
fn is_lasting(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Tls(_))
}

fn place(options: &PgConnectOptions) -> String {
    match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    }
}

/// The cause, and what mends it.
fn in_words(options: &PgConnectOptions, error: Option<&sqlx::Error>) -> (String, &'static str) {
    match error {
        None => ("no answer within 5 seconds".to_owned(), "check the host, the port and firewalls"),
        Some(sqlx::Error::Io(error)) if error.kind() == ErrorKind::ConnectionRefused => {
            ("nothing listens there".to_owned(), "start PostgreSQL, or correct host and port")
        }
        Some(sqlx::Error::Io(error)) if error.kind() == ErrorKind::NotFound => {
            ("there is no such socket".to_owned(), "start PostgreSQL, or correct its folder")
        }
        Some(sqlx::Error::Io(error)) if error.to_string().contains("lookup address") => (
            "the name leads to no address".to_owned(),
            "correct the host, or mend the name service",
        ),
        Some(sqlx::Error::Tls(error)) => {
            (format!("TLS can't be used: {error}"), "correct sslmode, or let PostgreSQL use TLS")
        }
        Some(sqlx::Error::Database(error)) => match error.code().as_deref() {
            Some("28P01") => (
                format!("the password of the role {} is wrong", options.get_username()),
                "correct it in DATABASE_URL",
            ),
            Some("3D000") => (
                error.message().to_owned(),
                "correct its name, or make it with CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0",
            ),
            _ => (error.message().to_owned(), "let PostgreSQL take the connection"),
        },
        Some(error) => (error.to_string(), "check DATABASE_URL and that PostgreSQL runs"),
    }
}
