//! An event of a type that this release does not know, and the data of events as it stands on the wire.

use std::fmt;

use serde::{Deserialize, Serialize, de, de::DeserializeOwned};
use serde_json::{Value, value::RawValue};

use super::{error::without_values, field::Field};

/// Type and data of an event that this release does not know, as they came, to the byte.
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
    /// An event as the service would send it, for the tests of its receivers.
    ///
    /// ```
    /// let event = wsapi_client::UnknownEvent::new("poll_vote", serde_json::json!({}));
    /// ```
    pub fn new(event_type: impl Into<String>, data: Value) -> Self {
        Self { event_type: event_type.into(), data: RawData::of(&data).unwrap_or_default() }
    }

    #[allow(dead_code, reason = "the documents may have no event")]
    pub(crate) fn from_raw(event_type: &str, data: RawData) -> Self {
        Self { event_type: event_type.to_owned(), data }
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

    /// The data as it came: JSON, with its order, its blanks and its numbers.
    ///
    /// ```
    /// fn is_empty(event: &wsapi_client::UnknownEvent) -> bool {
    ///     event.json() == "{}"
    /// }
    /// ```
    pub fn json(&self) -> &str {
        self.data.json()
    }

    /// The data as a type of the caller's, if it is one.
    ///
    /// ```
    /// fn option(event: &wsapi_client::UnknownEvent) -> Option<u64> {
    ///     event.data_as::<serde_json::Value>()?["option"].as_u64()
    /// }
    /// ```
    pub fn data_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.json()).ok()
    }

    #[allow(dead_code, reason = "the documents may have no event")]
    pub(crate) fn raw(&self) -> &RawData {
        &self.data
    }
}

/// Hides the data, which may hold numbers and messages.
impl fmt::Debug for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownEvent").field("event_type", &self.event_type).finish_non_exhaustive()
    }
}

/// JSON that nobody has looked into.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct RawData(Box<RawValue>);

#[allow(dead_code, reason = "the documents may have no event")]
impl RawData {
    pub(crate) fn of(data: &impl Serialize) -> serde_json::Result<Self> {
        serde_json::value::to_raw_value(data).map(Self)
    }

    pub(crate) fn read<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(self.json())
    }

    fn json(&self) -> &str {
        self.0.get()
    }
}

/// Null.
impl Default for RawData {
    fn default() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl PartialEq for RawData {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}

/// What is missing is null: only an event that wants data misses it.
impl Field for RawData {
    fn missing() -> Option<Self> {
        Some(Self::default())
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// How the message begins that is made here, and holds no value already.
const UNREADABLE: &str = "the data of a `";

/// Says that the data of an event is not what it should be, without any value of it.
#[allow(dead_code, reason = "the documents may have no event")]
pub(crate) fn unreadable_event<E: de::Error>(event_type: &str, error: &serde_json::Error) -> E {
    E::custom(format_args!("{UNREADABLE}{event_type}` event cannot be read: {}", without_values(error)))
}

/// Why an event cannot be read, without any value of it.
#[allow(dead_code, reason = "only who receives events asks")]
pub(crate) fn problem_of_event(error: &serde_json::Error) -> String {
    let message = error.to_string();
    if message.starts_with(UNREADABLE) { message } else { without_values(error) }
}
