//! A deduplication store in memory.

use std::{
    collections::{HashMap, VecDeque},
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{Claim, DedupStore};
use crate::{BoxFuture, events::BoxError};

/// The default capacity in keys.
const CAPACITY: usize = 100_000;

/// Remembers the latest handled events in memory. Unlike a store outside of the process, it forgets them when the
/// process ends. Requires the feature `events`.
pub struct MemoryStore {
    capacity: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    keys: HashMap<String, Entry>,
    /// The keys that are done, oldest first.
    done: VecDeque<String>,
}

enum Entry {
    InProgress { owner: String },
    Done,
}

impl MemoryStore {
    /// Creates a store that remembers this many keys and forgets the oldest ones first. A message has two keys; any
    /// other event has one.
    pub fn new(capacity: usize) -> Self {
        Self { capacity, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, key: &str, owner: &str) -> Claim {
        let mut state = self.state();
        match state.keys.get(key) {
            Some(Entry::Done) => Claim::Done,
            Some(Entry::InProgress { .. }) => Claim::InProgress,
            None => {
                state.keys.insert(key.to_owned(), Entry::InProgress { owner: owner.to_owned() });
                Claim::Granted
            }
        }
    }

    fn finish(&self, key: &str, owner: &str) {
        let mut state = self.state();
        if !state.is_held(key, owner) {
            return;
        }
        state.keys.insert(key.to_owned(), Entry::Done);
        state.done.push_back(key.to_owned());
        while state.done.len() > self.capacity {
            if let Some(oldest) = state.done.pop_front() {
                state.keys.remove(&oldest);
            }
        }
    }

    fn free(&self, key: &str, owner: &str) {
        let mut state = self.state();
        if state.is_held(key, owner) {
            state.keys.remove(key);
        }
    }
}

impl State {
    fn is_held(&self, key: &str, owner: &str) -> bool {
        matches!(self.keys.get(key), Some(Entry::InProgress { owner: holder }) if holder == owner)
    }
}

impl DedupStore for MemoryStore {
    fn claim<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<Claim, BoxError>> {
        Box::pin(async move { Ok(self.take(key, owner)) })
    }

    fn complete<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            self.finish(key, owner);
            Ok(())
        })
    }

    fn release<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            self.free(key, owner);
            Ok(())
        })
    }

    fn abandon(&self, key: &str, owner: &str) {
        self.free(key, owner);
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new(CAPACITY)
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").field("capacity", &self.capacity).finish_non_exhaustive()
    }
}
