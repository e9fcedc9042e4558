//! Client for WSAPI, the HTTP API for WhatsApp: messages, groups, contacts, media and more.
//!
//! # The first message
//!
//! ```no_run
//! use wsapi_client::{Client, Jid, types::SendTextRequest};
//!
//! # async fn example() -> Result<(), wsapi_client::Error> {
//! let client = Client::builder().api_key("the key of the instance").instance_id("sales").build()?;
//! let to: Jid = "491701234567@s.whatsapp.net".parse()?;
//! let sent = client.messages().send_text(SendTextRequest::new(to, "Hello")).await?;
//! println!("{}", sent.id);
//! # Ok(())
//! # }
//! ```
//!
//! A [`Client`] knows where the service is and holds one key of each kind. Its resources (messages, groups,
//! contacts and so on) have a method for each operation of the service. A method makes a [`Call`]: what is
//! required are its arguments, what is optional are setters, and `.await` sends it.
//!
//! # Pairing
//!
//! An instance can send once a phone has linked it. [`Session::pairing`] gives the QR codes to scan, one after the
//! other, and ends when the device is logged in and connected. With the feature `qr` a code can be drawn; its text
//! is there without it. See [`Pairing`].
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
//! # Failure
//!
//! Every failure is an [`Error`]: what went wrong is asked with predicates, and what the service said is
//! kept whole. What an error shows is fit for a log: it names the operation and the status, and of what the
//! service says the part that is no number and no query of a URL. [`Error::detail`] and [`Error::body`] have
//! all of it.
//!
//! For a message the question is whether it went out. [`Error::delivery`] answers with one of four:
//!
//! ```
//! use wsapi_client::{Delivery, Error};
//!
//! fn explain(error: &Error) {
//!     match error.delivery() {
//!         Delivery::NotSent => println!("it never left: {error}"),
//!         Delivery::Rejected => println!("it was refused, and nothing was done: {error}"),
//!         Delivery::Accepted => println!("it went out, only its id is not known: {error}"),
//!         Delivery::Unknown => println!("look at the chat before sending it again: {error}"),
//!     }
//! }
//! ```
//!
//! # Limits and repetition
//!
//! What repeating an operation does is its [`Class`], which its documentation states. Safe and idempotent calls
//! are tried again when the connection fails or breaks and on 429, 502, 503 and 504; effectful ones, such as
//! messages, only when they provably had no effect. [`RetryPolicy`] says how often and after how long. An attempt
//! has a limit, and so has the call as a whole. All of it is set on the [`ClientBuilder`], and otherwise on a
//! single [`Call`]:
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
//! [`Pacing`] keeps an instance from sending too fast.
//!
//! # Addresses
//!
//! A [`Jid`] names a person, a group or a newsletter: see [`JidKind`]. [`Jid::phone`] makes one of a number as
//! people write it.
//!
//! # Media
//!
//! [`Media`] is what is sent along, from a file, from bytes, from a reader or from an address on the web. A file
//! is encoded while it is sent, so a large one needs no more memory than a small one. A [`Download`] is read while
//! it arrives.
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
//! [`Client::for_instance`] is a handle on another instance, with the same connections and limits. It costs next to
//! nothing. Where each instance has a key of its own, [`Client::with_api_key`] adds it.
//!
//! ```
//! # fn example(client: wsapi_client::Client, ids: &[&str]) {
//! let handles: Vec<_> = ids.iter().map(|id| client.for_instance(id)).collect();
//! # }
//! ```
//!
//! # Events
//!
//! An [`Event`] is the same however it travels, and reads itself from JSON. With the feature `events` an async function
//! becomes its handler, and runs behind a webhook, on the stream of the hosted service, or on Redis streams: see the
//! module `events`.
//!
//! # What the service may change
//!
//! A new field, a new value of an enum or an odd address never makes an answer unreadable. Enums keep what
//! they do not know, a [`Jid`] and a [`Time`] keep their text, an [`UnknownEvent`] keeps its JSON, and types may
//! gain fields in any release.
//!
//! # Self-hosting
//!
//! [`ClientBuilder::base_url`] leads to a server of your own. One in single mode needs no instance id, one
//! with authentication switched off no key, and [`ClientBuilder::admin_key`] opens its `/admin` operations.
//! Plain HTTP is spoken to this machine only, unless [`ClientBuilder::allow_plain_http`] says otherwise.
//! [`Client::from_env`] reads all of it from the environment.
//!
//! # Observability
//!
//! A call is a [`tracing`] span with OpenTelemetry's names for HTTP clients, and an attempt is an event in it.
//! Middleware stands where the transport stands: see [`TowerTransport`].
//!
//! # Testing your own code
//!
//! A [`Transport`] of yours can answer in the place of the network. Answers and events have constructors, and are
//! read from JSON by `serde_json`.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `rustls` | TLS by rustls; the only one that is on by default |
//! | `native-tls` | TLS by the system |
//! | `blocking` | `Call::send_blocking` |
//! | `qr` | `QrCode::to_terminal`, `QrCode::to_png` |
//! | `events` | handlers of events, and what keeps them from seeing one twice; the next four have it on |
//! | `webhook` | events as the service posts them: `events::Verifier`, `events::webhook` |
//! | `axum` | an extractor for events |
//! | `sse` | events as the hosted service streams them: `Client::events` |
//! | `redis` | events from Redis streams: `events::redis` |
//! | `jiff`, `time`, `chrono` | conversions of [`Time`] from and to the crate of that name |
//!
//! Calls run on tokio. WebAssembly is not a target.
//!
//! [`Session::pairing`]: resources::Session::pairing
//! [`tracing`]: https://docs.rs/tracing

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
    policy::{Pacing, RetryPolicy},
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

/// The snippets of the README, compiled. Some need a feature, all of which the tests of the workspace have on.
#[cfg(all(doctest, feature = "qr", feature = "webhook", feature = "sse", feature = "redis"))]
#[doc = include_str!("../../README.md")]
mod readme {}
