//! Dropping a simulator.

use std::{sync::Arc, thread};

use super::{
    delivery::Settling,
    shared::{Shared, lock},
};

/// Stops the simulator when it is dropped. Only the [`Simulator`](super::Simulator) that the builder returns has one.
///
/// Handlers own clients and handles, which own the state of the simulator, and that state owns the handlers. Removing
/// the handlers breaks this reference cycle, which would otherwise leak.
#[derive(Debug)]
pub(super) struct Owner(pub(super) Arc<Shared>);

impl Drop for Owner {
    fn drop(&mut self) {
        self.stop();
        let expectations = &self.0.expectations;
        if thread::panicking() {
            // A test without a seed of its own has the same ids in every run.
            if let seed @ 1.. = expectations.seed() {
                eprintln!("the seed of the simulator was {seed}; reproduce its ids with `Builder::seed`");
            }
        } else if let Some(problem) = expectations.problem() {
            panic!("{problem}");
        }
    }
}

impl Owner {
    fn stop(&self) {
        let shared = &self.0;
        let receivers = shared.receivers.close();
        {
            let _world = shared.world();
            shared.restored.send_replace(());
            shared.settling.send_modify(Settling::clear);
            shared.streams.close();
        }
        // Queued events refer to their receivers too.
        lock(&shared.event_faults).clear();
        shared.changed.notify();
        drop(receivers);
    }
}
