//! One lane for each instance: its events are delivered one at a time and in order.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use tokio::runtime::Handle;
use wsapi_client::Clock;

use super::{DeliveryAttempt, Receiver, fault::Plan};
use crate::{
    events::Published,
    kit::shared::{Shared, lock},
};

/// The most events of an instance that wait, and the most errors that are kept. The oldest are forgotten.
const MOST: usize = 10_000;

/// How far the delivery is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settling {
    /// Events that wait or are delivered, by instance.
    lanes: HashMap<String, VecDeque<Published>>,
    /// The errors of handlers, in order.
    pub(in crate::kit) errors: VecDeque<String>,
}

impl Settling {
    /// Adds an event. Returns whether its lane was empty.
    fn add(&mut self, event: Published) -> bool {
        let lane = self.lanes.entry(event.instance.clone()).or_default();
        if lane.len() > MOST {
            // The first one is being delivered.
            lane.remove(1);
        }
        lane.push_back(event);
        lane.len() == 1
    }

    /// Forgets the events that wait.
    pub(in crate::kit) fn forget_waiting(&mut self) {
        self.lanes.values_mut().for_each(|lane| lane.truncate(1));
        self.errors.clear();
    }

    /// Removes the event that was delivered.
    fn remove_first(&mut self, instance: &str) {
        let Some(lane) = self.lanes.get_mut(instance) else { return };
        lane.pop_front();
        if lane.is_empty() {
            self.lanes.remove(instance);
        }
    }

    fn fail(&mut self, error: String) {
        if self.errors.len() == MOST {
            self.errors.pop_front();
        }
        self.errors.push_back(error);
    }
}

/// Starts to deliver what has been published. The instances do not wait for each other.
pub(crate) fn start(shared: &Arc<Shared>) {
    // Two callers must not take events in one order and add them in another, and nobody may see them in neither place.
    let mut world = shared.world();
    if world.outbox.is_empty() {
        return;
    }
    let published = std::mem::take(&mut world.outbox);
    if shared.receivers.all().is_empty() {
        return;
    }
    for event in published {
        let instance = event.instance.clone();
        let mut is_first = false;
        shared.settling.send_modify(|settling| is_first = settling.add(event));
        if is_first {
            Handle::current().spawn(run(shared.clone(), instance));
        }
    }
}

/// Delivers the events of one instance until there are no more.
async fn run(shared: Arc<Shared>, instance: String) {
    loop {
        let next = shared.settling.borrow().lanes.get(&instance).and_then(|lane| lane.front().cloned());
        let Some(event) = next else { return };
        let Plan { pause, events, is_lost } = lock(&shared.event_faults).plan(event);
        if !pause.is_zero() {
            shared.clock.sleep(pause).await;
        }
        for (index, event) in events.iter().enumerate() {
            for receiver in shared.receivers.all() {
                // A lost event may release the one that was held back, which is not lost.
                deliver(&shared, &*receiver, event, is_lost && index == 0).await;
            }
        }
        // Only now the event is gone, so that `settle` waits for its receivers. What they caused is in the lanes
        // already.
        start(&shared);
        shared.settling.send_modify(|settling| settling.remove_first(&instance));
        shared.changed.notify_waiters();
    }
}

async fn deliver(shared: &Arc<Shared>, receiver: &dyn Receiver, event: &Published, is_lost: bool) {
    if !receiver.wants(event) {
        return;
    }
    let result = match is_lost {
        true => Err("the simulator loses the event".into()),
        false => receiver.deliver(event).await,
    };
    let error = result.err().map(|error| error.to_string());
    if let Some(error) = &error {
        tracing::warn!(error, event_id = event.id, transport = receiver.name(), "an event was not delivered");
        if receiver.name() == "handler" && !is_lost {
            shared.settling.send_modify(|settling| settling.fail(error.clone()));
        }
    }
    let attempt = DeliveryAttempt::new(event, receiver.name(), shared.clock.now(), error);
    lock(&shared.deliveries).add(attempt);
}

/// Delivers everything, and waits until the receivers have returned.
pub(crate) async fn settle(shared: &Arc<Shared>) {
    start(shared);
    shared.changed.notify_waiters();
    let mut settling = shared.settling.subscribe();
    // The sender is part of `shared`, and so cannot be gone.
    let _ = settling.wait_for(|settling| settling.lanes.is_empty()).await;
}
