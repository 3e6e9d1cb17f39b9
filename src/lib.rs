//! Codebell: a self-hosted 2FA inbox for teams.
//!
//! The way of a message, and with it the order to read in:
//!
//! 1. [`inbound`]: a provider's webhook, raw bytes; its signature is checked, its JSON read.
//! 2. [`extraction`]: the code is found in the text, by the team's own [`code_rules`] first, whose [`patterns`] are kept from
//!    taking long.
//! 3. [`ingest`]: the message is stored, exactly once, many to a commit; what one is, and all that
//!    writes them, is in [`messages`].
//! 4. [`realtime`]: what was committed is told to the open pages.
//! 5. [`delivery`]: it is forwarded over the [`channels`] that their rules name.
//! 6. [`inbox`]: pages and programs read it.
//!
//! The other way: [`otp`] sends codes over gateways, checks those that people type, and takes the receipts
//! that come in by [`inbound`]. [`fields`] are what channels and gateways are told.
//!
//! Around it: [`auth`] and [`accounts`] say who may see it, [`numbers`] and [`sources`] what it
//! came to and from, [`secrets`] keeps the providers' secrets, [`audit`] remembers who did what, which [`audit_log`] shows. [`app`] puts all together, [`cli`]
//! starts it. [`notices`] are what providers and Codebell itself have to say. [`first_run`] tells what is not set up yet and shows the page at work with demo data.

#[macro_use]
mod names;
#[macro_use]
pub mod sentence;
#[macro_use]
pub mod error;

pub mod accounts;
pub mod app;
pub mod audit;
pub mod audit_log;
pub mod auth;
pub mod channels;
pub mod cli;
pub mod clock;
pub mod code_rules;
pub mod config;
pub mod context;
pub mod csv;
pub mod db;
pub mod delivery;
pub mod egress;
pub mod fields;
pub mod first_run;
pub mod housekeeping;
pub mod http;
pub mod id;
pub mod inbound;
pub mod inbox;
pub mod ingest;
pub mod installation;
pub mod mail;
pub mod messages;
pub mod metrics;
pub mod notices;
pub mod numbers;
pub mod origin;
pub mod otp;
pub mod patterns;
pub mod pointer;
pub mod random;
pub mod realtime;
pub mod secrets;
pub mod shutdown;
pub mod sources;
pub mod tally;
pub mod telemetry;
pub mod turns;
pub mod watch;

pub use codebell_extraction as extraction;
