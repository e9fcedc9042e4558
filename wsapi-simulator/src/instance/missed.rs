//! The events that WhatsApp stores while the socket of an instance is lost.

use std::{collections::VecDeque, time::UNIX_EPOCH};

use wsapi_client::{Event, EventData};

/// The maximum number of events of an instance. The oldest are dropped.
const MOST_EVENTS: usize = 10_000;

/// Their maximum total size in bytes. The newest event is always kept.
const MOST_BYTES: usize = 64 << 20;

/// The missed events, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Missed {
    /// The events with their sizes.
    events: VecDeque<(EventData, usize)>,
    bytes: usize,
}

impl Missed {
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    pub(super) fn add(&mut self, event: EventData) {
        let size = size(&event);
        self.bytes += size;
        self.events.push_back((event, size));
        while self.events.len() > MOST_EVENTS || (self.bytes > MOST_BYTES && self.events.len() > 1) {
            let Some((_, size)) = self.events.pop_front() else { return };
            self.bytes -= size;
        }
    }

    /// Takes all events.
    pub(super) fn take(&mut self) -> impl Iterator<Item = EventData> + use<> {
        std::mem::take(self).events.into_iter().map(|(event, _)| event)
    }
}

/// Returns the size of an event as JSON.
fn size(event: &EventData) -> usize {
    let event = Event::new("", "", UNIX_EPOCH, event.clone());
    serde_json::to_vec(&event).map_or(0, |json| json.len())
}
