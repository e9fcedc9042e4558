//! Receiving events.
//!
//! A [`Handler`] is the program's own code that handles events. It does not depend on how events arrive: a transport
//! passes each event to it, in order within each chat, and skips duplicates.
//!
//! ```
//! use wsapi_client::{Client, Event, events::{Attempt, BoxError, Handler}, types::SendTextRequest};
//!
//! struct Bot {
//!     client: Client,
//! }
//!
//! impl Handler for Bot {
//!     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
//!         let Some(message) = event.as_message().filter(|message| !message.is_mine()) else { return Ok(()) };
//!         if message.text_or_caption() == Some("ping") {
//!             let reply = SendTextRequest::new(&message.chat_id, "pong");
//!             self.client.messages().send_text(reply).await?;
//!         }
//!         Ok(())
//!     }
//! }
//! ```
//!
//! An async function that takes an [`Event`](crate::Event) is a handler too, and so is an `Arc` of a handler.
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
//! handled concurrently. A person who appears with the phone number in one event and with the LID (the identifier that
//! hides the number) in another counts as two chats. Events that cannot be read are handled in order with the events of
//! their instance that belong to no chat.
//!
//! # Attempts
//!
//! An event is done when the handler returns `Ok`. If the handler returns an error or panics, it is called again after
//! a delay, and meanwhile the other events of the chat wait. If the last attempt fails, so does the event: `on_failed`
//! is called with a `FailedEvent`, and on Redis the entry is moved to a dead-letter stream. So delivery to the handler
//! is at-least-once, and a handler must tolerate seeing an event more than once. If it sends a message,
//! [`Error::delivery`](crate::Error::delivery) says whether the message was sent: return an error only if it was not.
//!
//! A handler that never returns blocks its chat and one of the `concurrency` handlers. Use a timeout for everything
//! that it waits for.
//!
//! # Observability
//!
//! Each attempt runs in a span named `event`, with the id and the type of the event and the number of the attempt. The
//! spans of calls that the handler makes are its children. Each failed attempt is logged at WARN with the error and its
//! sources, so the errors of a handler must not contain anything that must not be logged. The SDK's own spans and log
//! lines contain no message texts and no phone numbers.
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
