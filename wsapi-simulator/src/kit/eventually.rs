//! Waiting for another task or process.

use std::{panic::Location, time::Duration};

use super::{Simulator, recent};
use crate::clock::time_is_paused;

/// The time after which a condition is considered never to hold.
const PATIENCE: Duration = Duration::from_secs(30);

/// Added to the message of the panic, because the time limit then elapses at once.
const PAUSED: &str = " of tokio's time, which is paused: to wait longer, call `tokio::time::sleep` first";

/// The longest time between two checks.
const INTERVAL: Duration = Duration::from_millis(10);

impl Simulator {
    /// Waits until a condition holds. The condition is checked after each request, delivery and act of a person, and
    /// every 10 ms.
    ///
    /// Use it if a bot receives its events over a socket: [`settle`](Self::settle) cannot know when its handler has
    /// returned.
    ///
    /// It waits up to 30 seconds of tokio's time. If that is paused, and a timer of the bot is due later, first let it
    /// elapse with `tokio::time::sleep`.
    ///
    /// # Panics
    ///
    /// Panics if the condition does not hold within this time. The message contains the location of the call, and the
    /// last requests and deliveries.
    #[track_caller]
    pub fn until(&self, condition: impl Fn() -> bool) -> impl Future<Output = ()> {
        self.until_at(condition, Location::caller())
    }

    async fn until_at(&self, condition: impl Fn() -> bool, location: &Location<'_>) {
        let wait = async {
            let mut changes = self.shared.changed.subscribe();
            while !condition() {
                // The condition may also depend on other state, such as that of a bot.
                let _ = tokio::time::timeout(INTERVAL, changes.changed()).await;
            }
        };
        if tokio::time::timeout(PATIENCE, wait).await.is_err() {
            let (seconds, recent) = (PATIENCE.as_secs(), recent::describe(&self.shared));
            let clock = if time_is_paused() { PAUSED } else { "" };
            panic!("{location}: the condition did not hold within {seconds} s{clock}\n{recent}");
        }
    }
}
