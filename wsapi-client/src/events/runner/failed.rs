//! Events that could not be handled.

use std::fmt;

use bytes::Bytes;

use crate::{
    Event,
    events::{EventError, UnreadableEvent},
};

/// An event that was received but could not be handled. Requires the feature `webhook`, `sse` or `redis`.
///
/// An event from a webhook or the event stream is not sent again, so this is its last copy. An event from Redis is in
/// the dead-letter stream that its [`origin`](Self::origin) names.
///
/// `{failed}` names the event, its origin and the kind of its error. `{failed:#}` adds the causes of the error, such as
/// the error of the handler: use it if these contain no phone numbers or texts, as is true for errors of this crate.
///
/// ```
/// use wsapi_client::events::FailedEvent;
///
/// fn keep(failed: &FailedEvent) -> std::io::Result<()> {
///     let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
///     std::fs::write(format!("{}.json", now.as_nanos()), failed.json())
/// }
/// ```
#[doc(alias("dead letter"))]
pub struct FailedEvent {
    pub(super) raw: Bytes,
    pub(super) error: EventError,
    pub(super) attempts: u32,
    pub(super) may_be_partly_handled: bool,
    pub(super) origin: Origin,
}

impl FailedEvent {
    /// Returns the JSON of the event as received.
    pub fn json(&self) -> &[u8] {
        &self.raw
    }

    /// Reads the event.
    ///
    /// # Errors
    ///
    /// Fails if the event cannot be read.
    pub fn event(&self) -> Result<Event, UnreadableEvent> {
        Event::from_json(&self.raw)
    }

    /// Returns the error of the last attempt.
    pub fn error(&self) -> &EventError {
        &self.error
    }

    /// Returns the number of attempts to handle the event, including those of earlier Redis workers.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns whether an attempt may have stopped part-way: the handler panicked or was interrupted, or the entry had
    /// already been delivered to another Redis worker, which may have started to handle it.
    ///
    /// If this is `false`, the handler was not called, or returned an error from each call. If it returns only errors
    /// that [had no effect](crate::Error::had_no_effect), it has sent nothing, and the event can be handled again.
    ///
    /// Only this delivery counts. A duplicate of the event, and an entry that was added to a stream again, are judged
    /// separately. A failover of Redis, or a new consumer group, can hide earlier attempts.
    pub fn may_be_partly_handled(&self) -> bool {
        self.may_be_partly_handled
    }

    /// Returns the transport that delivered the event.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }
}

/// Hides the event, and the source of the error.
impl fmt::Debug for FailedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FailedEvent")
            .field("error", &self.error)
            .field("attempts", &self.attempts)
            .field("may_be_partly_handled", &self.may_be_partly_handled)
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for FailedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.event() {
            Ok(event) => write!(f, "event `{}` ({})", event.event_id, event.data.event_type())?,
            Err(event) => match event.event_id() {
                Some(id) => write!(f, "event `{id}`")?,
                None => f.write_str("an event without an id")?,
            },
        }
        let plural = if self.attempts == 1 { "" } else { "s" };
        write!(f, " from {} failed after {} attempt{plural}: ", self.origin, self.attempts)?;
        fmt::Display::fmt(&self.error, f)
    }
}

/// The transport that delivered an event. Requires the feature `webhook`, `sse` or `redis`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// A request to a webhook receiver.
    Webhook,
    /// The event stream of the hosted service.
    EventStream,
    /// An entry of a Redis stream.
    #[non_exhaustive]
    Redis {
        /// The stream.
        stream: String,
        /// The id of the entry in the stream.
        entry_id: String,
        /// The stream that failed entries are moved to.
        dead_letter_stream: String,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Webhook => f.write_str("the webhook"),
            Self::EventStream => f.write_str("the event stream"),
            Self::Redis { stream, entry_id, .. } => write!(f, "entry {entry_id} of `{stream}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_names_the_event_if_it_has_an_id() {
        for (json, expected) in [
            (r#"{"eventId": "evt_1"}"#, "event `evt_1` from the webhook failed after 1 attempt: "),
            ("{}", "an event without an id from the webhook failed after 1 attempt: "),
        ] {
            let failed = FailedEvent {
                raw: Bytes::from(json),
                error: EventError::interrupted(),
                attempts: 1,
                may_be_partly_handled: true,
                origin: Origin::Webhook,
            };
            assert!(failed.to_string().starts_with(expected), "{failed}");
        }
    }
}
