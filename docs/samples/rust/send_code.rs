//! Sends a code to a phone and checks what comes back. With reqwest (its features `rustls` and `json`),
//! tokio (`macros`, `rt-multi-thread`, `time`), serde_json and uuid (`v4`).
//!
//! ```sh
//! CODEBELL_URL=https://codes.example.com CODEBELL_API_KEY=cbk_… \
//!   cargo run --example send_code -- +6421234567 MyApp
//! ```
//!
//! Exits with 0 when the code was right, and with 1 otherwise.

// The server reads its settings and makes its ids in places of its own; a program like this does not.
#![allow(clippy::disallowed_methods)]

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

const LONGEST_WAIT_SECONDS: u64 = 60;
const MOST_TRIES: u32 = 3;

struct Codebell {
    client: Client,
    url: String,
    key: String,
}

impl Codebell {
    fn from_env() -> Result<Self, Box<dyn Error>> {
        let setting = |name| std::env::var(name).map_err(|_| format!("{name} is not set"));
        let client = Client::builder().timeout(Duration::from_secs(30)).build()?;
        let url = setting("CODEBELL_URL")?.trim_end_matches('/').to_owned();
        Ok(Self { client, url, key: setting("CODEBELL_API_KEY")? })
    }

    /// Asks Codebell. Its errors are the words of a problem+json (RFC 9457).
    async fn post(
        &self,
        path: &str,
        body: &Value,
        idempotency_key: Option<&str>,
    ) -> Result<Value, Box<dyn Error>> {
        let url = format!("{}/api/v1{path}", self.url);
        let mut tries = 0;
        loop {
            tries += 1;
            let mut request = self.client.post(&url).bearer_auth(&self.key).json(body);
            if let Some(key) = idempotency_key {
                request = request.header("Idempotency-Key", key);
            }
            let answer = match request.send().await {
                Ok(answer) => answer,
                // The answer was lost. With a key the request can be repeated: it is not sent twice.
                Err(_) if idempotency_key.is_some() && tries < MOST_TRIES => continue,
                Err(error) => return Err(error.into()),
            };
            let status = answer.status();
            if status.is_success() {
                return Ok(answer.json().await?);
            }
            let wait = answer.headers().get("retry-after").and_then(|wait| wait.to_str().ok());
            let wait = wait.and_then(|wait| wait.parse().ok()).unwrap_or(u64::MAX);
            let problem: Value = answer.json().await.unwrap_or_default();
            let detail = match problem["detail"].as_str() {
                Some(detail) => detail.to_owned(),
                None => format!("Codebell answered {status}"),
            };
            let is_worth_it = status == StatusCode::TOO_MANY_REQUESTS
                && wait <= LONGEST_WAIT_SECONDS
                && tries < MOST_TRIES;
            if !is_worth_it {
                return Err(detail.into());
            }
            eprintln!("{detail}");
            tokio::time::sleep(Duration::from_secs(wait)).await;
        }
    }
}

async fn run() -> Result<bool, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(to), Some(company)) = (arguments.next(), arguments.next()) else {
        return Err("name a number and a company".into());
    };
    let codebell = Codebell::from_env()?;
    // One key for one wish of one person: who presses a button twice gets one SMS.
    let key = Uuid::new_v4().to_string();
    let body = json!({"to": to, "company": company});
    let sent = codebell.post("/otp/send", &body, Some(&key)).await?;
    let id = sent["id"].as_str().ok_or("an answer without an id")?;
    println!("sent {id}");
    if sent["status"] == "unknown" {
        println!("It may have been sent: wait for it.");
    }

    print!("Code: ");
    io::stdout().flush()?;
    let mut code = String::new();
    io::stdin().read_line(&mut code)?;
    let checked =
        codebell.post("/otp/verify", &json!({"id": id, "code": code.trim()}), None).await?;
    Ok(checked["verified"] == true)
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => {
            println!("verified");
            ExitCode::SUCCESS
        }
        Ok(false) => {
            println!("not verified");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
