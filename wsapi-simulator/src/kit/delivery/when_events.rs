//! What the next events meet on their way.

use std::time::Duration;

use super::{EventFault, EventStub};
use crate::kit::shared::{Shared, lock};

/// Decides what the next events meet on their way to the receivers. See
/// [`Simulator::on_events`](crate::Simulator::on_events).
///
/// Later decisions come after earlier ones: the first that still applies decides about an event.
#[derive(Debug)]
#[must_use = "it decides nothing until it is completed, such as with `are_duplicated`"]
pub struct WhenEvents<'a> {
    shared: &'a Shared,
    event_type: Option<String>,
    times: Option<u32>,
}

impl<'a> WhenEvents<'a> {
    pub(in crate::kit) fn new(shared: &'a Shared) -> Self {
        Self { shared, event_type: None, times: None }
    }

    /// Only events of this type, such as `message`.
    pub fn of_type(mut self, event_type: &str) -> Self {
        self.event_type = Some(event_type.to_owned());
        self
    }

    /// Only the next event.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Only the next events. Without it, all events.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Each event is delivered twice.
    pub fn are_duplicated(self) {
        self.decide(EventFault::Duplicate);
    }

    /// Each event is delivered after a delay on the simulator's clock. The later events of the instance wait for it.
    pub fn are_delayed(self, delay: Duration) {
        self.decide(EventFault::Delay(delay));
    }

    /// Each event is delivered after the next event of its instance. Until there is one, it is held back.
    pub fn are_reordered(self) {
        self.decide(EventFault::Reorder);
    }

    /// The receiver is down, be it a webhook, an event stream or Redis. The events are lost, as there is no retry.
    pub fn are_lost(self) {
        self.decide(EventFault::Lose);
    }

    fn decide(self, fault: EventFault) {
        let Self { shared, event_type, times } = self;
        lock(&shared.event_faults).add(EventStub { event_type, times, fault });
    }
}
