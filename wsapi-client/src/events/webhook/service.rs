//! The receiver as a service for an HTTP server.

use std::{
    convert::Infallible,
    fmt,
    sync::Arc,
    task::{Context, Poll},
};

use http::{Request, Response};
use http_body::Body;
use tower_service::Service;

use super::intake::Intake;
use crate::BoxFuture;

/// Receives webhook requests, as a `tower` service for axum, hyper and other servers that are built on `http`. Requires
/// the feature `webhook`.
///
/// It serves every path, is always ready and never fails. Its clones belong to the same receiver. It must be called
/// within a tokio runtime with timers.
///
/// ```
/// use wsapi_client::events::webhook::Receiver;
///
/// fn app(receiver: &Receiver) -> axum::Router {
///     axum::Router::new().route_service("/wsapi", receiver.service())
/// }
/// ```
///
/// For hyper without axum, wrap it: `hyper_util::service::TowerToHyperService::new(receiver.service())`.
#[derive(Clone)]
pub struct WebhookService {
    intake: Arc<Intake>,
}

impl WebhookService {
    pub(super) fn new(intake: Arc<Intake>) -> Self {
        Self { intake }
    }
}

impl<B> Service<Request<B>> for WebhookService
where
    B: Body + Send + 'static,
    B::Data: Send,
{
    type Response = Response<String>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<String>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let intake = self.intake.clone();
        Box::pin(async move { Ok(intake.respond(request).await) })
    }
}

impl fmt::Debug for WebhookService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookService").field("stats", &self.intake.stats()).finish_non_exhaustive()
    }
}
