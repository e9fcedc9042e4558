//! The receiver as its program sees it.

use std::{fmt, sync::Arc};

use super::{Counts, ReceiverSetup, WebhookService, door::Door};
use crate::events::Verifier;

/// Takes events as the service posts them, and has them handled: see the [module](self::super).
///
/// It may be dropped: as long as there is one of its services, events are received and handled. When the receiver and
/// all its services are gone, what is queued is still handled, as long as the runtime lives. To wait for that, call
/// [`shutdown`](Self::shutdown).
///
/// ```
/// use wsapi_client::{Error, Event, events::{HandlerError, Verifier, webhook::Receiver}};
///
/// async fn handle(event: Event) -> Result<(), HandlerError> {
///     println!("{}", event.event_id);
///     Ok(())
/// }
///
/// # fn main() -> Result<(), Error> {
/// let receiver = Receiver::builder(Verifier::new("whsec_example")?).handler(handle).build();
/// let app: axum::Router = axum::Router::new().route_service("/wsapi", receiver.service());
/// # Ok(())
/// # }
/// ```
pub struct Receiver {
    door: Arc<Door>,
}

impl Receiver {
    /// Begins a receiver of events that the verifier takes for the service's own.
    ///
    /// ```
    /// use wsapi_client::{Error, Secret, events::{Handler, Verifier, webhook::Receiver}};
    ///
    /// fn receiver(secret: Secret, handler: impl Handler) -> Result<Receiver, Error> {
    ///     Ok(Receiver::builder(Verifier::new(secret)?).handler(handler).build())
    /// }
    /// ```
    pub fn builder(verifier: Verifier) -> ReceiverSetup {
        ReceiverSetup::new(verifier)
    }

    pub(super) fn new(door: Door) -> Self {
        Self { door: Arc::new(door) }
    }

    /// What answers requests, for an HTTP server.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::Receiver;
    /// fn app(receiver: &Receiver) -> axum::Router {
    ///     axum::Router::new().route_service("/wsapi", receiver.service())
    /// }
    /// ```
    pub fn service(&self) -> WebhookService {
        WebhookService { door: self.door.clone() }
    }

    /// What was done so far.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::Receiver;
    /// fn print(receiver: &Receiver) {
    ///     println!("{}", receiver.counts());
    /// }
    /// ```
    pub fn counts(&self) -> Counts {
        self.door.core.ledger.counts()
    }

    /// Refuses all requests from now on, finishes what is queued or about to be tried again, and says what was done in
    /// all. A handler that never ends keeps it waiting: put a limit around it. Whoever stops waiting does not stop the
    /// work.
    ///
    /// What is posted meanwhile is refused, and not posted again: events are lost while no receiver runs.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wsapi_client::events::webhook::Receiver;
    ///
    /// async fn stop(receiver: Receiver) {
    ///     match tokio::time::timeout(Duration::from_secs(30), receiver.shutdown()).await {
    ///         Ok(counts) => println!("{counts}"),
    ///         Err(_) => println!("not done: {}", receiver.counts()),
    ///     }
    /// }
    /// ```
    pub async fn shutdown(&self) -> Counts {
        self.door.close().await
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("counts", &self.counts()).finish_non_exhaustive()
    }
}
