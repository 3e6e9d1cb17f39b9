//! The one error of the program and its HTTP answer.
//!
//! What a caller did wrong is said in full; what went wrong inside goes to the log only.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::sentence::{Said, Sentence};

/// `Result` with the program's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request or command could not be carried out.
#[derive(Debug)]
pub enum Error {
    /// 400: the request can't be read.
    BadRequest(Sentence),
    /// 422: the request was read, and some of its fields break a rule.
    Invalid(Vec<FieldError>),
    /// 401: who asks is unknown.
    Unauthorized(Sentence),
    /// 401: the password is right, and a second factor is needed or was wrong.
    SecondFactorRequired {
        /// Whether one was missing or wrong.
        detail: Sentence,
        /// How it can be shown.
        ways: SecondFactors,
    },
    /// 403: the team demands a second factor, and this session has none.
    SecondFactorSetupRequired,
    /// 403: who asks may, once they have proved again that it is them.
    FreshProofRequired {
        /// How it can be proved: `password`, `totp`, `passkey`, `recovery_code`.
        methods: Vec<&'static str>,
    },
    /// 403: who asks is known and may not.
    Forbidden(Sentence),
    /// 404: there is no such thing, or the caller may not know of it.
    NotFound(Sentence),
    /// 409: it would contradict what is there.
    Conflict(Sentence),
    /// 413: the body is larger than what this address takes.
    TooLarge {
        /// The largest accepted body.
        limit_bytes: usize,
    },
    /// 415: the body does not come as JSON.
    UnsupportedMediaType,
    /// 429: too often.
    TooManyRequests {
        /// What there was too much of.
        detail: Sentence,
        /// When asking again makes sense.
        retry_after_seconds: u64,
    },
    /// 502: who was asked for it did not do it.
    BadGateway(Sentence),
    /// 503: something has to be set up first.
    NotSetUp(Sentence),
    /// 503: the database can't be reached or takes nothing more.
    Unavailable(BoxError),
    /// 500: a fault of the program.
    Internal(BoxError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said().detail)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unavailable(cause) | Self::Internal(cause) => Some(cause.as_ref()),
            _ => None,
        }
    }
}

/// Any error, as the hidden cause of one of ours.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A rule that a field of a request breaks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// Name of the field.
    pub field: Cow<'static, str>,
    /// The rule.
    #[serde(flatten)]
    pub rule: Said,
}

/// A thing that is not there, or not for the caller: `not_found!("message")`.
macro_rules! not_found {
    ($what:literal) => {
        $crate::error::Error::NotFound(say!(concat!(
            "There is no such ",
            $what,
            ", or it is not visible to you."
        )))
    };
}

/// A limit that is reached: `full!(MOST_RULES, "rules", "delete one first")`.
macro_rules! full {
    ($most:expr, $what:literal, $mend:literal) => {
        $crate::error::Error::Conflict(say!(
            concat!("There are {most} ", $what, " already, the most there can be; ", $mend, "."),
            most = $most
        ))
    };
}

impl Error {
    /// One field that breaks one rule.
    pub fn invalid(field: impl Into<Cow<'static, str>>, rule: Sentence) -> Self {
        Self::Invalid(vec![FieldError { field: field.into(), rule: rule.into() }])
    }

    /// A fault of the program.
    pub fn internal(cause: impl Into<BoxError>) -> Self {
        Self::Internal(cause.into())
    }

    /// What is told: what was wrong and how to mend it.
    pub fn said(&self) -> Said {
        let sentence = match self {
            Self::Invalid(errors) => return together(errors),
            Self::BadRequest(detail)
            | Self::Unauthorized(detail)
            | Self::SecondFactorRequired { detail, .. }
            | Self::Forbidden(detail)
            | Self::NotFound(detail)
            | Self::Conflict(detail)
            | Self::TooManyRequests { detail, .. }
            | Self::BadGateway(detail)
            | Self::NotSetUp(detail) => detail.clone(),
            Self::SecondFactorSetupRequired => {
                say!("Your team demands a second factor; set one up in your profile.")
            }
            Self::FreshProofRequired { .. } => say!(
                "Prove that it is you and try again: the last time is more than 10 minutes ago."
            ),
            Self::TooLarge { limit_bytes } => say!(
                "The body is larger than {bytes} bytes, the most that is accepted here; send less at once.",
                bytes = limit_bytes
            ),
            Self::UnsupportedMediaType => say!(
                "The body does not come as JSON; send JSON, and the header Content-Type: application/json."
            ),
            Self::Unavailable(_) => {
                say!("The database cannot be reached at the moment; try again shortly.")
            }
            Self::Internal(_) => say!(
                "Something went wrong on the server; its log has the details under this request id."
            ),
        };
        sentence.into()
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

/// The rules that fields break, in one line; each is told of by itself as well.
fn together(errors: &[FieldError]) -> Said {
    let of_one_field = errors.chunk_by(|one, next| one.field == next.field).map(|rules| {
        let details: Vec<&str> = rules.iter().map(|rule| rule.rule.detail.as_str()).collect();
        let field = rules.first().map_or("", |rule| &rule.field);
        // What follows a rule are sentences about it.
        format!("{field}: {}", details.join(". ").replace(".. ", ". "))
    });
    Said {
        detail: of_one_field.collect::<Vec<_>>().join("; "),
        code: "fields-break-rules".to_owned(),
        params: BTreeMap::new(),
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
        if is_called_off(&error) {
            // Only lists, searches and figures have a time to end in; figures say so in their own words.
            let words = say!(
                "must be given, or be later: this covers too much. A number or a sender narrows \
                 it down as well"
            );
            Self::invalid("since", words)
        } else if is_outage(&error) {
            Self::Unavailable(error.into())
        } else {
            Self::Internal(error.into())
        }
    }
}

/// Whether a statement took longer than it may.
pub fn is_called_off(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| code == QUERY_CANCELED)
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
    pub said: Said,
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
        let said = self.said();
        let kind = self.kind();
        let (errors, ways) = match self {
            Self::Invalid(errors) => (errors, None),
            Self::SecondFactorRequired { ways, .. } => (Vec::new(), Some(ways)),
            Self::FreshProofRequired { methods } => {
                (Vec::new(), Some(SecondFactors { methods, passkey: None }))
            }
            _ => (Vec::new(), None),
        };
        response.extensions_mut().insert(Answer { said, errors, kind, ways });
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
