//! The interface between the scenario and a transport.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{mpsc::UnboundedSender, oneshot},
    task::JoinHandle,
    time::timeout,
};
use wsapi_client::events::{EventStats, Handler, Origin};

use crate::journal::Seen;

/// The options that all transports share.
pub(crate) const CONCURRENCY: usize = 3;
pub(crate) const MAX_IN_FLIGHT: usize = 8;
pub(crate) const MAX_ATTEMPTS: u32 = 3;
pub(crate) const BACKOFF: Duration = Duration::from_millis(2);
pub(crate) const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(100);

/// The longest wait. No test depends on it, unless it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Sets the handler and the shared options on the builder of a transport.
macro_rules! with_shared_options {
    ($builder:expr, $handler:expr, $seen:expr) => {{
        let (builder, seen) = ($builder.handler($handler), $seen);
        builder
            .concurrency($crate::transport::CONCURRENCY)
            .max_in_flight($crate::transport::MAX_IN_FLIGHT)
            .max_attempts($crate::transport::MAX_ATTEMPTS)
            .backoff(wsapi_client::Backoff::new($crate::transport::BACKOFF))
            .shutdown_timeout($crate::transport::SHUTDOWN_TIMEOUT)
            .on_failed(move |failed| _ = seen.send($crate::journal::Seen::Failed(failed)))
    }};
}

pub(crate) use with_shared_options;

/// A transport and the service before it.
pub(crate) trait TransportUnderTest: Sized {
    const NAME: &'static str;
    /// `true` if events that were not settled are delivered again, to the next run.
    const IS_REDELIVERED: bool;

    /// Starts the service; `None` if that is not possible on this machine.
    async fn open() -> Option<Self>;

    /// Starts the transport with a handler, and sends events that failed into the channel.
    async fn run(&mut self, handler: Arc<impl Handler>, failed: UnboundedSender<Seen>) -> Run;

    /// Delivers a signed event over a socket. Does not wait until it is received.
    async fn deliver(&mut self, json: &str);

    /// Waits until the service would deliver this many events again.
    async fn until_pending(&self, events: usize);

    /// Returns whether this is the origin of a delivered event.
    fn is_origin(&self, origin: &Origin, json: &str) -> bool;
}

/// A transport that runs until it is stopped.
pub(crate) struct Run {
    stats: Box<dyn Fn() -> EventStats>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<EventStats>,
}

impl Run {
    /// Runs a transport, which shuts down when the receiver is ready.
    pub(crate) fn start<F>(
        stats: impl Fn() -> EventStats + 'static,
        run: impl FnOnce(oneshot::Receiver<()>) -> F,
    ) -> Self
    where
        F: Future<Output = EventStats> + Send + 'static,
    {
        let (stop, stopped) = oneshot::channel();
        Self { stats: Box::new(stats), stop, task: tokio::spawn(run(stopped)) }
    }

    pub(crate) fn stats(&self) -> EventStats {
        (self.stats)()
    }

    /// Shuts the transport down, and returns its statistics.
    pub(crate) async fn stop(self) -> EventStats {
        self.stop.send(()).expect("the transport runs until it is stopped");
        timeout(PATIENCE, self.task).await.expect("the shutdown ends in time").expect("no panic")
    }
}
