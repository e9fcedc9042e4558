//! Receiving events.
//!
//! A [`Handler`] is the program's own code for an event. It does not depend on how events arrive: a transport passes it
//! each event, in the order of the chat, and skips duplicates.
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
//! | feature | start at | use it for |
//! |---|---|---|
//! | `webhook` | `webhook::Receiver` | the hosted service and self-hosted servers; the service posts each event once |
//! | `sse` | `Client::events` | the hosted service; the program needs no public address |
//! | `redis` | `redis::Consumer` | self-hosted servers; events wait in Redis, and several workers share them |
//!
//! Each page says which events the transport can lose. All three have the same options: `concurrency`,
//! `max_in_flight`, `max_attempts`, `backoff`, `shutdown_timeout` and `on_failed`. A program that receives events in
//! another way uses [`Verifier::read`] and [`Dispatcher::dispatch`].
//!
//! # Order
//!
//! Events of one chat are handled one after the other, in the order in which they arrived, events of different chats
//! concurrently. A person whose events are sent once with the phone number and once with the LID counts as two chats.
//! Events that cannot be read are handled in order with those of their instance that belong to no chat.
//!
//! # Attempts
//!
//! An event is done when the handler returns `Ok`. After an error or a panic it is handled again after a delay, while the
//! other events of its chat wait. After the last attempt it has failed: `on_failed` is called with a `FailedEvent`, and
//! on Redis the event is moved to a dead-letter stream. So delivery is at-least-once, and a handler must bear to see an
//! event more than once. Where it sends a message, [`Error::delivery`](crate::Error::delivery) says whether the message
//! was sent: return an error only if it was not.
//!
//! A handler that never ends holds up its chat and one of the `concurrency` handlers. Set time limits on what it waits
//! for.
//!
//! # Observability
//!
//! Each attempt runs in a span named `event` with the id and the type of the event and the number of the attempt. Calls
//! that the handler makes are its children. Each failed attempt is logged at WARN with the error and its sources, so an
//! error of a handler must not contain what the log must not contain. Spans and log lines of the SDK contain no texts and
//! no phone numbers.
//!
//! # Duplicates
//!
//! An event is identified by its id. A message is also identified by its instance, chat, sender and message id, because a
//! server that was restarted can send it again in another event. A [`DedupStore`] remembers handled events:
//! [`MemoryStore`] in one process, `redis::RedisStore` in several. While an event is handled, a duplicate waits for the
//! result.
//!
//! # Events that cannot be read
//!
//! An event of an unknown type is an event like others, [`EventData::Unknown`](crate::EventData::Unknown). An event of a
//! known type whose data does not match is an [`UnreadableEvent`], and is passed to [`Handler::handle_unreadable`].

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
