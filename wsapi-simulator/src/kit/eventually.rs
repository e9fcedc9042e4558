//! Waiting for what happens in another task or process.

use std::{pin::pin, time::Duration};

use super::Simulator;

/// The time after which a condition counts as one that never holds.
const PATIENCE: Duration = Duration::from_secs(30);

/// The longest time between two checks.
const INTERVAL: Duration = Duration::from_millis(10);

impl Simulator {
    /// Waits until a condition holds. It is checked after each request, delivery and act of a person, and every 10 ms.
    ///
    /// A test needs it where a bot gets its events over a socket: [`settle`](Self::settle) cannot know when its handler
    /// has returned.
    ///
    /// # Panics
    ///
    /// Panics if the condition does not hold within 30 seconds.
    pub async fn until(&self, condition: impl Fn() -> bool) {
        let wait = async {
            loop {
                let mut changed = pin!(self.shared.changed.notified());
                // From here on no change is missed.
                changed.as_mut().enable();
                if condition() {
                    return;
                }
                // The condition may also be about something else, such as the state of a bot.
                let _ = tokio::time::timeout(INTERVAL, changed).await;
            }
        };
        if tokio::time::timeout(PATIENCE, wait).await.is_err() {
            panic!("the condition did not hold within {} s", PATIENCE.as_secs());
        }
    }
}
