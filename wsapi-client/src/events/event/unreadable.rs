//! Events that cannot be read.

use std::{error::Error as StdError, fmt};

use bytes::Bytes;
use serde::Deserialize;

use super::envelope;
use crate::{Event, runtime::event::problem_of_event};

/// An event that cannot be read: it is not JSON, its envelope is incomplete, or its data does not match its known type.
/// It contains the JSON as received, so nothing is lost, and a later release of the SDK can read it. Requires the
/// feature `events`.
///
/// ```
/// use wsapi_client::Event;
///
/// let error = Event::from_json(r#"{"eventId":"evt_1","eventType":"message","eventData":7}"#).unwrap_err();
/// assert_eq!(error.event_id(), Some("evt_1"));
/// assert_eq!(error.event_type(), Some("message"));
/// assert!(error.json().ends_with(b"7}"));
/// ```
pub struct UnreadableEvent {
    json: Bytes,
    outline: Box<Outline>,
    problem: String,
}

/// The parts of an envelope that can be read without the data.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Outline {
    event_id: Option<String>,
    instance_id: Option<String>,
    event_type: Option<String>,
}

impl Event {
    /// Reads an event from the JSON of its envelope. Requires the feature `events`, which every transport enables.
    ///
    /// ```
    /// use wsapi_client::{Event, EventData};
    ///
    /// # fn main() -> Result<(), wsapi_client::events::UnreadableEvent> {
    /// let event = Event::from_json(
    ///     r#"{"eventId":"evt_1772999226123_0123456789abcdef","instanceId":"sales","eventType":"logged_out",
    ///         "receivedAt":"2026-03-09T08:07:06Z","eventData":{"reason":"401"}}"#,
    /// )?;
    /// assert!(matches!(event.data, EventData::LoggedOut(_)));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the event cannot be read. The error contains the JSON.
    pub fn from_json(json: impl AsRef<[u8]>) -> Result<Self, UnreadableEvent> {
        let json = json.as_ref();
        if let Some(event) = envelope::read(json) {
            return Ok(event);
        }
        serde_json::from_slice(json).map_err(|error| UnreadableEvent {
            json: Bytes::copy_from_slice(json),
            outline: serde_json::from_slice(json).unwrap_or_default(),
            problem: problem_of_event(&error),
        })
    }
}

impl UnreadableEvent {
    /// Returns the id of the event, if there is one.
    pub fn event_id(&self) -> Option<&str> {
        self.outline.event_id.as_deref()
    }

    /// Returns the id of the instance, if there is one.
    pub fn instance_id(&self) -> Option<&str> {
        self.outline.instance_id.as_deref()
    }

    /// Returns the type of the event, if there is one.
    pub fn event_type(&self) -> Option<&str> {
        self.outline.event_type.as_deref()
    }

    /// Returns the JSON as received.
    pub fn json(&self) -> &[u8] {
        &self.json
    }
}

/// Shows the id, but no part of the data.
impl fmt::Display for UnreadableEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the event ")?;
        if let Some(id) = self.event_id() {
            write!(f, "`{id}` ")?;
        }
        write!(f, "cannot be read: {}", self.problem)
    }
}

impl fmt::Debug for UnreadableEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnreadableEvent")
            .field("event_id", &self.outline.event_id)
            .field("event_type", &self.outline.event_type)
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}

impl StdError for UnreadableEvent {}
