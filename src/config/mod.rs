//! Every setting: its name, default and help. Nothing else reads the environment.

mod check;
mod env_file;
pub mod environment;
pub mod network;
mod reload;

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};
use ipnet::IpNet;
use secrecy::SecretString;
use url::Url;

pub use check::SettingError;

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people at a terminal
    Pretty,
    /// One JSON object a line
    Json,
}

/// What is logged unless the settings say otherwise.
const USUAL_LOG: &str = "info";

/// The settings that every command shares.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Settings")]
pub struct Config {
    /// Address that the server listens at
    #[arg(long, env = "CODEBELL_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    pub listen: SocketAddr,

    /// URL that browsers and providers use [default: http:// and the listen address]
    #[arg(long, env = "CODEBELL_PUBLIC_URL", global = true)]
    pub public_url: Option<Url>,

    /// Directory of the embedded database and generated keys
    #[arg(long, env = "CODEBELL_DATA_DIR", default_value = "./data", global = true)]
    pub data_dir: PathBuf,

    /// PostgreSQL 14 or newer [default: the embedded PostgreSQL]
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<SecretString>,

    /// Whether a database beyond this machine may be used without a certificate that proves its name
    #[arg(long, env = "CODEBELL_DATABASE_INSECURE", global = true)]
    pub database_insecure: bool,

    /// Directory of the PostgreSQL server programs for the embedded database [default: found]
    #[arg(long, env = "CODEBELL_POSTGRES_BIN", global = true)]
    pub postgres_bin: Option<PathBuf>,

    /// 32 bytes in base64 that encrypt stored secrets and sign tokens [default: generated into the data directory]
    #[arg(long, env = "CODEBELL_SECRET_KEY", hide_env_values = true, global = true)]
    pub secret_key: Option<SecretString>,

    /// Proxies whose X-Forwarded-… headers are believed (networks)
    #[arg(long, env = "CODEBELL_TRUSTED_PROXIES", value_delimiter = ',', value_parser = network::parse, global = true)]
    pub trusted_proxies: Vec<IpNet>,

    /// Most open connections [default: as many as files may be open, less 512, up to 16384]
    #[arg(long, env = "CODEBELL_MAX_CONNECTIONS", global = true)]
    pub max_connections: Option<NonZeroUsize>,

    /// Most open connections of one address that is no trusted proxy's
    #[arg(
        long,
        env = "CODEBELL_MAX_CONNECTIONS_PER_ADDRESS",
        default_value = "256",
        global = true
    )]
    pub max_connections_per_address: NonZeroUsize,

    /// Log filter, such as "info" or "codebell=debug"; what other crates write below info is never shown
    #[arg(long, env = "CODEBELL_LOG", default_value = USUAL_LOG, global = true)]
    pub log: String,

    /// Log format [default: pretty on a terminal, else json]
    #[arg(long, env = "CODEBELL_LOG_FORMAT", global = true)]
    pub log_format: Option<LogFormat>,

    /// Most valid webhooks per second and source [default: unlimited]
    #[arg(long, env = "CODEBELL_WEBHOOK_RATE", global = true)]
    pub webhook_rate: Option<std::num::NonZeroU32>,

    /// Most members of the team, open invitations included [default: unlimited]
    #[arg(long, env = "CODEBELL_MAX_MEMBERS", global = true)]
    pub max_members: Option<std::num::NonZeroU32>,

    /// Days after its last use when a session ends
    #[arg(long, env = "CODEBELL_SESSION_IDLE_DAYS", default_value = "7", value_parser = clap::value_parser!(u16).range(1..=3650), global = true)]
    pub session_idle_days: u16,

    /// Days after its beginning when a session ends at the latest
    #[arg(long, env = "CODEBELL_SESSION_MAX_DAYS", default_value = "30", value_parser = clap::value_parser!(u16).range(1..=3650), global = true)]
    pub session_max_days: u16,

    /// Networks or addresses (comma-separated) that messages may be forwarded into though they are not public
    #[arg(long, env = "CODEBELL_ALLOW_PRIVATE_TARGETS", value_delimiter = ',', value_parser = network::parse, global = true)]
    pub allow_private_targets: Vec<IpNet>,

    /// Whether everybody may read /metrics [default: this machine alone]
    #[arg(long, env = "CODEBELL_METRICS_PUBLIC", global = true)]
    pub metrics_public: bool,

    /// Append-only file outside the database for signed heads of the audit log [default: none]
    #[arg(long, env = "CODEBELL_AUDIT_ANCHOR", global = true)]
    pub audit_anchor: Option<PathBuf>,

    /// Whether everybody may read the signed head of the audit log
    #[arg(long, env = "CODEBELL_AUDIT_HEAD_PUBLIC", default_value_t = true, action = ArgAction::Set, global = true)]
    pub audit_head_public: bool,

    /// Mail server for invitations and forwarded messages, such as smtps://user:password@mail.example.com [default: no e-mail]
    #[arg(long, env = "SMTP_URL", hide_env_values = true, requires = "smtp_from", global = true)]
    pub smtp_url: Option<SecretString>,

    /// Address that e-mail comes from, such as "Codebell <codes@example.com>"
    #[arg(long, env = "SMTP_FROM", global = true)]
    pub smtp_from: Option<String>,

    /// Client id of the WebSMS Connexus gateway for sending codes [default: none]
    #[arg(long, env = "WEBSMS_CLIENT_ID", requires = "websms_client_secret", global = true)]
    pub websms_client_id: Option<String>,

    /// Its client secret
    #[arg(
        long,
        env = "WEBSMS_CLIENT_SECRET",
        hide_env_values = true,
        requires = "websms_client_id",
        global = true
    )]
    pub websms_client_secret: Option<SecretString>,

    /// Address of the WebSMS Connexus API
    #[arg(
        long,
        env = "WEBSMS_BASE_URL",
        default_value = "https://websms.co.nz/api/connexus",
        global = true
    )]
    pub websms_base_url: Url,

    /// Secret of the JoltSMS source at /webhooks/joltsms; two, separated by a comma, are both accepted
    #[arg(long, env = "JOLTSMS_WEBHOOK_SECRET", hide_env_values = true, global = true)]
    pub joltsms_webhook_secret: Option<SecretString>,

    /// Secret of the ReceiveSMS.ink source at /webhooks/receivesms; two, separated by a comma, are both accepted
    #[arg(long, env = "RECEIVESMS_WEBHOOK_SECRET", hide_env_values = true, global = true)]
    pub receivesms_webhook_secret: Option<SecretString>,

    /// Token of the SealRoute source at /webhooks/sealroute; two, separated by a comma, are both accepted
    #[arg(long, env = "SEALROUTE_WEBHOOK_TOKEN", hide_env_values = true, global = true)]
    pub sealroute_webhook_token: Option<SecretString>,
}

