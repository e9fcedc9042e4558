//! Time limits, and the clock that they are measured with.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::Poll,
    time::{Duration, Instant},
};

use super::{BoxFuture, Transport};

/// The clock of a client, for what waits between its calls.
#[derive(Clone)]
pub(crate) struct Clock(Arc<dyn Transport>);

impl Clock {
    pub(super) fn of(transport: &Arc<dyn Transport>) -> Self {
        Self(Arc::clone(transport))
    }

    /// Waits for as long; `None` if there is no clock.
    pub(crate) fn sleep(&self, duration: Duration) -> Option<BoxFuture<'_, ()>> {
        self.0.sleep(duration)
    }
}

/// When a call as a whole has to be over, or whatever else takes its time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    pub(super) fn after(limit: Duration) -> Self {
        Self::since(Instant::now(), limit)
    }

    /// A limit that is too far away to be told is none.
    pub(crate) fn since(start: Instant, limit: Duration) -> Self {
        Self(start.checked_add(limit))
    }

    /// The shorter of the limit and what is left.
    pub(crate) fn cap(self, limit: Duration) -> Duration {
        self.left().map_or(limit, |left| left.min(limit))
    }

    pub(crate) fn is_over(self) -> bool {
        self.left().is_some_and(|left| left.is_zero())
    }

    /// Whether there is time left after as long a wait.
    pub(super) fn allows(self, wait: Duration) -> bool {
        self.left().is_none_or(|left| wait < left)
    }

    fn left(self) -> Option<Duration> {
        self.0.map(|end| end.saturating_duration_since(Instant::now()))
    }
}

/// A limit that several steps share.
pub(super) struct Timer<'a>(Option<BoxFuture<'a, ()>>);

impl<'a> Timer<'a> {
    pub(super) fn start(transport: &'a dyn Transport, limit: Duration) -> Self {
        Self(transport.sleep(limit))
    }

    /// Waits for the step; `None` if time ran out first. The step is pinned where it stands, since a future that is
    /// handed over takes its room twice.
    pub(super) fn race<T>(&mut self, mut step: impl Future<Output = T> + Unpin) -> impl Future<Output = Option<T>> {
        poll_fn(move |context| match (Pin::new(&mut step).poll(context), &mut self.0) {
            (Poll::Ready(output), _) => Poll::Ready(Some(output)),
            (Poll::Pending, Some(sleep)) => sleep.as_mut().poll(context).map(|()| None),
            (Poll::Pending, None) => Poll::Pending,
        })
    }
}
