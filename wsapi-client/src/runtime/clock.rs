//! Time limits.

use std::{
    future::poll_fn,
    pin::pin,
    task::Poll,
    time::{Duration, Instant},
};

use super::{BoxFuture, Transport};

/// When a call as a whole has to be over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Option<Instant>);

impl Deadline {
    /// A limit that is too far away to be told is none.
    pub(super) fn after(limit: Duration) -> Self {
        Self(Instant::now().checked_add(limit))
    }

    /// The shorter of the limit and what is left.
    pub(super) fn cap(self, limit: Duration) -> Duration {
        self.left().map_or(limit, |left| left.min(limit))
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

    /// Waits for the step; `None` if time ran out first.
    pub(super) async fn race<T>(&mut self, step: impl Future<Output = T>) -> Option<T> {
        let Some(sleep) = &mut self.0 else { return Some(step.await) };
        let mut step = pin!(step);
        poll_fn(|context| match step.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => sleep.as_mut().poll(context).map(|()| None),
        })
        .await
    }
}
