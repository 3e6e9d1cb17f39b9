//! Tests of the whole program, through its public surface: the built binary, a real PostgreSQL, the
//! official Socket.IO client. One file a slice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod api_key_limits;
mod api_keys;
mod architecture;
mod audit;
mod billing;
mod brute_force;
mod channels;
mod cli;
mod code_rules;
mod compulsory_second_factor;
mod connections;
mod crash;
mod delivery;
mod delivery_crash;
mod embedded;
mod first_run;
mod forwarded;
mod harness;
mod inbox;
mod ingest;
mod invitation_mail;
mod invitations;
mod logs;
mod migrations;
mod notices;
mod numbers;
mod openapi;
mod passkeys;
mod passwords;
mod preferences;
mod private_targets;
mod realtime;
mod roles;
mod rules;
mod second_factor;
mod signatures;
mod source_log;
mod source_secrets;
mod sources;
mod strangers;
mod team;
mod unread;
mod vectors;
mod webhooks;
