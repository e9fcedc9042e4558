//! Receiving events.
//!
//! A [`Handler`] says what is done with an event: an async function will do. It does not know how events arrive. Each
//! transport hands it every event by way of a [`Dispatcher`], in the order of the chat, and what arrives twice only once.
//!
//! ```
//! use wsapi_client::{Event, events::HandlerError};
//!
//! async fn handle(event: Event) -> Result<(), HandlerError> {
//!     if let Some(message) = event.as_message().filter(|message| !message.is_mine()) {
//!         println!("a message in {}", message.chat_id);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # Transports
//!
//! | feature | begin at | for |
//! |---|---|---|
//! | `webhook` | `webhook::Receiver` | the hosted service, and servers of your own; it posts each event once |
//! | `sse` | `Client::events` | the hosted service; nothing has to be reachable from outside |
//! | `redis` | `redis::Consumer` | servers of your own; events wait in Redis, and workers are added by starting more |
//!
//! What a transport cannot promise stands in its documentation. For any other, there are `Verifier::read` and
//! [`Dispatcher::dispatch`].
//!
//! # Done, and not before
//!
//! An event is done when its handler has returned `Ok`. After an error or a panic it is handed to the handler again, as
//! often as the transport is told to. So what a handler does should bear being done twice; where it sends a message,
//! [`Error::delivery`](crate::Error::delivery) says whether that went out, and an error that may have is better not
//! returned.
//!
//! # Events that arrive twice
//!
//! An event is known again by its id, and a message also by instance, chat and message id, since a server that was
//! restarted can repeat it in another event. A [`DedupStore`] remembers: [`MemoryStore`] in this process, `RedisStore`
//! for a fleet. While an event is in progress, a repeat waits for what comes of it.
//!
//! # Events that cannot be read
//!
//! A type that is not known is an event like others, [`EventData::Unknown`](crate::EventData::Unknown). A known type whose
//! data does not fit is an [`UnreadableEvent`], which keeps all of it, and goes to [`Handler::handle_unreadable`].

#[cfg(any(feature = "sse", feature = "webhook"))]
mod callback;
mod claims;
mod dedup;
mod dispatcher;
#[cfg(any(feature = "sse", feature = "webhook"))]
mod failure;
mod handler;
mod key;
#[cfg(any(feature = "sse", feature = "webhook"))]
#[cfg_attr(not(feature = "webhook"), allow(dead_code, reason = "only the receiver of webhooks needs all of it"))]
mod lanes;
#[cfg(feature = "redis")]
pub mod redis;
#[cfg(any(feature = "sse", feature = "webhook"))]
mod retries;
#[cfg(feature = "webhook")]
mod signature;
#[cfg(feature = "sse")]
mod sse;
#[cfg(feature = "webhook")]
mod stream_entry;
mod unreadable;
#[cfg(feature = "webhook")]
pub mod webhook;

#[cfg(any(feature = "sse", feature = "webhook"))]
pub use self::failure::Failure;
#[cfg(feature = "sse")]
pub use self::sse::{Disconnected, EventStream, Gap, Incoming, TooLarge};
pub use self::{
    dedup::{Claim, DedupStore, MemoryStore},
    dispatcher::{DispatchError, Dispatcher, Outcome},
    handler::{Handler, HandlerError},
    unreadable::UnreadableEvent,
};
#[cfg(feature = "webhook")]
pub use self::{
    signature::{SignatureError, Verifier},
    stream_entry::StreamEntry,
};
