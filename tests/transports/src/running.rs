//! A consumer that runs while a test goes on.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::oneshot,
    task::JoinHandle,
    time::{Instant, sleep, timeout},
};
use wsapi_client::events::redis::{Consumer, Counts, RedisError};

/// How long anything may take. No test depends on it, unless it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A consumer that runs until it is stopped.
#[derive(Debug)]
pub struct Running {
    consumer: Arc<Consumer>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<Counts, RedisError>>,
}

impl Running {
    /// Lets it run.
    pub fn start(consumer: Consumer) -> Self {
        let consumer = Arc::new(consumer);
        let (stop, stopped) = oneshot::channel();
        let runner = consumer.clone();
        let task = tokio::spawn(async move { runner.run_until(async { drop(stopped.await) }).await });
        Self { consumer, stop, task }
    }

    /// What it has done so far.
    pub fn counts(&self) -> Counts {
        self.consumer.counts()
    }

    /// Asks it to stop, and returns what waits for its end.
    pub fn ask_to_stop(self) -> JoinHandle<Result<Counts, RedisError>> {
        let _ = self.stop.send(());
        self.task
    }

    /// Stops it, and says what it has done.
    pub async fn stop(self) -> Counts {
        let end = timeout(PATIENCE, self.ask_to_stop()).await.expect("it ends");
        end.expect("no panic").expect("the server let it in")
    }
}

/// Waits until something holds.
pub async fn eventually<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    let deadline = Instant::now() + PATIENCE;
    while !holds().await {
        assert!(Instant::now() < deadline, "it never came about that {what}");
        sleep(Duration::from_millis(10)).await;
    }
}
