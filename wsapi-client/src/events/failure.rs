//! An event that arrived and was not handled.

use std::fmt;

use bytes::Bytes;

use super::{DispatchError, UnreadableEvent};
use crate::Event;

/// An event that arrived and was not handled. It does not come again: whoever is told of it has the last copy.
///
/// ```
/// use wsapi_client::events::Failure;
///
/// fn keep(failure: Failure) -> std::io::Result<()> {
///     let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
///     std::fs::write(format!("{}.json", now.as_nanos()), failure.json())
/// }
/// ```
pub struct Failure {
    json: Bytes,
    error: Option<DispatchError>,
    attempts: u32,
}

impl Failure {
    pub(super) fn new(json: Bytes, error: Option<DispatchError>, attempts: u32) -> Self {
        Self { json, error, attempts }
    }

    /// The event as it came.
    ///
    /// ```
    /// # use wsapi_client::events::Failure;
    /// fn size(failure: &Failure) -> usize {
    ///     failure.json().len()
    /// }
    /// ```
    pub fn json(&self) -> &[u8] {
        &self.json
    }

    /// The event.
    ///
    /// ```
    /// # use wsapi_client::events::Failure;
    /// fn id(failure: &Failure) -> Option<String> {
    ///     match failure.event() {
    ///         Ok(event) => Some(event.event_id),
    ///         Err(event) => event.event_id().map(str::to_owned),
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn event(&self) -> Result<Event, UnreadableEvent> {
        Event::from_json(&self.json)
    }

    /// What the last attempt ended with. There is none if it did not end: the runtime stopped before, or the store for
    /// repeats panicked.
    ///
    /// ```
    /// # use wsapi_client::events::Failure;
    /// fn is_the_store_away(failure: &Failure) -> bool {
    ///     failure.error().is_some_and(|error| error.is_store())
    /// }
    /// ```
    pub fn error(&self) -> Option<&DispatchError> {
        self.error.as_ref()
    }

    /// How many attempts have ended.
    ///
    /// ```
    /// # use wsapi_client::events::Failure;
    /// fn never_begun(failure: &Failure) -> bool {
    ///     failure.attempts() == 0
    /// }
    /// ```
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl Failure {
    fn name(&self) -> String {
        match self.event() {
            Ok(event) => format!("the event `{}` ({})", event.event_id, event.data.event_type()),
            Err(event) => format!("the event `{}`, which cannot be read,", event.event_id().unwrap_or_default()),
        }
    }
}

/// Hides the event and the error.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure").field("attempts", &self.attempts).finish_non_exhaustive()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            Some(error) => write!(f, "{} was not handled in {} attempts: {error}", self.name(), self.attempts),
            None => write!(f, "{} was not handled to the end", self.name()),
        }
    }
}
