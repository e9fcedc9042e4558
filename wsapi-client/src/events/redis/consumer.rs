//! The consumer, which a program runs.

use std::{collections::BTreeSet, fmt, pin::pin, sync::Arc, time::Duration};

use tokio::{sync::watch, task::JoinSet, time::sleep};

use super::{
    access::Shared,
    assignments::Assignments,
    builder::ConsumerBuilder,
    group_stream::GroupStream,
    notifier::Notifier,
    permissions,
    settings::Settings,
    stats::ConsumerStats,
    stream_worker::serve,
    worker::{Reporter, Worker, retry_backoff},
};
use crate::{
    Error,
    events::{
        Verifier,
        race::{Winner, race},
        runner::Runner,
        server::{Connection, RedisConfig, RedisError},
    },
};

/// The timeout of commands, and of commands whose responses may be large.
const TIMEOUT: Duration = Duration::from_secs(5);
const READ_TIMEOUT: Duration = Duration::from_secs(6);

/// The longest timeout of a renewal. It is well below a third of the lease, so that a lease survives a dead connection.
const RENEWAL_TIMEOUT: Duration = Duration::from_secs(2);

/// Receives events from Redis streams. See [the module](super) for an example and the guarantees. Requires the feature
/// `redis`.
#[doc(alias("consumer group", "worker"))]
pub struct Consumer {
    /// The template for each run.
    worker: Worker,
}

impl Consumer {
    /// Creates a builder for a consumer of a Redis server, which accepts the events that the verifier accepts.
    pub fn builder(config: impl Into<RedisConfig>, verifier: Verifier) -> ConsumerBuilder {
        ConsumerBuilder::new(config.into(), verifier)
    }

    pub(super) fn new(
        config: &RedisConfig,
        verifier: Verifier,
        settings: Settings,
        runner: Arc<Runner>,
    ) -> Result<Self, Error> {
        let commands = Arc::new(Connection::new(config, TIMEOUT)?);
        let reporter = Arc::new(Reporter::new(settings));
        let renewal_timeout = RENEWAL_TIMEOUT.min(reporter.settings.lease / 5);
        let worker = Worker {
            id: String::new(),
            settings: reporter.settings.clone(),
            runner,
            verifier,
            reading: Arc::new(commands.with_timeout(READ_TIMEOUT)),
            renewing: Arc::new(commands.with_timeout(renewal_timeout)),
            notifier: Arc::new(Notifier::new(&commands, &reporter)),
            commands,
            reporter,
        };
        Ok(Self { worker })
    }

    /// Returns the statistics since the consumer was built.
    pub fn stats(&self) -> ConsumerStats {
        ConsumerStats { events: self.worker.runner.stats(), ..self.worker.reporter.stats() }
    }

    /// Handles events until `shutdown` is ready. Then it stops reading, finishes the events in flight within
    /// [`shutdown_timeout`](ConsumerBuilder::shutdown_timeout), and releases its streams. Events that are not finished
    /// by then stay pending and are redelivered.
    ///
    /// While Redis is unreachable, the consumer retries and calls
    /// [`on_server_error`](ConsumerBuilder::on_server_error). If the future is dropped, handlers are cancelled at once,
    /// and other workers take over the streams when the leases expire.
    ///
    /// # Errors
    ///
    /// Fails at startup if Redis rejects the user or the password, or if the user lacks permissions that the consumer
    /// needs. The error names them.
    pub async fn run_until(&self, shutdown: impl Future<Output = ()>) -> Result<ConsumerStats, RedisError> {
        let mut shutdown = pin!(shutdown);
        match race(shutdown.as_mut(), pin!(self.check_permissions())).await {
            Winner::First(()) => return Ok(self.stats()),
            Winner::Second(permitted) => permitted?,
        }
        let id = format!("{:032x}", fastrand::u128(..));
        let notifier = Arc::new(Notifier::new(&self.worker.commands, &self.worker.reporter));
        let worker = Arc::new(Worker { id, notifier, ..self.worker.clone() });
        let mut tasks = JoinSet::new();
        tasks.spawn(worker.notifier.clone().run());
        match self.worker.settings.streams.shared_name() {
            Some(name) => share(worker, name, shutdown).await,
            None => {
                let (known, receiver) = watch::channel(None);
                tasks.spawn(find_streams(worker.clone(), known));
                let mut assignments = Assignments::new(worker, receiver);
                tasks.spawn(assignments.leases.renewal());
                race(shutdown, pin!(assignments.run())).await;
                assignments.drain().await;
            }
        }
        tasks.shutdown().await;
        Ok(self.stats())
    }

    /// Waits for Redis, and fails if the user lacks permissions.
    async fn check_permissions(&self) -> Result<(), RedisError> {
        let (commands, mut failures) = (&self.worker.commands, 0);
        loop {
            match permissions::missing(commands, &self.worker.settings).await {
                Ok(missing) if missing.is_empty() => return Ok(()),
                Ok(missing) => return Err(commands.not_permitted(missing)),
                Err(error) if error.is_rejected() => return Err(error),
                Err(error) => self.worker.reporter.wait_after(&error, &mut failures).await,
            }
        }
    }
}

/// Reads a stream that several workers share.
async fn share(worker: Arc<Worker>, name: &str, shutdown: impl Future<Output = ()>) {
    let (draining, is_draining) = watch::channel(false);
    let serving = async {
        while !*is_draining.borrow() {
            let access = Shared { consumer: worker.id.clone(), min_idle: worker.settings.min_idle };
            let stream = GroupStream { worker: worker.clone(), name: name.to_owned(), access };
            Box::pin(serve(stream, worker.settings.start, is_draining.clone())).await;
        }
    };
    let stopping = async {
        shutdown.await;
        draining.send_replace(true);
        std::future::pending::<()>().await
    };
    race(pin!(serving), pin!(stopping)).await;
}

/// Lists the streams repeatedly.
async fn find_streams(worker: Arc<Worker>, known: watch::Sender<Option<BTreeSet<String>>>) {
    let mut failures = 0;
    loop {
        match worker.settings.streams.find(&worker.commands).await {
            Ok(streams) => {
                failures = 0;
                known.send_replace(Some(streams));
                match worker.settings.streams.refresh() {
                    Some(interval) => sleep(interval).await,
                    // The sender must not be dropped, which would notify the receiver.
                    None => std::future::pending().await,
                }
            }
            Err(error) => {
                if let Some(error) = error.downcast_ref() {
                    worker.reporter.report(error);
                }
                tracing::warn!(error, "cannot list the streams, retrying");
                failures += 1;
                sleep(retry_backoff().delay(failures)).await;
            }
        }
    }
}

impl fmt::Debug for Consumer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (settings, stats) = (&self.worker.settings, self.stats());
        f.debug_struct("Consumer").field("settings", settings).field("stats", &stats).finish_non_exhaustive()
    }
}
