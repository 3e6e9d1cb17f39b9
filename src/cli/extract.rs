//! `codebell extract`

use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::CommandResult;
use crate::extraction;

#[derive(Args)]
pub struct Options {
    /// The text of a message [default: standard input]
    #[arg(conflicts_with = "jsonl")]
    text: Option<String>,
    /// Who sent it
    #[arg(long, env = "CODEBELL_EXTRACT_SENDER")]
    sender: Option<String>,
    /// Read {"text":…,"sender":…} a line and write the answer a line, in order
    #[arg(long, env = "CODEBELL_EXTRACT_JSONL")]
    jsonl: bool,
}

#[derive(Deserialize)]
struct Input {
    text: String,
    sender: Option<String>,
}

#[derive(Default, Serialize)]
struct Output {
    code: Option<String>,
    service: Option<String>,
    confidence: f32,
    expires_in_seconds: Option<i64>,
    candidates: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment: Option<Payment>,
}

#[derive(Serialize)]
struct Payment {
    amount: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    merchant: Option<String>,
}

impl Output {
    fn of(text: &str, sender: Option<&str>) -> Self {
        let link = extraction::link(text).map(str::to_owned);
        let Some(otp) = extraction::extract(text, sender) else {
            return Self { link, ..Self::default() };
        };
        Self {
            code: Some(otp.code),
            service: otp.service,
            confidence: otp.confidence,
            expires_in_seconds: otp.expires_in.map(|valid| valid.num_seconds()),
            candidates: otp.candidates,
            domain: otp.domain,
            link,
            payment: otp
                .payment
                .map(|payment| Payment { amount: payment.amount, merchant: payment.merchant }),
        }
    }
}

pub fn run(options: Options) -> CommandResult {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if options.jsonl {
        for (number, line) in io::stdin().lock().lines().enumerate() {
            let line = line?;
            if line.trim().is_empty() {
                continue;
            }
            let input: Input = serde_json::from_str(&line)
                .map_err(|error| format!("line {} is not {{\"text\":…}}: {error}", number + 1))?;
            write(&mut out, &input.text, input.sender.as_deref())?;
        }
    } else {
        let text = match options.text {
            Some(text) => text,
            None => {
                let mut text = String::new();
                io::stdin().read_to_string(&mut text)?;
                text
            }
        };
        write(&mut out, &text, options.sender.as_deref())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write(out: &mut impl Write, text: &str, sender: Option<&str>) -> io::Result<()> {
    let output = Output::of(text, sender);
    serde_json::to_writer(&mut *out, &output)?;
    out.write_all(b"\n")
}
