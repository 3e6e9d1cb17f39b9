//! Migrations run as the owner of the tables; a role that only serves checks that they are there.

use std::collections::BTreeMap;

use sqlx::migrate::MigrateError;
use sqlx::{PgConnection, PgExecutor};

use super::{DatabaseError, MIGRATOR, grants};

/// Migrates where the connected role may, and else sees that nothing is missing.
pub async fn run_or_check(connection: &mut PgConnection) -> Result<(), DatabaseError> {
    if may_migrate(&mut *connection).await? {
        run(connection).await
    } else {
        check(connection).await
    }
}

/// Migrates as the owner, and grants anew to the roles that serve.
pub async fn run(connection: &mut PgConnection) -> Result<(), DatabaseError> {
    let before = applied(&mut *connection).await?.len();
    if let Err(error) = MIGRATOR.run(&mut *connection).await {
        return Err(match error {
            MigrateError::VersionMissing(_) => newer(connection).await,
            error => DatabaseError::Migrate(error),
        });
    }
    if applied(&mut *connection).await?.len() > before {
        let needs = sqlx::query("UPDATE schema_maker SET version = $1");
        let told = needs.bind(env!("CARGO_PKG_VERSION")).execute(&mut *connection).await;
        told.map_err(DatabaseError::Unreachable)?;
    }
    grants::renew(connection).await.map_err(DatabaseError::Grant)
}

/// Sees that all migrations were applied, and no others.
pub async fn check_applied(connection: &mut PgConnection) -> Result<(), DatabaseError> {
    let applied = applied(&mut *connection).await?;
    match (applied.is_empty(), compare(connection, applied).await?) {
        (_, 0) => Ok(()),
        (true, _) => Err(DatabaseError::NotSetUp),
        (false, missing) => Err(DatabaseError::Behind { missing }),
    }
}

/// How many migrations the applied ones lack.
async fn compare(
    connection: &mut PgConnection,
    mut applied: BTreeMap<i64, Vec<u8>>,
) -> Result<usize, DatabaseError> {
    let needed = MIGRATOR.iter().filter(|migration| migration.migration_type.is_up_migration());
    let mut missing = 0;
    for migration in needed {
        match applied.remove(&migration.version) {
            None => missing += 1,
            Some(checksum) if checksum != *migration.checksum => {
                let mismatch = MigrateError::VersionMismatch(migration.version);
                return Err(DatabaseError::Migrate(mismatch));
            }
            Some(_) => {}
        }
    }
    match applied.is_empty() {
        true => Ok(missing),
        false => Err(newer(connection).await),
    }
}

/// Tells which Codebell can use a database that this one does not know.
async fn newer(connection: &mut PgConnection) -> DatabaseError {
    let needs = sqlx::query_scalar("SELECT version FROM schema_maker");
    match needs.fetch_one(connection).await {
        Ok(needs) => DatabaseError::Newer { needs },
        Err(error) => DatabaseError::Unreachable(error),
    }
}

/// Whether the connected role owns the tables, or may make them where there are none yet.
pub async fn may_migrate(executor: impl PgExecutor<'_>) -> Result<bool, DatabaseError> {
    let may = "SELECT COALESCE(
                 (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class
                  WHERE oid = to_regclass('_sqlx_migrations')),
                 has_schema_privilege(current_schema(), 'CREATE'), false)";
    sqlx::query_scalar(may).fetch_one(executor).await.map_err(DatabaseError::Unreachable)
}

/// The role that a connection has.
pub async fn role_of(executor: impl PgExecutor<'_>) -> Result<String, DatabaseError> {
    let role = sqlx::query_scalar("SELECT current_user::text").fetch_one(executor).await;
    role.map_err(DatabaseError::Unreachable)
}

/// The same as a migration would find, without the right to make one.
async fn check(connection: &mut PgConnection) -> Result<(), DatabaseError> {
    let role = role_of(&mut *connection).await?;
    let applied = applied(&mut *connection).await?;
    let missing = compare(&mut *connection, applied).await?;
    if missing > 0 {
        return Err(DatabaseError::NotMigrated { role, missing });
    }
    let lacking = grants::find_lacking(connection).await.map_err(DatabaseError::Unreachable)?;
    lacking.map_or(Ok(()), |table| Err(DatabaseError::NotGranted { role, table }))
}

/// The checksums of all migrations that were applied, by version.
async fn applied(connection: &mut PgConnection) -> Result<BTreeMap<i64, Vec<u8>>, DatabaseError> {
    let table = "_sqlx_migrations";
    let may_read = "SELECT has_table_privilege(to_regclass($1), 'SELECT')";
    let may_read = sqlx::query_scalar(may_read).bind(table).fetch_one(&mut *connection).await;
    match may_read.map_err(DatabaseError::Unreachable)? {
        None => Ok(BTreeMap::new()),
        Some(false) => {
            let role = role_of(connection).await?;
            Err(DatabaseError::NotGranted { role, table: table.to_owned() })
        }
        Some(true) => {
            let applied = "SELECT version, checksum FROM _sqlx_migrations WHERE success";
            let applied: Vec<(i64, Vec<u8>)> = sqlx::query_as(applied)
                .fetch_all(connection)
                .await
                .map_err(DatabaseError::Unreachable)?;
            Ok(applied.into_iter().collect())
        }
    }
}
