//! Receiving events.
//!
//! A [`Handler`] says what is done with an event. It does not know how events arrive: the same handler runs behind each
//! transport, and each transport hands it every event once, by way of a [`Dispatcher`].

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
