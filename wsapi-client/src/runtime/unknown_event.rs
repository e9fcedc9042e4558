//! An event of a type that this release does not know.

use std::fmt;

use serde::de;
use serde_json::Value;

use super::error::without_values;

/// Says that the data of an event is not what it should be, without any value of it.
#[allow(dead_code, reason = "the documents may have no event")]
pub(crate) fn unreadable_event<E: de::Error>(event_type: &str, error: &serde_json::Error) -> E {
    E::custom(format_args!("the data of a `{event_type}` event cannot be read: {}", without_values(error)))
}

/// Type and data of an event that this release does not know, as they came.
///
/// ```
/// use wsapi_client::UnknownEvent;
///
/// let event = UnknownEvent::new("poll_vote", serde_json::json!({ "option": 2 }));
/// assert_eq!(event.event_type(), "poll_vote");
/// assert_eq!(event.data()["option"], 2);
/// ```
#[derive(Clone, PartialEq)]
pub struct UnknownEvent {
    event_type: String,
    data: Value,
}

impl UnknownEvent {
    /// An event as the service would send it, for the tests of its receivers.
    ///
    /// ```
    /// let event = wsapi_client::UnknownEvent::new("poll_vote", serde_json::json!({}));
    /// ```
    pub fn new(event_type: impl Into<String>, data: Value) -> Self {
        Self { event_type: event_type.into(), data }
    }

    /// The type as it stands on the wire.
    ///
    /// ```
    /// fn report(event: &wsapi_client::UnknownEvent) {
    ///     eprintln!("the service has a new event: {}", event.event_type());
    /// }
    /// ```
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// The data as it came.
    ///
    /// ```
    /// fn option(event: &wsapi_client::UnknownEvent) -> Option<u64> {
    ///     event.data()["option"].as_u64()
    /// }
    /// ```
    pub fn data(&self) -> &Value {
        &self.data
    }
}

/// Hides the data, which may hold numbers and messages.
impl fmt::Debug for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownEvent").field("event_type", &self.event_type).finish_non_exhaustive()
    }
}
