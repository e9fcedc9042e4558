//! A time limit that several steps share.

use std::{future::poll_fn, pin::Pin, task::Poll, time::Duration};

use super::Clock;
use crate::runtime::future::BoxFuture;

pub(crate) struct Timer(BoxFuture<'static, ()>);

impl Timer {
    pub(crate) fn start(clock: &dyn Clock, limit: Duration) -> Self {
        Self(clock.sleep(limit))
    }

    /// Waits for the step. Returns `None` if the time runs out first. The caller pins the step, because a future that
    /// is moved into another one takes up its space twice.
    pub(crate) fn race<T>(&mut self, mut step: impl Future<Output = T> + Unpin) -> impl Future<Output = Option<T>> {
        poll_fn(move |context| match Pin::new(&mut step).poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => self.0.as_mut().poll(context).map(|()| None),
        })
    }
}
