//! What all streams of a worker share.

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use super::{RedisError, counts::Counters, link::Link, settings::Settings, watcher::Watcher};
use crate::events::{Dispatcher, Verifier};

/// How long handlers may take to notice that they were given up, and the server to be told.
pub(super) const GIVING_UP: Duration = Duration::from_secs(1);

/// One run of a consumer.
pub(super) struct Worker {
    /// Another one for each run.
    pub(super) id: String,
    pub(super) settings: Arc<Settings>,
    pub(super) link: Arc<Link>,
    /// For leases only.
    pub(super) renewing: Link,
    /// For what may be large.
    pub(super) reading: Arc<Link>,
    pub(super) watcher: Watcher,
    pub(super) verifier: Verifier,
    pub(super) dispatcher: Dispatcher,
    pub(super) counters: Arc<Counters>,
    /// How many handlers may run.
    pub(super) permits: Semaphore,
}

impl Worker {
    /// Notes that the server did not do what it was asked for.
    pub(super) fn server_failed(&self, error: &RedisError) {
        self.counters.server_errors.one();
        tracing::warn!(%error, "Redis is asked again");
    }
}

/// A text that nobody else has.
pub(super) fn random() -> String {
    format!("{:032x}", fastrand::u128(..))
}
