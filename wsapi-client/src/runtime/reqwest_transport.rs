//! The default transport. reqwest shows in its constructor and nowhere else.

use std::time::Duration;

use super::{Body, BoxFuture, Transport, TransportError};

/// A host that answers at all answers within this; more would only delay the news that it does not.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The server itself gives up writing an answer after 90 s. A client that gives up earlier does not know
/// whether its message went out, so it waits longer than that.
const TOTAL_TIMEOUT: Duration = Duration::from_secs(120);

/// Sends requests with [reqwest], over HTTP/1.1 and rustls.
///
/// [reqwest]: https://docs.rs/reqwest
///
/// ```
/// use wsapi_client::{Client, ReqwestTransport, reqwest};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let builder = reqwest::Client::builder().timeout(std::time::Duration::from_secs(100));
/// let client = Client::builder().transport(ReqwestTransport::new(builder)?).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// Takes a builder and not a client, since two settings are not the caller's: redirects are never
    /// followed, because the key would travel along, and reqwest never repeats a request, because only
    /// the operation knows whether that is harmless.
    ///
    /// ```
    /// use wsapi_client::{ReqwestTransport, reqwest};
    ///
    /// # fn main() -> Result<(), wsapi_client::TransportError> {
    /// let transport = ReqwestTransport::new(reqwest::Client::builder())?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn new(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        let builder = builder.redirect(reqwest::redirect::Policy::none()).retry(reqwest::retry::never()).referer(false);
        builder.build().map(|client| Self { client }).map_err(translated)
    }

    pub(super) fn with_defaults() -> Result<Self, TransportError> {
        Self::new(reqwest::Client::builder().connect_timeout(CONNECT_TIMEOUT).timeout(TOTAL_TIMEOUT))
    }

    async fn exchange(&self, request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let request = http::Request::from_parts(head, body.bytes().await?);
        let mut response = self.client.execute(request.try_into().map_err(translated)?).await.map_err(translated)?;
        let mut answer = http::Response::new(Body::empty());
        *answer.status_mut() = response.status();
        *answer.version_mut() = response.version();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        *answer.body_mut() = Body::later(async { response.bytes().await.map_err(translated) });
        Ok(answer)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

/// Says what happened in our own words. The URL is taken out of reqwest's error: it can hold phone numbers.
fn translated(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    match () {
        () if error.is_builder() => TransportError::not_sent(error),
        () if error.is_connect() && error.is_timeout() => TransportError::connect_timeout(error),
        () if error.is_connect() => TransportError::connect(error),
        () if error.is_timeout() => TransportError::timeout(error),
        () => TransportError::broken(error),
    }
}
