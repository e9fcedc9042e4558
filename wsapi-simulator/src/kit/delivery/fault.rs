//! Decisions about the delivery of events: the same for each transport.

use std::{collections::HashMap, time::Duration};

use crate::events::Published;

/// What an event meets on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventFault {
    /// It is delivered twice.
    Duplicate,
    /// It is delivered later, and so are the events after it.
    Delay(Duration),
    /// It is delivered after the next event of its instance.
    Reorder,
    /// No receiver can be reached.
    Lose,
}

/// A fault with the events that it applies to.
#[derive(Clone, Debug)]
pub(crate) struct EventStub {
    /// The type of the events, such as `message`; `None` for all.
    pub(crate) event_type: Option<String>,
    /// How many events it still applies to; `None` for all.
    pub(crate) times: Option<u32>,
    pub(crate) fault: EventFault,
}

/// Decisions, in order, and the events that they hold back.
#[derive(Debug, Default)]
pub(crate) struct EventFaults {
    stubs: Vec<EventStub>,
    /// At most one event for each instance.
    held: HashMap<String, Published>,
}

/// What is done with an event.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) pause: Duration,
    /// The events to deliver now.
    pub(super) events: Vec<Published>,
    pub(super) is_lost: bool,
}

impl EventFaults {
    pub(crate) fn add(&mut self, stub: EventStub) {
        if stub.times != Some(0) {
            self.stubs.push(stub);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.stubs.clear();
        self.held.clear();
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &EventStub> {
        self.stubs.iter()
    }

    /// Decides about an event.
    pub(super) fn plan(&mut self, event: Published) -> Plan {
        let held = self.held.remove(&event.instance);
        let mut plan = Plan::default();
        match self.next(&event.kind) {
            // An event that overtakes another one is not held back itself.
            Some(EventFault::Reorder) if held.is_none() => {
                self.held.insert(event.instance.clone(), event);
                return plan;
            }
            Some(EventFault::Duplicate) => plan.events.extend([event.clone(), event]),
            Some(EventFault::Delay(pause)) => {
                plan.pause = pause;
                plan.events.push(event);
            }
            Some(EventFault::Lose) => {
                plan.is_lost = true;
                plan.events.push(event);
            }
            Some(EventFault::Reorder) | None => plan.events.push(event),
        }
        plan.events.extend(held);
        plan
    }

    fn next(&mut self, kind: &str) -> Option<EventFault> {
        let is_meant = |stub: &EventStub| stub.event_type.as_deref().is_none_or(|wanted| wanted == kind);
        let index = self.stubs.iter().position(is_meant)?;
        let stub = &mut self.stubs[index];
        let fault = stub.fault;
        if let Some(times) = &mut stub.times {
            *times -= 1;
        }
        if stub.times == Some(0) {
            self.stubs.remove(index);
        }
        Some(fault)
    }
}
