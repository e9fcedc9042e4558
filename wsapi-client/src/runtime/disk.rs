//! Runs blocking disk work on tokio's blocking threads.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
};

/// The only type of closure that is spawned, because each type compiles tokio's spawning code again.
type Work = Box<dyn FnOnce() + Send>;

/// Runs the work on a thread that may block, and returns its result.
///
/// Without a tokio runtime there is no such thread, so the work blocks the current thread.
pub(crate) async fn on_disk_thread<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    if tokio::runtime::Handle::try_current().is_err() {
        return work();
    }
    let result = Arc::new(Mutex::new(None));
    let slot = Arc::clone(&result);
    spawn(Box::new(move || *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(work()))).await?;
    let result = result.lock().unwrap_or_else(PoisonError::into_inner).take();
    result.unwrap_or_else(|| Err(io::Error::other("the disk thread returned no result")))
}

/// Fails if the work panics, or if the runtime shuts down before it begins.
async fn spawn(work: Work) -> io::Result<()> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)
}
