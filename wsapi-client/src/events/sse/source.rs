//! Gets connections, reads them, and says what came.

use std::time::{Duration, Instant, SystemTime};

use super::{
    Disconnected, Gap, Incoming, TooLarge,
    backoff::Backoff,
    frames::{Frame, Frames},
    operation::StreamEvents,
    settings::Settings,
};
use crate::{Client, Download, Error, Event, TransportError};

/// The longest id that is sent back. A header of more may be refused.
const LONGEST_ID: usize = 1024;

/// Where events come from.
#[derive(Debug)]
pub(super) struct Source {
    client: Client,
    pub(super) settings: Settings,
    state: State,
    frames: Frames,
    backoff: Backoff,
    /// When the last byte came, of whatever connection.
    last_byte: Option<SystemTime>,
}

#[derive(Debug)]
enum State {
    New,
    Waiting(Duration),
    Reading(Connection),
}

#[derive(Debug)]
struct Connection {
    body: Download,
    since: Instant,
    has_brought_an_event: bool,
}

/// What a step led to.
pub(super) enum Step {
    Items(Vec<Incoming>),
    /// The service has said that there is no more.
    Over,
    Failed(Error),
}

impl Source {
    pub(super) fn new(client: Client, settings: Settings) -> Self {
        let frames = Frames::new(0);
        Self { client, settings, state: State::New, frames, backoff: Backoff::default(), last_byte: None }
    }

    /// Waits for whatever is next. It is never left half-way, unless the whole stream is.
    pub(super) async fn advance(mut self) -> (Self, Step) {
        let step = match std::mem::replace(&mut self.state, State::New) {
            State::New => {
                self.frames = Frames::new(self.settings.max_event_size);
                self.connect().await
            }
            State::Waiting(wait) => self.connect_after(wait).await,
            State::Reading(connection) => self.read(connection).await,
        };
        (self, step)
    }

    async fn connect_after(&mut self, wait: Duration) -> Step {
        self.client.clock().sleep(wait).await;
        self.connect().await
    }

    async fn connect(&mut self) -> Step {
        let id = self.frames.last_event_id();
        let resumed = is_sendable(id).then_some(id);
        match StreamEvents::call(&self.client, resumed).await {
            Ok(Some(body)) => {
                let is_resumed = resumed.is_some();
                self.connected(body, is_resumed)
            }
            Ok(None) => Step::Over,
            Err(error) if is_final(&error) => Step::Failed(error),
            Err(error) => self.disconnected(error),
        }
    }

    fn connected(&mut self, body: Download, is_resumed: bool) -> Step {
        let until = SystemTime::now();
        let since = self.last_byte.replace(until).filter(|_| !is_resumed);
        self.frames.begin();
        self.state = State::Reading(Connection { body, since: Instant::now(), has_brought_an_event: false });
        tracing::info!(is_resumed, has_gap = since.is_some(), "the event stream is connected");
        let gap = since.map(|since| Incoming::Gap(Gap { since, until }));
        Step::Items([Some(Incoming::Connected), gap].into_iter().flatten().collect())
    }

    async fn read(&mut self, mut connection: Connection) -> Step {
        let error = match connection.body.chunk_within(self.settings.idle_timeout).await {
            Ok(Some(chunk)) => {
                self.last_byte = Some(SystemTime::now());
                self.frames.push(&chunk);
                let items: Vec<_> = std::iter::from_fn(|| self.frames.pop()).filter_map(item).collect();
                connection.has_brought_an_event |= !items.is_empty();
                self.state = State::Reading(connection);
                return Step::Items(items);
            }
            Ok(None) => connection.body.broken(TransportError::broken("the service ended the stream")),
            Err(error) => error,
        };
        // One that stood for long was good even if it was quiet; one that says hello and goes was not.
        if connection.has_brought_an_event || connection.since.elapsed() > self.settings.max_delay {
            self.backoff.reset();
        }
        self.disconnected(error)
    }

    fn disconnected(&mut self, error: Error) -> Step {
        let retry = self.frames.retry().map(Duration::from_millis).unwrap_or_default();
        let asked = error.retry_after().unwrap_or_default().max(retry);
        let retry_in = self.backoff.next(&self.settings, asked);
        let failures = self.backoff.failures;
        self.state = State::Waiting(retry_in);
        let wait_ms = u64::try_from(retry_in.as_millis()).unwrap_or(u64::MAX);
        tracing::warn!(%error, failures, wait_ms, "the event stream is not connected, will be tried again");
        Step::Items(vec![Incoming::Disconnected(Disconnected { error, failures, retry_in })])
    }
}

/// What a frame says, if it says anything.
fn item(frame: Frame) -> Option<Incoming> {
    let (name, data) = match frame {
        Frame::TooLarge { size } => return Some(Incoming::TooLarge(TooLarge { size })),
        Frame::Data { name, data } => (name, data),
    };
    let event = Event::from_json(&data);
    // The service names no events. What has a name or no content, and is no envelope, is some server's heartbeat.
    let is_plain = matches!(name.as_str(), "" | "message") && !data.is_empty();
    let is_event = event.as_ref().map_or_else(|unreadable| unreadable.event_id().is_some(), |_| true);
    (is_plain || is_event).then_some(Incoming::Event(event))
}

/// Whether a header can carry it back. An id that none can is as good as none, and the gap is told.
fn is_sendable(id: &str) -> bool {
    !id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether waiting mends nothing. All else may pass: an overload, a restart, a proxy's page, a device not yet paired.
fn is_final(error: &Error) -> bool {
    let is_refused = error.is_status()
        && match error.status() {
            Some(301 | 308 | 401 | 403 | 404 | 405 | 406 | 410 | 501) => true,
            // A 400 can have any cause; the one with a hint is that no instance is named.
            Some(400) => error.hint().is_some(),
            _ => false,
        };
    is_refused || error.is_invalid_input() || error.is_missing_credential()
}
