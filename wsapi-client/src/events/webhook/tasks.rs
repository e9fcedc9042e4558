//! Waits for the tasks of a receiver, and cancels them.

use std::{future::pending, time::Duration};

use tokio::{sync::watch, time::timeout};

/// Waits for tasks, each of which holds a [`Task`].
pub(super) struct Tasks {
    is_cancelled: watch::Sender<bool>,
}

/// A task that runs until this is dropped.
pub(super) struct Task {
    is_cancelled: watch::Receiver<bool>,
}

impl Tasks {
    pub(super) fn new() -> Self {
        Self { is_cancelled: watch::Sender::new(false) }
    }

    pub(super) fn begin(&self) -> Task {
        Task { is_cancelled: self.is_cancelled.subscribe() }
    }

    /// Waits until no task runs. Those that take longer than the time limit are cancelled.
    pub(super) async fn finish(&self, limit: Duration) {
        if timeout(limit, self.is_cancelled.closed()).await.is_err() {
            self.is_cancelled.send_replace(true);
            self.is_cancelled.closed().await;
        }
    }
}

impl Task {
    /// Waits until the task is cancelled.
    pub(super) async fn cancelled(&self) {
        let mut is_cancelled = self.is_cancelled.clone();
        if is_cancelled.wait_for(|is_cancelled| *is_cancelled).await.is_err() {
            // The receiver is gone, so the task runs to completion.
            pending().await
        }
    }
}
