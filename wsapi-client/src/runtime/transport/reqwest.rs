//! The default transport. In the public API, reqwest appears only in its constructor.

use std::{
    any::Any,
    cell::Cell,
    fmt,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
};

use tokio::runtime::{Handle, Id};

use super::{Transport, body::Body, error::TransportError, origin::Origin};
use crate::runtime::{clock::has_tokio_timers, future::BoxFuture};

/// Sends requests with [reqwest], over HTTP/1.1.
///
/// It also implements [`tower_service::Service`], so that layers can wrap it: see [`TowerTransport`]. It requires a
/// running tokio runtime with I/O and timers.
///
/// [reqwest]: https://docs.rs/reqwest
/// [`tower_service::Service`]: https://docs.rs/tower-service/0.3/tower_service/trait.Service.html
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
#[doc(alias("http_client", "proxy", "tls"))]
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    origin: Arc<Origin>,
}

/// Hides the client, whose default headers may contain secrets.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

impl ReqwestTransport {
    /// Builds the transport from reqwest's builder. Two settings of the builder are overridden. Redirects are never
    /// followed, because that would leak the key. reqwest never retries, because only some operations may be retried.
    ///
    /// Time limits of the builder apply in addition to those of the client. Connecting has no limit of its own unless
    /// the builder sets one.
    ///
    /// # Errors
    ///
    /// Fails if TLS cannot be set up.
    pub fn new(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        // reqwest clones every request that it might retry.
        let retry = reqwest::retry::never().max_retries_per_request(0);
        let builder = builder.redirect(reqwest::redirect::Policy::none()).retry(retry).referer(false);
        builder.build().map(|client| Self { client, origin: Arc::default() }).map_err(translated)
    }

    /// Sends one request. The future owns everything that it needs, so that it can outlive the transport.
    fn exchange(&self, request: http::Request<Body>) -> Exchange {
        let client = self.client.clone();
        let request = match self.translate(request) {
            Ok(request) => request,
            Err(error) => return Box::pin(std::future::ready(Err(translated(error)))),
        };
        Box::pin(async move {
            // reqwest panics without a runtime.
            match Handle::try_current() {
                Ok(runtime) if UNUSABLE.get() != Some(runtime.id()) => {}
                _ => return Err(needs_runtime()),
            }
            let mut response = pin!(client.execute(request));
            let response = poll_fn(|context| guarded(response.as_mut(), context)).await?;
            Ok(http::Response::from(response).map(|body: reqwest::Body| Body::translated(body, translated)))
        })
    }

    fn translate(&self, request: http::Request<Body>) -> reqwest::Result<reqwest::Request> {
        // Bytes take reqwest's fast path.
        let request = request.map(|body| body.into_bytes().map_or_else(reqwest::Body::wrap, reqwest::Body::from));
        match self.origin.url(request.uri()) {
            // Extensions, which layers may add, survive only `try_from`.
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

thread_local! {
    /// The runtime that turned out to have no timers or no I/O. tokio would print a panic on every attempt.
    static UNUSABLE: Cell<Option<Id>> = const { Cell::new(None) };
}

fn needs_runtime() -> TransportError {
    TransportError::not_sent("reqwest requires a running tokio runtime with timers and I/O (`enable_all`)")
}

/// Polls reqwest, which panics before it connects if the runtime has no timers or no I/O.
fn guarded(
    response: Pin<&mut impl Future<Output = reqwest::Result<reqwest::Response>>>,
    context: &mut Context<'_>,
) -> Poll<Result<reqwest::Response, TransportError>> {
    match catch_unwind(AssertUnwindSafe(|| response.poll(context))) {
        Ok(polled) => polled.map_err(translated),
        Err(panic) if is_about_io(&*panic) || !has_tokio_timers() => {
            UNUSABLE.set(Handle::try_current().ok().map(|runtime| runtime.id()));
            Poll::Ready(Err(needs_runtime()))
        }
        Err(_) => Poll::Ready(Err(TransportError::interrupted("reqwest panicked"))),
    }
}

fn is_about_io(panic: &(dyn Any + Send)) -> bool {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.is_some_and(|text| text.contains("IO is disabled"))
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

/// Translates reqwest's error. Its URL is removed, because it can contain phone numbers.
fn translated(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    match () {
        () if error.is_builder() => TransportError::not_sent(error),
        () if error.is_connect() && error.is_timeout() => TransportError::connect_timeout(error),
        () if error.is_connect() => TransportError::connect(error),
        () if error.is_timeout() => TransportError::timeout(error),
        () => TransportError::interrupted(error),
    }
}
