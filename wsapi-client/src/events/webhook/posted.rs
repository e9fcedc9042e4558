//! An event on its way to the handler.

use std::{future::ready, sync::Arc};

use bytes::Bytes;

use super::{exchange::Exchange, reason::RejectionReason};
use crate::{
    Event,
    events::{
        EventError, FailedEvent, Origin,
        dispatcher::Received,
        runner::{Delivery, End, Permit, lane},
    },
};

/// An event that was posted, and the request that waits until it is handled, if there is one.
pub(super) struct Posted {
    json: Bytes,
    /// The event, until the first attempt takes it.
    event: Option<Received>,
    exchange: Option<Arc<Exchange>>,
}

impl Posted {
    pub(super) fn new(json: Bytes, exchange: Option<Arc<Exchange>>) -> Self {
        let event = Some(Event::from_json(&json));
        Self { json, event, exchange }
    }
}

impl Delivery for Posted {
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
