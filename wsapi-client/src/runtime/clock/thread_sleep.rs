//! A sleep without a runtime: a thread that waits.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll, Waker},
    thread::{self, Thread},
    time::{Duration, Instant},
};

/// The thread starts at the first poll and ends when the future is dropped.
pub(super) struct ThreadSleep {
    until: Option<Instant>,
    waiting: Option<(Thread, Arc<Shared>)>,
}

struct Shared {
    waker: Mutex<Waker>,
    is_cancelled: AtomicBool,
}

impl ThreadSleep {
    pub(super) fn new(duration: Duration) -> Self {
        Self { until: Instant::now().checked_add(duration), waiting: None }
    }
}

impl Future for ThreadSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // A time that overflows `Instant` never comes.
        let Some(until) = self.until else { return Poll::Pending };
        if Instant::now() >= until {
            return Poll::Ready(());
        }
        match &self.waiting {
            Some((_, shared)) => {
                shared.waker.lock().unwrap_or_else(PoisonError::into_inner).clone_from(context.waker());
                // The thread may have woken the earlier waker in between.
                if Instant::now() >= until { Poll::Ready(()) } else { Poll::Pending }
            }
            None => {
                let shared = Arc::new(Shared {
                    waker: Mutex::new(context.waker().clone()),
                    is_cancelled: AtomicBool::new(false),
                });
                let theirs = Arc::clone(&shared);
                // If no thread can be started, the sleep never ends, and its time limit is not enforced.
                if let Ok(handle) = thread::Builder::new().spawn(move || wait(until, &theirs)) {
                    self.waiting = Some((handle.thread().clone(), shared));
                }
                Poll::Pending
            }
        }
    }
}

fn wait(until: Instant, shared: &Shared) {
    while !shared.is_cancelled.load(SeqCst) {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            shared.waker.lock().unwrap_or_else(PoisonError::into_inner).wake_by_ref();
            return;
        }
        thread::park_timeout(left);
    }
}

impl Drop for ThreadSleep {
    fn drop(&mut self) {
        if let Some((thread, shared)) = &self.waiting {
            shared.is_cancelled.store(true, SeqCst);
            thread.unpark();
        }
    }
}
