//! The entries of a stream that are in flight, which means read but not yet acknowledged.

use std::{
    collections::BTreeMap,
    pin::pin,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use super::id::EntryId;

#[derive(Default)]
pub(super) struct Entries {
    states: Mutex<BTreeMap<EntryId, EntryState>>,
    lost: Notify,
}

pub(super) enum EntryState {
    InFlight(Attempts),
    /// Another consumer has the entry.
    Lost,
}

/// The attempts to handle an entry.
#[derive(Clone, Copy)]
pub(super) struct Attempts {
    /// The attempts that were made.
    pub(super) made: u32,
    /// The attempts that Redis has counted. An attempt is counted before it is made.
    pub(super) counted: u32,
}

impl Entries {
    /// Adds an entry. Returns `false` if it is already in flight.
    pub(super) fn insert(&self, id: EntryId, attempts: Attempts) -> bool {
        let mut states = self.states();
        let is_new = !states.contains_key(&id);
        if is_new {
            states.insert(id, EntryState::InFlight(attempts));
        }
        is_new
    }

    pub(super) fn set(&self, id: EntryId, state: EntryState) {
        if let Some(current) = self.states().get_mut(&id) {
            *current = state;
        }
    }

    pub(super) fn remove(&self, id: EntryId) {
        self.states().remove(&id);
    }

    pub(super) fn ids(&self) -> Vec<EntryId> {
        self.states().keys().copied().collect()
    }

    /// Returns the entries whose last attempt was counted by Redis and has not ended.
    pub(super) fn miscounted(&self) -> Vec<(EntryId, Attempts)> {
        let states = self.states();
        let waiting = states.iter().filter_map(|(id, state)| match state {
            EntryState::InFlight(attempts) if attempts.made != attempts.counted => Some((*id, *attempts)),
            _ => None,
        });
        waiting.collect()
    }

    /// Marks entries as taken by another consumer.
    pub(super) fn lose(&self, ids: impl IntoIterator<Item = EntryId>) {
        ids.into_iter().for_each(|id| self.set(id, EntryState::Lost));
        self.lost.notify_waiters();
    }

    pub(super) fn is_lost(&self, id: EntryId) -> bool {
        matches!(self.states().get(&id), Some(EntryState::Lost))
    }

    /// Waits until another consumer has the entry.
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

    fn states(&self) -> MutexGuard<'_, BTreeMap<EntryId, EntryState>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
