//! The audit log: one row for everything that somebody did or was refused, in a chain of keyed
//! hashes that shows any later change.
//!
//! Never holds a code, a message's text or a secret. Who reads it does so by `audit_log`.

mod action;
pub mod anchor;
pub mod chain;
mod entry;
pub mod head;
mod quarantine;
mod record;
pub mod refusals;
mod sql;
pub mod verify;
pub mod watch;

pub use action::Action;
pub use entry::{Actor, ActorKind, Entry, Target};
pub use record::{
    append, begin, begin_with_new_key, is_sealed, is_sealed_with, record, record_alone, refuse,
    write_refusals,
};
