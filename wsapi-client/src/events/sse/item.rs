//! The items of an event stream.

use std::time::{Duration, SystemTime};

use crate::{Error, Event, events::UnreadableEvent};

/// An item of an [`EventStream`](super::EventStream): an event, or a notice about the stream itself. Requires the
/// feature `sse`.
///
/// ```
/// use wsapi_client::events::sse::StreamItem;
///
/// fn report(item: &StreamItem) {
///     match item {
///         StreamItem::Event(Ok(event)) => println!("{}", event.data.event_type()),
///         StreamItem::Event(Err(unreadable)) => println!("{unreadable}, {} bytes", unreadable.json().len()),
///         StreamItem::Connected => println!("connected"),
///         StreamItem::Disconnected(lost) => println!("{}; reconnecting in {:?}", lost.error, lost.retry_in),
///         StreamItem::Gap(gap) => println!("events between {:?} and {:?} are lost", gap.since, gap.until),
///         StreamItem::Oversized(event) => println!("an event of {} bytes was skipped", event.size),
///         _ => {}
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamItem {
    /// An event, or the JSON of one that cannot be read.
    Event(Result<Event, UnreadableEvent>),
    /// The stream is connected. Events that happen from now on are received.
    Connected,
    /// A connection was lost, or an attempt to connect failed. The stream reconnects automatically.
    Disconnected(Disconnected),
    /// Events that happened while there was no connection are lost. This follows [`Connected`](Self::Connected).
    Gap(Gap),
    /// An event was too large and was skipped.
    Oversized(OversizedEvent),
}

/// The reason for a missing connection, and the delay before the next attempt. Requires the feature `sse`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Disconnected {
    /// The cause. It is safe to log.
    pub error: Error,
    /// The number of failures in a row, including this one. It is 1 after a connection that delivered an event or
    /// lasted longer than 30 s.
    pub failures: u32,
    /// The delay before the next attempt.
    pub retry_in: Duration,
}

/// A period without a connection, according to the local clock. `since` is never after `until`. Requires the feature
/// `sse`.
///
/// The service does not send the events of this period again, and no operation returns missed messages.
/// [`Chats::request_messages`](crate::resources::Chats::request_messages) asks the account's phone for the messages
/// before a known one, which arrive as `message_history_sync` events. Other state, such as that of groups, can be read
/// again. If the service numbers its events, the stream resumes after the last one, and there is no gap.
///
/// ```
/// use wsapi_client::{Time, events::sse::Gap};
///
/// fn contains(gap: &Gap, time: &Time) -> bool {
///     time.to_system_time().is_some_and(|time| gap.since <= time && time <= gap.until)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// The time of the last byte from the lost connection.
    pub since: SystemTime,
    /// The time of the new connection.
    pub until: SystemTime,
}

/// An event that is larger than [`max_event_size`](super::EventStream::max_event_size). Requires the feature `sse`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OversizedEvent {
    /// The size of the event in the stream, in bytes.
    pub size: u64,
}
