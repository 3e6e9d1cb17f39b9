//! The one error of the program and its HTTP answer.
//!
//! What a caller did wrong is said in full; what went wrong inside goes to the log only.

use std::borrow::Cow;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// `Result` with the program's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request or command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 400: the request can't be read.
    #[error("{0}")]
    BadRequest(Cow<'static, str>),
    /// 422: the request was read, and some of its fields break a rule.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<FieldError>),
    /// 401: who asks is unknown.
    #[error("{0}")]
    Unauthorized(Cow<'static, str>),
    /// 401: the password is right, and a second factor is needed or was wrong.
    #[error("{detail}")]
    SecondFactorRequired {
        /// Whether one was missing or wrong.
        detail: Cow<'static, str>,
        /// How it can be shown.
        ways: SecondFactors,
    },
    /// 403: the team demands a second factor, and this session has none.
    #[error("Your team demands a second factor; set one up in your profile.")]
    SecondFactorSetupRequired,
    /// 403: who asks may, once they have proved again that it is them.
    #[error("Prove that it is you and try again: the last time is more than 10 minutes ago.")]
    FreshProofRequired {
        /// How it can be proved: `password`, `totp`, `passkey`, `recovery_code`.
        methods: Vec<&'static str>,
    },
    /// 403: who asks is known and may not.
    #[error("{0}")]
    Forbidden(Cow<'static, str>),
    /// 404: there is no such thing, or the caller may not know of it.
    #[error("{0}")]
    NotFound(Cow<'static, str>),
    /// 409: it would contradict what is there.
    #[error("{0}")]
    Conflict(Cow<'static, str>),
    /// 413: the body is larger than what this address takes.
    #[error(
        "The body is larger than {limit_bytes} bytes, the most that is accepted here; send less at once."
    )]
    TooLarge {
        /// The largest accepted body.
        limit_bytes: usize,
    },
    /// 415: the body does not come as JSON.
    #[error(
        "The body does not come as JSON; send JSON, and the header Content-Type: application/json."
    )]
    UnsupportedMediaType,
    /// 429: too often.
    #[error("{detail}")]
    TooManyRequests {
        /// What there was too much of.
        detail: Cow<'static, str>,
        /// When asking again makes sense.
        retry_after_seconds: u64,
    },
    /// 502: who was asked for it did not do it.
    #[error("{0}")]
    BadGateway(Cow<'static, str>),
    /// 503: something has to be set up first.
    #[error("{0}")]
    NotSetUp(Cow<'static, str>),
    /// 503: the database can't be reached or takes nothing more.
    #[error("The database cannot be reached at the moment; try again shortly.")]
    Unavailable(#[source] BoxError),
    /// 500: a fault of the program.
    #[error("Something went wrong on the server; its log has the details under this request id.")]
    Internal(#[source] BoxError),
}

/// Any error, as the hidden cause of one of ours.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A rule that a field of a request breaks.
#[derive(Clone, Debug, Serialize, ToSchema, thiserror::Error)]
#[error("{field}: {detail}")]
pub struct FieldError {
    /// Name of the field.
    pub field: Cow<'static, str>,
    /// The rule.
    pub detail: Cow<'static, str>,
}

impl Error {
    /// One field that breaks one rule.
    pub fn invalid(
        field: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::Invalid(vec![FieldError { field: field.into(), detail: detail.into() }])
    }

    /// A thing that is not there, or not for the caller: "message", "number".
    pub fn not_found(what: &str) -> Self {
        Self::NotFound(format!("There is no such {what}, or it is not visible to you.").into())
    }

    /// A limit that is reached. `what` is named in the plural; `mend` says how to make room.
    pub fn full(most: impl std::fmt::Display, what: &str, mend: &str) -> Self {
        Self::Conflict(
            format!("There are {most} {what} already, the most there can be; {mend}.").into(),
        )
    }

    /// A fault of the program.
    pub fn internal(cause: impl Into<BoxError>) -> Self {
        Self::Internal(cause.into())
    }

    /// The status of the HTTP answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unauthorized(_) | Self::SecondFactorRequired { .. } => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_)
            | Self::SecondFactorSetupRequired
            | Self::FreshProofRequired { .. } => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::BadGateway(_) => StatusCode::BAD_GATEWAY,
            Self::NotSetUp(_) | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What kind of problem it is, where the status does not say it all.
    fn kind(&self) -> &'static str {
        match self {
            Self::SecondFactorRequired { .. } => "urn:codebell:second-factor-required",
            Self::SecondFactorSetupRequired => "urn:codebell:second-factor-setup-required",
            Self::FreshProofRequired { .. } => "urn:codebell:fresh-proof-required",
            _ => "about:blank",
        }
    }

    fn retry_after_seconds(&self) -> Option<u64> {
        match self {
            Self::TooManyRequests { retry_after_seconds, .. } => Some(*retry_after_seconds),
            Self::Unavailable(_) => Some(5),
            _ => None,
        }
    }
}

/// What a statement means for the caller where it would break a constraint.
pub trait OnConstraint<T> {
    /// Where the constraint of this name is what refused, the error of `meaning`.
    fn on_constraint(self, name: &str, meaning: impl FnOnce() -> Error) -> Result<T>;
}

impl<T> OnConstraint<T> for Result<T, sqlx::Error> {
    fn on_constraint(self, name: &str, meaning: impl FnOnce() -> Error) -> Result<T> {
        self.map_err(|error| {
            let broken = error.as_database_error().and_then(|error| error.constraint());
            if broken == Some(name) { meaning() } else { error.into() }
        })
    }
}

/// What PostgreSQL calls a statement that was called off.
const QUERY_CANCELED: &str = "57014";

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        if code.is_some_and(|code| code == QUERY_CANCELED) {
            // Only lists and searches have a time to end in.
            let words = "is to be given, or a later one: too much was looked through; a number or \
                         sender makes it less as well";
            Self::invalid("since", words)
        } else if is_outage(&error) {
            Self::Unavailable(error.into())
        } else {
            Self::Internal(error.into())
        }
    }
}

/// Whether the database is away, as against a statement that it refused.
pub fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // Classes 08 connection, 53 out of resources, 57 operator intervention (shutdown); 55000 is
        // a database that takes no connections.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            ["08", "53", "57", "55000"].iter().any(|away| code.starts_with(away))
        }),
        _ => false,
    }
}

