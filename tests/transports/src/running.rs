//! A consumer that runs in the background of a test.

use std::sync::Arc;

use tokio::{sync::oneshot, task::JoinHandle, time::timeout};
use wsapi_client::events::redis::{Consumer, ConsumerStats, RedisError};

use crate::waiting::PATIENCE;

/// A consumer that runs until it is stopped.
#[derive(Debug)]
pub struct Running {
    consumer: Arc<Consumer>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<ConsumerStats, RedisError>>,
}

impl Running {
    /// Starts the consumer.
    pub fn start(consumer: Consumer) -> Self {
        let consumer = Arc::new(consumer);
        let (stop, stopped) = oneshot::channel();
        let runner = consumer.clone();
        let task = tokio::spawn(async move { runner.run_until(async { drop(stopped.await) }).await });
        Self { consumer, stop, task }
    }

    /// The statistics of the consumer so far.
    pub fn stats(&self) -> ConsumerStats {
        self.consumer.stats()
    }

    /// Starts the shutdown, and returns the task that ends with it.
    pub fn begin_shutdown(self) -> JoinHandle<Result<ConsumerStats, RedisError>> {
        let _ = self.stop.send(());
        self.task
    }

    /// Shuts the consumer down, and returns its statistics.
    pub async fn stop(self) -> ConsumerStats {
        let end = timeout(PATIENCE, self.begin_shutdown()).await.expect("the shutdown ends in time");
        end.expect("no panic").expect("the server accepts the consumer")
    }

    /// Ends the consumer without a shutdown, as if its process had been killed.
    pub async fn kill(self) {
        self.task.abort();
        assert!(self.task.await.is_err_and(|error| error.is_cancelled()), "the consumer ran until it was killed");
    }
}
