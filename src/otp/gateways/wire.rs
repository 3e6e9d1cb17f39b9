//! How gateways are asked: over the client that keeps to public addresses, once, with a time to end in.

use std::time::Duration;

use http_body_util::BodyExt;
use reqwest::header::RETRY_AFTER;
use reqwest::{RequestBuilder, Response};
use url::Url;

use super::outcome::{Answer, Outcome};
use super::tokens::Tokens;
use crate::context::Context;
use crate::egress::{PATIENCE, Refused};
use crate::error::{causes, chain};
use crate::ingest::Ingest;

/// Bytes of an answer that are read.
const LARGEST_ANSWER: usize = 16 << 10;

/// What gateways are asked with; clones share it.
#[derive(Clone)]
pub struct Wire {
    /// The server's state.
    pub context: Context,
    /// The way into the inbox, for what is sent to its own numbers.
    pub ingest: Ingest,
    /// What gateways gave us to be known by.
    pub tokens: Tokens,
}

impl Wire {
    /// The wire of this process.
    pub fn new(context: Context, ingest: Ingest) -> Self {
        Self { context, ingest, tokens: Tokens::default() }
    }

    /// The same with other connections to the database.
    pub fn over(&self, context: Context) -> Self {
        Self { context, ..self.clone() }
    }

    /// A POST to a gateway; without an answer, what that means.
    pub async fn post(
        &self,
        url: Option<Url>,
        fill: impl FnOnce(RequestBuilder) -> RequestBuilder + Send,
    ) -> Result<Answer, Outcome> {
        let url = url.ok_or_else(|| Outcome::not_sent("its address is none; enter it again"))?;
        let client = self.context.egress.client_for(&url).map_err(|refused| elsewhere(&refused))?;
        let sent = tokio::time::timeout(PATIENCE, async {
            let answer = fill(client.post(url)).send().await?;
            read(answer).await
        });
        match sent.await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(broken_off(error)),
            Err(_) => Err(late()),
        }
    }
}

async fn read(answer: Response) -> Result<Answer, reqwest::Error> {
    let status = answer.status().as_u16();
    let says_when = answer.headers().contains_key(RETRY_AFTER);
    let mut body = reqwest::Body::from(answer);
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        bytes.extend(frame?.data_ref().map(AsRef::<[u8]>::as_ref).unwrap_or_default());
        if bytes.len() >= LARGEST_ANSWER {
            break;
        }
    }
    bytes.truncate(LARGEST_ANSWER);
    Ok(Answer { status, says_when, text: String::from_utf8_lossy(&bytes).into_owned() })
}

fn elsewhere(refused: &Refused) -> Outcome {
    Outcome::not_sent(format!("its address {refused}"))
}

/// A request that got no whole answer: where no connection came about, nothing was sent.
fn broken_off(error: reqwest::Error) -> Outcome {
    if let Some(refused) = causes(&error).find_map(|cause| cause.downcast_ref::<Refused>()) {
        return elsewhere(refused);
    }
    let (is_connect, is_timeout) = (error.is_connect(), error.is_timeout());
    let detail = chain(&error.without_url());
    match (is_connect, is_timeout) {
        (true, _) => Outcome::not_sent(format!("can't be reached: {detail}")),
        (false, true) => late(),
        (false, false) => Outcome::unknown(format!("broke off: {detail}; it may have been sent")),
    }
}

fn late() -> Outcome {
    let patience: Duration = PATIENCE;
    Outcome::unknown(format!(
        "gave no answer within {} s; it may have been sent",
        patience.as_secs()
    ))
}
