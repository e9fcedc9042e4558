//! An in-process handler.

use std::{
    any::Any,
    error::Error,
    future::poll_fn,
    iter::successors,
    panic::{AssertUnwindSafe, catch_unwind},
    task::Poll,
};

use wsapi_client::{
    BoxFuture, Event,
    events::{Attempt, BoxError, Handler},
};

use super::{Ending, Receiver, without_waiting};
use crate::events::Published;

/// Calls a handler directly, with one attempt per event.
pub(super) struct InProcess<H>(H);

impl<H: Handler> InProcess<H> {
    pub(super) fn new(handler: H) -> Self {
        Self(handler)
    }

    async fn handle(&self, event: &Published) -> Result<(), BoxError> {
        let event = serde_json::from_slice::<Event>(&event.json)?;
        // The handler is called when the future is polled, so that a panic in its synchronous part is caught too.
        let handling = without_waiting(async { self.0.handle(event, Attempt::first()).await });
        let result = catching_panics(Box::pin(handling)).await;
        result.unwrap_or_else(|panic| Err(panic.into())).map_err(|error| with_sources(&*error).into())
    }
}

/// Returns the output of the future, or the text of its panic. Without this, a failed assertion in a handler would
/// leave its event in its lane, and the test would wait forever.
async fn catching_panics<T>(mut future: BoxFuture<'_, T>) -> Result<T, String> {
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(poll) => poll.map(Ok),
        Err(panic) => Poll::Ready(Err(text(&*panic))),
    })
    .await
}

/// Returns the message of the error and those of its sources.
fn with_sources(error: &dyn Error) -> String {
    let mut text = error.to_string();
    for source in successors(error.source(), |&error| error.source()) {
        let message = source.to_string();
        // Some errors repeat the message of their source.
        if !text.ends_with(&message) {
            text = format!("{text}: {message}");
        }
    }
    text
}

/// Describes a panic.
fn text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.map_or_else(|| "the handler panicked".to_owned(), |text| format!("the handler panicked: {text}"))
}

impl<H: Handler> Receiver for InProcess<H> {
    fn name(&self) -> &'static str {
        "handler"
    }

    fn deliver<'a>(&'a self, event: &'a Published) -> BoxFuture<'a, Ending> {
        Box::pin(async move { self.handle(event).await.into() })
    }
}
