//! The state of a simulator as a value.

use std::fmt;

use super::{Simulator, shared::lock};
use crate::world::World;

/// Everything that a simulator knew at one moment: accounts, chats, instances. See [`Simulator::snapshot`].
#[derive(Clone)]
pub struct Snapshot(Box<World>);

impl Simulator {
    /// The state as it is now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(Box::new(self.shared.world().clone()))
    }

    /// Returns to an earlier state, and forgets all requests, deliveries, handler errors, faults and events that wait.
    /// The time does not go back.
    pub fn restore(&self, snapshot: &Snapshot) {
        *self.shared.world() = World::clone(&snapshot.0);
        self.shared.settling.send_modify(|settling| settling.forget_waiting());
        lock(&self.shared.stubs).clear();
        lock(&self.shared.event_faults).clear();
        lock(&self.shared.journal).clear();
        lock(&self.shared.deliveries).clear();
        self.shared.changed.notify_waiters();
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Snapshot").finish()
    }
}
