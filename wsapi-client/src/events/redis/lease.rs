//! Who may work at a stream, and how long.

use std::sync::{Mutex, PoisonError};

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

/// A lease that a worker holds. The token is another for each time that the stream is taken, so that what an earlier
/// owner sends late is refused by the server.
pub(super) struct Lease {
    pub(super) key: String,
    pub(super) token: String,
    /// Until when it lasts, as far as is known here; none if it was lost before.
    until: Mutex<Option<Instant>>,
    lost: watch::Sender<bool>,
}

impl Lease {
    pub(super) fn new(key: String, token: String, until: Instant) -> Self {
        Self { key, token, until: Mutex::new(Some(until)), lost: watch::Sender::new(false) }
    }

    pub(super) fn extend(&self, until: Instant) {
        if let Some(known) = &mut *self.until.lock().unwrap_or_else(PoisonError::into_inner) {
            *known = until.max(*known);
        }
    }

    /// Notes that it is somebody else's.
    pub(super) fn lose(&self) {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.lost.send_replace(true);
    }

    pub(super) fn is_held(&self) -> bool {
        self.until().is_some_and(|until| Instant::now() < until)
    }

    /// Waits until it is lost, or ran out because the server was not reached.
    pub(super) async fn lost(&self) {
        let mut lost = self.lost.subscribe();
        while let Some(until) = self.until() {
            if Instant::now() >= until {
                self.lose();
                return;
            }
            super::race::race(sleep_until(until), lost.wait_for(|lost| *lost)).await;
        }
    }

    fn until(&self) -> Option<Instant> {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