/// How a second factor can be shown.
#[derive(Clone, Debug)]
pub struct SecondFactors {
    /// `totp`, `passkey`, `recovery_code`.
    pub methods: Vec<&'static str>,
    /// What the browser is to sign, where there is a passkey.
    pub passkey: Option<Value>,
}

/// What an error answer says; [`crate::http::problem`] writes it with the request's id.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was wrong and how to mend it.
    pub detail: String,
    /// The fields that broke a rule.
    pub errors: Vec<FieldError>,
    /// The problem's type.
    pub kind: &'static str,
    /// How a missing second factor or a fresh proof can be shown.
    pub ways: Option<SecondFactors>,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match &self {
            Self::Unavailable(cause) => {
                tracing::warn!(cause = %chain(cause.as_ref()), "database away");
            }
            Self::Internal(cause) => {
                tracing::error!(cause = %chain(cause.as_ref()), "request failed");
            }
            _ => {}
        }
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_after_seconds() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        let detail = self.to_string();
        let kind = self.kind();
        let (errors, ways) = match self {
            Self::Invalid(errors) => (errors, None),
            Self::SecondFactorRequired { ways, .. } => (Vec::new(), Some(ways)),
            Self::FreshProofRequired { methods } => {
                (Vec::new(), Some(SecondFactors { methods, passkey: None }))
            }
            _ => (Vec::new(), None),
        };
        response.extensions_mut().insert(Answer { detail, errors, kind, ways });
        response
    }
}

/// An error and its causes, the outermost first.
pub fn causes<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}

/// An error with its causes, in one line.
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    causes(error).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
