//! The lease with which a worker owns a stream.

use std::pin::pin;

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use crate::events::race::race;

/// A lease that a worker holds. The worker's id is the fencing token: Redis rejects the commands of an earlier owner.
pub(super) struct Lease {
    pub(super) key: String,
    /// The time at which the lease expires, as far as this worker knows; `None` once it is lost.
    expiry: watch::Sender<Option<Instant>>,
}

impl Lease {
    pub(super) fn new(key: String, expiry: Instant) -> Self {
        Self { key, expiry: watch::Sender::new(Some(expiry)) }
    }

    /// Extends the lease, unless it is lost or has expired.
    pub(super) fn extend(&self, until: Instant) {
        self.expiry.send_modify(|expiry| {
            *expiry = expiry.filter(|expiry| Instant::now() < *expiry).map(|expiry| expiry.max(until))
        });
    }

    pub(super) fn lose(&self) {
        self.expiry.send_replace(None);
    }

    pub(super) fn is_held(&self) -> bool {
        self.expiry.borrow().is_some_and(|expiry| Instant::now() < expiry)
    }

    /// Waits until the lease is lost or has expired.
    pub(super) async fn lost(&self) {
        let mut changes = self.expiry.subscribe();
        while self.is_held() {
            let expiry = changes.borrow_and_update().unwrap_or_else(Instant::now);
            race(pin!(sleep_until(expiry)), pin!(changes.changed())).await;
        }
        self.lose();
    }
}
