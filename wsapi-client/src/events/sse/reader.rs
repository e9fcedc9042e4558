//! Connects, reads events, and reconnects when the connection is lost.

use std::time::Duration;

use super::{
    frames::Frames,
    item::{Disconnected, StreamItem},
    moment::Moment,
    operation::StreamEvents,
    queue::{Item, Queue},
    settings::Settings,
};
use crate::{Client, Credential, Download, Error, TransportError};

/// A connection that lasts longer than this was good, even if it was quiet.
const GOOD_CONNECTION: Duration = Duration::from_secs(30);

/// The longest delay that the service can ask for, so that a mistake of the service does not end the stream.
const LONGEST_ASKED: Duration = Duration::from_secs(3600);

/// The longest event id that is sent back. Servers may reject longer headers.
const LONGEST_ID: usize = 1024;

/// The receiving end of the stream. Its future keeps the state, so that a caller can stop waiting at any point.
pub(super) struct Reader {
    client: Client,
    settings: Settings,
    queue: Queue,
    frames: Frames,
    /// The number of failures in a row.
    failures: u32,
    /// The time at which the last byte arrived, on any connection.
    last_byte: Option<Moment>,
}

impl Reader {
    pub(super) fn new(client: Client, settings: Settings, queue: Queue) -> Self {
        let frames = Frames::new(settings.max_event_size);
        Self { client, settings, queue, frames, failures: 0, last_byte: None }
    }

    /// Receives items until the service rejects the connection permanently or ends the stream, and returns the error.
    pub(super) async fn run(mut self) -> Error {
        loop {
            let error = match StreamEvents::call(&self.client, self.last_event_id()).await {
                Ok(body) => self.read(body).await,
                Err(error) if self.is_permanent(&error) => return error,
                Err(error) => error,
            };
            self.wait(error).await;
        }
    }

    /// Reads a connection to its end, and returns why it ended.
    async fn read(&mut self, mut body: Download) -> Error {
        let start = self.client.clock().now();
        self.connected().await;
        let error = loop {
            match body.chunk_within(self.settings.idle_timeout).await {
                Ok(Some(chunk)) => self.receive(&chunk).await,
                Ok(None) => break body.broken(TransportError::interrupted("the service ended the stream")),
                Err(error) => break error,
            }
        };
        if self.client.clock().now().saturating_duration_since(start) > GOOD_CONNECTION {
            self.failures = 0;
        }
        error
    }

    async fn connected(&mut self) {
        let is_resumed = self.last_event_id().is_some();
        let now = Moment::now(&**self.client.clock());
        let gap = self.last_byte.replace(now).filter(|_| !is_resumed).map(|last| now.gap_since(last));
        self.frames.begin();
        tracing::info!(is_resumed, has_gap = gap.is_some(), "the event stream is connected");
        let items = [Some(StreamItem::Connected), gap.map(StreamItem::Gap)];
        self.queue.put(items.into_iter().flatten().map(Item::Notice)).await;
    }

    async fn receive(&mut self, chunk: &[u8]) {
        self.last_byte = Some(Moment::now(&**self.client.clock()));
        self.frames.push(chunk);
        let items: Vec<_> = std::iter::from_fn(|| self.frames.pop()).filter_map(Item::read).collect();
        if !items.is_empty() {
            self.failures = 0;
        }
        self.queue.put(items).await;
    }

    /// Reports a failure, and waits before the next attempt.
    async fn wait(&mut self, error: Error) {
        self.failures = self.failures.saturating_add(1);
        let failures = self.failures;
        let asked = error.retry_after().max(self.frames.retry().map(Duration::from_millis)).unwrap_or_default();
        // The jitter spreads out clients that were asked to wait for the same time.
        let retry_in = asked.min(LONGEST_ASKED) + self.settings.reconnect_backoff.delay(failures);
        tracing::warn!(%error, failures, ?retry_in, "the event stream is disconnected, reconnecting");
        let lost = Disconnected { error, failures, retry_in };
        self.queue.put([Item::Notice(StreamItem::Disconnected(lost))]).await;
        self.client.clock().sleep(retry_in).await;
    }

    /// Returns the id to resume after. An id that a header cannot contain counts as none.
    fn last_event_id(&self) -> Option<&str> {
        let id = self.frames.last_event_id();
        let is_sendable =
            !id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        is_sendable.then_some(id)
    }

    /// Returns whether no later attempt can succeed. A server that responds with 204 ends the stream. Other failures may
    /// be temporary: an overload, a restart, the page of a proxy, a device that is not paired yet.
    fn is_permanent(&self, error: &Error) -> bool {
        match error.status() {
            Some(204 | 301 | 308 | 401 | 403 | 404 | 405 | 406 | 410 | 501) => true,
            // The service requires an instance id. It has other reasons for a 400, which may be temporary.
            Some(400) => self.client.credentials(Credential::Instance).instance_id.is_none(),
            Some(_) => false,
            None => error.is_invalid_input() || error.is_missing_credential(),
        }
    }
}
