//! What a handler's arguments say of its operation in the document: whom it answers, and which problems
//! it refuses a request with. They are the extractors that do refuse, so the two can't disagree.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use axum::handler::Handler;
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use utoipa::openapi::path::{Operation, Paths};
use utoipa::openapi::{RefOr, SecurityRequirement};

use super::problems::{self, Shared};
use crate::context::Context;
use crate::http::json::{JsonBody, Path, Query};
use crate::origin::Origin;

/// What a handler demands of a request.
#[derive(Default)]
pub struct Demands {
    /// The capabilities of the caller; `None`: anybody may ask.
    capabilities: Option<Vec<&'static str>>,
    /// By status, when a request is refused.
    problems: BTreeMap<&'static str, Vec<Cow<'static, str>>>,
}

impl Demands {
    /// Demands a caller who is known and has these capabilities, and says when they are refused.
    pub fn caller(&mut self, capabilities: &[&'static str], refused: impl Into<Cow<'static, str>>) {
        self.capabilities.get_or_insert_default().extend(capabilities);
        self.refuse(&problems::UNAUTHORIZED);
        self.forbid(refused);
    }

    /// Says when a caller who is known gets 403.
    pub fn forbid(&mut self, when: impl Into<Cow<'static, str>>) {
        self.say("403", when.into());
    }

    fn refuse(&mut self, shared: &Shared) {
        self.say(shared.status, shared.when.into());
    }

    fn say(&mut self, status: &'static str, when: Cow<'static, str>) {
        let said = self.problems.entry(status).or_default();
        if !said.contains(&when) {
            said.push(when);
        }
    }

    /// Writes all of it into an operation. What the handler says of a problem itself comes after it.
    fn describe(self, operation: &mut Operation) {
        let bearer = |capabilities| SecurityRequirement::new("bearer", capabilities);
        operation.security = Some(vec![self.capabilities.map(bearer).unwrap_or_default()]);
        let responses = &mut operation.responses.responses;
        for (status, said) in self.problems {
            let mut when = said.join(". ");
            if let Some(RefOr::T(own)) = responses.remove(status)
                && !own.description.is_empty()
            {
                when = format!("{when}. {}", own.description);
            }
            responses.insert(status.to_owned(), problems::named(status, &when));
        }
    }
}

/// An argument of a handler.
pub trait Argument {
    /// Adds what it demands.
    fn demand(demands: &mut Demands);
}

/// Arguments that take every request.
macro_rules! undemanding {
    ($(<$($of:ident)?> $argument:ty;)+) => {
        $(impl$(<$of>)? Argument for $argument {
            fn demand(_: &mut Demands) {}
        })+
    };
}

undemanding! {
    <T> State<T>;
    <T> Extension<T>;
    <> HeaderMap;
    <> CookieJar;
    <> Origin;
}

impl<T> Argument for JsonBody<T> {
    fn demand(demands: &mut Demands) {
        use problems::{INVALID, TOO_LARGE, UNREADABLE, UNSUPPORTED};

        for problem in [UNREADABLE, TOO_LARGE, UNSUPPORTED, INVALID] {
            demands.refuse(&problem);
        }
    }
}

impl<T> Argument for Query<T> {
    fn demand(demands: &mut Demands) {
        demands.refuse(&problems::INVALID);
    }
}

impl<T> Argument for Path<T> {
    fn demand(demands: &mut Demands) {
        demands.refuse(&problems::NOT_FOUND);
    }
}

/// The arguments of a handler, as axum names them: what it makes of the last one, and all of them.
pub trait Arguments {
    /// Adds what they demand.
    fn demand(demands: &mut Demands);
}

macro_rules! arguments {
    ($($argument:ident)+) => {
        impl<Last, $($argument: Argument),+> Arguments for (Last, $($argument,)+) {
            fn demand(demands: &mut Demands) {
                $($argument::demand(demands);)+
            }
        }
    };
}

arguments!(A);
arguments!(A B);
arguments!(A B C);
arguments!(A B C D);
arguments!(A B C D E);
arguments!(A B C D E F);

/// Writes what a handler demands into its operation.
pub fn describe<H, T>(paths: &mut Paths, handler: &str, _: H)
where
    H: Handler<T, Context>,
    T: Arguments,
{
    let mut demands = Demands::default();
    demands.refuse(&problems::UNAVAILABLE);
    T::demand(&mut demands);
    let its_own =
        |(_, operation): &(_, &mut Operation)| operation.operation_id.as_deref() == Some(handler);
    if let Some((_, operation)) = super::operations(paths).find(its_own) {
        demands.describe(operation);
    }
}
