//! Middleware in place of the transport.

use std::{
    error::Error as StdError,
    fmt,
    future::poll_fn,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use tower_service::Service;

use super::{Transport, body::Body, error::TransportError};
use crate::runtime::future::BoxFuture;

/// A stack of [tower] layers that carries requests.
///
/// Layers see one complete request for each attempt, including its key. They must not retry it and must not follow
/// redirects. If a layer fails with a [`TransportError`], that says whether the request may have been sent. For any
/// other error, the SDK assumes that it may have been.
///
/// [tower]: https://docs.rs/tower
///
/// ```
/// use tower::ServiceBuilder;
/// use wsapi_client::{Client, ReqwestTransport, TowerTransport, reqwest};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let network = ReqwestTransport::new(reqwest::Client::builder())?;
/// let stack = ServiceBuilder::new().concurrency_limit(8).service(network);
/// let client = Client::builder().api_key("the API key").transport(TowerTransport::new(stack)).build()?;
/// # Ok(())
/// # }
/// ```
#[doc(alias("middleware", "layer", "interceptor"))]
pub struct TowerTransport<S> {
    /// Each request uses a clone, as tower services expect.
    service: Mutex<S>,
}

impl<S> TowerTransport<S> {
    /// Uses the service as a transport.
    pub fn new(service: S) -> Self {
        Self { service: Mutex::new(service) }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<Box<dyn StdError + Send + Sync>>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            // A service that is not ready has not seen the request.
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(|error| TransportError::from_layer(error, TransportError::not_sent))?;
            let response = service
                .call(request)
                .await
                .map_err(|error| TransportError::from_layer(error, TransportError::interrupted))?;
            Ok(response.map(Body::wrap))
        })
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}
