//! A durable queue for webhooks.

use std::{fmt, sync::Arc, time::Duration};

use ::redis::cmd;

use crate::{
    Error,
    events::{
        BoxError, SignedEvent, StreamEntry,
        server::{Connection, RedisConfig, retried},
        webhook::DurableQueue,
    },
};

/// The time limit of a response from Redis. A second attempt still fits into the time for which the service waits.
const TIMEOUT: Duration = Duration::from_secs(3);

/// Adds the events of a webhook receiver to Redis streams, as a self-hosted server does itself. A
/// [`Consumer`](crate::events::redis::Consumer) handles them, here or in another process. Requires the features
/// `webhook` and `redis`.
///
/// An event is only as safe as its Redis server: one that writes to the disk once a second (`appendfsync everysec`) can
/// lose the events of the last second. The queue does not trim the streams.
///
/// ```
/// use wsapi_client::events::{Verifier, webhook};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let queue = webhook::RedisQueue::new("redis://127.0.0.1/")?;
/// let receiver = webhook::Receiver::builder(Verifier::new("whsec_example")?).durable_queue(queue).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RedisQueue {
    connection: Arc<Connection>,
    stream: Stream,
}

#[derive(Clone)]
enum Stream {
    /// One stream for each instance.
    Prefix(String),
    Shared(String),
}

impl RedisQueue {
    /// Creates a queue with one stream for each instance, named `stream:` and the id of the instance. It connects when
    /// it is first used.
    ///
    /// # Errors
    ///
    /// Fails if the URL is invalid.
    pub fn new(config: impl Into<RedisConfig>) -> Result<Self, Error> {
        let connection = Arc::new(Connection::new(&config.into(), TIMEOUT)?);
        Ok(Self { connection, stream: Stream::Prefix("stream:".to_owned()) })
    }

    /// Sets the prefix of the streams, `stream:` by default. It is followed by the id of the instance.
    #[must_use]
    pub fn stream_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.stream = Stream::Prefix(prefix.into());
        self
    }

    /// Adds the events of all instances to one stream.
    #[must_use]
    pub fn shared_stream(mut self, name: impl Into<String>) -> Self {
        self.stream = Stream::Shared(name.into());
        self
    }
}

impl DurableQueue for RedisQueue {
    async fn append(&self, event: SignedEvent) -> Result<(), BoxError> {
        let entry = StreamEntry::from_signed(&event)?;
        let mut command = cmd("XADD");
        match &self.stream {
            Stream::Prefix(prefix) => command.arg(format!("{prefix}{}", entry.instance_id)),
            Stream::Shared(name) => command.arg(name),
        };
        command.arg("*");
        for (name, value) in entry.fields() {
            command.arg(name).arg(value);
        }
        // The service does not post the event again, and an event that is appended twice is a duplicate.
        retried(|| self.connection.command::<String>(&command)).await?;
        Ok(())
    }
}

impl fmt::Debug for RedisQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisQueue").finish_non_exhaustive()
    }
}
