//! `codebell simulate`

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use secrecy::{ExposeSecret, SecretSlice};
use url::Url;

use super::{CommandError, CommandResult};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Database, embedded};
use crate::id;
use crate::inbound::signature::{self, Scheme};
use crate::inbound::{self, Sample};
use crate::random;
use crate::secrets::Keyring;
use crate::sources::{self, NewSource, Slug, Source};

/// Numbers that are reserved for fiction.
const NUMBERS: [&str; 3] = ["+12025550142", "+12025550117", "+12025550163"];

/// Senders and texts; `{}` is the code.
const MESSAGES: [(&str, &str); 12] = [
    ("+18005550101", "Your Acme Bank verification code is {}. Do not share it with anyone."),
    (
        "+18005550102",
        "{} is your ExampleCloud login code. It expires in 10 minutes, never share it.",
    ),
    ("ExampleShop", "Your ExampleShop code is {}.\n\n@shop.example #{}"),
    (
        "+18005550103",
        "Use OTP {} to authorise your payment of EUR 42.10 at SHOP 24. Valid for 5 minutes.",
    ),
    ("ExRide", "Your ExampleRide PIN is {}. If you didn't ask for it, call 0800 555 0100."),
    (
        "+18005550104",
        "[ExampleChat] Sign-in code: {}. You can also tap https://chat.example/v/83921",
    ),
    ("ExempleMail", "Votre code de validation est {}. Il expire dans 15 minutes."),
    ("+4915550100", "Ihr Sicherheitscode lautet {}. Bitte geben Sie ihn niemals weiter."),
    ("+34600555010", "Tu código de verificación es {}. No lo compartas con nadie."),
    ("+18005550105", "ExampleDocs: your one-time passcode is {} and is valid for 3 minutes."),
    ("+18005550106", "Ваш код подтверждения: {}. Никому его не сообщайте."),
    ("+18005550107", "【示例】您的验证码是{},5分钟内有效,请勿泄露给他人。"),
];

#[derive(Args)]
pub struct Options {
    /// Post as this provider [default: receivesms]
    #[arg(long, env = "CODEBELL_SIMULATE_PROVIDER")]
    provider: Option<String>,
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
    let provider = options.provider.as_deref().unwrap_or("receivesms");
    let provider = inbound::provider(provider).ok_or_else(|| {
        let names = inbound::PROVIDERS.map(|provider| provider.id).join(", ");
        format!("there is no provider {provider}; choose one of {names}")
    })?;
    let database = Database::open(config, embedded::Role::Command).await?;
    let source = source(config, &database, &clock, provider).await;
    database.close().await;
    let source = source?;
    let path = format!("/webhooks/{}", source.slug);
    let public_url = config.public_url(config.listen) + &path;
    let base = Config::local_url(config.listen);
    let url: Url = format!("{base}{path}").parse()?;
    let signing = signing(&source, provider)?;
    let client = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
    let first = random::below(MESSAGES.len() as u32) as usize;
    for number in 0..options.count {
        if number > 0 {
            tokio::time::sleep(options.interval).await;
        }
        let at = first + number as usize;
        let to = options.to.as_deref().unwrap_or(NUMBERS[at % NUMBERS.len()]);
        let (sample, code) = sample(&clock, at, to);
        let body = (provider.sample)(&sample);
        let mut request = client.post(url.clone()).header("content-type", "application/json");
        if let Some((scheme, secret)) = &signing {
            let id = id::new_v7(clock.now()).to_string();
            let headers = signature::sign(
                scheme,
                secret.expose_secret(),
                &public_url,
                body.as_bytes(),
                clock.now(),
                &id,
            );
            for (name, value) in headers {
                request = request.header(name, value);
            }
        }
        let answer = request.body(body).send().await.map_err(|_| {
            format!("no server answers at {base}; start it with `codebell serve`, or name its address in CODEBELL_LISTEN")
        })?;
        let status = answer.status();
        if !status.is_success() {
            let text = answer.text().await.unwrap_or_default();
            return Err(format!("the server answered {status}: {text}").into());
        }
        println!("{} → {to}: {code}", sample.from);
    }
    Ok(ExitCode::SUCCESS)
}

/// The provider's source, made where there is none.
async fn source(
    config: &Config,
    database: &Database,
    clock: &Clock,
    provider: &'static inbound::Provider,
) -> Result<Source, CommandError> {
    let keys = Keyring::load(config)?;
    if let Some(source) = sources::find_by_provider(&database.pool, &keys, provider.id).await? {
        return Ok(source);
    }
    let new = NewSource {
        slug: Slug::random(),
        provider: provider.id,
        name: format!("Simulated {}", provider.name),
        scheme: None,
        fields: None,
        default_number: None,
        secrets: provider.scheme.map(|_| sources::new_secret()).into_iter().collect(),
    };
    let slug = new.slug.clone();
    sources::add(&database.pool, &keys, clock, new).await?;
    let made = sources::find_by_slug(&database.pool, &keys, slug.as_str()).await?;
    made.ok_or_else(|| "the source that was just made is gone".into())
}

/// How the source's requests are signed, if they are.
fn signing(
    source: &Source,
    provider: &inbound::Provider,
) -> Result<Option<(Scheme, SecretSlice<u8>)>, CommandError> {
    let scheme = provider.scheme_of(source.scheme.as_ref())?;
    let Some(scheme) = scheme else { return Ok(None) };
    let secret = source.secrets.last().ok_or("the source has no secret")?;
    let key = scheme.key(std::str::from_utf8(secret.expose_secret())?);
    Ok(Some((scheme, key.ok_or("the source's secret can't be read")?)))
}

/// A message and its code.
fn sample(clock: &Clock, at: usize, to: &str) -> (Sample, String) {
    let (from, text) = MESSAGES[at % MESSAGES.len()];
    let code = format!("{:06}", random::below(1_000_000));
    let now = clock.now();
    let sample = Sample {
        id: u64::try_from(now.timestamp_micros()).unwrap_or_default(),
        from: from.to_owned(),
        to: to.to_owned(),
        text: text.replace("{}", &code),
        received_at: now,
    };
    (sample, code)
}
