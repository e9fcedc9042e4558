//! The transport of the clients of a simulator.

use std::sync::Arc;

use wsapi_client::{Body, BoxFuture, Transport, TransportError, http};

use super::{
    fault::{Exchange, Lost},
    shared::Shared,
    truncated::Truncated,
};

/// Passes requests to the simulator by a function call.
#[derive(Clone, Debug)]
pub(super) struct SimulatedTransport(pub(super) Arc<Shared>);

impl Transport for SimulatedTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let request = http::Request::from_parts(parts, body.bytes().await?);
            if let Some(stream) = self.0.open_stream(&request) {
                return Ok(match stream {
                    Ok(response) => response.map(Body::wrap),
                    Err(rejection) => rejection.into_response().map(Body::from),
                });
            }
            let exchange = self.0.exchange(request).await;
            match exchange {
                Exchange::Response(response) => Ok(response.map(Body::from)),
                Exchange::Truncated(response) if response.body().is_empty() => {
                    Err(TransportError::interrupted("the simulator truncated the response"))
                }
                Exchange::Truncated(response) => Ok(response.map(|body| Body::wrap(Truncated::new(&body)))),
                Exchange::Lost(Lost::Request) => Err(TransportError::connect("the simulator broke the connection")),
                Exchange::Lost(Lost::Response) => Err(TransportError::interrupted("the simulator lost the response")),
            }
        })
    }
}
