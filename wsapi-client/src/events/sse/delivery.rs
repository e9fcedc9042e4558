//! An event of the stream on its way to the handler.

use bytes::Bytes;

use crate::{
    Event,
    events::{
        EventError,
        dispatcher::Received,
        runner::{Delivery, End, Origin, Permit, lane},
    },
};

/// An event that the service does not send again.
pub(super) struct StreamDelivery {
    json: Bytes,
    /// The event as it was read on arrival, until the first attempt takes it.
    event: Option<Received>,
}

impl StreamDelivery {
    pub(super) fn new(json: Bytes, event: Received) -> Self {
        Self { json, event: Some(event) }
    }
}

impl Delivery for StreamDelivery {
    const IS_REDELIVERED: bool = false;

    fn lane(&self) -> String {
        self.event.as_ref().map(lane).unwrap_or_default()
    }

    fn read(&mut self) -> Result<Received, EventError> {
        Ok(self.event.take().unwrap_or_else(|| Event::from_json(&self.json)))
    }

    fn raw(&self) -> Bytes {
        self.json.clone()
    }

    fn origin(&self) -> Origin {
        Origin::EventStream
    }

    async fn settle(self, _: End<'_>, permit: Permit) -> bool {
        drop(permit);
        true
    }
}
