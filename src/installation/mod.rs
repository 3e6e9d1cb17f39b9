//! A database, the secret key that it was set up with, and the data directory belong together. Here it
//! is seen that they do; only the first start of a server makes any of them.

mod sql;

use std::path::PathBuf;

use sqlx::{Connection, PgConnection};

use crate::audit;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::directory::{self, DirectoryError};
use crate::db::embedded::Role;
use crate::db::{self, Database, DatabaseError};
use crate::secrets::{Keyring, SecretsError, key_file};

/// Why the database, the key and the directory can't be used together.
#[derive(Debug, thiserror::Error)]
pub enum InstallationError {
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The data directory can't be used.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The key can't be used.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// A statement failed.
    #[error("the database can't be asked for its installation: {0}")]
    Sql(#[from] sqlx::Error),
    /// There is a key, and it is another one.
    #[error(
        "the secret key in {place} (fingerprint {found}) is not the one that this database was set up \
         with{}; copy the file secret.key from the data directory of the server that uses this \
         database, or set CODEBELL_SECRET_KEY to its contents. If that key is lost, run codebell \
         secrets reset",
        of(.expected)
    )]
    OtherKey {
        /// Where it was found.
        place: String,
        found: String,
        /// The fingerprint of the right one, where it is known.
        expected: Option<String>,
    },
    /// There is no key, and there was one.
    #[error(
        "the database was set up with a secret key{} that is not here: CODEBELL_SECRET_KEY is not set \
         and there is no file {}; copy secret.key from the data directory of the server that uses this \
         database, or set CODEBELL_SECRET_KEY to its contents. If that key is lost, make another with \
         openssl rand -base64 32, and run codebell secrets reset",
        of(.expected),
        .file.display()
    )]
    NoKey {
        expected: Option<String>,
        /// Where it would be.
        file: PathBuf,
    },
    /// A key without the database that it belongs to.
    #[error(
        "{} is there and the database that it belongs to is not: bring that back (if it was a \
         PostgreSQL of your own, set DATABASE_URL again), or begin anew in an empty directory with \
         CODEBELL_DATA_DIR",
        .0.display()
    )]
    KeyAlone(PathBuf),
    /// A key that is to be replaced by itself.
    #[error("the database belongs to this secret key already; there is nothing to reset")]
    SameKey,
    /// A server that would go on with the lost key.
    #[error("a server runs on this database; stop every node first")]
    Serving,
    /// A command for an installation that no server has started yet.
    #[error("nobody has started this installation yet; run codebell serve first")]
    NotStarted,
}

fn of(fingerprint: &Option<String>) -> String {
    fingerprint.as_ref().map(|found| format!(" (fingerprint {found})")).unwrap_or_default()
}

/// The database of a server and its key. Where nobody has used the database yet, both are made.
pub async fn open_for_server(config: &Config) -> Result<(Database, Keyring), InstallationError> {
    let key = key_file::path(&config.data_dir);
    if config.database_url.is_none() && key.exists() && !directory::has_database(&config.data_dir)?
    {
        return Err(InstallationError::KeyAlone(key));
    }
    look_ahead(config).await?;
    let database = Database::open(config, Role::Server).await?;
    match claim(config, &database).await {
        Ok(keys) => Ok((database, keys)),
        Err(error) => {
            database.close().await;
            Err(error)
        }
    }
}

/// Refuses the database of another installation before it is migrated.
async fn look_ahead(config: &Config) -> Result<(), InstallationError> {
    let Some(mut connection) = db::connect_to_outside(config).await? else { return Ok(()) };
    let found = Keyring::find(config)?;
    if sql::is_told(&mut connection).await? {
        let row = sql::get(&mut connection).await?;
        check_directory(config, found.as_ref(), &row)?;
        belongs(config, &mut connection, &row, found).await?;
    } else if uses_directory(config, found.as_ref()) && sql::is_empty(&mut connection).await? {
        directory::check(&config.data_dir, None)?;
    }
    // What is wrong with it now, the next one will meet as well.
    let _ = connection.close().await;
    Ok(())
}

/// The database that a server uses, and its key; nothing is made.
pub async fn open_for_command(config: &Config) -> Result<(Database, Keyring), InstallationError> {
    let database = Database::open(config, Role::Command).await?;
    let found = match Keyring::find(config) {
        Ok(found) => recognise(config, &database, found).await,
        Err(error) => Err(error.into()),
    };
    match found {
        Ok(keys) => Ok((database, keys)),
        Err(error) => {
            database.close().await;
            Err(error)
        }
    }
}

