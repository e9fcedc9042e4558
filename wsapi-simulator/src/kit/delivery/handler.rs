//! A handler in this process.

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

impl<H: Handler> Receiver for InProcess<H> {
    fn name(&self) -> &'static str {
        "handler"
    }

    fn deliver<'a>(&'a self, event: &'a Published) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            let event = serde_json::from_slice::<Event>(&event.json)?;
            self.0.handle(event, Attempt::first()).await
        })
    }
}