impl Config {
    /// The URL that browsers and providers use, without a slash at its end.
    ///
    /// `bound` is the address that the server really listens at: it differs from the setting
    /// where that leaves the port to the system (`:0`).
    pub fn public_url(&self, bound: SocketAddr) -> String {
        match &self.public_url {
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None => Self::local_url(bound),
        }
    }

    /// What stands between the server's name and the paths of the contract: `/codebell` of
    /// `https://example.com/codebell`; empty for most.
    pub fn base_path(&self) -> &str {
        self.public_url.as_ref().map_or("", |url| url.path().trim_end_matches('/'))
    }

    /// The URL of a server that listens at `bound`, for programs on the same machine.
    pub fn local_url(bound: SocketAddr) -> String {
        format!("http://{}", reachable(bound))
    }

    /// Whether browsers reach the server over https, so that cookies can insist on it.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.scheme() == "https")
    }
}

/// A variable of the environment that the user named, as `--secret-env` does.
#[allow(clippy::disallowed_methods)]
pub fn variable(name: &str) -> Option<SecretString> {
    std::env::var(name).ok().map(SecretString::from)
}

/// Where the system looks for programs.
#[allow(clippy::disallowed_methods)]
pub fn search_path() -> Vec<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect()
}

/// An address that can be connected to: the loopback one where `bound` means all interfaces.
fn reachable(bound: SocketAddr) -> SocketAddr {
    let mut address = bound;
    if bound.ip().is_unspecified() {
        address.set_ip(match bound {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        config: Config,
    }

    fn config(arguments: &[&str]) -> Config {
        let all = ["codebell"].iter().chain(arguments);
        Command::try_parse_from(all).expect("valid arguments").config
    }

    #[test]
    fn the_public_url_defaults_to_an_address_that_a_browser_can_open() {
        let bound = "0.0.0.0:9000".parse().expect("an address");
        assert_eq!(config(&[]).public_url(bound), "http://127.0.0.1:9000");
    }

    #[test]
    fn a_public_url_loses_its_last_slash() {
        let bound = "127.0.0.1:8080".parse().expect("an address");
        let config = config(&["--public-url", "https://codes.example.com/"]);
        assert_eq!(config.public_url(bound), "https://codes.example.com");
        assert!(config.is_https());
    }

    #[test]
    fn printing_the_settings_shows_no_secret() {
        let config =
            config(&["--secret-key", "c2VjcmV0", "--database-url", "postgres://u:pw@h/db"]);
        let printed = format!("{config:?}");
        assert!(!printed.contains("c2VjcmV0") && !printed.contains("pw@h"), "{printed}");
    }
}
