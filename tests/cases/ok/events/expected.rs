// ==> events.rs

//! The events that the service publishes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::generated::types::{DoorOpened, Light};
use crate::prelude::{RawData, Time, UnknownEvent, Unparsed, object, unreadable_event};

/// An event: its data, and the envelope in which it is delivered.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// Of the event.
    pub id: String,
    /// A field of the envelope.
    pub at: Time,
    /// Its rooms have a `room_name`.
    pub house: Option<String>,
    /// The data, by the type of the event.
    pub data: EventData,
}

impl Event {
    /// Creates an event as the service would send it, for tests.
    pub fn new(id: impl Into<String>, at: impl Into<Time>, house: Option<String>, data: impl Into<EventData>) -> Self {
        Self { id: id.into(), at: at.into(), house, data: data.into() }
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let event_data = self.data.to_raw().map_err(serde::ser::Error::custom)?;
        let event_type = self.data.event_type().to_owned();
        Envelope { id: self.id.clone(), at: self.at.clone(), house: self.house.clone(), event_type, event_data }
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Envelope { id, at, house, event_type, event_data } = Envelope::deserialize(deserializer)?;
        let data = EventData::from_raw(&event_type, event_data);
        let data = data.map_err(|error| unreadable_event(&event_type, &error))?;
        Ok(Self { id, at, house, data })
    }
}

/// The data of an event, by type. It is boxed, because a message is far larger than the others.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EventData {
    /// Somebody opened the door.
    DoorOpened(Box<DoorOpened>),
    /// A light went off
    LightOff(Box<Light>),
    /// An event of a type that this release does not know: its type and its data as received.
    Unknown(UnknownEvent),
}

impl EventData {
    /// The types of events that this release knows.
    pub const TYPES: &'static [&'static str] = &["door_opened", "light-off"];

    /// Returns the type of the event as it is written on the wire.
    pub fn event_type(&self) -> &str {
        match self {
            Self::DoorOpened(_) => "door_opened",
            Self::LightOff(_) => "light-off",
            Self::Unknown(event) => event.event_type(),
        }
    }

    #[inline]
    pub(crate) fn from_raw(event_type: &str, data: impl Unparsed) -> Result<Self, serde_json::Error> {
        match event_type {
            "door_opened" => data.read().map(Self::DoorOpened),
            "light-off" => data.read().map(Self::LightOff),
            _ => Ok(Self::Unknown(UnknownEvent::from_raw(event_type, data.into_raw()?))),
        }
    }

    #[inline]
    fn to_raw(&self) -> Result<RawData, serde_json::Error> {
        match self {
            Self::DoorOpened(data) => RawData::of(&**data),
            Self::LightOff(data) => RawData::of(&**data),
            Self::Unknown(event) => Ok(event.raw().clone()),
        }
    }
}

impl From<DoorOpened> for EventData {
    #[inline]
    fn from(data: DoorOpened) -> Self {
        Self::DoorOpened(Box::new(data))
    }
}

impl From<Light> for EventData {
    #[inline]
    fn from(data: Light) -> Self {
        Self::LightOff(Box::new(data))
    }
}

/// The envelope as it is written on the wire, with the data not yet read.
struct Envelope {
    id: String,
    event_type: String,
    at: Time,
    house: Option<String>,
    event_data: RawData,
}

object!(Envelope { id: "id", event_type: "kind", at: "at", house: "house", event_data: "data" });

// ==> types/events.rs

//! Types that only events use.

use crate::prelude::object;

/// The fields of `Light`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Light {
    /// The member `roomName`.
    pub room_name: Option<String>,
}

object!(Light { room_name: "roomName" });

impl Light {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `DoorOpened`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct DoorOpened {
    /// The member `by`.
    pub by: String,
}

object!(DoorOpened { by: "by" });

impl DoorOpened {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
