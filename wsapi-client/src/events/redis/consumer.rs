//! The consumer, which a program runs.

use std::{fmt, pin::pin, sync::Arc};

use ::redis::{Value, cmd};
use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{
    ConsumerBuilder, Counts, RedisError, Server,
    backoff::Backoff,
    counts::Counters,
    discovery::discover,
    fleet::Fleet,
    link::Link,
    race::{Winner, race},
    serving::{Serving, Stage, Start},
    settings::{Settings, Streams},
    source::Source,
    watcher::{BLOCK, Watcher},
    worker::{GIVING_UP, Worker, random},
};
use crate::{
    Error,
    events::{Dispatcher, Verifier},
};

/// Receives events from the streams of a Redis server. See [the module](super) for what it promises.
///
/// ```no_run
/// use wsapi_client::{Event, events::{HandlerError, Verifier, redis}};
///
/// async fn handle(event: Event) -> Result<(), HandlerError> {
///     println!("{}", event.data.event_type());
///     Ok(())
/// }
///
/// # async fn example(stopped: impl Future<Output = ()>) -> Result<(), Box<dyn std::error::Error>> {
/// let workers = redis::Consumer::builder("redis://127.0.0.1/", Verifier::new("whsec_example")?)
///     .group("bot")
///     .handler(handle)
///     .build()?;
/// let counts = workers.run_until(stopped).await?;
/// println!("{counts:?}");
/// # Ok(())
/// # }
/// ```
pub struct Consumer {
    server: Server,
    link: Arc<Link>,
    settings: Arc<Settings>,
    verifier: Verifier,
    dispatcher: Dispatcher,
    counters: Arc<Counters>,
}

impl Consumer {
    /// Begins a consumer of the server's streams that takes what the verifier takes.
    ///
    /// ```
    /// use wsapi_client::events::{Verifier, redis::{Consumer, Server}};
    ///
    /// let alone = Consumer::builder("redis://:password@127.0.0.1/0", Verifier::accept_unsigned());
    /// let server = Server::sentinels(["redis://10.0.0.1:26379"], "mymaster").password("…");
    /// let watched = Consumer::builder(server, Verifier::accept_unsigned());
    /// ```
    pub fn builder(server: impl Into<Server>, verifier: Verifier) -> ConsumerBuilder {
        ConsumerBuilder::new(server.into(), verifier)
    }

    pub(super) fn new(
        server: Server,
        settings: Settings,
        verifier: Verifier,
        dispatcher: Dispatcher,
    ) -> Result<Self, Error> {
        let link = Arc::new(Link::new(&server)?);
        let counters = Arc::default();
        Ok(Self { server, link, settings: Arc::new(settings), verifier, dispatcher, counters })
    }

    /// What happened so far, in all runs of this consumer.
    ///
    /// ```
    /// use wsapi_client::events::redis::Consumer;
    ///
    /// fn handled(consumer: &Consumer) -> u64 {
    ///     consumer.counts().handled
    /// }
    /// ```
    pub fn counts(&self) -> Counts {
        self.counters.counts()
    }

    /// Handles events until the future is ready. Then nothing more is read, what is in hand is finished within
    /// [`drain`](ConsumerBuilder::drain), and the streams are given back. What is not finished by then is given up, stays
    /// pending and comes again, here or elsewhere.
    ///
    /// A server that is away is asked again for as long as that lasts. If this future is dropped, handlers are given up
    /// at once and the streams are given back only when the leases run out.
    ///
    /// ```
    /// use wsapi_client::events::redis::{Consumer, Counts, RedisError};
    ///
    /// async fn run(consumer: Consumer) -> Result<Counts, RedisError> {
    ///     consumer.run_until(std::future::pending()).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// The server does not let this user in, or its address is of no use. Once events were received this does not end
    /// the run any more.
    pub async fn run_until(&self, shutdown: impl Future<Output = ()>) -> Result<Counts, RedisError> {
        let mut shutdown = pin!(shutdown);
        match race(shutdown.as_mut(), self.greet()).await {
            Winner::First(()) => return Ok(self.counts()),
            Winner::Second(greeting) => greeting?,
        }
        let worker = self.worker()?;
        let mut helpers = JoinSet::new();
        let watching = worker.clone();
        helpers.spawn(async move { watching.watcher.run().await });
        match &self.settings.streams {
            Streams::Each { prefix } => {
                let (sender, known) = watch::channel(None);
                let (worker_of_discovery, prefix) = (worker.clone(), prefix.clone());
                helpers.spawn(async move { discover(&worker_of_discovery, &prefix, &sender).await });
                let mut fleet = Fleet::new(worker, known);
                race(shutdown, fleet.run()).await;
                fleet.drain().await;
            }
            Streams::Shared { name } => self.share(worker, name, shutdown).await,
        }
        helpers.shutdown().await;
        Ok(self.counts())
    }

    /// Reads a stream beside others of its group.
    async fn share(&self, worker: Arc<Worker>, name: &str, shutdown: impl Future<Output = ()>) {
        let source = Source {
            link: worker.link.clone(),
            reading: worker.reading.clone(),
            settings: worker.settings.clone(),
            stream: name.to_owned(),
            consumer: worker.id.clone(),
            lease: None,
        };
        let start = if self.settings.is_from_now { Start::Now } else { Start::Oldest };
        let (stage, reached) = watch::channel(Stage::Serve);
        let mut task = JoinSet::new();
        task.spawn(Serving::new(worker, source, start, reached).serve());
        shutdown.await;
        stage.send_replace(Stage::Drain);
        if timeout(self.settings.drain, task.join_next()).await.is_err() {
            stage.send_replace(Stage::GiveUp);
            let _ = timeout(GIVING_UP, task.join_next()).await;
        }
    }

    /// Waits for the server, unless it does not let this user in.
    async fn greet(&self) -> Result<(), RedisError> {
        let mut failures = 0;
        loop {
            match self.link.command::<Value>(&cmd("PING")).await {
                Ok(_) => return Ok(()),
                Err(error) if error.is_refused() => return Err(error),
                Err(error) => {
                    self.counters.server_errors.one();
                    tracing::warn!(%error, "Redis is asked again");
                    failures += 1;
                    sleep(Backoff::SERVER.after(failures)).await;
                }
            }
        }
    }

    fn worker(&self) -> Result<Arc<Worker>, RedisError> {
        // The address was good for a link before.
        let link = || Link::new(&self.server).map_err(|_| RedisError::silence());
        let blocking = Link::blocking(&self.server, BLOCK).map_err(|_| RedisError::silence())?;
        Ok(Arc::new(Worker {
            id: random(),
            settings: self.settings.clone(),
            link: self.link.clone(),
            renewing: link()?,
            reading: Arc::new(link()?),
            watcher: Watcher::new(blocking, self.link.clone()),
            verifier: self.verifier.clone(),
            dispatcher: self.dispatcher.clone(),
            counters: self.counters.clone(),
            permits: Semaphore::new(self.settings.concurrency),
        }))
    }
}

impl fmt::Debug for Consumer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Consumer")
            .field("server", &self.server)
            .field("settings", &self.settings)
            .field("dispatcher", &self.dispatcher)
            .field("counts", &self.counts())
            .finish_non_exhaustive()
    }
}
