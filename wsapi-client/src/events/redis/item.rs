//! An entry on its way to the handler.

use super::id::EntryId;
use crate::{
    Event,
    events::{SignatureError, StreamEntry, UnreadableEvent, Verifier},
};

/// What checking and reading an entry gives.
pub(super) type Reading = Result<Result<Event, UnreadableEvent>, SignatureError>;

/// An entry that waits for its turn.
pub(super) struct Item {
    pub(super) id: EntryId,
    /// What has the same one is handled in order.
    pub(super) lane: String,
    /// Whether no other worker had it before, so that the first try need not be counted beforehand.
    pub(super) is_new: bool,
    entry: StreamEntry,
    reading: Option<Reading>,
}

impl Item {
    pub(super) fn new(id: EntryId, entry: StreamEntry, is_new: bool, verifier: &Verifier) -> Self {
        let reading = entry.read(verifier);
        let lane = match &reading {
            Ok(Ok(event)) => {
                let chat = event.chat_id().map_or("", |chat| chat.as_str());
                format!("{}:{}:{chat}", event.instance_id.len(), event.instance_id)
            }
            // Which chat it belongs to is not known, and nothing waits for it.
            _ => format!("entry {id}"),
        };
        Self { id, lane, is_new, entry, reading: Some(reading) }
    }

    /// The event, read again for each try but the first.
    pub(super) fn read(&mut self, verifier: &Verifier) -> Reading {
        self.reading.take().unwrap_or_else(|| self.entry.read(verifier))
    }
}
