//! Why the database can't be used, with what mends it.

use sqlx::migrate::MigrateError;

use super::OLDEST_MAJOR;
use super::directory::DirectoryError;
use super::embedded::EmbeddedError;

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
    /// The data directory can't be used.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// No connection can be made.
    #[error("cannot connect to the database at {at}: {cause}; {mend}")]
    NoConnection {
        /// Its host and port, or its socket.
        at: String,
        cause: String,
        mend: &'static str,
    },
    /// It can't hold every message.
    #[error(
        "the database is encoded in {found}, which has no room for most scripts; make another with \
         CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0, and name it in DATABASE_URL"
    )]
    Encoding { found: String },
    /// Nobody has set it up.
    #[error("the database has no tables of Codebell yet; run codebell serve first")]
    NotSetUp,
    /// It is older than this program.
    #[error(
        "the database lacks {missing} migrations of Codebell {}; start codebell serve of this version, \
         or run codebell migrate",
        env!("CARGO_PKG_VERSION")
    )]
    Behind { missing: usize },
    /// It is newer than this program.
    #[error(
        "the database was migrated by a newer Codebell than this one ({}); upgrade Codebell to at least {needs}",
        env!("CARGO_PKG_VERSION")
    )]
    Newer {
        /// The oldest version that can use it.
        needs: String,
    },
    /// Nothing answers.
    #[error("cannot use the database: {0}; check DATABASE_URL and that PostgreSQL runs")]
    Unreachable(sqlx::Error),
    /// Too old.
    #[error("PostgreSQL {found} is too old; version {OLDEST_MAJOR} or newer is needed")]
    TooOld {
        /// Its version number.
        found: String,
    },
    /// A migration failed.
    #[error("cannot migrate the database: {0}")]
    Migrate(MigrateError),
    /// Rights could not be granted.
    #[error("cannot grant the right to use the tables: {0}")]
    Grant(sqlx::Error),
    /// The connected role may not migrate, and has to.
    #[error(
        "the database lacks {missing} migrations, and the role {role} may not make them; run \
         codebell migrate --role {role} with the URL of the tables' owner in DATABASE_URL"
    )]
    NotMigrated {
        /// Who is connected.
        role: String,
        /// How many.
        missing: usize,
    },
    /// The connected role may not do what serving takes.
    #[error(
        "the role {role} may not use the table {table} as serving takes; run \
         codebell migrate --role {role} with the URL of the tables' owner in DATABASE_URL"
    )]
    NotGranted {
        /// Who is connected.
        role: String,
        table: String,
    },
    /// `codebell migrate` as somebody who may not.
    #[error(
        "the role {role} neither owns the tables nor may make them; set DATABASE_URL (or \
         --database-url) to the URL of their owner"
    )]
    NotTheOwner {
        /// Who is connected.
        role: String,
    },
    /// The role to grant to is not there.
    #[error(
        "there is no role {role}; make it as an administrator of PostgreSQL: \
         CREATE ROLE {role} LOGIN PASSWORD '…'"
    )]
    NoSuchRole {
        /// Its name.
        role: String,
    },
    /// The role to grant to can do everything already.
    #[error(
        "the role {role} is a superuser or the owner of the tables, which can't be kept from \
         anything; name another one to serve"
    )]
    RoleOwns {
        /// Its name.
        role: String,
    },
    /// A role was named for a database that has one of its own.
    #[error(
        "the embedded database has a role of its own for serving; --role is for a PostgreSQL in \
         DATABASE_URL"
    )]
    EmbeddedRole,
    /// The way to the database could be listened in on, or somebody else could answer.
    #[error(
        "the database at {host} is beyond this machine and is not known to be the right one: \
         {cause}; give its URL sslmode=verify-full (and sslrootcert=FILE where its certificate comes \
         from an authority of your own), or set CODEBELL_DATABASE_INSECURE=true where nobody else is \
         on the network between"
    )]
    Unverified {
        /// Where it is.
        host: String,
        /// What it lacks.
        cause: String,
    },
}
