//! The interface between the SDK and the network.
//!
//! A transport gets complete requests, with key, headers and body, and needs no knowledge of the service. A test, a
//! proxy or a stack of middleware can replace it.

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
/// It must send a request once, and must not follow a redirect: the request carries a key, and whether it may be
/// retried depends on the operation. It returns the response whatever its status.
///
/// ```
/// use wsapi_client::{Body, BoxFuture, Client, Transport, TransportError, http};
///
/// /// Responds to every call with an id, for a test without a network.
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
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends the request.
    ///
    /// # Errors
    ///
    /// Fails if there is no response. The error describes whether the request may have been sent.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}
