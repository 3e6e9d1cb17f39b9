//! The routes of this slice, which each part of it brings.

use utoipa_axum::router::OpenApiRouter;

use super::{links, members, profile, proof, second_factor, sign_in};
use crate::context::Context;

/// The routes.
pub fn router() -> OpenApiRouter<Context> {
    sign_in::http::router()
        .merge(links::http::router())
        .merge(profile::http::router())
        .merge(proof::http::router())
        .merge(members::http::router())
        .merge(second_factor::http::router())
}
