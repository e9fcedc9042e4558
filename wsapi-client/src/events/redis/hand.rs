//! What is in hand: entries that were read and not acknowledged, and those whose acknowledgement is due.

use std::{
    collections::{BTreeSet, HashSet},
    pin::pin,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use super::id::EntryId;

#[derive(Default)]
pub(super) struct Hand {
    state: Mutex<State>,
    due: Notify,
    lost: Notify,
}

#[derive(Default)]
struct State {
    held: BTreeSet<EntryId>,
    due: Vec<EntryId>,
    /// Lanes with an entry that was given up here, so that what follows it has to wait for the next owner.
    left: HashSet<String>,
    /// What is in hand and somebody else's by now.
    lost: HashSet<EntryId>,
    /// Whose handler was reached, or may have been.
    begun: HashSet<EntryId>,
    /// Whose try was counted before it began.
    counted: HashSet<EntryId>,
    is_over: bool,
}

/// What is in hand and no handler has seen, at least this time.
#[derive(Default)]
pub(super) struct Unreached {
    /// Whose try was counted beforehand.
    pub(super) counted: Vec<EntryId>,
    pub(super) others: Vec<EntryId>,
}

impl Hand {
    /// `false` if it is in hand already.
    pub(super) fn take(&self, id: EntryId) -> bool {
        self.state().held.insert(id)
    }

    /// What is in hand.
    pub(super) fn held(&self) -> Vec<EntryId> {
        self.state().held.iter().copied().collect()
    }

    /// It is done, and to be acknowledged.
    pub(super) fn done(&self, id: EntryId) {
        let mut state = self.state();
        state.begun.insert(id);
        state.due.push(id);
        drop(state);
        self.due.notify_one();
    }

    /// These are nobody's concern any more.
    pub(super) fn forget(&self, ids: &[EntryId]) {
        let mut state = self.state();
        for id in ids {
            state.held.remove(id);
            state.lost.remove(id);
            state.begun.remove(id);
            state.counted.remove(id);
        }
    }

    /// A try was counted that is about to begin.
    pub(super) fn count(&self, id: EntryId) {
        self.state().counted.insert(id);
    }

    pub(super) fn begin(&self, id: EntryId) {
        self.state().begun.insert(id);
    }

    /// The handler was not reached.
    pub(super) fn not_begun(&self, id: EntryId) {
        self.state().begun.remove(&id);
    }

    /// A try is over and was counted; the next one is another.
    pub(super) fn end(&self, id: EntryId) {
        let mut state = self.state();
        state.begun.remove(&id);
        state.counted.remove(&id);
    }

    pub(super) fn unreached(&self) -> Unreached {
        let state = self.state();
        let unreached = state.held.iter().copied().filter(|id| !state.begun.contains(id));
        let (counted, others) = unreached.partition(|id| state.counted.contains(id));
        Unreached { counted, others }
    }

    /// Somebody else has these by now. What is not in hand any more was done meanwhile.
    pub(super) fn lose(&self, ids: &[EntryId]) {
        let mut state = self.state();
        for id in ids {
            if state.held.contains(id) {
                state.lost.insert(*id);
            }
        }
        drop(state);
        self.lost.notify_waiters();
    }

    pub(super) fn is_lost(&self, id: EntryId) -> bool {
        self.state().lost.contains(&id)
    }

    /// Waits until somebody else has it.
    pub(super) async fn lost(&self, id: EntryId) {
        loop {
            let mut lost = pin!(self.lost.notified());
            // From here on no change is missed.
            lost.as_mut().enable();
            if self.is_lost(id) {
                return;
            }
            lost.await;
        }
    }

    pub(super) fn leave(&self, lane: &str) {
        self.state().left.insert(lane.to_owned());
    }

    pub(super) fn is_left(&self, lane: &str) -> bool {
        self.state().left.contains(lane)
    }

    /// Nothing more will be done.
    pub(super) fn close(&self) {
        self.state().is_over = true;
        self.due.notify_one();
    }

    /// What is to be acknowledged: all that became due since the last time. `None` once there will be nothing more.
    pub(super) async fn due(&self) -> Option<Vec<EntryId>> {
        loop {
            {
                let mut state = self.state();
                if !state.due.is_empty() {
                    return Some(std::mem::take(&mut state.due));
                }
                if state.is_over {
                    return None;
                }
            }
            self.due.notified().await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
