//! An event that is kept in memory only.

use bytes::Bytes;

use super::lane;
use crate::{Event, events::dispatcher::Received};

/// An event that the service does not send again: its JSON as received, and the event until the first attempt takes it.
pub(in crate::events) struct Arrived {
    json: Bytes,
    event: Option<Received>,
}

impl Arrived {
    pub(in crate::events) fn new(json: Bytes, event: Received) -> Self {
        Self { json, event: Some(event) }
    }

    pub(in crate::events) fn lane(&self) -> String {
        self.event.as_ref().map(lane).unwrap_or_default()
    }

    pub(in crate::events) fn read(&mut self) -> Received {
        self.event.take().unwrap_or_else(|| Event::from_json(&self.json))
    }

    pub(in crate::events) fn raw(&self) -> Bytes {
        self.json.clone()
    }
}
