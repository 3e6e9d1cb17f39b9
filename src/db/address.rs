//! Where an outside database is, and whether it has to prove that it is the one.

use std::net::IpAddr;
use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use url::Url;

use super::DatabaseError;

/// How to connect to a database URL. One beyond this machine is asked for a certificate that proves
/// its name, and a URL that asks for less is refused, unless the settings allow it.
pub fn parse(url: &str, is_insecure_allowed: bool) -> Result<PgConnectOptions, DatabaseError> {
    let parsed = Url::parse(url).map_err(|_| DatabaseError::NotAUrl)?;
    if !["postgres", "postgresql"].contains(&parsed.scheme()) {
        return Err(DatabaseError::NotAUrl);
    }
    let options = PgConnectOptions::from_str(url).map_err(|_| DatabaseError::NotAUrl)?;
    let names_mode = parsed.query_pairs().any(|(key, _)| ["sslmode", "ssl-mode"].contains(&&*key));
    let mode = options.get_ssl_mode();
    match mode {
        _ if is_on_this_machine(&options) || is_insecure_allowed => Ok(options),
        PgSslMode::VerifyFull | PgSslMode::VerifyCa => Ok(options),
        PgSslMode::Prefer if !names_mode => Ok(options.ssl_mode(PgSslMode::VerifyFull)),
        _ => Err(DatabaseError::Unverified {
            host: options.get_host().to_owned(),
            cause: "its URL asks for an sslmode that verifies nothing".to_owned(),
        }),
    }
}

/// Whether nobody stands between the server and the database.
pub fn is_on_this_machine(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || address.is_ok_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mode that is used, `None` where the URL is refused.
    fn mode(url: &str, is_insecure_allowed: bool) -> Option<String> {
        let options = parse(&format!("postgres://codebell:pw@{url}"), is_insecure_allowed).ok()?;
        Some(format!("{:?}", options.get_ssl_mode()))
    }

    #[test]
    fn a_database_beyond_this_machine_is_verified_unless_the_settings_say_otherwise() {
        for far in [
            "db.example.com/codebell",
            "postgres/codebell",
            "10.0.0.7/codebell",
            "localhost.example.com/codebell",
            "127.0.0.1.example.com/codebell",
            "[2001:db8::7]/codebell",
            "localhost/codebell?host=db.example.com",
            "localhost/codebell?hostaddr=10.0.0.7",
        ] {
            assert_eq!(mode(far, false).as_deref(), Some("VerifyFull"), "{far}");
            assert_eq!(mode(far, true).as_deref(), Some("Prefer"), "{far}");
            let and = if far.contains('?') { '&' } else { '?' };
            for weak in ["disable", "allow", "prefer", "require"] {
                assert_eq!(mode(&format!("{far}{and}sslmode={weak}"), false), None, "{far} {weak}");
                assert!(mode(&format!("{far}{and}sslmode={weak}"), true).is_some());
            }
            let own = format!("{far}{and}sslmode=verify-ca&sslrootcert=/etc/ca.pem");
            assert_eq!(mode(&own, false).as_deref(), Some("VerifyCa"));
        }
        for near in [
            "localhost/codebell",
            "127.0.0.1/codebell",
            "127.3.2.1/codebell",
            "[::1]/codebell",
            "%2Fvar%2Frun%2Fpostgresql/codebell",
            "localhost/codebell?host=/var/run/postgresql",
        ] {
            assert_eq!(mode(near, false).as_deref(), Some("Prefer"), "{near}");
        }
    }
}
