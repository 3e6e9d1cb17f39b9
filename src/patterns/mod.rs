//! A team's own patterns at work: measured while they search, and tried out by one member at a time.

mod meter;
mod trials;

pub use codebell_patterns::{Case, Pattern, Refused};
pub use meter::{Meter, Strikes};
pub use trials::Trials;
