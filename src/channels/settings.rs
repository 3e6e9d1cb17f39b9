//! Where a channel goes: what each kind needs, what is wrong with it, and what of it may be shown.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::ToSchema;

use crate::error::{Error, Result};
use crate::random;

/// Characters of an address or token.
const LONGEST: usize = 2000;
/// Addresses of an e-mail channel.
const MOST_ADDRESSES: usize = 20;
/// Shorter parts of an address are no secret, and in every answer; so are shorter tokens.
const SHORTEST_PART: usize = 8;
const SHORTEST_TOKEN: usize = 4;

/// What a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schema(as = ChannelKind)]
pub enum Kind {
    /// An incoming webhook of Slack, or of what speaks its language (Mattermost, Rocket.Chat).
    Slack,
    /// A webhook of Discord.
    Discord,
    /// E-mail, over the server's SMTP.
    Email,
    /// A signed webhook to one's own program.
    Webhook,
    /// A workflow of Microsoft Teams that takes Adaptive Cards.
    Teams,
    /// A bot of Telegram.
    Telegram,
    /// A topic of ntfy.
    Ntfy,
    /// An application of Gotify.
    Gotify,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Slack,
        Self::Discord,
        Self::Email,
        Self::Webhook,
        Self::Teams,
        Self::Telegram,
        Self::Ntfy,
        Self::Gotify,
    ];

    /// The name in the database, the API and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Slack => "slack",
            Self::Discord => "discord",
            Self::Email => "email",
            Self::Webhook => "webhook",
            Self::Teams => "teams",
            Self::Telegram => "telegram",
            Self::Ntfy => "ntfy",
            Self::Gotify => "gotify",
        }
    }
}

/// Where a channel goes. Not printable: nearly all of it is secret.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
#[schema(as = ChannelSettings)]
pub enum Settings {
    /// An incoming webhook of Slack.
    Slack {
        /// `https://hooks.slack.com/services/…`
        url: String,
    },
    /// A webhook of Discord.
    Discord {
        /// `https://discord.com/api/webhooks/…`
        url: String,
    },
    /// E-mail.
    Email {
        /// 1 to 20 addresses.
        to: Vec<String>,
    },
    /// A signed webhook to one's own program.
    Webhook {
        /// Where it listens.
        url: String,
    },
    /// A workflow of Microsoft Teams, "Post to a channel when a webhook request is received".
    Teams {
        /// The address that the workflow shows.
        url: String,
    },
    /// A bot of Telegram.
    Telegram {
        /// The bot's token.
        token: String,
        /// A chat's number, or `@channel`.
        chat_id: String,
        /// A Bot API server of one's own.
        #[serde(default = "telegram_server")]
        #[schema(default = "https://api.telegram.org")]
        server: String,
    },
    /// A topic of ntfy.
    Ntfy {
        /// The topic, which is as good as a password.
        topic: String,
        /// An access token, where the topic needs one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
        /// A server of one's own.
        #[serde(default = "ntfy_server")]
        #[schema(default = "https://ntfy.sh")]
        server: String,
    },
    /// An application of Gotify.
    Gotify {
        /// The Gotify server.
        server: String,
        /// The application's token.
        token: String,
    },
}

fn telegram_server() -> String {
    "https://api.telegram.org".to_owned()
}

fn ntfy_server() -> String {
    "https://ntfy.sh".to_owned()
}

