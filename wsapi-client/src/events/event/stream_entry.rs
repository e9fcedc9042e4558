//! Events as entries of a Redis stream.
//!
//! The signature of an event covers its whole envelope as the service serializes it. An entry contains only the parts,
//! so the envelope is serialized again, byte for byte.

use std::{fmt, str::Utf8Error};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{SignatureError, SignedEvent, UnreadableEvent, Verifier};
use crate::Event;

/// The fields of an entry of a Redis stream, for programs that read or write streams with another Redis client.
/// Requires the feature `events`.
///
/// ```
/// use wsapi_client::events::StreamEntry;
///
/// let entry = StreamEntry::from_fields([("eventId", "evt_1"), ("instanceId", "<sales>"), ("eventData", "{}")]);
/// assert_eq!(
///     entry.json(),
///     r#"{"eventId":"evt_1","instanceId":"\u003csales\u003e","eventType":"","receivedAt":"","eventData":{}}"#
/// );
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamEntry {
    /// The id of the event.
    pub event_id: String,
    /// The id of the instance.
    pub instance_id: String,
    /// The type of the event.
    pub event_type: String,
    /// The time at which the server created the event, as it is written in the envelope.
    pub received_at: String,
    /// The data of the event, which is JSON as the service serialized it.
    pub event_data: String,
    /// The signature, if the service has a signing secret.
    pub signature: Option<String>,
    /// The whole envelope, if it cannot be rebuilt from the parts. The service never adds this field;
    /// `webhook::RedisQueue` adds it when it is needed.
    pub body: Option<String>,
}

impl StreamEntry {
    /// Creates an entry from its fields. Unknown fields are ignored, and missing ones are empty.
    ///
    /// ```
    /// use wsapi_client::events::StreamEntry;
    ///
    /// let entry = StreamEntry::from_fields([("eventType", "message"), ("signature", "sha256=00")]);
    /// assert_eq!(entry.event_type, "message");
    /// ```
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut entry = Self::default();
        for (name, value) in fields {
            let value = value.to_owned();
            match name {
                "eventId" => entry.event_id = value,
                "instanceId" => entry.instance_id = value,
                "eventType" => entry.event_type = value,
                "receivedAt" => entry.received_at = value,
                "eventData" => entry.event_data = value,
                "signature" => entry.signature = Some(value),
                "body" => entry.body = Some(value),
                _ => {}
            }
        }
        entry
    }

    /// Creates the entry of an event that was posted to a webhook. For any JSON, [`json`](Self::json) returns exactly
    /// the same bytes, so the signature can be verified again.
    ///
    /// ```
    /// use wsapi_client::events::{SignedEvent, StreamEntry};
    ///
    /// # fn main() -> Result<(), wsapi_client::events::BoxError> {
    /// let event = SignedEvent::new(r#"{"eventId": "evt_1", "instanceId": "sales"}"#, Some("sha256=00"));
    /// let entry = StreamEntry::from_signed(&event)?;
    /// assert_eq!(entry.instance_id, "sales");
    /// assert_eq!(entry.json().as_bytes(), &event.body[..]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the body is not UTF-8.
    pub fn from_signed(event: &SignedEvent) -> Result<Self, Utf8Error> {
        let body = std::str::from_utf8(&event.body)?;
        let parts: Parts<'_> = serde_json::from_str(body).unwrap_or_default();
        let mut entry = Self {
            event_id: parts.event_id,
            instance_id: parts.instance_id,
            event_type: parts.event_type,
            received_at: parts.received_at,
            event_data: parts.event_data.map(|data| data.get().to_owned()).unwrap_or_default(),
            signature: event.signature.clone(),
            body: None,
        };
        entry.body = (entry.print() != body).then(|| body.to_owned());
        Ok(entry)
    }

    /// Returns the fields as the service writes them to a stream, for programs that add entries themselves.
    ///
    /// ```
    /// use wsapi_client::events::StreamEntry;
    ///
    /// let fields = [("eventId", "evt_1"), ("instanceId", "sales"), ("eventType", "logged_out"), ("receivedAt", "")];
    /// let entry = StreamEntry::from_fields(fields);
    /// assert_eq!(entry.fields().last(), Some(("eventData", "")), "without a signature there is no field for it");
    /// ```
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let texts = [
            ("eventId", &self.event_id),
            ("instanceId", &self.instance_id),
            ("eventType", &self.event_type),
            ("receivedAt", &self.received_at),
            ("eventData", &self.event_data),
        ];
        let signature = self.signature.iter().map(|signature| ("signature", signature));
        let body = self.body.iter().map(|body| ("body", body));
        texts.into_iter().chain(signature).chain(body).map(|(name, text)| (name, text.as_str()))
    }

    /// Returns the envelope as the service serializes and signs it.
    ///
    /// ```
    /// use wsapi_client::events::StreamEntry;
    ///
    /// let entry = StreamEntry::from_fields([("eventData", r#"{"reason":"401"}"#)]);
    /// assert!(entry.json().ends_with(r#","eventData":{"reason":"401"}}"#));
    /// ```
    pub fn json(&self) -> String {
        self.body.clone().unwrap_or_else(|| self.print())
    }

    fn print(&self) -> String {
        let texts = [
            ("{\"eventId\":", &self.event_id),
            (",\"instanceId\":", &self.instance_id),
            (",\"eventType\":", &self.event_type),
            (",\"receivedAt\":", &self.received_at),
        ];
        let length = texts.iter().map(|(name, text)| name.len() + text.len() + 2).sum::<usize>();
        let mut json = String::with_capacity(length + self.event_data.len() + 16);
        for (name, text) in texts {
            json.push_str(name);
            quote(text, &mut json);
        }
        json.push_str(",\"eventData\":");
        json.push_str(&self.event_data);
        json.push('}');
        json
    }

    /// Verifies the signature and reads the event.
    ///
    /// ```
    /// use wsapi_client::{Event, events::{BoxError, StreamEntry, Verifier}};
    ///
    /// fn receive(verifier: &Verifier, entry: &StreamEntry) -> Result<Event, BoxError> {
    ///     Ok(entry.read(verifier)??)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails as [`Verifier::read`] does.
    pub fn read(&self, verifier: &Verifier) -> Result<Result<Event, UnreadableEvent>, SignatureError> {
        verifier.read(self.json().as_bytes(), self.signature.as_deref())
    }
}

/// The parts of an envelope that can be read.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Parts<'a> {
    event_id: String,
    instance_id: String,
    event_type: String,
    received_at: String,
    #[serde(borrow)]
    event_data: Option<&'a RawValue>,
}

/// Hides the data.
impl fmt::Debug for StreamEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamEntry")
            .field("event_id", &self.event_id)
            .field("instance_id", &self.instance_id)
            .field("event_type", &self.event_type)
            .field("received_at", &self.received_at)
            .finish_non_exhaustive()
    }
}

/// Writes a JSON string as Go does, which also escapes the characters that are special in HTML and JavaScript.
fn quote(text: &str, json: &mut String) {
    json.push('"');
    let mut plain = 0;
    for (place, char) in text.char_indices() {
        let escape = match char {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => &format!("\\u{:04x}", u32::from(char)),
            _ => continue,
        };
        json.push_str(&text[plain..place]);
        json.push_str(escape);
        plain = place + char.len_utf8();
    }
    json.push_str(&text[plain..]);
    json.push('"');
}
