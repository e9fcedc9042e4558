//! A handler in this process.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    task::Poll,
};

use wsapi_client::{
    BoxFuture, Event,
    events::{Attempt, BoxError, Handler},
};

use super::Receiver;
use crate::events::Published;

/// Calls a handler directly, with one attempt for each event.
pub(super) struct InProcess<H>(H);

impl<H: Handler> InProcess<H> {
    pub(super) fn new(handler: H) -> Self {
        Self(handler)
    }
}

/// Returns the output of the future, or `None` if it panics. Without this, a failed assertion in a handler would leave
/// its event in its lane, and the test would wait for it forever.
async fn catching_panics<T>(mut future: BoxFuture<'_, T>) -> Option<T> {
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(poll) => poll.map(Some),
        Err(_) => Poll::Ready(None),
    })
    .await
}

impl<H: Handler> Receiver for InProcess<H> {
    fn name(&self) -> &'static str {
        "handler"
    }

    fn deliver<'a>(&'a self, event: &'a Published) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            let event = serde_json::from_slice::<Event>(&event.json)?;
            let result = catching_panics(Box::pin(self.0.handle(event, Attempt::first()))).await;
            result.unwrap_or_else(|| Err("the handler panicked".into()))
        })
    }
}
