//! What the tests share: a PostgreSQL cluster, the running binary, signed-in members, providers.

pub mod cluster;
pub mod connexus;
pub mod forwarding;
pub mod in_process;
pub mod listener;
pub mod mail;
pub mod member;
pub mod provider;
pub mod raw;
pub mod receiver;
pub mod sending;
pub mod server;
pub mod source;

pub use member::Member;
pub use server::Server;
