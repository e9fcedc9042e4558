//! The default transport. reqwest shows in its constructor and nowhere else.

use std::{
    sync::Arc,
    task::{Context, Poll},
};

use super::{Body, BoxFuture, Transport, TransportError, origin::Origin};

/// Sends requests with [reqwest], over HTTP/1.1.
///
/// It is a [`tower_service::Service`] too, so that layers can be put around it: see [`TowerTransport`].
///
/// [reqwest]: https://docs.rs/reqwest
/// [`TowerTransport`]: super::TowerTransport
///
/// ```
/// use wsapi_client::{Client, ReqwestTransport, reqwest};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let builder = reqwest::Client::builder().pool_max_idle_per_host(4);
/// let client = Client::builder().transport(ReqwestTransport::new(builder)?).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    origin: Arc<Origin>,
}

impl ReqwestTransport {
    /// Takes a builder and not a client, since two settings are not the caller's: redirects are never
    /// followed, because the key would travel along, and reqwest never repeats a request, because only
    /// the operation knows whether that is harmless.
    ///
    /// A limit that is set on the builder adds to those of the client. A connection is waited for without
    /// limit unless the builder has one.
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
        // Of a request that may be repeated, reqwest keeps a copy, be there ever so little reason to repeat it.
        let retry = reqwest::retry::never().max_retries_per_request(0);
        let builder = builder.redirect(reqwest::redirect::Policy::none()).retry(retry).referer(false);
        builder.build().map(|client| Self { client, origin: Arc::default() }).map_err(translated)
    }

    /// Sends one request. The future owns all it needs, so that it can outlive the transport.
    fn exchange(&self, request: http::Request<Body>) -> Exchange {
        let client = self.client.clone();
        let request = match self.as_reqwest_has_it(request) {
            Ok(request) => request,
            Err(error) => return Box::pin(std::future::ready(Err(translated(error)))),
        };
        Box::pin(async move {
            // reqwest would panic on the way to a host name.
            if tokio::runtime::Handle::try_current().is_err() {
                return Err(TransportError::not_sent("reqwest needs a running tokio runtime, and there is none here"));
            }
            let response = client.execute(request).await.map_err(translated)?;
            Ok(http::Response::from(response).map(|body: reqwest::Body| Body::translated(body, translated)))
        })
    }

    fn as_reqwest_has_it(&self, request: http::Request<Body>) -> reqwest::Result<reqwest::Request> {
        // What is not a stream goes out as bytes, which reqwest sends with less ado.
        let request = request.map(|body| body.into_bytes().map_or_else(reqwest::Body::wrap, reqwest::Body::from));
        match self.origin.url(request.uri()) {
            // Extensions, such as layers may add, come over with `try_from` only.
            Some(url) if request.extensions().is_empty() => {
                let (head, body) = request.into_parts();
                let mut request = reqwest::Request::new(head.method, url);
                *request.version_mut() = head.version;
                *request.headers_mut() = head.headers;
                *request.body_mut() = Some(body);
                Ok(request)
            }
            _ => {
                let uri = request.uri().clone();
                let request = reqwest::Request::try_from(request)?;
                self.origin.keep(uri, request.url());
                Ok(request)
            }
        }
    }
}

type Exchange = BoxFuture<'static, Result<http::Response<Body>, TransportError>>;

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.exchange(request)
    }
}

impl tower_service::Service<http::Request<Body>> for ReqwestTransport {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = Exchange;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        self.exchange(request)
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
