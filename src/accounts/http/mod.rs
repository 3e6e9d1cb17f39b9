//! Setup, login and links for strangers; the own profile; the team for Owners.

mod cookies;
mod links;
mod members;
mod profile;
mod proof;
mod sign_in;

use utoipa_axum::router::OpenApiRouter;

use crate::context::Context;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    sign_in::router()
        .merge(links::router())
        .merge(profile::router())
        .merge(proof::router())
        .merge(members::router())
        .merge(super::second_factor::http::router())
}
