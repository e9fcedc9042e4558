//! A client for WSAPI, the HTTP API for WhatsApp: messages, groups, contacts, media and more.
//!
//! # Sending a message
//!
//! ```no_run
//! use wsapi_client::{Client, Jid, types::SendTextRequest};
//!
//! # async fn example() -> Result<(), wsapi_client::Error> {
//! let client = Client::builder().api_key("the API key").instance_id("sales").build()?;
//! let to = Jid::phone("+49 170 1234567")?;
//! let sent = client.messages().send_text(SendTextRequest::new(to, "Hello")).await?;
//! println!("sent message {}", sent.id);
//! # Ok(())
//! # }
//! ```
//!
//! A [`Client`] holds the address of the service and your keys. Its resources (messages, groups, contacts and so on, see
//! [`resources`]) have a method for each operation of the service. A method returns a [`Call`]: required values are
//! arguments, optional ones are setters, and `.await` sends it.
//!
//! # Pairing
//!
//! An instance can send messages once a phone has linked it as a device. [`Session::pairing`] returns QR codes to scan, one
//! after another, until the device is logged in and connected. The feature `qr` draws them; their text is available
//! without it. See [`Pairing`].
//!
//! ```no_run
//! # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
//! let mut pairing = client.session().pairing();
//! while let Some(code) = pairing.next_code().await? {
//!     # #[cfg(feature = "qr")]
//!     println!("{}", code.to_terminal());
//! }
//! println!("paired");
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! Calls fail with [`Error`], whose documentation has a table of causes. Two methods help to decide what to do about a
//! message that could not be sent. [`Error::delivery`] returns whether it went out, and [`Error::is_transient`] whether
//! the same call can succeed later:
//!
//! ```
//! use wsapi_client::{Delivery, Error};
//!
//! fn explain(error: &Error) {
//!     match error.delivery() {
//!         Delivery::NotSent | Delivery::Rejected if error.is_transient() => println!("try again later: {error}"),
//!         Delivery::NotSent | Delivery::Rejected => println!("not sent, and a retry would fail too: {error}"),
//!         Delivery::Accepted => println!("sent, but its id is not known: {error}"),
//!         Delivery::Unknown => println!("perhaps sent; look at the chat before you send it again: {error}"),
//!     }
//! }
//! ```
//!
//! The text of an error names the operation, the cause and, if it is known, what to do next. It is meant for logs:
//! phone numbers and URL queries in the service's message are masked, and the rest of that message is shown.
//! [`Error::detail`] and [`Error::body`] return it in full.
//!
//! # Timeouts and retries
//!
//! The [`Class`] of an operation describes what happens when it is sent twice. Safe and idempotent calls are retried if
//! the connection fails or breaks, if an attempt times out, and on 429, 502, 503 and 504. Effectful calls, such as
//! sending a message, are retried only if they provably had no effect. [`RetryPolicy`] sets the number of attempts and
//! the delays between them, with a [`Backoff`]. Each attempt has a time limit, and so does the call as a whole. The
//! [`ClientBuilder`] sets the defaults, and a [`Call`] can override them:
//!
//! ```no_run
//! # use std::time::Duration;
//! # use wsapi_client::{Client, Error, RetryPolicy};
//! # async fn example(client: Client) -> Result<(), Error> {
//! let groups = client.groups().list().timeout(Duration::from_secs(5)).retry(RetryPolicy::never()).await?;
//! # Ok(())
//! # }
//! ```
//!
//! [`Pacing`] limits how fast an instance sends. Time limits, delays, pacing and pairing use the [`Clock`] of the client,
//! tokio's by default.
//!
//! # JIDs and phone numbers
//!
//! A [`Jid`] is the address of a person, a group, a newsletter and so on; [`JidKind`] tells them apart. [`Jid::phone`]
//! takes a phone number as people write it, and [`Jid::from_digits`] takes digits that start with a country code.
//! Operations that are about a number, such as [`Users::check`], take it in the same form.
//!
//! # Media
//!
//! [`Media`] is the attachment of a request: a file, bytes, a reader, or a URL for the server to fetch. It is encoded
//! while it is sent, so a large file needs no more memory than a small one. A [`Download`] is read while it arrives.
//!
//! ```no_run
//! # use wsapi_client::{Client, Error, Jid, Media, types::SendMediaRequest};
//! # async fn example(client: Client, to: Jid) -> Result<(), Error> {
//! client.messages().send_image(SendMediaRequest::new(to, Media::path("cat.jpg"))).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Many instances
//!
//! [`Client::for_instance`] returns a handle for another instance with the same connections and limits. It is cheap to
//! create. If each instance has its own key, add it with [`Client::with_api_key`].
//!
//! ```
//! # fn example(client: wsapi_client::Client, ids: &[&str]) {
//! let handles: Vec<_> = ids.iter().map(|id| client.for_instance(id)).collect();
//! # }
//! ```
//!
//! # Events
//!
//! With the feature `events`, a type that implements `events::Handler`, or an async function, handles events. It runs
//! behind a webhook (feature `webhook`), on the event stream of the hosted service (`sse`) or on Redis Streams (`redis`):
//! see the module `events`. Without these features, an [`Event`] can still be read from JSON with `serde_json`.
//!
//! # Compatibility with newer servers
//!
//! A new field, a new value of an enum or a malformed JID never makes a response unreadable, and a null list is read as
//! an empty one. Enums preserve unknown values, a [`Jid`] and a [`Time`] preserve their text, and an [`UnknownEvent`]
//! its JSON. Types may gain fields in any release.
//!
//! [`Client::request`] calls operations that this release does not have:
//!
//! ```no_run
//! # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
//! use wsapi_client::http::Method;
//!
//! let poll = serde_json::json!({ "to": "491701234567@s.whatsapp.net", "question": "Tea or coffee?" });
//! let response = client.request(Method::POST, "/messages/poll").json(&poll).await?;
//! println!("{}", response.status());
//! # Ok(())
//! # }
//! ```
//!
//! # Self-hosted servers
//!
//! [`ClientBuilder::base_url`] sets the address of your server. A server in single mode needs no instance id, and
//! [`ClientBuilder::admin_key`] is for its `/admin` operations. If the server requires no keys, call
//! [`ClientBuilder::without_authentication`]; otherwise a call whose key is not set fails before anything is sent.
//! Plain HTTP is refused unless the server is on this machine or [`ClientBuilder::allow_plain_http`] permits it.
//! [`Client::from_env`] reads the configuration from the environment.
//!
//! # Logging and tracing
//!
//! A call is a [`tracing`] span with OpenTelemetry's names for HTTP clients, and an attempt is an event in it. An attempt
//! to handle an event is a span too, and each failed one is logged at WARN with the error of the handler. For middleware,
//! see [`TowerTransport`].
//!
//! # Testing
//!
//! Code that uses the SDK can be tested without a network. A custom [`Transport`] mocks the service, errors have
//! constructors such as [`Error::from_status`], and delays follow `tokio::time::pause`. Responses and events have
//! constructors and implement `Deserialize`.
//!
//! ```test_harness
//! use wsapi_client::{Body, BoxFuture, Client, Error, Transport, TransportError, http};
//!
//! async fn count_groups(client: &Client) -> Result<usize, Error> {
//!     Ok(client.groups().list().await?.len())
//! }
//!
//! #[derive(Debug)]
//! struct Offline;
//!
//! impl Transport for Offline {
//!     fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
//!         Box::pin(async { Err(TransportError::connect("no route to host")) })
//!     }
//! }
//!
//! #[tokio::test(start_paused = true)] // The delays between attempts take no time.
//! async fn call_gives_up_after_three_attempts() {
//!     let client = Client::builder().api_key("test").transport(Offline).build().unwrap();
//!     let error = count_groups(&client).await.unwrap_err();
//!     assert!(error.is_connect());
//!     assert_eq!(error.attempts(), 3);
//! }
//! ```
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `rustls` | TLS with rustls; the only feature that is on by default |
//! | `native-tls` | TLS with the system library |
//! | `blocking` | `Call::send_blocking` |
//! | `qr` | `QrCode::to_terminal`, `QrCode::to_png` |
//! | `events` | event handlers, signatures and deduplication; enabled by the next four |
//! | `webhook` | events that the service posts: `events::webhook` |
//! | `axum` | an extractor for events; enables `webhook` |
//! | `sse` | the event stream of the hosted service: `Client::events`, `events::sse` |
//! | `redis` | events from Redis Streams: `events::redis`; with `webhook` also `events::webhook::RedisQueue` |
//! | `jiff`, `time`, `chrono` | conversions between [`Time`] and the types of the crate of that name |
//!
//! Calls run on tokio. WebAssembly is not supported.
//!
//! [`Session::pairing`]: resources::Session::pairing
//! [`Users::check`]: resources::Users::check
//! [`tracing`]: https://docs.rs/tracing

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "events")]
pub mod events;
mod generated;
mod prelude;
mod runtime;
mod service;
#[cfg(test)]
mod tests;

pub use self::generated::{Event, EventData, operations, resources, types};
pub use self::runtime::{
    call::{Call, CallFuture, Items, Operation, Paged, RawCall, RawResponse, WithResponse, WithResponseFuture},
    client::{Client, ClientBuilder},
    clock::{Clock, TokioClock},
    delivery::Delivery,
    error::Error,
    event::UnknownEvent,
    future::BoxFuture,
    json::{JsonObject, UnknownValue},
    media::Media,
    operation::{Class, Credential, OperationInfo},
    policy::{Backoff, Pacing, RetryPolicy},
    response::Download,
    transport::{Body, ReqwestTransport, TowerTransport, Transport, TransportError},
    value::{Nullable, Secret, Time},
};
pub use self::service::{
    Pairing, QrCode,
    value::{Jid, JidKind, MessageId, MessageRef, PhoneNumber},
};

#[doc(hidden)]
pub use self::runtime::testkit;

#[doc(no_inline)]
pub use {bytes, http, reqwest};

/// Compiles the snippets of the crate's README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
