//! One lane per instance: the events of an instance are delivered one at a time and in order.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{runtime::Handle, sync::watch};
use wsapi_client::Clock;

#[cfg(feature = "server")]
use super::settling::Undelivered;
use super::{Delivery, Ending, Receiver, fault::Plan, queued::Queued, settling::Delay, waiting};
use crate::{
    events::Published,
    kit::shared::{Shared, lock},
    world::World,
};

/// The maximum delay, so that its end does not overflow the clock.
const CENTURY: Duration = Duration::from_secs(100 * 365 * 86_400);

/// Delivers the events of one instance until none are left or the simulator is restored.
struct Lane {
    shared: Arc<Shared>,
    instance: String,
    /// Changes when the simulator is restored. The lane then no longer belongs to the current state.
    restored: watch::Receiver<()>,
    is_done: bool,
}

/// Publishes the events that are due, and starts to deliver them. Instances do not wait for each other. Outside of a
/// tokio runtime, events stay queued until this is called inside one; it then returns `false`.
pub(crate) fn start(shared: &Arc<Shared>) -> bool {
    // The lock is held throughout: two callers must not take events in one order and add them in another, and no
    // observer may find an event in neither place.
    let mut world = shared.world();
    world.publish();
    queue(shared, &mut world);
    close_streams_of_deleted(shared, &world);
    let Ok(runtime) = Handle::try_current() else { return !shared.settling.borrow().has_idle() };
    shared.alarm.set(world.next_due(), shared, &runtime);
    if shared.settling.borrow().has_idle() {
        let mut idle = Vec::new();
        shared.settling.send_modify(|settling| idle = settling.take_idle());
        for first in idle {
            let (instance, restored) = (first.event.instance.clone(), shared.restored.subscribe());
            let lane = Lane { shared: shared.clone(), instance, restored, is_done: false };
            runtime.spawn(lane.run(first));
        }
    }
    true
}

/// Queues the published events that some receiver wants.
fn queue(shared: &Shared, world: &mut World) {
    if world.outbox.is_empty() {
        return;
    }
    let wanted = |event| {
        let receivers = shared.receivers.wanting(&event);
        (!receivers.is_empty()).then_some(Queued { event, receivers })
    };
    add(shared, std::mem::take(&mut world.outbox).into_iter().filter_map(wanted));
}

/// Adds events to the lanes. The world is locked.
pub(super) fn add(shared: &Shared, events: impl IntoIterator<Item = Queued>) {
    let mut dropped = Vec::new();
    shared.settling.send_modify(|settling| {
        dropped.extend(events.into_iter().filter_map(|event| settling.add(event)));
    });
    let mut deliveries = lock(&shared.deliveries);
    for Queued { event, receivers } in dropped {
        for receiver in &*receivers {
            let ending = Err("too many events of the instance are queued".into()).into();
            deliveries.add(Delivery::new(&event, &**receiver, ending, shared.clock.now(), None));
        }
    }
}

/// Closes the event streams of instances that were deleted, once their last events are delivered.
pub(in crate::kit) fn close_streams_of_deleted(shared: &Shared, world: &World) {
    let settling = shared.settling.borrow();
    shared.streams.retain(|instance| world.instances.contains_key(instance) || settling.has(instance));
}

impl Lane {
    async fn run(mut self, first: Queued) {
        let mut restored = self.restored.clone();
        tokio::select! {
            biased;
            _ = restored.changed() => {}
            () = self.deliver_all(first) => {}
        }
    }

    async fn deliver_all(&mut self, first: Queued) {
        let mut next = Some(first);
        while let Some(queued) = next {
            if let Some(plan) = self.plan(queued) {
                self.deliver_as_planned(plan).await;
            }
            next = self.next();
        }
    }

    async fn deliver_as_planned(&self, Plan { pause, events, is_lost }: Plan) {
        self.wait(pause).await;
        for (index, Queued { event, receivers }) in events.iter().enumerate() {
            for receiver in &**receivers {
                // A lost event may release the one that was held back, which is not lost.
                self.deliver(&**receiver, event, is_lost && index == 0).await;
            }
        }
    }

    /// Applies the faults to an event. Returns `None` if the simulator was restored, because new faults do not apply to
    /// old events.
    fn plan(&self, queued: Queued) -> Option<Plan> {
        let mut faults = lock(&self.shared.event_faults);
        let plan = (!self.is_outdated()).then(|| faults.plan(queued));
        drop(faults);
        // A fault may have been used up.
        self.shared.changed.notify();
        plan
    }

