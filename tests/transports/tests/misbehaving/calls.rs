//! Calls that handlers make.

use wsapi_client::{Body, BoxFuture, Client, Transport, TransportError, http};

/// The line that is logged when a call is sent.
pub(crate) const SENT: &str = "request sent";

/// A client whose calls return no groups.
pub(crate) fn client() -> Client {
    Client::builder().api_key("instance-key").instance_id("sales").transport(NoGroups).build().expect("a client")
}

/// Logs each request, in the span of the call.
#[derive(Debug)]
struct NoGroups;

impl Transport for NoGroups {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async {
            tracing::info!("{SENT}");
            let mut response = http::Response::new(Body::from("[]"));
            let json = http::HeaderValue::from_static("application/json");
            response.headers_mut().insert(http::header::CONTENT_TYPE, json);
            Ok(response)
        })
    }
}
