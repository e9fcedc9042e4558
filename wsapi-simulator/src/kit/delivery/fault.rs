//! Faults in the delivery of events. They apply to all transports.

use std::{collections::HashMap, time::Duration};

use super::queued::Queued;
use crate::kit::stubs::Stubs;

/// A fault in the delivery of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventFault {
    /// The event is delivered twice.
    Duplicate,
    /// The event and the ones after it are delivered later.
    Delay(Duration),
    /// The event is delivered after the next event of its instance.
    Reorder,
    /// No receiver is reachable.
    Lose,
}

/// The faults, and the events that they hold back.
#[derive(Debug)]
pub(crate) struct EventFaults {
    pub(crate) stubs: Stubs<EventFault>,
    /// At most one event for each instance.
    held: HashMap<String, Queued>,
}

/// The plan for the delivery of an event.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) pause: Duration,
    /// The events to deliver now.
    pub(super) events: Vec<Queued>,
    pub(super) is_lost: bool,
}

impl EventFaults {
    /// Creates an empty list of faults, with the seed of the simulator.
    pub(in crate::kit) fn new(seed: u64) -> Self {
        Self { stubs: Stubs::new(seed), held: HashMap::new() }
    }

    pub(crate) fn clear(&mut self) {
        self.stubs.clear();
        self.held.clear();
    }

    /// Returns the event of an instance that waits for the next one.
    #[cfg(feature = "server")]
    pub(super) fn held(&self, instance: &str) -> Option<&Queued> {
        self.held.get(instance)
    }

    /// Applies the faults to an event.
    pub(super) fn plan(&mut self, queued: Queued) -> Plan {
        let Queued { event, .. } = &queued;
        let held = self.held.remove(&event.instance);
        let mut plan = Plan::default();
        // An event that overtakes another one is not held back itself.
        let applies = |fault: &EventFault| held.is_none() || *fault != EventFault::Reorder;
        let fault = self.stubs.next_that(Some(&event.kind), applies).map(|(_, fault)| fault);
        match fault {
            Some(EventFault::Reorder) => {
                self.held.insert(event.instance.clone(), queued);
                return plan;
            }
            Some(EventFault::Duplicate) => plan.events.extend([queued.clone(), queued]),
            Some(EventFault::Delay(pause)) => {
                plan.pause = pause;
                plan.events.push(queued);
            }
            Some(EventFault::Lose) => {
                plan.is_lost = true;
                plan.events.push(queued);
            }
            None => plan.events.push(queued),
        }
        plan.events.extend(held);
        plan
    }
}
