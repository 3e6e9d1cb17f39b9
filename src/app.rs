//! Puts the parts together: shared state, the route table, and the workers that run beside it.

use std::net::SocketAddr;

use axum::extract::DefaultBodyLimit;
use axum::http::HeaderName;
use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::clock::Clock;
use crate::config::Config;
use crate::context::{Context, ContextError};
use crate::db::{Database, DatabaseError};
use crate::error::Error;
use crate::http::connections::{self, Caps, Deadlines};
use crate::http::{assets, docs, health, json, problem, request_id, security_headers};
use crate::ingest::Ingest;
use crate::realtime::Realtime;
use crate::secrets::Keyring;
use crate::sources::arrivals::Refused;
use crate::telemetry::trace_requests;
use crate::{
    accounts, audit, audit_log, auth, channels, code_rules, delivery, extraction, first_run,
    housekeeping, inbound, inbox, metrics, notices, numbers, otp, realtime, shutdown, sources,
    watch,
};

/// Why the server can't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address can't be listened at.
    #[error("cannot listen at {address}: {source}; choose another with CODEBELL_LISTEN")]
    Listen {
        /// The address of the settings.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// A setting that made a source is not set any more.
    #[error(
        "{setting} made the source at /webhooks/{provider} and is not set any more; set it again, as on \
         every node, or run codebell source remove {provider}"
    )]
    SettingGone {
        setting: &'static str,
        /// Whose source it is.
        provider: &'static str,
    },
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// What the settings name can't be used.
    #[error(transparent)]
    Context(#[from] ContextError),
    /// Something on the way.
    #[error(transparent)]
    Other(#[from] Error),
}

/// A server that is ready to answer.
pub struct App {
    /// What its handlers share.
    pub context: Context,
    database: Database,
    listener: TcpListener,
    router: Router,
    realtime: Realtime,
    writer: JoinHandle<()>,
    worker: JoinHandle<()>,
    sender: JoinHandle<()>,
    stopping: CancellationToken,
    watching: JoinHandle<()>,
    watched: CancellationToken,
}

impl App {
    /// Listens, opens the database and makes what the settings name.
    pub async fn start(
        config: Config,
        clock: Clock,
        mut database: Database,
        keys: Keyring,
    ) -> Result<Self, StartError> {
        let failed = |source| StartError::Listen { address: config.listen, source };
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        let bound = listener.local_addr().map_err(failed)?;
        let public_url = config.public_url(bound);
        let context = Context::open(config, clock, &database, keys, public_url)?;
        audit::begin(&context).await?;
        if let Some((setting, provider)) = sources::find_unset(&context).await? {
            return Err(StartError::SettingGone { setting, provider });
        }
        sources::ensure_from_settings(&context).await?;
        // The first message does not wait for it.
        tokio::task::spawn_blocking(extraction::load_words);
        metrics::start();
        // What comes in and goes out waits for no request.
        let flow = context.over(database.ingest.clone());
        let (ingest, writer) = Ingest::start(flow.clone());
        let refused = Refused::default();
        let watched = CancellationToken::new();
        let (watching, head) = watch::start(context.clone(), refused.clone(), watched.clone());
        otp::gateways::ensure_from_settings(&context).await?;
        let wire = otp::Wire::new(context.clone(), ingest.clone());
        let mut routes = routes(&context, &flow, ingest, &wire, refused)?;
        if context.config.audit_head_public {
            routes = routes.merge(audit_log::head::router(head, context.keys.clone()));
        }
        let (realtime, router) =
            Realtime::start(flow.clone(), routes).await.map_err(Error::from)?;
        let stopping = CancellationToken::new();
        let worker = delivery::worker::start(flow.clone(), stopping.clone());
        let sender = otp::start(wire.over(flow), stopping.clone());
        housekeeping::start(context.clone(), stopping.clone());
        if let Some(restarts) = database.take_restarts() {
            tokio::spawn(delivery::restarts::tell(context.clone(), restarts));
        }
        Ok(Self {
            router: below(context.config.base_path(), shared_layers(&context, router)),
            context,
            database,
            listener,
            realtime,
            writer,
            worker,
            sender,
            stopping,
            watching,
            watched,
        })
    }

    /// The address that the server listens at.
    ///
    /// # Errors
    /// Never while it is listening.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers requests until the process is asked to stop, then finishes what was accepted.
    pub async fn run(self) -> std::io::Result<()> {
        let Self {
            context,
            database,
            listener,
            router,
            realtime,
            writer,
            worker,
            sender,
            stopping: sent,
            watching,
            watched,
        } = self;
        let stopping = shutdown::requested();
        let caps = Caps::new(&context.config, connections::raise_open_files());
        let serving = connections::serve(listener, router, caps, Deadlines::default(), {
            let stopping = stopping.clone();
            async move {
                stopping.cancelled().await;
                // Sockets would keep their connections open for ever.
                realtime.stop().await;
            }
        });
        shutdown::finish(stopping, async {
            serving.await;
            sent.cancel();
            // It holds the queue as well.
            let _ = sender.await;
            // The routes and with them the queue are gone: the writer ends when all is written.
            let _ = writer.await;
            // What is being forwarded is finished; what waits is in the outbox.
            let _ = worker.await;
            // Last, so that it sees all that was written.
            watched.cancel();
            let _ = watching.await;
            drop(context);
            Ok(())
        })
        .await?;
        database.close().await;
        Ok(())
    }
}

/// The description of the API.
pub fn openapi() -> OpenApi {
    describe(api().split_for_parts().1)
}

fn describe(mut document: OpenApi) -> OpenApi {
    realtime::events::document(&mut document);
    docs::finish(document)
}

/// The API's routes; all of them stand under [`docs::API`].
fn api() -> OpenApiRouter<Context> {
    OpenApiRouter::with_openapi(docs::document())
        .merge(accounts::http::router())
        .merge(auth::http::router())
        .merge(audit_log::http::router())
        .merge(first_run::http::router())
        .merge(inbox::http::router())
        .merge(code_rules::http::router())
        .merge(channels::http::router())
        .merge(delivery::log::http::router())
        .merge(notices::http::router())
        .merge(numbers::http::router())
        .merge(otp::http::router())
        .merge(inbound::setup::http::router())
        .merge(sources::http::router())
}

/// Every route of the server but Socket.IO's.
fn routes(
    context: &Context,
    flow: &Context,
    ingest: Ingest,
    wire: &otp::Wire,
    refused: Refused,
) -> Result<Router, Error> {
    let (api, document) = api().with_state(context.clone()).split_for_parts();
    let api = api.layer(Extension(ingest.clone())).layer(Extension(wire.clone()));
    Ok(Router::new()
        .nest(docs::API, api)
        .merge(inbound::http::router(wire.over(flow.clone()), ingest, refused))
        .merge(health::router(context.clone()))
        .merge(metrics::router(context.clone()))
        .merge(docs::router(describe(document), context.config.base_path())?)
        .fallback_service(assets::router(context.config.base_path()))
        .layer(DefaultBodyLimit::max(json::LARGEST_BODY)))
}

/// The same below the public URL's path as well: a proxy may pass the path on or take it away.
fn below(base: &str, router: Router) -> Router {
    match base {
        "" => router,
        base => Router::new().nest_service(base, router.clone()).fallback_service(router),
    }
}

/// What every request goes through, the outermost last.
fn shared_layers(context: &Context, router: Router) -> Router {
    let id_header: HeaderName = request_id::HEADER;
    router
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(axum::middleware::from_fn(problem::render))
        .layer(from_fn_with_state(context.config.clone(), security_headers::add))
        .layer(axum::middleware::from_fn(trace_requests))
        .layer(PropagateRequestIdLayer::new(id_header.clone()))
        .layer(SetRequestIdLayer::new(id_header, request_id::FromClock(context.clock.clone())))
        .layer(axum::middleware::from_fn(request_id::drop_foreign))
}
