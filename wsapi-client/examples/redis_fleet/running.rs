//! Workers in the background, for the simulator and the tests.

use std::sync::Arc;

use tokio::{sync::oneshot, task::JoinHandle};
use wsapi_client::events::{
    BoxError,
    redis::{Consumer, ConsumerStats},
};

/// A worker in the background.
pub(crate) struct Running {
    worker: Arc<Consumer>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<ConsumerStats, BoxError>>,
}

impl Running {
    pub(crate) fn start(worker: Consumer) -> Self {
        let worker = Arc::new(worker);
        let (stop, stopped) = oneshot::channel();
        let running = worker.clone();
        let task = tokio::spawn(async move { Ok(running.run_until(async { _ = stopped.await }).await?) });
        Self { worker, stop, task }
    }

    pub(crate) fn owns_a_stream(&self) -> bool {
        self.worker.stats().leases_acquired > 0
    }

    pub(crate) fn failed(&self) -> u64 {
        self.worker.stats().events.failed
    }

    /// Stops the worker without a shutdown, as if its process had been killed.
    pub(crate) async fn dies(self) {
        self.task.abort();
        _ = self.task.await;
    }

    pub(crate) async fn shuts_down(self) -> Result<ConsumerStats, BoxError> {
        _ = self.stop.send(());
        self.task.await?
    }
}
