//! A handler that notes what it saw.

use std::sync::{Arc, Mutex, PoisonError};

use wsapi_client::{
    Event,
    events::{Handler, HandlerError},
};

/// Notes the id of each event that it handled.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    handled: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    /// The ids, in the order of their handling.
    pub fn handled(&self) -> Vec<String> {
        self.handled.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Handler for Recorder {
    async fn handle(&self, event: Event) -> Result<(), HandlerError> {
        self.handled.lock().unwrap_or_else(PoisonError::into_inner).push(event.event_id);
        Ok(())
    }
}
