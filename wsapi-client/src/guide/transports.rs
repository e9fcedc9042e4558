//! Change how requests reach the service: through a proxy, through middleware, or not at all.
//!
//! # A proxy
//!
//! [`proxy`](crate::ClientBuilder::proxy) sends all requests through an HTTP proxy, whose URL begins with `http://` or
//! `https://`. Without it, the environment variables `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` apply,
//! except for a server on this machine. A SOCKS proxy requires the feature `socks` of reqwest, and is set on the
//! builder of a [`ReqwestTransport`](crate::ReqwestTransport), as below.
//!
//! # Settings of reqwest
//!
//! The default transport is [`ReqwestTransport`](crate::ReqwestTransport). Build it yourself to change TLS, DNS or
//! connections. Use the `reqwest` that this crate re-exports, so that the versions match.
//!
//! ```
//! use std::time::Duration;
//! use wsapi_client::{Client, ReqwestTransport, reqwest};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let builder = reqwest::Client::builder()
//!     .connect_timeout(Duration::from_secs(5))
//!     .tcp_keepalive(Duration::from_secs(30))
//!     .pool_max_idle_per_host(4);
//! let transport = ReqwestTransport::new(builder)?;
//! let client = Client::builder().api_key("the API key").transport(transport).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! `ReqwestTransport` overrides two settings: redirects are not followed, because that would leak the key, and reqwest
//! does not retry. Set `connect_timeout` and proxies on this builder. Those of `ClientBuilder` would have no effect, so
//! `build` rejects them. Do not set reqwest's `timeout`, which would interrupt long downloads and the event stream.
//!
//! # Middleware
//!
//! [`TowerTransport`](crate::TowerTransport) is a stack of [tower](https://docs.rs/tower) layers. For each attempt, a
//! layer sees one complete request, which includes the key.
//!
//! ```
//! use tower::ServiceBuilder;
//! use wsapi_client::{Body, Client, ReqwestTransport, TowerTransport, http, reqwest};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let network = ReqwestTransport::new(reqwest::Client::builder())?;
//! let stack = ServiceBuilder::new()
//!     .concurrency_limit(8)
//!     .map_request(|mut request: http::Request<Body>| {
//!         let tenant = http::HeaderValue::from_static("shop-7");
//!         request.headers_mut().insert("x-tenant", tenant);
//!         request
//!     })
//!     .service(network);
//! let transport = TowerTransport::new(stack);
//! let client = Client::builder().api_key("the API key").transport(transport).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! A layer must not retry and must not follow redirects: whether a request may be sent twice depends on the operation,
//! and the [SDK decides it](super::retries#what-is-retried). An error of a layer counts as a broken connection, so the
//! delivery is unknown, unless it is a [`TransportError`](crate::TransportError) which states that nothing was sent.
//!
//! # Your own transport
//!
//! Implement [`Transport`](crate::Transport) for another HTTP client, a recording, or a response from memory. It
//! receives complete requests, and returns a response with any status:
//!
//! ```
//! use http::{Request, Response, StatusCode};
//! use wsapi_client::{Body, BoxFuture, Client, Transport, TransportError, http};
//!
//! #[derive(Debug)]
//! struct Canned;
//!
//! impl Transport for Canned {
//!     fn send(
//!         &self,
//!         _: Request<Body>,
//!     ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
//!         Box::pin(async {
//!             let mut response = Response::new(Body::from("[]"));
//!             *response.status_mut() = StatusCode::OK;
//!             Ok(response)
//!         })
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! let client = Client::builder().api_key("test").transport(Canned).build()?;
//! assert!(client.groups().list().await?.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! The error of a transport describes whether the request may have been sent, and retries depend on it: use
//! [`not_sent`](crate::TransportError::not_sent) or [`connect`](crate::TransportError::connect) only if it provably was
//! not, and [`interrupted`](crate::TransportError::interrupted) otherwise. For tests, prefer the
//! [simulator](super::testing), which knows the operations.
//!
//! # The clock
//!
//! Time limits, delays, pacing and pairing use the [`Clock`](crate::Clock) of the client, which is tokio's by default.
//! So `tokio::time::pause` works in tests. [`clock`](crate::ClientBuilder::clock) sets another one. The delays between
//! the attempts to handle an event always follow tokio's time.
//!
//! # The runtime
//!
//! The default transport needs a tokio runtime with IO and timers, and so does receiving events. In a program without a
//! runtime, enable the feature `blocking`, and send calls with `send_blocking`, which fails within an asynchronous
//! runtime. WebAssembly is not supported.
//!
//! # Next
//!
//! - [Timeouts, retries and pacing](super::retries): what happens above the transport.
//! - [Logging and metrics](super::observability): spans of calls.
