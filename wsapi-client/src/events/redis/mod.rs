//! Events from Redis streams.
//!
//! A self-hosted server can add each event to a Redis stream. A [`Consumer`] reads the streams with a consumer group, and
//! acknowledges an entry only after its event was handled: delivery is at-least-once, and no event is lost when a worker
//! dies. More workers are added by starting more processes with the same group. Redis 6.2 or later is required; Redis
//! Cluster is not supported.
//!
//! ```no_run
//! use wsapi_client::{
//!     Event,
//!     events::{BoxError, Dispatcher, Verifier, redis::{Consumer, RedisStore, Streams}},
//! };
//!
//! async fn handle(event: Event) -> Result<(), BoxError> {
//!     println!("{}", event.data.event_type());
//!     Ok(())
//! }
//!
//! # async fn example(shutdown: impl Future<Output = ()>) -> Result<(), Box<dyn std::error::Error>> {
//! // The deduplication store is in another database than the streams.
//! let store = RedisStore::new("redis://127.0.0.1/1")?;
//! let consumer = Consumer::builder("redis://127.0.0.1/0", Verifier::new("whsec_example")?)
//!     .group("bot")
//!     .streams(Streams::named(["stream:sales", "stream:support"]))
//!     .dispatcher(Dispatcher::new(handle).dedup_store(store))
//!     .concurrency(64)
//!     .on_failed(|failed| eprintln!("{failed}"))
//!     .on_server_error(|error| eprintln!("{error}"))
//!     .build()?;
//! println!("{}", consumer.run_until(shutdown).await?);
//! # Ok(())
//! # }
//! ```
//!
//! # Order
//!
//! Each instance has a stream, and one worker at a time owns it, by a lease that it renews. Redis checks the lease with
//! each read and each acknowledgement, by a fencing token. Events of one chat are handled in order, events of different
//! chats concurrently. A new owner first handles the entries that are pending, and only then new ones. So events of a chat
//! are first handled in the order of the stream; an event is handled again only after its worker died, or was paused or
//! disconnected for longer than the lease.
//!
//! A worker that was paused does not know that it lost its lease until it runs again. It then cancels its handlers and
//! acknowledges nothing, but for a moment a handler of the old owner can run at the same time as one of the new owner. A
//! [`RedisStore`] keeps the two from handling the same event at once.
//!
//! With [`Streams::shared`], several workers read one stream concurrently, without this order.
//!
//! # Failure
//!
//! A failed attempt is retried in the same place: the other events of the chat wait, other chats do not. Redis counts the
//! attempts with the delivery counter of the entry, so they are known to the next worker. An attempt that kills its worker
//! counts. What a worker that died had read counts as one attempt, if more than one is allowed.
//!
//! After the last attempt the entry is moved, in one step, to the dead-letter stream, with all of its fields and
//! `deadReason` (`handler`, `unreadable` or `signature`), `deadError`, `deadAttempts`, `deadEntryId`, `deadStream` and
//! `deadGroup`. Then [`on_failed`](ConsumerBuilder::on_failed) is called. An entry that is not signed by the service is
//! moved at once, so a wrong signing secret moves every entry: watch for failed events whose error
//! [is a signature error](crate::events::EventError::is_signature). To have entries handled again, add their fields to the
//! old stream.
//!
//! While Redis cannot be reached, commands are retried with a growing delay. A Redis server that fails over can lose the
//! latest leases and acknowledgements; those events are handled again.
//!
//! # Limits
//!
//! [`max_in_flight`](ConsumerBuilder::max_in_flight) bounds the entries of all streams together, each until it is
//! acknowledged. Of several streams, each may take as much as is still free, so none stops the others when it is stuck.
//!
//! # Keys and permissions
//!
//! Besides the streams and the dead-letter streams, the consumer uses keys that start with `wsapi:` and contain the group:
//! the leases and the workers that are alive. They expire by themselves. Streams and dead letters stay until something
//! removes them: see [`trim_acknowledged`](ConsumerBuilder::trim_acknowledged).
//!
//! At its start, a consumer checks that its Redis user may run all commands that it needs. If not, it fails with an error
//! that names the missing ones.

mod access;
mod assignments;
mod builder;
mod consumer;
mod delivery;
mod entries;
mod group_stream;
mod id;
mod lease;
mod leases;
mod notifier;
mod permissions;
mod reader;
mod script;
mod settings;
mod stats;
mod stream_worker;
mod streams;
mod worker;

pub use self::{builder::ConsumerBuilder, consumer::Consumer, stats::ConsumerStats, streams::Streams};
pub use super::{
    dedup::RedisStore,
    server::{RedisConfig, RedisError},
};
