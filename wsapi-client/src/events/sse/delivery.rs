//! An event of the stream on its way to the handler.

use bytes::Bytes;

use crate::events::{
    EventError,
    dispatcher::Received,
    runner::{Arrived, Delivery, End, Origin, Permit},
};

/// An event that the service does not send again.
pub(super) struct StreamDelivery(Arrived);

impl StreamDelivery {
    pub(super) fn new(json: Bytes, event: Received) -> Self {
        Self(Arrived::new(json, event))
    }
}

impl Delivery for StreamDelivery {
    const IS_REDELIVERED: bool = false;

    fn lane(&self) -> String {
        self.0.lane()
    }

    fn read(&mut self) -> Result<Received, EventError> {
        Ok(self.0.read())
    }

    fn raw(&self) -> Bytes {
        self.0.raw()
    }

    fn origin(&self) -> Origin {
        Origin::EventStream
    }

    async fn settle(self, _: End<'_>, permit: Permit) -> bool {
        drop(permit);
        true
    }
}