impl Settings {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Slack { .. } => Kind::Slack,
            Self::Discord { .. } => Kind::Discord,
            Self::Email { .. } => Kind::Email,
            Self::Webhook { .. } => Kind::Webhook,
            Self::Teams { .. } => Kind::Teams,
            Self::Telegram { .. } => Kind::Telegram,
            Self::Ntfy { .. } => Kind::Ntfy,
            Self::Gotify { .. } => Kind::Gotify,
        }
    }

    /// The field of an address and the address, of all kinds but e-mail.
    pub fn address(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::Email { .. } => None,
            Self::Slack { url }
            | Self::Discord { url }
            | Self::Webhook { url }
            | Self::Teams { url } => Some(("settings.url", url)),
            Self::Telegram { server, .. }
            | Self::Ntfy { server, .. }
            | Self::Gotify { server, .. } => Some(("settings.server", server)),
        }
    }

    /// The same without the space around each part.
    pub fn trimmed(mut self) -> Self {
        let trim = |text: &mut String| *text = text.trim().to_owned();
        match &mut self {
            Self::Email { to } => to.iter_mut().for_each(trim),
            Self::Slack { url }
            | Self::Discord { url }
            | Self::Webhook { url }
            | Self::Teams { url } => trim(url),
            Self::Telegram { token, chat_id, server } => {
                [token, chat_id, server].into_iter().for_each(trim);
            }
            Self::Ntfy { topic, token, server } => {
                token.iter_mut().chain([topic, server]).for_each(trim);
                token.take_if(|token| token.is_empty());
            }
            Self::Gotify { server, token } => [server, token].into_iter().for_each(trim),
        }
        self
    }

    /// Checks everything that can be told without asking the network; returns the address.
    pub fn check(&self) -> Result<Option<Url>> {
        match self {
            Self::Email { to } => check_addresses(to)?,
            Self::Telegram { token, chat_id, .. } => {
                let (bot, secret) = token.split_once(':').unwrap_or_default();
                let is_token = bot.parse::<u64>().is_ok() && secret.len() >= 20 && is_word(secret);
                require(
                    is_token,
                    "settings.token",
                    "must be a bot's token, such as 123456789:AA…",
                )?;
                let is_chat = chat_id.parse::<i64>().is_ok()
                    || chat_id
                        .strip_prefix('@')
                        .is_some_and(|name| !name.is_empty() && is_word(name));
                require(is_chat, "settings.chat_id", "must be a chat's number or @channel")?;
            }
            Self::Ntfy { topic, token, .. } => {
                let rule = "must have 1 to 64 letters, digits, - and _";
                let is_topic = (1..=64).contains(&topic.len()) && is_word(topic);
                require(is_topic, "settings.topic", rule)?;
                token.as_deref().map_or(Ok(()), check_token)?;
            }
            Self::Gotify { token, .. } => check_token(token)?,
            Self::Slack { .. }
            | Self::Discord { .. }
            | Self::Webhook { .. }
            | Self::Teams { .. } => {}
        }
        let Some((field, address)) = self.address() else { return Ok(None) };
        let url = Url::parse(address).ok().filter(|url| {
            ["http", "https"].contains(&url.scheme())
                && url.has_host()
                && address.chars().count() <= LONGEST
        });
        let rule = "must be a web address that begins with https:// or http://";
        let url = url.ok_or_else(|| Error::invalid(field, rule))?;
        require(url.fragment().is_none(), field, "must not have a part behind #")?;
        let host = url.host_str().unwrap_or_default();
        match self {
            Self::Slack { .. } if host == "slack.com" || host.ends_with(".slack.com") => {
                let is_it = host == "hooks.slack.com" && url.path().matches('/').count() >= 3;
                let rule = "is no incoming webhook of Slack: https://hooks.slack.com/services/…";
                require(is_it, field, rule)?;
            }
            Self::Discord { .. } if host == "discord.com" || host.ends_with(".discord.com") => {
                let is_it = url.path().starts_with("/api/webhooks/");
                let rule = "is no webhook of Discord: https://discord.com/api/webhooks/…";
                require(is_it, field, rule)?;
            }
            _ => {}
        }
        Ok(Some(url))
    }

    /// What people may know of where it goes: the host, or the addresses of an e-mail.
    pub fn target(&self) -> String {
        match self {
            Self::Email { to } => to.join(", "),
            Self::Telegram { chat_id, .. } => chat_id.clone(),
            _ => {
                let url = self.address().and_then(|(_, address)| Url::parse(address).ok());
                url.and_then(|url| {
                    let host = url.host_str()?;
                    Some(url.port().map_or(host.to_owned(), |port| format!("{host}:{port}")))
                })
                .unwrap_or_default()
            }
        }
    }

    /// Texts that may stand in no log and no answer.
    pub fn secrets(&self) -> Vec<String> {
        let mut secrets = Vec::new();
        if let Some(url) = self.address().and_then(|(_, address)| Url::parse(address).ok()) {
            secrets.push(url.to_string());
            secrets.extend(url.path_segments().into_iter().flatten().map(str::to_owned));
            secrets.extend(url.query().map(str::to_owned));
            secrets.extend(url.query_pairs().map(|(_, value)| value.into_owned()));
            secrets.extend(url.password().map(str::to_owned));
        }
        secrets.retain(|secret| secret.len() >= SHORTEST_PART);
        match self {
            Self::Telegram { token, .. } | Self::Gotify { token, .. } => {
                secrets.push(token.clone());
            }
            Self::Ntfy { topic, token, .. } => {
                secrets.push(topic.clone());
                secrets.extend(token.clone());
            }
            _ => {}
        }
        secrets.retain(|secret| secret.len() >= SHORTEST_TOKEN);
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets
    }
}

