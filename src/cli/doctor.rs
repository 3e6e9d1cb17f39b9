//! `codebell doctor`

use std::process::ExitCode;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::{CommandResult, print};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Database, directory, embedded};
use crate::egress::Egress;
use crate::http::connections::{Caps, raise_open_files};
use crate::installation::InstallationError;
use crate::mail::Mailer;
use crate::secrets::{Keyring, key_file};
use crate::{channels, installation, otp, sources};

/// Providers' timestamps and browsers' cookies suffer beyond this.
const LARGEST_CLOCK_ERROR: TimeDelta = TimeDelta::seconds(30);

/// So many idle connections are opened in a second by whoever wants to.
const FEW_FILES: u64 = 4096;

/// Before a server has started on the database.
const NOT_YET: &str = "none before the first codebell serve";

type Check = Result<String, String>;

/// A check, as programs read it.
#[derive(Serialize)]
struct Finding {
    check: &'static str,
    is_ok: bool,
    /// What was found, or how to mend it.
    detail: String,
}

pub async fn run(config: &Config, as_json: bool) -> CommandResult {
    let clock = Clock::system();
    let mut checks = database(config, &clock).await;
    checks.extend([
        ("to back up", to_back_up(config)),
        ("public URL", public_url(config)),
        ("proxy headers", proxies(config)),
        ("connections", connections(config)),
        ("e-mail", email(config).await),
        ("server", server(config).await),
    ]);
    let findings = checks.into_iter().map(|(check, found)| {
        let is_ok = found.is_ok();
        Finding { check, is_ok, detail: found.unwrap_or_else(|mend| mend) }
    });
    let findings: Vec<Finding> = findings.collect();
    let is_healthy = findings.iter().all(|finding| finding.is_ok);
    if as_json {
        print::json(&findings)?;
    } else {
        for Finding { check, is_ok, detail } in &findings {
            print::line(format!("{:<6}{check}: {detail}", if *is_ok { "ok" } else { "FAIL" }))?;
        }
    }
    Ok(if is_healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether the database can be used, its key is here, what its role could do beyond that, whether it
/// agrees about the time, and whether its channels and gateways can be used.
async fn database(config: &Config, clock: &Clock) -> Vec<(&'static str, Check)> {
    let found = Keyring::find(config);
    let database = match Database::open(config, embedded::Role::Command).await {
        Ok(database) => database,
        Err(error) => {
            let key = match found {
                Ok(Some(keys)) => Ok(in_words(&keys)),
                Ok(None) => Ok(NOT_YET.to_owned()),
                Err(error) => Err(error.to_string()),
            };
            return vec![("secret key", key), ("database", Err(error.to_string()))];
        }
    };
    let keys = match found {
        Ok(found) => installation::recognise(config, &database, found).await,
        Err(error) => Err(error.into()),
    };
    let unknown = || Err("unknown without the secret key".to_owned());
    let (key, sources, channels, gateways) = match keys {
        Ok(keys) => (
            Ok(in_words(&keys)),
            sources(&keys, &database).await,
            channels(&keys, &database).await,
            gateways(config, &keys, &database).await,
        ),
        Err(InstallationError::NotStarted) => {
            let none = || Ok(NOT_YET.to_owned());
            (none(), none(), none(), none())
        }
        Err(error) => (Err(error.to_string()), unknown(), unknown(), unknown()),
    };
    let role = role(&database).await;
    let (version, time) = version_and_time(config, clock, &database).await;
    database.close().await;
    vec![
        ("secret key", key),
        ("database", version),
        ("database role", role),
        ("clock", time),
        ("sources", sources),
        ("channels", channels),
        ("gateways", gateways),
    ]
}

async fn version_and_time(config: &Config, clock: &Clock, database: &Database) -> (Check, Check) {
    let asked = sqlx::query_as::<_, (String, DateTime<Utc>)>(
        "SELECT current_setting('server_version'), clock_timestamp()",
    )
    .fetch_one(&database.pool)
    .await;
    let now = clock.now();
    let (version, time) = match asked {
        Ok(found) => found,
        Err(error) => return (Err(error.to_string()), Err("unknown".to_owned())),
    };
    let kind = match (&config.database_url, config.database_insecure) {
        (None, _) => "embedded",
        (Some(_), false) => "DATABASE_URL",
        (Some(_), true) => {
            "DATABASE_URL, which CODEBELL_DATABASE_INSECURE lets go without verified TLS"
        }
    };
    let error = (time - now).abs();
    let time = if error < LARGEST_CLOCK_ERROR {
        Ok(format!("{} ms from the database's", error.num_milliseconds()))
    } else {
        Err(format!(
            "{} s from the database's; let both machines use NTP, or signed timestamps will be refused",
            error.num_seconds()
        ))
    };
    let found = format!("PostgreSQL {version} ({kind}), all migrations applied");
    (Ok(found), time)
}

fn in_words(keys: &Keyring) -> String {
    format!("in {}, fingerprint {}", keys.place(), installation::fingerprint(keys.check()))
}

/// What has to be backed up, and moved together.
fn to_back_up(config: &Config) -> Check {
    let directory = directory::absolute(&config.data_dir);
    let key = match config.secret_key {
        Some(_) => "CODEBELL_SECRET_KEY".to_owned(),
        None => key_file::path(&directory).display().to_string(),
    };
    let database = match config.database_url {
        Some(_) => "the database of DATABASE_URL".to_owned(),
        None => {
            let home = directory::home_for_command(&config.data_dir);
            let home = home.map_err(|error| error.to_string())?;
            format!("the embedded database in {}", home.display())
        }
    };
    Ok(format!(
        "{key} and {database}, in different places; they are worth nothing without each other"
    ))
}

/// Whether the server's own connection could undo what guards the audit log. A single role is no
/// fault.
async fn role(database: &Database) -> Check {
    let is_owned = database.is_owned_by_its_role().await.map_err(|error| error.to_string())?;
    Ok(match is_owned {
        false => "serves, and can change neither tables nor the audit log".to_owned(),
        true => {
            "owns the tables: whoever gets hold of the server's connection can switch off what \
                 guards the audit log; docs/database.md shows how to serve under a role of its own"
                .to_owned()
        }
    })
}

/// Whether the secrets of all sources can be decrypted.
async fn sources(keys: &Keyring, database: &Database) -> Check {
    let lost = sources::secrets::list_lost(&database.pool, keys).await;
    let lost = lost.map_err(|error| error.to_string())?;
    match lost.is_empty() {
        true => Ok("the secrets of all can be decrypted".to_owned()),
        false => Err(format!(
            "the secrets of these can't be decrypted, so that nothing comes in through them: {}; \
             enter new ones (codebell source rotate), or bring the old secret key back",
            lost.join(", ")
        )),
    }
}

/// Whether the settings of all channels can be decrypted.
async fn channels(keys: &Keyring, database: &Database) -> Check {
    let sealed = channels::list_sealed(&database.pool).await.map_err(|error| error.to_string())?;
    let is_lost = |(id, _, sealed): &&(_, String, Vec<u8>)| {
        channels::open_sealed(keys, *id, sealed).is_none()
    };
    let lost: Vec<&str> = sealed.iter().filter(is_lost).map(|(_, name, _)| name.as_str()).collect();
    match lost.is_empty() {
        true => Ok(format!("{}, all can be decrypted", sealed.len())),
        false => Err(format!(
            "can't be decrypted: {}; enter their addresses again, or bring the old \
             CODEBELL_SECRET_KEY (or key file) back",
            lost.join(", ")
        )),
    }
}

/// Whether all gateways for codes can be decrypted and their addresses be asked; none is no fault.
async fn gateways(config: &Config, keys: &Keyring, database: &Database) -> Check {
    let egress = Egress::new(config).map_err(|error| error.to_string())?;
    let checked = otp::gateways::check_all(&database.pool, keys, &egress).await;
    let checked = checked.map_err(|error| error.to_string())?;
    let faults: Vec<String> = checked
        .iter()
        .filter_map(|(name, fault)| Some(format!("{name} {}", fault.as_ref()?)))
        .collect();
    match (checked.len(), faults.is_empty()) {
        (0, _) => {
            Ok("none; no codes can be sent (WEBSMS_CLIENT_ID, or the page under Sends)".to_owned())
        }
        (count, true) => Ok(format!("{count}, all can be asked")),
        (_, false) => Err(format!("{}; enter it again in the page under Sends", faults.join("; "))),
    }
}

fn public_url(config: &Config) -> Check {
    let url = config.public_url(config.listen);
    let is_local = config.public_url.is_none() && config.listen.ip().is_loopback();
    match &config.public_url {
        _ if is_local => Ok(format!(
            "{url}: for this machine only; set CODEBELL_PUBLIC_URL once providers shall reach it"
        )),
        Some(url) if url.scheme() == "http" && !is_loopback(url) => Err(format!(
            "{url} is not encrypted: passwords and codes could be read on the way; use https"
        )),
        _ => Ok(url),
    }
}

fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn proxies(config: &Config) -> Check {
    if config.trusted_proxies.iter().any(|network| network.prefix_len() == 0) {
        return Err(
            "CODEBELL_TRUSTED_PROXIES trusts every address: anyone could choose the address \
                    that limits and logs see; name the proxy's own network"
                .to_owned(),
        );
    }
    let networks: Vec<String> = config.trusted_proxies.iter().map(ToString::to_string).collect();
    Ok(match networks.is_empty() {
        true => {
            "none trusted; behind a proxy, name its network in CODEBELL_TRUSTED_PROXIES".to_owned()
        }
        false => format!("believed from {}", networks.join(", ")),
    })
}

/// Whether the system lets as many files be open as the connections need.
fn connections(config: &Config) -> Check {
    let files = raise_open_files();
    let caps = Caps::new(config, files);
    if caps.files() > files || files < FEW_FILES {
        return Err(format!(
            "{} connections need {} open files and the system allows {}; raise its limit \
             (LimitNOFILE=65536 for systemd, ulimits in Compose, ulimit -Hn in a shell)",
            caps.total,
            caps.files(),
            files
        ));
    }
    Ok(format!("up to {}, and {} of one address", caps.total, caps.per_address))
}

/// Whether the mail server lets us in; none is no fault.
async fn email(config: &Config) -> Check {
    match Mailer::new(config).map_err(|error| error.to_string())? {
        None => {
            Ok("none; invitations are links to hand over (SMTP_URL would send them)".to_owned())
        }
        Some(mailer) => match mailer.check().await {
            Ok(()) => Ok("the mail server lets us in".to_owned()),
            Err(error) => Err(format!(
                "the mail server of SMTP_URL can't be used: {error}; check its name, port and password"
            )),
        },
    }
}

/// Whether a server on this machine is healthy; none running is no fault.
async fn server(config: &Config) -> Check {
    let url = format!("{}/readyz", Config::local_url(config.listen));
    let client = reqwest::Client::builder().timeout(std::time::Duration::from_secs(5)).build();
    let client = client.map_err(|error| error.to_string())?;
    match client.get(&url).send().await {
        Ok(answer) if answer.status().is_success() => Ok(format!("ready at {url}")),
        Ok(answer) => Err(format!("{url} answered {}; see the server's log", answer.status())),
        Err(_) => Ok("not running".to_owned()),
    }
}
