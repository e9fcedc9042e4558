//! The state that all streams of one run of a consumer share.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::sleep;

use super::{notifier::Notifier, settings::Settings, stats::ConsumerStats};
use crate::{
    Backoff,
    events::{
        Verifier,
        panics::contained,
        runner::Runner,
        server::{Connection, RedisError},
    },
};

/// One run of a consumer.
#[derive(Clone)]
pub(super) struct Worker {
    /// A random string, a new one for each run.
    pub(super) id: String,
    pub(super) settings: Arc<Settings>,
    pub(super) runner: Arc<Runner>,
    pub(super) verifier: Verifier,
    pub(super) commands: Arc<Connection>,
    /// A separate connection, because a large response delays the commands behind it.
    pub(super) reading: Arc<Connection>,
    /// A separate connection with a short timeout, so that leases survive a dead or busy connection.
    pub(super) renewing: Arc<Connection>,
    pub(super) notifier: Arc<Notifier>,
    pub(super) reporter: Arc<Reporter>,
}

/// Counts, logs and reports the commands that Redis rejects or does not respond to.
pub(super) struct Reporter {
    pub(super) settings: Arc<Settings>,
    stats: Mutex<ConsumerStats>,
}

impl Reporter {
    pub(super) fn new(settings: Settings) -> Self {
        Self { settings: Arc::new(settings), stats: Mutex::default() }
    }

    pub(super) fn stats(&self) -> ConsumerStats {
        *self.stats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn count(&self, count: impl FnOnce(&mut ConsumerStats)) {
        count(&mut self.stats.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn report(&self, error: &RedisError) {
        self.count(|stats| stats.server_errors += 1);
        tracing::warn!(%error, "a Redis command failed, retrying");
        if let Some(callback) = &self.settings.on_server_error {
            contained("on_server_error", || callback(error));
        }
    }

    /// Reports a failure, and waits before the next attempt.
    pub(super) async fn wait_after(&self, error: &RedisError, failures: &mut u32) {
        self.report(error);
        *failures = failures.saturating_add(1);
        sleep(retry_backoff().delay(*failures)).await;
    }
}

/// The delays between attempts to reach Redis.
pub(super) fn retry_backoff() -> Backoff {
    Backoff::new(Duration::from_millis(50)).max_delay(Duration::from_secs(5))
}
