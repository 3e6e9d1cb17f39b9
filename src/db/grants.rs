//! What the role that serves may do with each table, in one place: what is needed and no more.
//!
//! It owns nothing, so that it can neither alter a table nor switch off a trigger; and what stands in
//! the audit log it can only read and add to.

use sqlx::{AssertSqlSafe, Connection, PgConnection, PgExecutor};

use super::DatabaseError;

/// The role that serves on the embedded database.
pub const EMBEDDED_ROLE: &str = "codebell";

/// One at a time: PostgreSQL refuses two that grant on the same table at once.
const LOCK: i64 = 0x636f_6465_6265_6c6c;

const KEPT: &[&str] = &["SELECT", "INSERT", "UPDATE", "DELETE"];
const ADDED_TO: &[&str] = &["SELECT", "INSERT"];
const CHANGED: &[&str] = &["SELECT", "UPDATE"];
/// Changed, and put back where somebody took it away.
const PUT_BACK: &[&str] = &["SELECT", "INSERT", "UPDATE"];
const READ: &[&str] = &["SELECT"];

/// Every table and view, and what serving takes. A new one is added here.
pub const TABLES: &[(&str, &[&str])] = &[
    ("_sqlx_migrations", READ),
    ("api_keys", KEPT),
    ("audit_head", PUT_BACK),
    ("audit_log", ADDED_TO),
    ("canaries", KEPT),
    ("canary_runs", KEPT),
    ("channels", KEPT),
    ("code_rule_samples", KEPT),
    ("code_rules", KEPT),
    ("deliveries", KEPT),
    ("delivery_attempts", KEPT),
    ("early_receipts", KEPT),
    ("gateways", KEPT),
    ("installation", CHANGED),
    ("invitation_numbers", KEPT),
    ("invitations", KEPT),
    ("kept_unread", KEPT),
    ("login_failures", KEPT),
    ("message_copies", KEPT),
    ("message_reads", KEPT),
    ("messages", KEPT),
    ("notices", KEPT),
    ("number_members", KEPT),
    ("number_readers", READ),
    ("numbers", KEPT),
    ("passkey_challenges", KEPT),
    ("passkeys", KEPT),
    ("password_resets", KEPT),
    ("read_watermarks", KEPT),
    ("recovery_codes", KEPT),
    ("refresh_tokens", KEPT),
    ("rule_channels", KEPT),
    ("rules", KEPT),
    ("rules_version", CHANGED),
    ("saved_views", KEPT),
    ("schema_maker", READ),
    ("send_days", KEPT),
    ("send_events", KEPT),
    ("send_keys", KEPT),
    ("send_limits", CHANGED),
    ("send_texts", KEPT),
    ("sends", KEPT),
    ("sessions", KEPT),
    ("setup_links", KEPT),
    ("source_brands", KEPT),
    ("source_deliveries", KEPT),
    ("source_secrets", KEPT),
    ("sources", KEPT),
    ("team", CHANGED),
    ("totp_secrets", KEPT),
    ("users", KEPT),
];

/// Lets a role serve, and takes from it what it was given beyond that.
pub async fn grant(connection: &mut PgConnection, role: &str) -> Result<(), sqlx::Error> {
    if held(&mut *connection, role).await? == wanted() {
        return Ok(());
    }
    let role = quoted(role);
    let mut transaction = connection.begin().await?;
    lock(&mut transaction).await?;
    let schema = format!("GRANT USAGE ON SCHEMA public TO {role}");
    sqlx::query(AssertSqlSafe(schema)).execute(&mut *transaction).await?;
    for (table, privileges) in TABLES {
        let privileges = privileges.join(", ");
        for statement in [
            format!("REVOKE ALL ON {table} FROM {role}"),
            format!("GRANT {privileges} ON {table} TO {role}"),
        ] {
            sqlx::query(AssertSqlSafe(statement)).execute(&mut *transaction).await?;
        }
    }
    transaction.commit().await
}

/// Grants anew to all roles that serve already.
pub async fn renew(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let serving = sqlx::query_scalar::<_, String>(
        "SELECT DISTINCT rolname::text FROM pg_class
         CROSS JOIN LATERAL aclexplode(relacl) JOIN pg_roles ON pg_roles.oid = grantee
         WHERE pg_class.oid = to_regclass('_sqlx_migrations') AND grantee <> relowner",
    );
    for role in serving.fetch_all(&mut *connection).await? {
        grant(connection, &role).await?;
    }
    Ok(())
}

/// Makes the role of the embedded database, where it is not there yet.
pub async fn ensure_embedded_role(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    lock(&mut transaction).await?;
    let is_there = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)";
    if !sqlx::query_scalar(is_there).bind(EMBEDDED_ROLE).fetch_one(&mut *transaction).await? {
        // Before PostgreSQL 15 everybody could make tables.
        let make = format!(
            "CREATE ROLE {EMBEDDED_ROLE} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC"
        );
        sqlx::raw_sql(AssertSqlSafe(make)).execute(&mut *transaction).await?;
    }
    transaction.commit().await
}

/// Refuses a role that could not be kept from anything.
pub async fn check_role(connection: &mut PgConnection, role: &str) -> Result<(), DatabaseError> {
    let owns = "SELECT rolsuper OR pg_has_role(oid, current_user, 'MEMBER')
                FROM pg_roles WHERE rolname = $1";
    let found = sqlx::query_scalar(owns).bind(role).fetch_optional(connection).await;
    match found.map_err(DatabaseError::Unreachable)? {
        None => Err(DatabaseError::NoSuchRole { role: role.to_owned() }),
        Some(true) => Err(DatabaseError::RoleOwns { role: role.to_owned() }),
        Some(false) => Ok(()),
    }
}

/// A table that the connected role can't use as serving takes.
pub async fn find_lacking(executor: impl PgExecutor<'_>) -> Result<Option<String>, sqlx::Error> {
    let (tables, privileges): (Vec<&str>, Vec<&str>) = pairs().unzip();
    let lacking = "SELECT name FROM unnest($1::text[], $2::text[]) AS needed (name, privilege)
                   WHERE NOT COALESCE(has_table_privilege(to_regclass(name), privilege), false)
                   LIMIT 1";
    sqlx::query_scalar(lacking).bind(tables).bind(privileges).fetch_optional(executor).await
}

/// What a role was given itself, by table and privilege, in order.
async fn held(
    executor: impl PgExecutor<'_>,
    role: &str,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    let held = "SELECT relname::text, privilege_type FROM pg_class
                CROSS JOIN LATERAL aclexplode(relacl) JOIN pg_roles ON pg_roles.oid = grantee
                WHERE relnamespace = 'public'::regnamespace AND rolname = $1";
    let mut held = sqlx::query_as(held).bind(role).fetch_all(executor).await?;
    held.sort();
    Ok(held)
}

fn wanted() -> Vec<(String, String)> {
    let mut wanted: Vec<_> = pairs().map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    wanted.sort();
    wanted
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES.iter().flat_map(|(table, all)| all.iter().map(move |privilege| (*table, *privilege)))
}

async fn lock(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(connection).await?;
    Ok(())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
