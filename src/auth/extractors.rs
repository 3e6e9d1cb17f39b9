//! Permissions as arguments of handlers.

use axum::RequestPartsExt;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;

use super::{Role, authenticate, refused};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{SessionId, UserId};

/// Who is asking.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The user.
    pub user_id: UserId,
    /// The session that the request belongs to.
    pub session_id: SessionId,
    /// The user's role now.
    pub role: Role,
    /// The user's name.
    pub name: String,
}

impl Caller {
    async fn with_role<S>(least: Role, parts: &mut Parts, state: &S) -> Result<Self>
    where
        S: Send + Sync,
        Context: FromRef<S>,
    {
        let context = Context::from_ref(state);
        let bearer: TypedHeader<Authorization<Bearer>> =
            parts.extract().await.map_err(|_| refused())?;
        let caller =
            authenticate(&context.pool, &context.keys, &context.clock, bearer.token()).await?;
        if caller.role < least {
            let detail = format!("This needs the role {least}; yours is {}.", caller.role);
            return Err(Error::Forbidden(detail.into()));
        }
        Ok(caller)
    }
}

macro_rules! permission {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(pub Caller);

        impl<S> FromRequestParts<S> for $name
        where
            S: Send + Sync,
            Context: FromRef<S>,
        {
            type Rejection = Error;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
                Caller::with_role(Role::$name, parts, state).await.map(Self)
            }
        }
    };
}

permission!(
    /// Any signed-in member.
    Viewer
);
permission!(
    /// A member who connects providers.
    Manager
);
permission!(
    /// A member who may do everything.
    Owner
);
