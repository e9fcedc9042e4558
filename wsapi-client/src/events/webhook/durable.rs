//! A queue that outlives the process.

use super::super::{BoxError, SignedEvent};
use crate::BoxFuture;

/// Stores events outside of the process until a worker handles them, in a file, a database or a stream. The service
/// receives the response only after the event is stored. Requires the feature `webhook`.
///
/// `webhook::RedisQueue` is such a queue. A worker that takes events out of the queue passes them to a
/// [`Dispatcher`](crate::events::Dispatcher). An event can be appended twice, and the dispatcher skips the duplicate.
///
/// ```
/// use std::{fs::File, io::Write, sync::{Arc, Mutex}};
/// use wsapi_client::events::{BoxError, SignedEvent, webhook::DurableQueue};
///
/// /// Writes one line for each event: the service's JSON has no line breaks.
/// struct Journal(Arc<Mutex<File>>);
///
/// impl DurableQueue for Journal {
///     async fn append(&self, event: SignedEvent) -> Result<(), BoxError> {
///         let file = self.0.clone();
///         let append = move || {
///             let mut file = file.lock().map_err(|_| "a writer panicked")?;
///             file.write_all(&[&event.body[..], b"\n"].concat())?;
///             // The line is on the disk before the event is acknowledged.
///             Ok(file.sync_data()?)
///         };
///         tokio::task::spawn_blocking(append).await?
///     }
/// }
/// ```
pub trait DurableQueue: Send + Sync + 'static {
    /// Appends an event. `Ok` means that the event is not lost if the process dies.
    ///
    /// The signature was verified, but the JSON was not parsed. Events are appended concurrently. The events of one
    /// instance are appended in order, because the service waits for the response before it posts the next event. If an
    /// append takes longer than the response timeout, the next append can overtake it.
    ///
    /// # Errors
    ///
    /// An error means that the queue does not have the event. The request is rejected, and the service does not post
    /// the event again.
    fn append(&self, event: SignedEvent) -> impl Future<Output = Result<(), BoxError>> + Send;
}

/// A type-erased [`DurableQueue`].
pub(super) trait AnyQueue: Send + Sync {
    fn append(&self, event: SignedEvent) -> BoxFuture<'_, Result<(), BoxError>>;
}

impl<Q: DurableQueue> AnyQueue for Q {
    fn append(&self, event: SignedEvent) -> BoxFuture<'_, Result<(), BoxError>> {
        // The queue is called when the future is polled, so that a panic in its synchronous part is caught too.
        Box::pin(async move { DurableQueue::append(self, event).await })
    }
}
