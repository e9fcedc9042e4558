//! The interface between the SDK and the network.
//!
//! A transport gets complete requests, with key, headers and body, and needs no knowledge of the service. A stack of
//! middleware can replace it.

mod body;
mod error;
mod origin;
mod reqwest;
mod tower;

use std::fmt;

pub use self::{body::Body, error::TransportError, reqwest::ReqwestTransport, tower::TowerTransport};
use super::future::BoxFuture;

/// Sends a request to the service and returns the response.
///
/// It must send a request only once and must not follow redirects: the request contains a key, and only some operations
/// may be retried. It returns the response whatever its status is.
///
/// To test code that uses the SDK, prefer a simulator of the service to a transport of your own.
///
/// ```
/// use wsapi_client::{Body, BoxFuture, Client, Transport, TransportError, http};
///
/// /// Responds to every call with an id, without a network.
/// #[derive(Debug)]
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         let mut response = http::Response::new(Body::from(r#"{"id":"3EB0C431"}"#));
///         *response.status_mut() = http::StatusCode::CREATED;
///         Box::pin(async { Ok(response) })
///     }
/// }
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let client = Client::builder().api_key("test").transport(Canned).build()?;
/// # Ok(())
/// # }
/// ```
#[doc(alias("mock", "fake", "stub", "http_client"))]
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends the request.
    ///
    /// # Errors
    ///
    /// Fails if there is no response. The error describes whether the request may have been sent.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}
