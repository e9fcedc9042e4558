//! The receiver as HTTP servers see it.

use std::{
    convert::Infallible,
    fmt,
    sync::Arc,
    task::{Context, Poll},
};

use http::{Request, Response};
use http_body::Body;
use tower_service::Service;

use super::{door::Door, intake};
use crate::BoxFuture;

/// Answers requests with events: a `tower` service for hyper, axum and whatever else is built on `http`. It takes any
/// path, and its clones are one and the same. It is always ready and never fails.
///
/// ```
/// use wsapi_client::events::webhook::Receiver;
///
/// fn app(receiver: &Receiver) -> axum::Router {
///     axum::Router::new().route_service("/wsapi", receiver.service())
/// }
/// ```
///
/// With hyper alone it is `hyper_util::service::TowerToHyperService::new(receiver.service())`. It runs on tokio, with
/// time enabled.
#[derive(Clone)]
pub struct WebhookService {
    pub(super) door: Arc<Door>,
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
        let door = self.door.clone();
        Box::pin(async move {
            door.open();
            Ok(intake::receive(door.core.clone(), request).await)
        })
    }
}

impl fmt::Debug for WebhookService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookService").field("counts", &self.door.core.ledger.counts()).finish_non_exhaustive()
    }
}
