//! Events of types that this release does not know, and events that cannot be read.

use std::fmt;

use serde::{de, de::DeserializeOwned};
use serde_json::Value;

use super::{error::without_values, json::RawData};

/// An event of a type that this release does not know: its type, and its data exactly as received.
///
/// ```
/// use wsapi_client::UnknownEvent;
///
/// let event = UnknownEvent::new("poll_vote", serde_json::json!({ "option": 2 }));
/// assert_eq!(event.event_type(), "poll_vote");
/// assert_eq!(event.json(), r#"{"option":2}"#);
/// ```
#[derive(Clone, PartialEq)]
pub struct UnknownEvent {
    event_type: String,
    data: RawData,
}

impl UnknownEvent {
    /// Creates an event as the service would send it, for tests of a receiver.
    pub fn new(event_type: impl Into<String>, data: Value) -> Self {
        Self { event_type: event_type.into(), data: RawData::of_value(&data).unwrap_or_default() }
    }

    #[allow(dead_code, reason = "the documents may have no event")]
    pub(crate) fn from_raw(event_type: &str, data: RawData) -> Self {
        Self { event_type: event_type.to_owned(), data }
    }

    /// Returns the type as the service sent it.
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// Returns the data exactly as received: JSON with its original order, white space and numbers.
    pub fn json(&self) -> &str {
        self.data.json()
    }

    /// Deserializes the data into the caller's type. Returns `None` if it does not match.
    ///
    /// ```
    /// #[derive(serde::Deserialize)]
    /// struct PollVote {
    ///     option: u64,
    /// }
    ///
    /// let event = wsapi_client::UnknownEvent::new("poll_vote", serde_json::json!({ "option": 2 }));
    /// assert_eq!(event.data_as::<PollVote>().map(|vote| vote.option), Some(2));
    /// ```
    pub fn data_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.json()).ok()
    }

    #[allow(dead_code, reason = "the documents may have no event")]
    pub(crate) fn raw(&self) -> &RawData {
        &self.data
    }
}

/// Hides the data, which may contain phone numbers and messages.
impl fmt::Debug for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownEvent").field("event_type", &self.event_type).finish_non_exhaustive()
    }
}

/// The start of the messages that are created here, which contain no value.
const UNREADABLE: &str = "the data of a `";

/// Returns an error for event data that does not fit its type. It contains no value of the data.
#[allow(dead_code, reason = "the documents may have no event")]
pub(crate) fn unreadable_event<E: de::Error>(event_type: &str, error: &serde_json::Error) -> E {
    E::custom(format_args!("{UNREADABLE}{event_type}` event cannot be read: {}", without_values(error)))
}

/// Returns the reason why an event cannot be read, without any value of it.
#[allow(dead_code, reason = "only receivers of events need it")]
pub(crate) fn problem_of_event(error: &serde_json::Error) -> String {
    let message = error.to_string();
    if message.starts_with(UNREADABLE) { message } else { without_values(error) }
}
