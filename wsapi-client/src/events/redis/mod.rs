//! Events from Redis streams.
//!
//! A self-hosted server can add each event to a stream of a Redis server, which keeps it until somebody removes it. A
//! [`Consumer`] reads the streams as a group: an entry is acknowledged only after its event was handled, so that nothing
//! is lost when a worker dies, and more workers are added by starting more of them.
//!
//! ```no_run
//! use wsapi_client::{Event, events::{Dispatcher, HandlerError, Verifier, redis}};
//!
//! async fn handle(event: Event) -> Result<(), HandlerError> {
//!     println!("{}", event.data.event_type());
//!     Ok(())
//! }
//!
//! # async fn example(stopped: impl Future<Output = ()>) -> Result<(), Box<dyn std::error::Error>> {
//! let server = "redis://127.0.0.1/";
//! let workers = redis::Consumer::builder(server, Verifier::new("whsec_example")?)
//!     .group("bot")
//!     .dispatcher(Dispatcher::new(handle).store(redis::RedisStore::new(server)?))
//!     .build()?;
//! let counts = workers.run_until(stopped).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Order
//!
//! Each instance has a stream, and one worker at a time owns it: by a lease, which it renews and the server checks with
//! each read and each acknowledgement. The events of a chat are handled one after the other and in order, chats beside
//! each other. A new owner first finishes what was pending, and only then reads on. So the first handling of each event
//! of a chat comes in the order of the stream, and an event is handled again only after its worker died, was paused for
//! longer than the lease, or was cut off from Redis for so long.
//!
//! A worker that was paused does not know it until it runs again: what it was doing then goes on for a moment, beside
//! the new owner. Handlers that it had begun are given up as soon as it notices, and nothing of it is acknowledged. A
//! [`RedisStore`] keeps the two from handling the same event at the same time.
//!
//! A chat whose person is named once by phone number and once by LID counts as two, and what cannot be read is in order
//! with nothing.
//!
//! With a [shared stream](ConsumerBuilder::shared_stream) workers read side by side, without this order; a handler is
//! given up once somebody else has its entry.
//!
//! # Failure
//!
//! A handler that fails sees the event again after a wait, in its place: what follows in the chat waits, other chats do
//! not. How often it was tried is kept in Redis, and so outlives a worker that it kills. After the last try the entry is
//! moved to a stream of dead letters with all of its fields, as is at once what is not signed by the service: see
//! [`DeadLetter`]. A wrong signing secret would move everything there, so look at
//! [`Counts::bad_signatures`] when you begin. To have them handled again, add their fields to their old stream.
//!
//! While Redis is away it is asked again with growing waits. A server that fails over may have forgotten the latest
//! leases and acknowledgements; what it forgot is handled again.
//!
//! # Keys
//!
//! Beside the streams there are keys that begin with `wsapi:` and name the group: who owns a stream, which workers are
//! alive, how often entries were tried. They vanish on their own; streams and dead letters stay until somebody removes
//! them, or [`trim`](ConsumerBuilder::trim) does. Streams are found by looking through all keys of the database, so keep
//! many other keys, those of a [`RedisStore`] included, in another one. Redis 6.2 or later is needed, and no cluster.

mod backoff;
mod builder;
mod consumer;
mod counts;
mod dead_letter;
mod discovery;
mod error;
mod fleet;
mod hand;
mod id;
mod item;
mod lease;
mod leases;
mod link;
mod queue;
mod race;
mod reader;
mod renewer;
mod script;
mod server;
mod serving;
mod settings;
mod source;
mod store;
mod turn;
mod watcher;
mod worker;

pub use self::{
    builder::ConsumerBuilder,
    consumer::Consumer,
    counts::Counts,
    dead_letter::{DeadLetter, DeadReason},
    error::RedisError,
    queue::RedisQueue,
    server::Server,
    store::RedisStore,
};
