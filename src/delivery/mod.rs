//! The outbox: what is forwarded waits here from the commit of its message until its receiver has it
//! or somebody knows that it did not get there.
//!
//! The way of a delivery: [`enqueue`] in the transaction of the message; `worker` claims it with a
//! lease; one of the [kinds](crate::channels::kinds) writes it for its receiver; the worker sends it
//! and writes down what came of it; `log` shows it. No transaction is open while something is sent.

pub mod log;
pub mod orphans;
mod outbox;
pub mod restarts;
mod state;
pub mod worker;

pub use log::{Delivery, list_for_broadcast, purge};
pub use outbox::{NewDelivery, announce, depths, enqueue};
pub use state::{Event, Reason, Status};