/// The key, if it is that of the database.
pub async fn recognise(
    config: &Config,
    database: &Database,
    found: Option<Keyring>,
) -> Result<Keyring, InstallationError> {
    let mut connection = database.pool.acquire().await?;
    let row = sql::get(&mut *connection).await?;
    check_directory(config, found.as_ref(), &row)?;
    match belongs(config, &mut connection, &row, found).await? {
        Some(keys) if row.key_check.is_some() || is_used(&mut connection).await? => Ok(keys),
        _ => Err(InstallationError::NotStarted),
    }
}

/// The key of a server that starts, which is from now on that of the database.
async fn claim(config: &Config, database: &Database) -> Result<Keyring, InstallationError> {
    let mut transaction = database.pool.begin().await?;
    let row = sql::lock(&mut transaction).await?;
    // Only now: another server may just have made it.
    let found = Keyring::find(config)?;
    let uses_directory = uses_directory(config, found.as_ref());
    check_directory(config, found.as_ref(), &row)?;
    let keys = match belongs(config, &mut transaction, &row, found).await? {
        Some(keys) => keys,
        None => Keyring::create(config)?,
    };
    if row.key_check.is_none() {
        sql::update_key_check(&mut *transaction, keys.check()).await?;
    }
    if uses_directory {
        directory::remember(config, row.id)?;
    }
    transaction.commit().await?;
    Ok(keys)
}

/// Has the database take the key that is here, in place of one that was lost: what was encrypted with
/// that can't be read any more. Returns its fingerprint.
pub async fn reset_key(config: &Config) -> Result<String, InstallationError> {
    let file = key_file::path(&config.data_dir);
    let keys = Keyring::find(config)?.ok_or(InstallationError::NoKey { expected: None, file })?;
    let database = Database::open(config, Role::Command).await?;
    let stored = replace_check(config, &database, &keys).await;
    database.close().await;
    stored?;
    Ok(fingerprint(keys.check()))
}

async fn replace_check(
    config: &Config,
    database: &Database,
    keys: &Keyring,
) -> Result<(), InstallationError> {
    let mut transaction = database.pool.begin().await?;
    let row = sql::lock(&mut transaction).await?;
    check_directory(config, Some(keys), &row)?;
    match row.key_check.as_deref() {
        Some(check) if check == keys.check() => return Err(InstallationError::SameKey),
        None if !is_used(&mut transaction).await? => return Err(InstallationError::NotStarted),
        _ => {}
    }
    if !db::list_nodes(&mut *transaction).await?.is_empty() {
        return Err(InstallationError::Serving);
    }
    sql::update_key_check(&mut *transaction, keys.check()).await?;
    audit::begin_with_new_key(&mut transaction, keys, Clock::system().now()).await?;
    Ok(transaction.commit().await?)
}

/// Whether the data directory has a say: it holds the key, or the database.
fn uses_directory(config: &Config, found: Option<&Keyring>) -> bool {
    config.database_url.is_none() || found.is_none_or(Keyring::is_from_file)
}

/// Refuses the data directory of another installation.
fn check_directory(
    config: &Config,
    found: Option<&Keyring>,
    row: &sql::Row,
) -> Result<(), InstallationError> {
    if uses_directory(config, found) {
        directory::check(&config.data_dir, Some(row.id))?;
    }
    Ok(())
}

/// The key that was found, if nothing says that it is another one; none where there is none yet.
async fn belongs(
    config: &Config,
    connection: &mut PgConnection,
    row: &sql::Row,
    found: Option<Keyring>,
) -> Result<Option<Keyring>, InstallationError> {
    let expected = row.key_check.as_deref().map(fingerprint);
    // Before there was a check, the seal over the audit log was the only trace of a key.
    let is_right = match (&found, &row.key_check) {
        (Some(keys), Some(check)) => keys.check() == check.as_slice(),
        (Some(keys), None) => audit::is_sealed_with(&mut *connection, keys).await?.unwrap_or(true),
        (None, Some(_)) => false,
        (None, None) => !is_used(&mut *connection).await?,
    };
    match found {
        found if is_right => Ok(found),
        Some(keys) => Err(InstallationError::OtherKey {
            place: keys.place().to_owned(),
            found: fingerprint(keys.check()),
            expected,
        }),
        None => {
            let file = key_file::path(&config.data_dir);
            Err(InstallationError::NoKey { expected, file })
        }
    }
}

/// Whether a server has started on the database, with whatever key.
async fn is_used(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    audit::is_sealed(connection).await
}

/// By what people tell keys apart; it says nothing about a key.
pub fn fingerprint(check: &[u8]) -> String {
    hex::encode(check.get(..4).unwrap_or_default())
}
