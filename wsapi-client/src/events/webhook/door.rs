//! Whether events still come in.

use std::sync::{Arc, OnceLock};

use tokio::{runtime::Handle, sync::watch};

use super::{Counts, core::Core, work};

/// Held by a receiver, its services and their requests. When the last of them is gone no event can come any more, so
/// the workers finish what there is, and end.
pub(super) struct Door {
    pub(super) core: Arc<Core>,
    workers: OnceLock<watch::Receiver<bool>>,
}

impl Door {
    pub(super) fn new(core: Core) -> Self {
        let door = Self { core: Arc::new(core), workers: OnceLock::new() };
        if Handle::try_current().is_ok() {
            door.open();
        }
        door
    }

    /// Starts the workers, unless they were started: where a receiver is built before its runtime, at the first request.
    pub(super) fn open(&self) {
        self.workers.get_or_init(|| {
            let (sender, receiver) = watch::channel(false);
            tokio::spawn(work::run(work::Worker(self.core.clone()), sender));
            receiver
        });
    }

    /// Takes in nothing more, and waits for the end of what there is.
    pub(super) async fn close(&self) -> Counts {
        self.core.lanes.close();
        if let Some(workers) = self.workers.get() {
            // An error says that the runtime of the workers is gone, and they with it.
            let _ = workers.clone().wait_for(|is_done| *is_done).await;
        }
        self.core.ledger.counts()
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.core.lanes.close();
    }
}
