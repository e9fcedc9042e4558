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
//! # Failure
//!
//! Every failure is an [`Error`]: what went wrong is asked with predicates, and what the service said is
//! kept whole. What an error shows is fit for a log: it names the operation and the status, and of what the
//! service says the part that is no number and no query of a URL. [`Error::detail`] and [`Error::body`] have
//! all of it.
//!
//! ```
//! # fn example(result: Result<(), wsapi_client::Error>) {
//! match result {
//!     Ok(()) => println!("sent"),
//!     Err(error) if error.is_conflict() => println!("pair the device first: {error}"),
//!     Err(error) if error.is_connect() => println!("nothing was sent: {error}"),
//!     Err(error) => println!("{error}; the service says {:?}", error.detail()),
//! }
//! # }
//! ```
//!
//! # What the service may change
//!
//! A new field, a new value of an enum or an odd address never makes an answer unreadable. Enums keep what
//! they do not know, a [`Jid`] and a [`Time`] keep their text, and types may gain fields in any release.
//!
//! # Self-hosting
//!
//! [`ClientBuilder::base_url`] leads to a server of your own. One in single mode needs no instance id, one
//! with authentication switched off no key, and [`ClientBuilder::admin_key`] opens its `/admin` operations.
//!
//! # Testing your own code
//!
//! A [`Transport`] of yours can answer in the place of the network.
//!
//! # Features
//!
//! `jiff`, `time` and `chrono` each add the conversions of [`Time`] from and to the crate of that name.
//!
//! Calls run on tokio. TLS is rustls. WebAssembly is not a target.

mod generated;
mod helpers;
mod runtime;

pub use self::generated::{Event, EventData, operations, resources, types};
pub use self::helpers::{Items, Paged};
pub use self::runtime::{
    Answer, Body, BoxFuture, Call, CallFuture, Class, Client, ClientBuilder, Delivery, Download, Error, Jid, JidKind,
    Json, JsonObject, Key, Media, MessageId, MessageRef, Method, Nullable, Operation, OperationInfo, Output, Pacing,
    Payload, ReqwestTransport, Response, RetryPolicy, Secret, Text, Time, TowerTransport, Transport, TransportError,
    UnknownEvent, UnknownValue, WithResponse, WithResponseFuture,
};

#[doc(no_inline)]
pub use {bytes, http, reqwest};

/// The snippets of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
