//! The items that were received but not yet taken.

use std::{
    collections::VecDeque,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
};

use bytes::Bytes;

use super::{
    frames::Frame,
    item::{OversizedEvent, StreamItem},
};
use crate::{Event, events::dispatcher::Received};

/// An item of the stream. An event includes its JSON as received.
pub(super) enum Item {
    Event { json: Bytes, event: Received },
    Notice(StreamItem),
}

impl Item {
    /// Reads a frame. Returns `None` if it contains no event.
    pub(super) fn read(frame: Frame) -> Option<Self> {
        let (name, data) = match frame {
            Frame::Oversized { size } => return Some(Self::Notice(StreamItem::Oversized(OversizedEvent { size }))),
            Frame::Data { name, data } => (name, data),
        };
        let event = Event::from_json(&data);
        // The service does not name its events. A frame without an envelope that has a name or no data is a heartbeat
        // of some server.
        let is_plain = matches!(name.as_str(), "" | "message") && !data.is_empty();
        let is_event = event.as_ref().map_or_else(|unreadable| unreadable.event_id().is_some(), |_| true);
        (is_plain || is_event).then(|| Self::Event { json: data.into(), event })
    }
}

impl From<Item> for StreamItem {
    fn from(item: Item) -> Self {
        match item {
            Item::Event { event, .. } => Self::Event(event),
            Item::Notice(notice) => notice,
        }
    }
}

/// The queue between the future that receives items and the stream that polls it. One task uses both.
#[derive(Clone, Default)]
pub(super) struct Queue(Arc<Mutex<VecDeque<Item>>>);

impl Queue {
    /// Adds items and waits until they are taken. The stream polls this only while the queue is empty, so there is no
    /// task to wake.
    pub(super) async fn put(&self, items: impl IntoIterator<Item = Item>) {
        self.items().extend(items);
        poll_fn(|_| if self.is_empty() { Poll::Ready(()) } else { Poll::Pending }).await;
    }

    pub(super) fn take(&self) -> Option<Item> {
        self.items().pop_front()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items().is_empty()
    }

    fn items(&self) -> MutexGuard<'_, VecDeque<Item>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
