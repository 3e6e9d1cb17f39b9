//! The first hour with Codebell: what is set up and what is not, as facts, and demo data to see the
//! page at work.

pub mod demo;
pub mod http;
pub mod samples;
mod sql;

use serde::Serialize;
use utoipa::ToSchema;

use crate::context::Context;
use crate::error::Result;

/// What is set up. Demo data does not count, except where it is named.
#[derive(Debug, Serialize, ToSchema)]
pub struct Onboarding {
    /// The URL that browsers and providers use.
    pub public_url: String,
    /// Whether it is encrypted.
    pub is_https: bool,
    /// How many sources there are.
    pub sources: i64,
    /// Whether a message came.
    pub has_message: bool,
    /// Numbers that nobody has opened yet.
    pub new_numbers: i64,
    /// Members who can sign in.
    pub members: i64,
    /// Invitations that can be accepted.
    pub open_invitations: i64,
    /// Whether anybody copied a code.
    pub has_copied: bool,
    /// Whether invitations are sent by e-mail.
    pub can_mail: bool,
    /// Messages that are there for a demonstration; the count ends at 1,000.
    pub demo_messages: i64,
}

/// What is set up.
pub async fn facts(context: &Context) -> Result<Onboarding> {
    let counts = sql::count(&context.pool, context.clock.now()).await?;
    Ok(Onboarding {
        public_url: context.public_url.to_string(),
        is_https: context.public_url.starts_with("https://"),
        sources: counts.sources,
        has_message: counts.has_message,
        new_numbers: counts.new_numbers,
        members: counts.members,
        open_invitations: counts.open_invitations,
        has_copied: counts.has_copied,
        can_mail: context.mailer.is_some(),
        demo_messages: counts.demo_messages,
    })
}
