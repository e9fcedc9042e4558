//! Receiving events. Requires the feature `events`, which each transport enables.
//!
//! A [`Handler`] is the program's own code that handles events. It does not depend on how events arrive: a transport
//! passes each event to it, in order within each chat, and skips duplicates.
//!
//! ```
//! use wsapi_client::{
//!     Client, Event,
//!     events::{Attempt, BoxError, Handler},
//!     types::SendTextRequest,
//! };
//!
//! struct Bot {
//!     client: Client,
//! }
//!
//! impl Handler for Bot {
//!     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
//!         let Some(message) = event.as_message() else { return Ok(()) };
//!         if !message.is_direct() || message.text_or_caption() != Some("ping") {
//!             return Ok(());
//!         }
//!         let reply = SendTextRequest::new(&message.chat_id, "pong");
//!         match self.client.messages().send_text(reply).await {
//!             // Nothing was sent, so the handler is called again.
//!             Err(error) if error.had_no_effect() => Err(error.into()),
//!             _ => Ok(()), // A reply that may have been sent is not sent again.
//!         }
//!     }
//! }
//! # use wsapi_client::operations::SendText;
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! # let sim = wsapi_simulator::Simulator::new();
//! # sim.deliver_to(Bot { client: sim.client() });
//! # sim.on::<SendText>().once().loses_response();
//! # let ada = sim.person("+49 170 1234567");
//! # ada.writes("ping").await;
//! # assert_eq!(ada.inbox().texts(), ["pong"]);
//! # assert!(sim.handler_errors().is_empty());
//! # }
//! ```
//!
//! An async function that takes an [`Event`](crate::Event) is also a handler, and so is an `Arc` of a handler.
//!
//! # Transports
//!
//! | feature | start with | use it for |
//! |---|---|---|
//! | `webhook` | `webhook::Receiver` | the hosted service and self-hosted servers; the service posts each event once |
//! | `sse` | `Client::events` | the hosted service; the program needs no public address |
//! | `redis` | `redis::Consumer` | self-hosted servers; events wait in Redis, and several workers share them |
//!
//! The page of each transport says which events it can lose. All three have the same options: `concurrency`,
//! `max_in_flight`, `max_attempts`, `backoff`, `shutdown_timeout` and `on_failed`. A program that receives events by
//! other means uses [`Verifier::read`] and [`Dispatcher::dispatch`].
//!
//! # Order
//!
//! Events of one chat are handled one at a time, in the order in which they arrived. Events of different chats are
//! handled concurrently. If the chat with a person has the phone number in one event and the LID (the identifier that
//! hides the number) in another, it counts as two chats. Events that cannot be read are handled in order with the
//! events of their instance that belong to no chat.
//!
//! # Attempts
//!
//! An event is done when the handler returns `Ok`. If the handler returns an error or panics, it is called again after
//! a delay, and the other events of the chat wait. If the last attempt fails, so does the event: `on_failed` is called
//! with a `FailedEvent`, and on Redis the entry is moved to a dead-letter stream. So delivery to the handler is
//! at-least-once, and a handler must tolerate seeing an event more than once. If it sends a message, it must return
//! only errors for which [`Error::had_no_effect`](crate::Error::had_no_effect) is true: after any other error, the
//! message may have been sent, and another attempt could send it twice. If it sends several, it must remember by the id
//! of the event what it has sent, because another attempt runs the whole handler again.
//!
//! A handler must always return. Otherwise it blocks its chat, and takes one of the `concurrency` places forever. Use a
//! timeout for everything that it awaits.
//!
//! # Testing
//!
//! The crate `wsapi-simulator`, which is in the repository of this crate, delivers events to a handler as the service
//! does. People write, react and call; the test sees what the handler sends them:
//!
//! ```
//! # use wsapi_client::events::{Attempt, BoxError, Handler};
//! # use wsapi_client::{Client, Event, types::SendTextRequest};
//! # struct Bot { client: Client }
//! # impl Handler for Bot {
//! #     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
//! #         let Some(message) = event.as_message() else { return Ok(()) };
//! #         let reply = SendTextRequest::new(&message.chat_id, "pong");
//! #         match self.client.messages().send_text(reply).await {
//! #             Err(error) if error.had_no_effect() => Err(error.into()),
//! #             _ => Ok(()),
//! #         }
//! #     }
//! # }
//! use wsapi_simulator::Simulator;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let sim = Simulator::new();
//! sim.deliver_to(Bot { client: sim.client() });
//! let ada = sim.person("+49 170 1234567");
//! ada.writes("ping").await;
//! assert_eq!(ada.inbox().last_text(), Some("pong"));
//! # }
//! ```
//!
//! It also posts events to a webhook, streams them, and adds them to Redis. Without it, [`Dispatcher::dispatch`] runs a
//! handler on one event, and [`Verifier::sign`] signs one as the service does.
//!
//! # Observability
//!
//! Each attempt runs in a span named `event`, with the id and the type of the event and the number of the attempt. The
//! spans of calls that the handler makes are its children. Each failed attempt is logged at WARN with the error and its
//! sources, so a handler must not return errors that contain private data. The SDK's own spans and log lines contain no
//! message texts and no phone numbers.
//!
//! # Duplicates
//!
//! An event is identified by its id. A message is also identified by its instance, chat, sender and message id, because
//! a restarted server can send it again in another event. A [`DedupStore`] remembers handled events: [`MemoryStore`] in
//! one process, `redis::RedisStore` in several. While an event is being handled, a duplicate of it waits for the
//! result.
//!
//! # Events that cannot be read
//!
//! An event of an unknown type is passed to the handler like any other, as
//! [`EventData::Unknown`](crate::EventData::Unknown). An event whose data does not match its known type is an
//! [`UnreadableEvent`], and is passed to [`Handler::handle_unreadable`].

mod dedup;
mod dispatcher;
#[cfg_attr(not(feature = "redis"), allow(dead_code, reason = "the transports use all of it"))]
mod error;
mod event;
mod handler;
#[cfg_attr(not(feature = "redis"), allow(dead_code, reason = "the transports use all of it"))]
mod panics;
#[cfg_attr(not(feature = "redis"), allow(dead_code, reason = "the transports use all of it"))]
mod race;
#[cfg(feature = "redis")]
pub mod redis;
#[cfg(any(feature = "sse", feature = "webhook", feature = "redis"))]
#[cfg_attr(
    not(all(feature = "sse", feature = "webhook", feature = "redis")),
    allow(dead_code, reason = "no transport uses all of it")
)]
mod runner;
#[cfg(feature = "redis")]
mod server;
#[cfg(feature = "sse")]
pub mod sse;
#[cfg(feature = "webhook")]
pub mod webhook;

#[cfg(any(feature = "sse", feature = "webhook", feature = "redis"))]
pub use self::runner::{EventStats, FailedEvent, Origin};
pub use self::{
    dedup::{Claim, DedupStore, MemoryStore},
    dispatcher::{DispatchOutcome, Dispatcher},
    error::EventError,
    event::{SignatureError, SignedEvent, StreamEntry, UnreadableEvent, Verifier},
    handler::{Attempt, BoxError, Handler},
};
