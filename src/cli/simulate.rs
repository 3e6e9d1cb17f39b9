//! `codebell simulate`

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use url::Url;

use super::source;
use super::{CommandError, CommandResult, over_database, print};
use crate::clock::Clock;
use crate::config::Config;
use crate::context::Context;
use crate::first_run::{demo, samples};
use crate::inbound::endpoints::{self, Resolved};
use crate::inbound::{self, sample};
use crate::sources::{self, Which};

/// Numbers that are reserved for fiction.
const NUMBERS: [&str; 3] = ["+12025550142", "+12025550117", "+12025550163"];

#[derive(Args)]
pub struct Options {
    /// Post as this provider [default: receivesms]
    #[arg(long, env = "CODEBELL_SIMULATE_PROVIDER", value_parser = source::parse_provider)]
    provider: Option<&'static inbound::Provider>,
    /// Post through the source at /webhooks/SLUG: its messages are no demo, and are forwarded
    #[arg(
        long,
        env = "CODEBELL_SIMULATE_SOURCE",
        value_name = "SLUG",
        conflicts_with = "provider"
    )]
    source: Option<String>,
    /// How many messages
    #[arg(long, env = "CODEBELL_SIMULATE_COUNT", default_value_t = 5)]
    count: u32,
    /// Time between messages, such as 2s or 100ms
    #[arg(long, env = "CODEBELL_SIMULATE_INTERVAL", default_value = "2s", value_parser = parse_interval)]
    interval: Duration,
    /// The number that receives them [default: several]
    #[arg(long, env = "CODEBELL_SIMULATE_TO", value_name = "+E164")]
    to: Option<String>,
}

fn parse_interval(text: &str) -> Result<Duration, String> {
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let number: u64 = number.parse().map_err(|_| "write it as 2s or 100ms".to_owned())?;
    match unit {
        "ms" => Ok(Duration::from_millis(number)),
        "s" | "" => Ok(Duration::from_secs(number)),
        "m" => Ok(Duration::from_secs(number.saturating_mul(60))),
        _ => Err("write it as 2s or 100ms".to_owned()),
    }
}

pub async fn run(config: &Config, options: Options) -> CommandResult {
    let clock = Clock::system();
    let usual = || inbound::provider("receivesms").ok_or("there is no provider receivesms");
    let provider = options.provider.map_or_else(usual, Ok)?;
    let (slug, source) = over_database(config, async |context| match &options.source {
        Some(slug) => named(context, slug).await,
        None => demo_of(context, provider).await,
    })
    .await?;
    let path = format!("/webhooks/{slug}");
    let public_url = config.public_url(config.listen) + &path;
    let base = Config::local_url(config.listen);
    let url: Url = format!("{base}{path}").parse()?;
    let client = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
    let first = samples::any();
    for number in 0..options.count {
        if number > 0 {
            tokio::time::sleep(options.interval).await;
        }
        let at = first + number as usize;
        let to = options.to.as_deref().unwrap_or(NUMBERS[at % NUMBERS.len()]);
        let now = clock.now();
        let (message, code) = samples::write(at, to, now);
        let signed = sample::write(&source, &message, public_url.clone(), now);
        let mut request = client.post(url.clone());
        for header in signed.headers {
            request = request.header(header.name, header.value);
        }
        let answer = request.body(signed.body).send().await.map_err(|_| {
            format!("no server answers at {base}; start it with `codebell serve`, or name its address in CODEBELL_LISTEN")
        })?;
        let status = answer.status();
        if !status.is_success() {
            let text = answer.text().await.unwrap_or_default();
            return Err(format!("the server answered {status}: {text}").into());
        }
        print::line(format!("{} → {to}: {code}", message.from))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The team's own source at an address.
async fn named(context: &Context, slug: &str) -> Result<(String, Resolved), CommandError> {
    let which = Which { slug: Some(slug), ..Which::default() };
    let found = sources::find(context, which).await?;
    let source = found.ok_or_else(|| {
        format!("there is no source at /webhooks/{slug}; codebell source list shows them all")
    })?;
    Ok((slug.to_owned(), endpoints::open(context, source).await?))
}

/// The provider's source for demonstration with its slug, made where there is none.
async fn demo_of(
    context: &Context,
    provider: &'static inbound::Provider,
) -> Result<(String, Resolved), CommandError> {
    let which = Which { provider: Some(provider.id), is_demo: Some(true), ..Which::default() };
    let found = match sources::find(context, which).await? {
        Some(source) => Some(source),
        None => {
            let new = demo::new_source(provider.id, format!("Simulated {}", provider.name))?;
            let by = sources::added_by_system();
            sources::add(context, new, by).await?;
            sources::find(context, which).await?
        }
    };
    let source = found.ok_or("the source that was just made is gone")?;
    let slug = source.slug.clone();
    Ok((slug, endpoints::open(context, source).await?))
}
