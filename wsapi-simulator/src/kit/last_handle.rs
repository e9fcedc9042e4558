//! The end of a simulator.

use std::{sync::Arc, thread};

use super::shared::Shared;

/// What all handles of a simulator share, so that it is dropped with the last of them.
///
/// A handler often has a client, and a client keeps the state of its simulator, which has the handlers. Without an end of
/// this cycle, nothing of it would ever be freed.
#[derive(Debug)]
pub(super) struct LastHandle(pub(super) Arc<Shared>);

impl Drop for LastHandle {
    fn drop(&mut self) {
        self.0.receivers.clear();
        let expectations = &self.0.expectations;
        if thread::panicking() {
            eprintln!(
                "the seed of the simulator was {}: `Simulator::builder().seed(…)` repeats its ids",
                expectations.seed()
            );
        } else if let Some(problem) = expectations.problem() {
            panic!("{problem}");
        }
    }
}
