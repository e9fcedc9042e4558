//! A handler that records events.

use std::sync::{Arc, Mutex, PoisonError};

use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler},
};

/// Records the id of each event and handles it. Clones share the record.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    handled: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    /// The ids of the handled events, in order.
    pub fn handled(&self) -> Vec<String> {
        self.handled.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Handler for Recorder {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        self.handled.lock().unwrap_or_else(PoisonError::into_inner).push(event.event_id);
        Ok(())
    }
}
