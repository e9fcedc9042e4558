//! The progress of the delivery of events.

use std::{
    collections::{HashMap, VecDeque},
    time::{Instant, SystemTime},
};

use super::queued::Queued;

/// The maximum number of queued events per instance, and of recorded errors. The oldest are dropped.
const MOST: usize = 10_000;

/// The undelivered events, and the errors of handlers.
#[derive(Debug, Default)]
pub(crate) struct Settling {
    queues: HashMap<String, Queue>,
    /// The instances whose events nothing delivers yet.
    idle: Vec<String>,
    /// The errors of handlers, in order.
    pub(in crate::kit) errors: VecDeque<String>,
}

/// The queued events of an instance. The first one is in flight, or will be next.
#[derive(Debug, Default)]
struct Queue {
    events: VecDeque<Queued>,
    /// The delay of the first event by a fault.
    delay: Option<Delay>,
}

/// The end of a delay, as an instant to compare with and as a time to show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delay {
    pub(super) until: Instant,
    #[cfg_attr(not(feature = "server"), allow(dead_code, reason = "only the control API shows it"))]
    pub(super) at: SystemTime,
}

/// An event that is not delivered yet.
#[cfg(feature = "server")]
#[derive(Debug)]
pub(crate) struct Undelivered {
    pub(crate) id: String,
    pub(crate) kind: String,
    /// The kind of the fault that holds it back.
    pub(crate) fault: Option<&'static str>,
    /// The time until which a delay holds back this event or the one before it.
    pub(crate) until: Option<SystemTime>,
}

impl Settling {
    /// Adds an event. Returns the event that was dropped instead, if the queue was full.
    pub(super) fn add(&mut self, queued: Queued) -> Option<Queued> {
        let instance = &queued.event.instance;
        let Queue { events, .. } = self.queues.entry(instance.clone()).or_default();
        if events.is_empty() {
            self.idle.push(instance.clone());
        }
        // The first one is in flight.
        let dropped = if events.len() > MOST { events.remove(1) } else { None };
        events.push_back(queued);
        dropped
    }

    /// Returns `true` if nothing delivers the events of some instance.
    pub(super) fn has_idle(&self) -> bool {
        !self.idle.is_empty()
    }

    /// Takes the instances whose events nothing delivers yet, with their first event.
    pub(super) fn take_idle(&mut self) -> Vec<Queued> {
        let idle = std::mem::take(&mut self.idle);
        idle.iter().filter_map(|instance| self.queues.get(instance)?.events.front().cloned()).collect()
    }

    /// Returns `true` if the instance has undelivered events.
    pub(in crate::kit) fn has(&self, instance: &str) -> bool {
        self.queues.contains_key(instance)
    }

    /// Records that the first event is delayed.
    pub(super) fn delay(&mut self, instance: &str, delay: Delay) {
        if let Some(queue) = self.queues.get_mut(instance) {
            queue.delay = Some(delay);
        }
    }

    /// Removes the event that was delivered, and returns the next one.
    pub(super) fn advance(&mut self, instance: &str) -> Option<Queued> {
        let queue = self.queues.get_mut(instance)?;
        queue.delay = None;
        queue.events.pop_front();
        let next = queue.events.front().cloned();
        if next.is_none() {
            self.queues.remove(instance);
        }
        next
    }

    /// Drops the events of an instance.
    pub(super) fn remove(&mut self, instance: &str) {
        self.queues.remove(instance);
    }

    pub(super) fn fail(&mut self, error: String) {
        if self.errors.len() == MOST {
            self.errors.pop_front();
        }
        self.errors.push_back(error);
    }

    /// Drops all events and errors.
    pub(in crate::kit) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Returns `true` if no event of the instance, or of any instance, is being delivered. Events that a fault delays
    /// do not count.
    pub(super) fn is_settled(&self, instance: Option<&str>, now: Instant) -> bool {
        let mut queues = self.queues.iter().filter(|(id, _)| instance.is_none_or(|instance| instance == *id));
        queues.all(|(_, queue)| queue.delay.is_some_and(|delay| now < delay.until))
    }

    /// Returns the events of an instance that are in its queue, in order.
    #[cfg(feature = "server")]
    pub(super) fn queued(&self, instance: &str) -> Vec<Undelivered> {
        let Some(Queue { events, delay }) = self.queues.get(instance) else { return Vec::new() };
        let until = delay.map(|delay| delay.at);
        let undelivered = events.iter().enumerate().map(|(index, queued)| Undelivered {
            fault: (index == 0 && delay.is_some()).then_some("delay"),
            until,
            ..Undelivered::of(queued)
        });
        undelivered.collect()
    }

    /// Returns the instances with undelivered events, and the number of events.
    #[cfg(feature = "server")]
    pub(crate) fn waiting(&self) -> Vec<(&str, usize)> {
        let mut waiting: Vec<_> = self.queues.iter().map(|(id, queue)| (&**id, queue.events.len())).collect();
        waiting.sort_unstable();
        waiting
    }
}

#[cfg(feature = "server")]
impl Undelivered {
    pub(super) fn of(Queued { event, .. }: &Queued) -> Self {
        Self { id: event.id.clone(), kind: event.kind.clone(), fault: None, until: None }
    }
}