/// All that is stored of a channel, encrypted. Not printable.
#[derive(Clone, Serialize, Deserialize)]
pub struct Stored {
    /// Where it goes.
    pub settings: Settings,
    /// What a webhook is signed with.
    #[serde(default)]
    pub secret: Option<String>,
    /// What it was signed with before.
    #[serde(default)]
    pub old_secret: Option<OldSecret>,
}

/// A signing secret that was replaced.
#[derive(Clone, Serialize, Deserialize)]
pub struct OldSecret {
    /// The secret.
    pub secret: String,
    /// Until when it also signs.
    pub ends_at: DateTime<Utc>,
}

impl Stored {
    /// The secrets that sign at a time, the newest first.
    pub fn signing_secrets(&self, now: DateTime<Utc>) -> Vec<&str> {
        let old = self.old_secret.as_ref().filter(|old| old.ends_at > now);
        self.secret.as_deref().into_iter().chain(old.map(|old| old.secret.as_str())).collect()
    }
}

/// A secret as Standard Webhooks writes it.
pub fn new_secret() -> String {
    format!("whsec_{}", STANDARD.encode(random::bytes::<32>()))
}

fn require(is_right: bool, field: &'static str, rule: &'static str) -> Result<()> {
    if is_right { Ok(()) } else { Err(Error::invalid(field, rule)) }
}

fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn check_token(token: &str) -> Result<()> {
    let is_token =
        (1..=LONGEST).contains(&token.len()) && token.chars().all(|c| c.is_ascii_graphic());
    require(is_token, "settings.token", "must have letters, digits and signs alone, without spaces")
}

fn check_addresses(to: &[String]) -> Result<()> {
    require(
        (1..=MOST_ADDRESSES).contains(&to.len()),
        "settings.to",
        "must have 1 to 20 addresses",
    )?;
    match to.iter().find(|address| address.parse::<lettre::Address>().is_err()) {
        Some(wrong) => {
            let shown: String = wrong.chars().take(100).collect();
            Err(Error::invalid("settings.to", format!("{shown:?} is no e-mail address")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(value: serde_json::Value) -> Settings {
        serde_json::from_value(value).expect("settings")
    }

    #[test]
    fn what_is_shown_of_a_channel_holds_none_of_its_secrets() {
        for (value, shown) in [
            (
                serde_json::json!({"kind": "slack", "url": "https://hooks.slack.com/services/T0000/B0000/abcdefghijkl"}),
                "hooks.slack.com",
            ),
            (
                serde_json::json!({"kind": "ntfy", "topic": "our-secret-topic", "server": "https://n.example.com:8443"}),
                "n.example.com:8443",
            ),
            (
                serde_json::json!({"kind": "telegram", "token": "123456:abcdefghijklmnopqrstuvwxyz", "chat_id": "-100"}),
                "-100",
            ),
        ] {
            let settings = settings(value);
            assert_eq!(settings.target(), shown);
            let secrets = settings.secrets();
            assert!(!secrets.is_empty());
            assert!(secrets.iter().all(|secret| !shown.contains(secret)), "{secrets:?}");
        }
    }
}
