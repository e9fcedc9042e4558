//! The transport of the clients of a simulator.

use std::sync::Arc;

use wsapi_client::{Body, BoxFuture, Transport, TransportError, http};

use super::{
    fault::{Exchange, Lost},
    shared::Shared,
    truncated::Truncated,
};

/// Carries requests to the simulator by a function call.
#[derive(Clone, Debug)]
pub(super) struct SimulatedTransport(pub(super) Arc<Shared>);

impl Transport for SimulatedTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let request = http::Request::from_parts(parts, body.bytes().await?);
            let exchange = self.0.exchange(request).await;
            match exchange {
                Exchange::Response(response) => Ok(response.map(Body::from)),
                Exchange::Truncated(response) if response.body().is_empty() => {
                    Err(TransportError::broken("the simulator truncates the response"))
                }
                Exchange::Truncated(response) => Ok(response.map(|body| Body::wrap(Truncated::new(&body)))),
                Exchange::Lost(Lost::Request) => Err(TransportError::connect("the simulator breaks the connection")),
                Exchange::Lost(Lost::Response) => Err(TransportError::broken("the simulator loses the response")),
            }
        })
    }
}
