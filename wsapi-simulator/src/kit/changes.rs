//! Notification of changes.

use tokio::sync::watch;

/// Wakes the tasks that wait for a change.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes(watch::Sender<u64>);

impl Changes {
    /// Reports a change.
    pub(crate) fn notify(&self) {
        self.0.send_modify(|count| *count += 1);
    }

    /// Returns a receiver of all later changes. Its value is the number of changes so far.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}
