//! The events that were delivered, or were not.

use std::time::SystemTime;

use crate::{events::Published, kit::journal::Entry};

/// An attempt to deliver an event. There is one for each event and receiver, and two for a duplicate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryAttempt {
    /// The id of the event.
    pub event_id: String,
    /// The type of the event, such as `message`.
    pub event_type: String,
    /// The id of the instance.
    pub instance_id: String,
    /// The transport: `handler`, `webhook`, `stream` or `redis`.
    pub transport: &'static str,
    /// The time at which the attempt ended.
    pub at: SystemTime,
    /// The reason why it failed; `None` if it was delivered.
    pub error: Option<String>,
}

impl DeliveryAttempt {
    pub(super) fn new(event: &Published, transport: &'static str, at: SystemTime, error: Option<String>) -> Self {
        let Published { id, kind, instance, .. } = event;
        let (event_id, event_type, instance_id) = (id.clone(), kind.clone(), instance.clone());
        Self { event_id, event_type, instance_id, transport, at, error }
    }
}

impl Entry for DeliveryAttempt {
    fn size(&self) -> usize {
        self.error.as_ref().map_or(0, String::len)
    }
}
