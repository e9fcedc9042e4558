//! The keys that an event holds in the store while it is being handled.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    time::Duration,
};

use tokio::time::{Instant, sleep, sleep_until};

use super::{Claim, DedupStore};
use crate::{
    Backoff, BoxFuture,
    events::{
        BoxError,
        error::Chain,
        panics::caught,
        race::{Winner, race},
    },
};

/// The shortest and the longest delay before asking again for a key that another owner holds.
const POLLING: [Duration; 2] = [Duration::from_millis(10), Duration::from_millis(500)];

/// The number of attempts to complete or release a key.
const ATTEMPTS: u32 = 3;

/// The number of renewals of a claim within its lease.
const RENEWALS: u32 = 3;

/// The keys of an event. On drop, keys that are not completed are freed.
pub(in crate::events) struct Claims<'a> {
    store: &'a dyn DedupStore,
    owner: String,
    keys: Vec<String>,
    /// The number of granted keys. The last key may not be granted yet.
    granted: usize,
    /// The time at which the granted keys are due for renewal.
    renewal: Option<Instant>,
}

impl<'a> Claims<'a> {
    pub(in crate::events) fn new(store: &'a dyn DedupStore) -> Self {
        let owner = format!("{:032x}", fastrand::u128(..));
        Self { store, owner, keys: Vec::new(), granted: 0, renewal: None }
    }

    /// Takes a key. Returns `false` if it is done. While another owner holds it, this waits, because that owner may
    /// still fail.
    pub(in crate::events) async fn take(&mut self, key: String) -> Result<bool, BoxError> {
        // Freeing a key of another owner does nothing, so the key is recorded before the store responds.
        self.keys.push(key.clone());
        let [first, longest] = POLLING;
        let backoff = Backoff::new(first).max_delay(longest);
        let mut polls = 0;
        loop {
            match self.store.claim(&key, &self.owner).await? {
                Claim::Granted => {
                    self.granted += 1;
                    return Ok(true);
                }
                Claim::Done => {
                    self.keys.pop();
                    return Ok(false);
                }
                Claim::InProgress => {
                    polls += 1;
                    self.keep_while(sleep(backoff.delay(polls))).await;
                }
            }
        }
    }

    /// Renews the granted keys until the work is done.
    pub(in crate::events) async fn keep_while<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let Some(lease) = self.store.lease() else { return work.await };
        loop {
            let due = *self.renewal.get_or_insert_with(|| Instant::now() + lease / RENEWALS);
            // The work continues during the renewal, so a slow store does not hold it up.
            let renewal = async {
                sleep_until(due).await;
                self.renew().await;
            };
            let first = race(work.as_mut(), pin!(renewal)).await;
            match first {
                Winner::First(output) => return output,
                Winner::Second(()) => self.renewal = None,
            }
        }
    }

    async fn renew(&self) {
        for key in &self.keys[..self.granted] {
            // A panic of the store must not cancel the handler.
            let renewal = caught(Box::pin(async { self.store.renew(key, &self.owner).await })).await;
            match renewal.unwrap_or_else(|| Err("the store panicked".into())) {
                Ok(true) => {}
                Ok(false) => tracing::warn!("lost the claim on an event; it may be handled twice"),
                Err(error) => {
                    let error = Chain(&*error);
                    tracing::warn!(%error, "cannot renew the claim on an event; it may be handled twice");
                }
            }
        }
    }

    /// Marks the keys as done. If the store fails, the event still counts as handled.
    pub(in crate::events) async fn complete(mut self) {
        while let Some(key) = self.keys.last() {
            if let Err(error) = retried(|| self.store.complete(key, &self.owner)).await {
                let error = Chain(&*error);
                tracing::warn!(%error, "cannot mark an event as done; a duplicate of it will be handled again");
                self.store.abandon(key, &self.owner);
            }
            self.keys.pop();
        }
    }

    /// Frees the keys, so that the event can be handled again.
    pub(in crate::events) async fn release(mut self) {
        while let Some(key) = self.keys.last() {
            if let Err(error) = retried(|| self.store.release(key, &self.owner)).await {
                let error = Chain(&*error);
                tracing::warn!(%error, "cannot release the claim on an event; it waits until the lease expires");
                self.store.abandon(key, &self.owner);
            }
            self.keys.pop();
        }
    }
}

/// Makes a call up to [`ATTEMPTS`] times. Returns the last error if all fail.
async fn retried<'a>(call: impl Fn() -> BoxFuture<'a, Result<(), BoxError>>) -> Result<(), BoxError> {
    let backoff = Backoff::new(Duration::from_millis(100)).max_delay(Duration::from_secs(1));
    for attempt in 1..ATTEMPTS {
        if call().await.is_ok() {
            return Ok(());
        }
        sleep(backoff.delay(attempt)).await;
    }
    call().await
}

impl Drop for Claims<'_> {
    fn drop(&mut self) {
        for key in &self.keys {
            // The store may have panicked before. A second panic would abort the process.
            _ = catch_unwind(AssertUnwindSafe(|| self.store.abandon(key, &self.owner)));
        }
    }
}
