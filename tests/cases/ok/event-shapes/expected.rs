// ==> events.rs

//! The events that the service publishes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

use crate::generated::types::{EnvelopeType, EventType, ListItem};
use crate::prelude::{RawData, UnknownEvent, Unparsed, object, unreadable_event};

/// An event: its data, and the envelope in which it is delivered.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// A field of the envelope.
    pub data_2: String,
    /// A field of the envelope.
    pub event_type_2: Option<EventType>,
    /// A field of the envelope.
    pub labels: Option<BTreeMap<String, String>>,
    /// The data, by the type of the event.
    pub data: EventData,
}

impl Event {
    /// Creates an event as the service would send it, for tests.
    pub fn new(
        data_2: impl Into<String>,
        event_type_2: Option<EventType>,
        labels: Option<BTreeMap<String, String>>,
        data: impl Into<EventData>,
    ) -> Self {
        Self { data_2: data_2.into(), event_type_2, labels, data: data.into() }
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let event_data = self.data.to_raw().map_err(serde::ser::Error::custom)?;
        let event_type = self.data.event_type().to_owned();
        Envelope {
            data_2: self.data_2.clone(),
            event_type_2: self.event_type_2.clone(),
            labels: self.labels.clone(),
            event_type,
            event_data,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Envelope { data_2, event_type_2, labels, event_type, event_data } = Envelope::deserialize(deserializer)?;
        let data = EventData::from_raw(&event_type, event_data);
        let data = data.map_err(|error| unreadable_event(&event_type, &error))?;
        Ok(Self { data_2, event_type_2, labels, data })
    }
}

/// The data of an event, by type. It is boxed, because a message is far larger than the others.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EventData {
    /// `list`
    List(Box<Vec<ListItem>>),
    /// `a-map`
    AMap(Box<BTreeMap<String, EnvelopeType>>),
    /// `a_map`
    AMap2(Box<String>),
    /// An event of a type that this release does not know: its type and its data as received.
    Unknown(UnknownEvent),
}

impl EventData {
    /// The types of events that this release knows.
    pub const TYPES: &'static [&'static str] = &["list", "a-map", "a_map"];

    /// Returns the type of the event as it is written on the wire.
    pub fn event_type(&self) -> &str {
        match self {
            Self::List(_) => "list",
            Self::AMap(_) => "a-map",
            Self::AMap2(_) => "a_map",
            Self::Unknown(event) => event.event_type(),
        }
    }

    #[inline]
    pub(crate) fn from_raw(event_type: &str, data: impl Unparsed) -> Result<Self, serde_json::Error> {
        match event_type {
            "list" => data.read().map(Self::List),
            "a-map" => data.read().map(Self::AMap),
            "a_map" => data.read().map(Self::AMap2),
            _ => Ok(Self::Unknown(UnknownEvent::from_raw(event_type, data.into_raw()?))),
        }
    }

    #[inline]
    fn to_raw(&self) -> Result<RawData, serde_json::Error> {
        match self {
            Self::List(data) => RawData::of(&**data),
            Self::AMap(data) => RawData::of(&**data),
            Self::AMap2(data) => RawData::of(&**data),
            Self::Unknown(event) => Ok(event.raw().clone()),
        }
    }
}

/// The envelope as it is written on the wire, with the data not yet read.
struct Envelope {
    event_type: String,
    data_2: String,
    event_type_2: Option<EventType>,
    labels: Option<BTreeMap<String, String>>,
    event_data: RawData,
}

object!(Envelope {
    event_type: "type",
    data_2: "data",
    event_type_2: "event_type",
    labels: "labels",
    event_data: "payload"
});

// ==> types/events.rs

//! Types that only events use.

use crate::prelude::{UnknownValue, object, open_enum};

/// The fields of `EnvelopeType`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct EnvelopeType {
    /// The member `stamp`.
    pub stamp: Option<String>,
}

object!(EnvelopeType { stamp: "stamp" });

impl EnvelopeType {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `ListItem`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListItem {
    /// The member `a`.
    pub a: Option<String>,
}

object!(ListItem { a: "a" });

impl ListItem {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// One of the values of `EventType`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventType {
    /// `a`
    A,
    /// `b`
    B,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl EventType {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for EventType {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "a" => Self::A,
            "b" => Self::B,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(EventType);
