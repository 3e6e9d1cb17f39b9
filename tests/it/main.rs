//! Tests of the whole program, through its public surface: the built binary, a real PostgreSQL, the
//! official Socket.IO client. One file a slice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod architecture;
mod audit;
mod cli;
mod crash;
mod embedded;
mod harness;
mod inbox;
mod ingest;
mod migrations;
mod openapi;
mod realtime;
mod roles;
mod signatures;
mod vectors;
mod webhooks;