    async fn wait(&self, pause: Duration) {
        if pause.is_zero() {
            return;
        }
        let (clock, limited) = (&self.shared.clock, pause.min(CENTURY));
        let delay = Delay { until: Clock::now(clock) + limited, at: clock.now() + limited };
        self.change(|settling| settling.delay(&self.instance, delay));
        clock.sleep(pause).await;
    }

    async fn deliver(&self, receiver: &dyn Receiver, event: &Published, is_lost: bool) {
        let start = Instant::now();
        let delivery = {
            // `restore` holds this lock too, so no event of the earlier state enters an event stream after it.
            let _world = self.shared.world();
            if self.is_outdated() {
                return;
            }
            (!is_lost).then(|| receiver.deliver(event))
        };
        let (ending, duration) = match delivery {
            Some(delivery) => (delivery.await, Some(start.elapsed())),
            None => (Ending::from(Err("the simulator lost the event".into())), None),
        };
        let delivery = Delivery::new(event, receiver, ending, self.shared.clock.now(), duration);
        let handler_error = delivery.attempt.error.clone().filter(|_| receiver.name() == "handler" && !is_lost);
        self.record(delivery);
        if let Some(error) = handler_error {
            self.change(|settling| settling.fail(error));
        }
    }

    fn record(&self, delivery: Delivery) {
        let attempt = &delivery.attempt;
        if let Some(error) = &attempt.error {
            tracing::warn!(
                error,
                event_id = attempt.event_id,
                transport = attempt.transport,
                "an event was not delivered"
            );
        }
        {
            let mut deliveries = lock(&self.shared.deliveries);
            if !self.is_outdated() {
                deliveries.add(delivery);
            }
        }
        // The next receiver of the event may take long.
        self.shared.changed.notify();
    }

    /// Removes the delivered event, and returns the next one. The events that it caused are already in the lanes, so
    /// `settle` waits for them too.
    fn next(&mut self) -> Option<Queued> {
        start(&self.shared);
        let mut next = None;
        self.change(|settling| next = settling.advance(&self.instance));
        self.is_done = next.is_none();
        if self.is_done {
            close_streams_of_deleted(&self.shared, &self.shared.world());
        }
        self.shared.changed.notify();
        next
    }

    /// Changes the state of the delivery, unless the simulator was restored in the meantime.
    fn change(&self, change: impl FnOnce(&mut super::Settling)) {
        self.shared.settling.send_modify(|settling| {
            if !self.is_outdated() {
                change(settling);
            }
        });
    }

    fn is_outdated(&self) -> bool {
        self.restored.has_changed().unwrap_or(true)
    }
}

/// The runtime may shut down before the lane ends. Nothing waits for its events then.
impl Drop for Lane {
    fn drop(&mut self) {
        if !self.is_done {
            self.change(|settling| settling.remove(&self.instance));
        }
    }
}

/// Delivers all events and waits until the receivers have returned. Does not wait inside a handler.
///
/// # Panics
///
/// Panics outside of a tokio runtime if there are events to deliver, and if the simulator was dropped with handlers.
pub(crate) async fn settle(shared: &Arc<Shared>) {
    shared.receivers.assert_not_dropped();
    assert!(start(shared), "cannot deliver events: there is no tokio runtime");
    shared.changed.notify();
    if waiting::is_useful() {
        settled(shared, None).await;
    }
}

/// Waits until the receivers have returned for all events of one instance, or of all instances.
pub(crate) async fn settled(shared: &Shared, instance: Option<&str>) {
    let mut settling = shared.settling.subscribe();
    // This cannot fail: `shared` owns the sender.
    let _ = settling.wait_for(|settling| settling.is_settled(instance, Clock::now(&shared.clock))).await;
}

/// Returns the events of an instance that are not delivered yet, that which waits for the next one first.
#[cfg(feature = "server")]
pub(crate) fn undelivered(shared: &Shared, instance: &str) -> Vec<Undelivered> {
    let faults = lock(&shared.event_faults);
    let held = faults.held(instance).map(|held| Undelivered { fault: Some("reorder"), ..Undelivered::of(held) });
    drop(faults);
    held.into_iter().chain(shared.settling.borrow().queued(instance)).collect()
}
