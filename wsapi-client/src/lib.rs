//! A client for WSAPI, the HTTP API for WhatsApp. It sends and receives messages, and manages chats, groups, contacts,
//! media and sessions, on the hosted service or on your own server.
//!
//! # Send a message
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
//! A [`Client`] holds the address of the service and your keys. An *instance* is a connection to one WhatsApp account.
//! The [`resources`], such as `client.messages()`, have a method for each operation of the service. A method returns a
//! [`Call`]: required values are arguments, optional ones have setters, and `.await` sends the call.
//!
//! # Write a bot and its test
//!
//! A handler receives the events of an instance. The crate `wsapi-simulator`, in the same repository, imitates the
//! service and the people on the other side, so a test needs no account and no network:
//!
//! ```test_harness
//! use wsapi_client::{
//!     Client, Event,
//!     events::{Attempt, BoxError, Handler},
//!     operations::SendText,
//!     types::SendTextRequest,
//! };
//! use wsapi_simulator::Simulator;
//!
//! struct Bot(Client);
//!
//! impl Handler for Bot {
//!     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
//!         let Some(message) = event.as_message() else { return Ok(()) };
//!         if !message.is_direct() || message.text.is_none() {
//!             return Ok(()); // It is in a group, for example, or a reaction.
//!         }
//!         let reply = SendTextRequest::new(&message.chat_id, "We open at nine.");
//!         match self.0.messages().send_text(reply).await {
//!             // Nothing was sent, so the handler is called again.
//!             Err(error) if error.had_no_effect() => Err(error.into()),
//!             _ => Ok(()), // A reply that may have been sent is not sent again.
//!         }
//!     }
//! }
//!
//! #[tokio::test(start_paused = true)] // Time limits take no real time.
//! async fn bot_replies_once() {
//!     let sim = Simulator::new();
//!     sim.deliver_to(Bot(sim.client()));
//!     // The reply is sent, but the bot gets an error.
//!     sim.on::<SendText>().once().loses_response();
//!     let ada = sim.person("+49 170 1234567").named("Ada");
//!     ada.writes("Is the shop open?").await;
//!     assert_eq!(ada.inbox().texts(), ["We open at nine."]);
//!     assert!(sim.handler_errors().is_empty()); // So the event is not handled again.
//! }
//! ```
//!
//! # Where to go
//!
//! | I want to … | read |
//! |---|---|
//! | start, and write a bot with a test | [Getting started](guide::getting_started) |
//! | find the method for a task | [`resources`] |
//! | know whether a failed message was sent, and what to do | [Errors](guide::errors), [`Error`] |
//! | address a person, a group or a newsletter | [JIDs and phone numbers](guide::jids), [`Jid`] |
//! | receive messages by webhook, event stream or Redis | [Events](guide::events) |
//! | test code that uses this crate | [Testing](guide::testing) |
//! | send or save images and other files | [Media](guide::media), [`Media`], [`Download`] |
//! | limit how long a call takes, or how fast messages are sent | [Timeouts, retries and pacing](guide::retries) |
//! | deploy a program | [Production](guide::production): a checklist |
//! | see what a program does | [Logging and metrics](guide::observability) |
//! | serve many WhatsApp accounts | [Many instances](guide::instances) |
//! | use my own server | [Self-hosting](guide::self_hosting) |
//! | use a proxy, middleware or another HTTP client | [Transports](guide::transports), [`Transport`] |
//! | update this crate, or call an operation that it lacks | [Upgrading](guide::upgrading), [`Client::request`] |
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `rustls` | TLS with rustls; the only feature that is on by default |
//! | `native-tls` | TLS with the system library, which is OpenSSL on Linux |
//! | `blocking` | `Call::send_blocking` |
//! | `qr` | `QrCode::to_terminal`, `QrCode::to_png` |
//! | `events` | `events`: handlers, signatures and deduplication; enabled by the next four |
//! | `webhook` | `events::webhook`: events that the service posts |
//! | `axum` | `events::webhook::VerifiedEvent`, an extractor; enables `webhook` |
//! | `sse` | `Client::events` and `events::sse`: the event stream of the hosted service |
//! | `redis` | `events::redis`: events from Redis Streams; with `webhook`, also `events::webhook::RedisQueue` |
//! | `jiff`, `time`, `chrono` | conversions between [`Time`] and the types of the crate of that name |
//!
//! Calls run on tokio. WebAssembly is not supported. The feature `rustls` compiles C code, so it requires a C compiler.
//! `native-tls` requires one on Linux, with the headers of OpenSSL, but not on macOS and Windows. TLS to Redis
//! (`rediss://`) requires `rustls`.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "events")]
pub mod events;
mod generated;
// The snippets use these features, so they are tested only if all of them are enabled.
#[cfg(any(not(doctest), all(feature = "qr", feature = "redis", feature = "sse", feature = "webhook")))]
pub mod guide;
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
