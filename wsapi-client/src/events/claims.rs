//! The keys that an event holds in the store while it is handled.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::Poll,
    time::Duration,
};

use tokio::time::sleep;

use super::{Claim, DedupStore, HandlerError};
use crate::BoxFuture;

/// How long to wait before asking again for a key that somebody else has: at first, and at most.
const WAITS: [Duration; 2] = [Duration::from_millis(5), Duration::from_millis(500)];

/// How long to wait before the store is told again what became of a key.
const ENDINGS: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(500)];

/// How often a claim is renewed while it lasts.
const RENEWALS: u32 = 3;

/// Keys that are freed when they are dropped, unless they were completed.
pub(super) struct Claims<'a> {
    store: &'a dyn DedupStore,
    owner: String,
    keys: Vec<String>,
}

impl<'a> Claims<'a> {
    pub(super) fn new(store: &'a dyn DedupStore) -> Self {
        Self { store, owner: format!("{:032x}", fastrand::u128(..)), keys: Vec::new() }
    }

    /// Takes a key; `false` if it is done. Whoever else has it may still fail, and then it is free.
    pub(super) async fn take(&mut self, key: String) -> Result<bool, HandlerError> {
        // Freeing a key of somebody else does nothing, so it is noted before there is an answer to be lost.
        self.keys.push(key.clone());
        let [mut wait, longest] = WAITS;
        loop {
            match self.store.claim(&key, &self.owner).await? {
                Claim::Granted => return Ok(true),
                Claim::Done => {
                    self.keys.pop();
                    return Ok(false);
                }
                Claim::InProgress => self.keep_while(sleep(wait)).await,
            }
            wait = (wait * 2).min(longest);
        }
    }

    /// Keeps the keys from running out until the work is done.
    pub(super) async fn keep_while<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let Some(lease) = self.store.lease() else { return work.await };
        loop {
            // Work goes on while a claim is renewed: a store that answers slowly does not hold it up.
            let renewal = async {
                sleep(lease / RENEWALS).await;
                self.renew().await;
            };
            let mut renewal = pin!(renewal);
            let step = poll_fn(|context| match work.as_mut().poll(context) {
                Poll::Ready(output) => Poll::Ready(Some(output)),
                Poll::Pending => renewal.as_mut().poll(context).map(|()| None),
            });
            if let Some(output) = step.await {
                return output;
            }
        }
    }

    async fn renew(&self) {
        for key in &self.keys {
            match self.store.renew(key, &self.owner).await {
                Ok(true) => {}
                Ok(false) => tracing::warn!("an event's claim was lost while it was handled; it may be handled twice"),
                Err(_) => tracing::warn!("an event's claim could not be renewed; it may be handled twice"),
            }
        }
    }

    /// Marks the keys as done. The event is handled all the same if the store does not answer.
    pub(super) async fn complete(mut self) {
        while let Some(key) = self.keys.last() {
            if !self.again_and_again(|| self.store.complete(key, &self.owner)).await {
                tracing::warn!("an event could not be marked as done; if it comes again it is handled twice");
                self.store.abandon(key, &self.owner);
            }
            self.keys.pop();
        }
    }

    /// Frees the keys, so that the event can be handled when it comes again.
    pub(super) async fn release(mut self) {
        while let Some(key) = self.keys.last() {
            if !self.again_and_again(|| self.store.release(key, &self.owner)).await {
                tracing::warn!("an event's claim could not be freed; it comes again only when the claim has run out");
                self.store.abandon(key, &self.owner);
            }
            self.keys.pop();
        }
    }

    /// Whether the store did it, a few times asked.
    async fn again_and_again(&self, call: impl Fn() -> BoxFuture<'a, Result<(), HandlerError>>) -> bool {
        for wait in ENDINGS {
            if call().await.is_ok() {
                return true;
            }
            sleep(wait).await;
        }
        call().await.is_ok()
    }
}

impl Drop for Claims<'_> {
    fn drop(&mut self) {
        for key in &self.keys {
            // It may be dropped because the store panicked, and a second panic would end the process.
            _ = catch_unwind(AssertUnwindSafe(|| self.store.abandon(key, &self.owner)));
        }
    }
}
