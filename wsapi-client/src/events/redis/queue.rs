//! A durable queue for posted events.

use std::{fmt, sync::Arc};

use ::redis::cmd;

use super::{Server, link::Link, settings::Streams};
use crate::{
    Error,
    events::{
        HandlerError, StreamEntry,
        webhook::{DurableQueue, SignedEvent},
    },
};

/// Puts posted events into Redis streams, as a server does that adds them itself: what a receiver of webhooks has
/// acknowledged is then in Redis, and a [`Consumer`](super::Consumer) handles it, here or elsewhere.
///
/// An event is as safe as Redis keeps it: a server that writes its log to the disk once a second (`appendfsync everysec`)
/// can forget the last second. Nothing is trimmed.
///
/// ```
/// use wsapi_client::events::{Verifier, redis::RedisQueue, webhook};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let queue = RedisQueue::new("redis://127.0.0.1/")?;
/// let receiver = webhook::Receiver::builder(Verifier::new("whsec_example")?).durable_queue(queue).build();
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RedisQueue {
    link: Arc<Link>,
    streams: Streams,
}

impl RedisQueue {
    /// With one stream for each instance, as a [`Consumer`](super::Consumer) reads them unless it is told otherwise.
    /// Nothing is connected yet.
    ///
    /// ```
    /// use wsapi_client::events::redis::RedisQueue;
    ///
    /// assert!(RedisQueue::new("redis://127.0.0.1/").is_ok());
    /// ```
    ///
    /// # Errors
    ///
    /// The address is none.
    pub fn new(server: impl Into<Server>) -> Result<Self, Error> {
        let link = Arc::new(Link::new(&server.into())?);
        Ok(Self { link, streams: Streams::default() })
    }

    /// What the names of the streams begin with; the id of the instance follows. `stream:` unless it is set.
    ///
    /// ```
    /// # use wsapi_client::events::redis::RedisQueue;
    /// # fn queue(queue: RedisQueue) -> RedisQueue {
    /// queue.stream_prefix("posted:")
    /// # }
    /// ```
    #[must_use]
    pub fn stream_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.streams = Streams::Each { prefix: prefix.into() };
        self
    }

    /// Puts the events of all instances into one stream.
    ///
    /// ```
    /// # use wsapi_client::events::redis::RedisQueue;
    /// # fn queue(queue: RedisQueue) -> RedisQueue {
    /// queue.shared_stream("events")
    /// # }
    /// ```
    #[must_use]
    pub fn shared_stream(mut self, name: impl Into<String>) -> Self {
        self.streams = Streams::Shared { name: name.into() };
        self
    }
}

impl DurableQueue for RedisQueue {
    async fn append(&self, event: SignedEvent) -> Result<(), HandlerError> {
        let entry = StreamEntry::of(&event)?;
        let stream = match &self.streams {
            Streams::Each { prefix } => format!("{prefix}{}", entry.instance_id),
            Streams::Shared { name } => name.clone(),
        };
        let mut command = cmd("XADD");
        command.arg(stream).arg("*");
        for (name, value) in entry.fields() {
            command.arg(name).arg(value);
        }
        self.link.command::<String>(&command).await?;
        Ok(())
    }
}

impl fmt::Debug for RedisQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisQueue").finish_non_exhaustive()
    }
}
