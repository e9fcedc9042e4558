//! An event on its way to the handler.

use std::{future::ready, sync::Arc};

use bytes::Bytes;

use super::{exchange::Exchange, reason::RejectionReason};
use crate::{
    Event,
    events::{
        EventError, FailedEvent, Origin,
        dispatcher::Received,
        runner::{Arrived, Delivery, End, Permit},
    },
};

/// An event that was posted, and the request that waits until it is handled, if there is one.
pub(super) struct Posted {
    event: Arrived,
    exchange: Option<Arc<Exchange>>,
}

impl Posted {
    pub(super) fn new(json: Bytes, exchange: Option<Arc<Exchange>>) -> Self {
        let event = Event::from_json(&json);
        Self { event: Arrived::new(json, event), exchange }
    }
}

impl Delivery for Posted {
    const IS_REDELIVERED: bool = false;

    fn lane(&self) -> String {
        self.event.lane()
    }

    fn read(&mut self) -> Result<Received, EventError> {
        Ok(self.event.read())
    }

    fn raw(&self) -> Bytes {
        self.event.raw()
    }

    fn origin(&self) -> Origin {
        Origin::Webhook
    }

    fn settle(self, end: End<'_>, _: Permit) -> impl Future<Output = bool> + Send {
        if let Some(exchange) = self.exchange {
            _ = exchange.end(match end {
                End::Handled | End::Duplicate => Ok(()),
                End::Failed(failed) => Err(reason(failed.error())),
                End::Lost => Err(RejectionReason::HandlerFailed),
            });
        }
        ready(true)
    }

    fn interrupted(self, failed: &FailedEvent) {
        if let Some(exchange) = self.exchange {
            _ = exchange.end(Err(reason(failed.error())));
        }
    }
}

fn reason(error: &EventError) -> RejectionReason {
    match () {
        () if error.is_store() => RejectionReason::StoreFailed,
        () if error.is_interrupted() => RejectionReason::ShuttingDown,
        () => RejectionReason::HandlerFailed,
    }
}
