//! An event on its way from the request to its end.

use std::{mem, sync::Arc};

use tokio::sync::oneshot;

use super::{
    SignedEvent,
    ledger::{End, Ledger, Verdict},
};
use crate::{
    Event,
    events::{DispatchError, Failure, UnreadableEvent},
};

/// An event that was taken in. If it is dropped before its end was told, because a runtime stops or a store panics, it
/// has failed.
pub(super) struct Delivery {
    signed: SignedEvent,
    /// Until the first attempt.
    event: Option<Result<Event, UnreadableEvent>>,
    /// Who waits for the end, if the acknowledgement does.
    waiter: Option<oneshot::Sender<Verdict>>,
    is_to_be_stored: bool,
    attempts: u32,
    /// None once the end was told.
    ledger: Option<Arc<Ledger>>,
}

impl Delivery {
    /// To a handler.
    pub(super) fn of(signed: SignedEvent, event: Result<Event, UnreadableEvent>, ledger: Arc<Ledger>) -> Self {
        Self { signed, event: Some(event), waiter: None, is_to_be_stored: false, attempts: 0, ledger: Some(ledger) }
    }

    /// To a durable queue.
    pub(super) fn stored(signed: SignedEvent, ledger: Arc<Ledger>) -> Self {
        Self { signed, event: None, waiter: None, is_to_be_stored: true, attempts: 0, ledger: Some(ledger) }
    }

    /// Tells the end to a request as well.
    pub(super) fn waited_for(mut self) -> (Self, oneshot::Receiver<Verdict>) {
        let (sender, receiver) = oneshot::channel();
        self.waiter = Some(sender);
        (self, receiver)
    }

    /// Forgets an event that was not taken in.
    pub(super) fn dismiss(mut self) {
        self.ledger = None;
    }

    /// The event, for another attempt.
    pub(super) fn event(&mut self) -> Result<Event, UnreadableEvent> {
        self.event.take().unwrap_or_else(|| Event::from_json(&self.signed.body))
    }

    /// The event as it came.
    pub(super) fn signed(&self) -> SignedEvent {
        self.signed.clone()
    }

    /// Notes how many attempts have failed.
    pub(super) fn has_failed(&mut self, attempts: u32) {
        self.attempts = attempts;
    }

    /// The event is given up.
    pub(super) fn give_up(&mut self, error: Option<DispatchError>) {
        let json = mem::take(&mut self.signed.body);
        let attempts = self.attempts + u32::from(error.is_some());
        self.end(End::Failed(Failure::new(json, error, attempts)));
    }

    pub(super) fn end(&mut self, end: End) {
        if let Some(ledger) = self.ledger.take() {
            ledger.settle(end, self.waiter.take());
        }
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        if self.ledger.is_some() {
            match self.is_to_be_stored {
                true => self.end(End::NotStored(None)),
                false => self.give_up(None),
            }
        }
    }
}
