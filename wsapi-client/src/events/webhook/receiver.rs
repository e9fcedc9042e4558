//! The webhook receiver.

use std::{fmt, sync::Arc};

use super::{intake::Intake, service::WebhookService, stats::ReceiverStats};

/// Receives the events that the service posts, and passes them to a handler or appends them to a queue. See the
/// [module](super). Requires the feature `webhook`.
///
/// The receiver can be dropped: its services continue to receive events. When the receiver and all its services are
/// dropped, the events in flight are still handled, as long as the runtime runs.
///
/// ```no_run
/// use tokio::net::TcpListener;
/// use wsapi_client::{Event, events::{BoxError, Verifier, webhook::Receiver}};
///
/// async fn handle(event: Event) -> Result<(), BoxError> {
///     println!("{}", event.event_id);
///     Ok(())
/// }
///
/// # async fn run(stop: impl Future<Output = ()>) -> Result<(), BoxError> {
/// let receiver = Receiver::builder(Verifier::new("whsec_example")?).handler(handle).build()?;
/// let app: axum::Router = axum::Router::new().route_service("/wsapi", receiver.service());
/// let listener = TcpListener::bind("127.0.0.1:8080").await?;
/// tokio::spawn(async { axum::serve(listener, app).await });
/// println!("{}", receiver.run_until(stop).await);
/// # Ok(())
/// # }
/// ```
#[doc(alias("webhook", "axum"))]
pub struct Receiver {
    intake: Arc<Intake>,
}

impl Receiver {
    pub(super) fn new(intake: Intake) -> Self {
        Self { intake: Arc::new(intake) }
    }

    /// Returns the service that an HTTP server passes requests to.
    pub fn service(&self) -> WebhookService {
        WebhookService::new(self.intake.clone())
    }

    /// Returns the statistics so far.
    pub fn stats(&self) -> ReceiverStats {
        self.intake.stats()
    }

    /// Waits for the future, and then shuts down the receiver, as [`shutdown`](Self::shutdown) does. The receiver also
    /// receives and handles events before this is called.
    pub async fn run_until(&self, shutdown: impl Future<Output = ()>) -> ReceiverStats {
        shutdown.await;
        self.shutdown().await
    }

    /// Rejects all further requests and waits until the events in flight are handled or stored. Returns the statistics
    /// since the receiver was built.
    ///
    /// Events that take longer than [`shutdown_timeout`](super::ReceiverBuilder::shutdown_timeout) fail: their handlers
    /// are cancelled, and [`on_failed`](super::ReceiverBuilder::on_failed) is called with an error that
    /// [`is_interrupted`](crate::events::EventError::is_interrupted). Appends to a durable queue are cancelled too, and
    /// their requests are rejected. If the future is dropped, the events in flight are handled without a time limit.
    ///
    /// The service does not post rejected events again, so events are lost while no receiver runs.
    #[doc(alias("graceful"))]
    pub async fn shutdown(&self) -> ReceiverStats {
        self.intake.shutdown().await
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("stats", &self.stats()).finish_non_exhaustive()
    }
}
