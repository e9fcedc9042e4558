//! Snapshots of the state of a simulator.

use std::{fmt, sync::atomic::Ordering};

use super::{
    Simulator,
    delivery::{Settling, close_streams_of_deleted},
    shared::lock,
};
use crate::world::World;

/// The state of a simulator at one moment: accounts, chats and instances. [`Simulator::snapshot`] returns it.
///
/// ```
/// # use wsapi_simulator::Simulator;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let sim = Simulator::new();
/// let (ada, bot) = (sim.person("+49 170 1234567"), sim.phone());
/// let start = sim.snapshot();
/// for text in ["one", "two"] {
///     sim.restore(&start);
///     ada.writes(text).await;
///     assert_eq!(bot.chat(&ada).texts(), [text]);
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct Snapshot(Box<World>);

impl Simulator {
    /// Takes a snapshot of the current state.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(Box::new(self.shared.world().clone()))
    }

    /// Restores an earlier state, and clears all requests, deliveries, handler errors, faults and pending events. An
    /// event in flight is dropped: its webhook is not waited for, and its in-process handler is cancelled. Open event
    /// streams stay open, but events that their clients have not read yet are dropped. The time does not go back.
    pub fn restore(&self, snapshot: &Snapshot) {
        let shared = &self.shared;
        {
            let mut world = shared.world();
            *world = World::clone(&snapshot.0);
            // These events are not delivered yet.
            world.outbox.clear();
            // The deliveries of the other state end first, so that they add nothing to the lists that are cleared here.
            shared.restored.send_replace(());
            shared.settling.send_modify(Settling::clear);
            shared.streams.discard();
            close_streams_of_deleted(shared, &world);
        }
        lock(&shared.stubs).clear();
        lock(&shared.event_faults).clear();
        lock(&shared.journal).clear();
        lock(&shared.deliveries).clear();
        shared.epoch.fetch_add(1, Ordering::SeqCst);
        shared.changed.notify();
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Snapshot").finish()
    }
}
