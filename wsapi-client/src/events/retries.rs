//! Handling an event until it succeeds, for transports that bring each event once.

use std::{error::Error as _, sync::Arc, time::Duration};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::sleep,
};

use super::{DispatchError, Dispatcher, Outcome, UnreadableEvent};
use crate::Event;

/// The longest wait between two attempts.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

/// How often and after how long an event is handled again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Retries {
    pub(super) attempts: u32,
    /// Before the second attempt; twice as long before each further one.
    pub(super) backoff: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self { attempts: 3, backoff: Duration::from_millis(500) }
    }
}

impl Retries {
    /// Hands the event to the dispatcher until it is handled or given up. `event` makes it again for each attempt, and is
    /// told how many have failed.
    pub(super) async fn dispatch(
        self,
        dispatcher: &Dispatcher,
        slots: &Arc<Semaphore>,
        slot_at_first: OwnedSemaphorePermit,
        mut event: impl FnMut(u32) -> Result<Event, UnreadableEvent>,
    ) -> Result<Outcome, DispatchError> {
        let mut held = Some(slot_at_first);
        let mut backoff = self.backoff;
        let mut failed = 0;
        loop {
            let error = match dispatcher.dispatch(event(failed)).await {
                Ok(outcome) => return Ok(outcome),
                Err(error) => error,
            };
            failed += 1;
            // What cannot be read, and is wanted by nobody, is no better the next time.
            let is_hopeless = error.source().is_some_and(|source| source.is::<UnreadableEvent>());
            if failed >= self.attempts || is_hopeless {
                return Err(error);
            }
            // Whoever waits to try again takes no slot from those who work.
            drop(held.take());
            sleep(backoff).await;
            backoff = backoff.saturating_mul(2).min(LONGEST_BACKOFF.max(self.backoff));
            held = slot(slots).await;
        }
    }
}

/// Waits for a slot. None never comes: nobody closes the semaphore.
pub(super) async fn slot(slots: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    slots.clone().acquire_owned().await.ok()
}
