//! What an event stream brings.

use std::time::{Duration, SystemTime};

use crate::{Error, Event, events::UnreadableEvent};

/// An item of an [`EventStream`](super::EventStream): an event, or something about the stream itself.
///
/// ```
/// use wsapi_client::events::Incoming;
///
/// fn report(item: &Incoming) {
///     match item {
///         Incoming::Event(Ok(event)) => println!("{}", event.data.event_type()),
///         Incoming::Event(Err(unreadable)) => println!("{unreadable}, {} bytes", unreadable.json().len()),
///         Incoming::Connected => println!("connected"),
///         Incoming::Disconnected(lost) => println!("{}; the next attempt is in {:?}", lost.error, lost.retry_in),
///         Incoming::Gap(gap) => println!("nothing is known from {:?} to {:?}", gap.since, gap.until),
///         Incoming::TooLarge(event) => println!("an event of {} bytes was left out", event.size),
///         _ => {}
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Incoming {
    /// An event. One that cannot be read has all of its JSON, and the stream goes on.
    Event(Result<Event, UnreadableEvent>),
    /// A connection stands. What happens from now on is brought.
    Connected,
    /// There is no connection: one was lost, or an attempt to get one failed. The stream goes on by itself.
    Disconnected(Disconnected),
    /// What happened in the meantime was not brought, and will not be. It follows [`Connected`](Self::Connected).
    Gap(Gap),
    /// An event was larger than the stream takes, and was left out.
    TooLarge(TooLarge),
}

/// Why there is no connection, and when the next is tried.
///
/// ```
/// use wsapi_client::events::Disconnected;
///
/// fn is_worth_an_alarm(lost: &Disconnected) -> bool {
///     lost.failures > 5
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Disconnected {
    /// What went wrong. It is fit for a log.
    pub error: Error,
    /// How often in a row it went wrong, this time included. Where it is 1, the stream was well before.
    pub failures: u32,
    /// How long it is until the next attempt.
    pub retry_in: Duration,
}

/// A time of which nothing is known, by the clock of this machine. Both its ends belong to it.
///
/// The service does not keep events for those who are away. What can be asked for is asked for by calls, such as the
/// messages of a chat. There is no gap where the service numbers its events, since it then goes on where it was.
///
/// ```
/// use wsapi_client::{Time, events::Gap};
///
/// fn is_in_it(gap: &Gap, time: &Time) -> bool {
///     time.to_system_time().is_some_and(|time| gap.since <= time && time <= gap.until)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// When the last byte of the lost connection came.
    pub since: SystemTime,
    /// When the next connection stood.
    pub until: SystemTime,
}

/// An event that was larger than [`max_event_size`](super::EventStream::max_event_size).
///
/// ```
/// use wsapi_client::events::TooLarge;
///
/// fn mebibytes(event: &TooLarge) -> u64 {
///     event.size >> 20
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooLarge {
    /// How many bytes it had on the wire.
    pub size: u64,
}
