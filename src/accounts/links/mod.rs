//! Links that let people in without a password: invitations, and new passwords in place of forgotten
//! ones.

pub mod http;
pub mod invitations;
pub mod password_resets;
mod sql;

pub use sql::{delete_links_of, delete_password_reset};
