//! Events: the webhooks of the documents.

use super::{Field, Kind, Limits, Response};

/// All events.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The property that names the event, on the wire.
    pub tag: String,
    /// The property that contains its data, on the wire.
    pub data: String,
    /// The other properties.
    pub envelope: Vec<Field>,
    /// The number of other properties that precede the one that names the event.
    pub before_tag: usize,
    /// Each event.
    pub events: Vec<Event>,
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub wire: String,
    /// The variant: `CallOffer`.
    pub variant: String,
    /// The id in the document; empty if there is none.
    pub id: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// The type of its data.
    pub kind: Kind,
    pub limits: Limits,
    pub deprecated: bool,
    /// One line.
    pub summary: String,
    pub description: String,
    /// The responses that the service expects.
    pub responses: Vec<Response>,
}
