//! Events from Redis streams. Requires the feature `redis`.
//!
//! A self-hosted server can add each event to a Redis stream. A [`Consumer`] reads the streams with a consumer group,
//! and acknowledges an entry only after its event was handled: delivery is at-least-once, and no event is lost when a
//! worker dies. To add workers, start more processes with the same group. Redis 6.2 or later is required; Redis Cluster
//! is not supported.
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
//! // The deduplication store is in a different database from the streams.
//! let store = RedisStore::new("redis://127.0.0.1/1")?;
//! let consumer = Consumer::builder("redis://127.0.0.1/0", Verifier::new("whsec_example")?)
//!     .group("bot")
//!     .streams(Streams::named(["stream:sales", "stream:support"]))
//!     .dispatcher(Dispatcher::new(handle).dedup_store(store))
//!     .on_failed(|failed| eprintln!("{failed:#}"))
//!     .on_server_error(|error| eprintln!("{error}"))
//!     .build()?;
//! println!("{}", consumer.run_until(shutdown).await?);
//! # Ok(())
//! # }
//! ```
//!
//! # Order
//!
//! Each instance has a stream, and one worker at a time owns it with a lease that it renews. Each read and each
//! acknowledgement contains a fencing token, by which Redis checks the lease. Events of one chat are handled in order,
//! events of different chats concurrently. A new owner handles pending entries before new ones. So the first attempts
//! for the events of a chat are in the order of the stream. An event that was handled is handled again only if its
//! worker died or was stopped before the acknowledgement, was paused or disconnected for longer than the lease, or if
//! Redis lost the acknowledgement in a failover.
//!
//! A paused worker does not notice that it has lost its lease until it resumes. It then cancels its handlers and
//! acknowledges nothing, but for a moment a handler of the old owner can run concurrently with one of the new owner. A
//! [`RedisStore`] prevents the two from handling the same event at the same time.
//!
//! With [`Streams::shared`], several workers read one stream concurrently, without this order.
//!
//! # Failure
//!
//! A failed attempt is retried by the same worker: the other events of the chat wait, other chats do not. Redis counts
//! the attempts with the delivery counter of the entry, so the next worker knows them. An attempt that kills its worker
//! counts. If several attempts are allowed, even reading an entry counts. An attempt that a shutdown cancels does not
//! count.
//!
//! After the last attempt, the entry is moved atomically to the dead-letter stream, with all of its fields and
//! `deadReason` (`handler`, `panic`, `unreadable`, `signature` or `interrupted`), `deadError`, `deadAttempts`,
//! `deadMayBePartlyHandled`, `deadEntryId`, `deadStream` and `deadGroup`. Then
//! [`on_failed`](ConsumerBuilder::on_failed) is called. An entry without a valid signature is moved at once, so with a
//! wrong signing secret, every entry is moved. Watch for failed events whose error
//! [is a signature error](crate::events::EventError::is_signature).
//!
//! To handle a dead letter again, add its fields, except those that start with `dead`, to the original stream.
//! `deadReason` describes only the last attempt, and `deadMayBePartlyHandled` all of them: if it is `true`, the handler
//! may have sent something before it stopped. The new entry starts without this history. See
//! [`FailedEvent::may_be_partly_handled`](crate::events::FailedEvent::may_be_partly_handled).
//!
//! While Redis cannot be reached, commands are retried with a growing delay. A failover of Redis can lose the latest
//! leases and acknowledgements; those events are redelivered.
//!
//! # Limits
//!
//! [`max_in_flight`](ConsumerBuilder::max_in_flight) limits the number of unacknowledged entries of all streams, but
//! each stream may always have one. If there are several streams, one that already has as many entries as are still
//! free gets no more, so a stuck stream does not stop the others.
//!
//! # Keys and permissions
//!
//! Besides the streams and the dead-letter streams, the consumer uses keys that start with `wsapi:` and contain the
//! group: the leases and the live workers. They expire by themselves. Streams and dead letters remain until something
//! removes them: see [`trim_acknowledged`](ConsumerBuilder::trim_acknowledged).
//!
//! At startup, a consumer checks that its Redis user has all permissions that it needs. If not, it fails with an error
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
