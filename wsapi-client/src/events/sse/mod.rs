//! Events from the event stream of the hosted service. Requires the feature `sse`.
//!
//! The program connects to the service, which sends each event over this connection when it happens (server-sent
//! events). So the program needs no public address. A self-hosted server has no event stream.
//!
//! A [`Subscriber`] passes the events to a handler:
//!
//! ```no_run
//! use wsapi_client::{Client, Error, Event, events::{BoxError, sse::Subscriber}};
//!
//! async fn handle(event: Event) -> Result<(), BoxError> {
//!     println!("{}", event.data.event_type());
//!     Ok(())
//! }
//!
//! # async fn example(client: Client) -> Result<(), Error> {
//! let subscriber = Subscriber::builder(client.events())
//!     .handler(handle)
//!     .on_failed(|failed| eprintln!("{failed:#}"))
//!     .on_notice(|notice| eprintln!("{notice:?}"))
//!     .build()?;
//! let shutdown = async { _ = tokio::signal::ctrl_c().await };
//! println!("{}", subscriber.run_until(shutdown).await?);
//! # Ok(())
//! # }
//! ```
//!
//! An [`EventStream`] is also a [`Stream`], for programs that do not use a handler.
//!
//! [`Stream`]: https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html
//!
//! # Lost events
//!
//! The service does not store events, and does not send an event again. An event is lost
//!
//! - if it happens while there is no connection. The stream reports a [`Gap`] when it has reconnected.
//! - if it is larger than [`max_event_size`](EventStream::max_event_size). The stream reports an [`OversizedEvent`].
//! - if all attempts fail, or a shutdown interrupts it. `on_failed` is called with the last copy of it.
//! - if the process is killed before the event is handled.
//!
//! To lose fewer events, use a webhook with a durable queue, or Redis on a self-hosted server.

mod builder;
mod delivery;
mod frames;
mod item;
mod moment;
mod operation;
mod queue;
mod reader;
mod settings;
mod stats;
mod stream;
mod subscriber;

use crate::Client;

pub use self::{
    builder::SubscriberBuilder,
    item::{Disconnected, Gap, OversizedEvent, StreamItem},
    stats::SubscriberStats,
    stream::EventStream,
    subscriber::Subscriber,
};

impl Client {
    /// Returns the events of the instance as they happen. Only the hosted service has an event stream. Nothing is sent
    /// until the first item is requested. Requires the feature `sse`.
    ///
    /// [`events::sse`](crate::events::sse) has an example with a handler.
    pub fn events(&self) -> EventStream {
        EventStream::new(self.clone())
    }
}
