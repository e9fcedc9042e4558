//! Queues of items, called lanes. Items of one lane are processed one at a time, in order; lanes are processed
//! concurrently.

#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, VecDeque},
    mem,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

/// The waiting items of each lane.
pub(super) struct Lanes<T> {
    state: Mutex<State<T>>,
    changed: Notify,
}

struct State<T> {
    /// The lanes with an item that is waiting or being processed.
    lanes: HashMap<String, VecDeque<T>>,
    /// The lanes whose first item can be taken.
    ready: VecDeque<String>,
    waiting: usize,
    is_closed: bool,
}

/// An item whose turn it is.
pub(super) struct Turn<T> {
    pub(super) item: T,
    pub(super) place: Place<T>,
}

/// The head of a lane. The next item of the lane waits until this is dropped.
pub(super) struct Place<T> {
    lane: String,
    lanes: Arc<Lanes<T>>,
}

impl<T> Lanes<T> {
    pub(super) fn new() -> Arc<Self> {
        let state = State { lanes: HashMap::new(), ready: VecDeque::new(), waiting: 0, is_closed: false };
        Arc::new(Self { state: Mutex::new(state), changed: Notify::new() })
    }

    /// Adds an item, which `make` creates, to the end of a lane.
    ///
    /// # Errors
    ///
    /// Returns the input if the lanes are closed.
    pub(super) fn push<I>(&self, lane: String, input: I, make: impl FnOnce(I) -> T) -> Result<(), I> {
        let mut state = self.state();
        if state.is_closed {
            return Err(input);
        }
        let item = make(input);
        state.waiting += 1;
        match state.lanes.get_mut(&lane) {
            Some(queue) => queue.push_back(item),
            None => {
                state.lanes.insert(lane.clone(), VecDeque::from([item]));
                state.ready.push_back(lane);
            }
        }
        drop(state);
        self.changed.notify_one();
        Ok(())
    }

    /// Waits for the next item whose turn it is. Returns `None` once the lanes are closed and empty.
    pub(super) async fn next(self: &Arc<Self>) -> Option<Turn<T>> {
        loop {
            let mut changed = pin!(self.changed.notified());
            // From here on no change is missed.
            changed.as_mut().enable();
            match self.take() {
                Taken::Turn(turn) => return Some(turn),
                Taken::Nothing => changed.await,
                Taken::End => return None,
            }
        }
    }

    /// Stops accepting items. Waiting items are still returned.
    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.changed.notify_waiters();
    }

    /// Stops accepting items, and drops the waiting ones.
    pub(super) fn clear(&self) {
        let mut state = self.state();
        state.is_closed = true;
        state.ready.clear();
        state.waiting = 0;
        let dropped = mem::take(&mut state.lanes);
        drop(state);
        self.changed.notify_waiters();
        // Dropping an item can run any code, so the lock is released first.
        drop(dropped);
    }

    fn take(self: &Arc<Self>) -> Taken<T> {
        let mut state = self.state();
        let found = state.ready.pop_front().and_then(|lane| {
            let item = state.lanes.get_mut(&lane)?.pop_front()?;
            Some((lane, item))
        });
        let Some((lane, item)) = found else {
            return if state.is_closed && state.waiting == 0 { Taken::End } else { Taken::Nothing };
        };
        state.waiting -= 1;
        let has_more = !state.ready.is_empty();
        let is_last = state.is_closed && state.waiting == 0;
        drop(state);
        match (is_last, has_more) {
            (true, _) => self.changed.notify_waiters(),
            // Two notifications may have woken only one waiter.
            (false, true) => self.changed.notify_one(),
            (false, false) => {}
        }
        Taken::Turn(Turn { item, place: Place { lane, lanes: self.clone() } })
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Taken<T> {
    Turn(Turn<T>),
    Nothing,
    End,
}

impl<T> Place<T> {
    /// Drops the remaining items of the lane.
    pub(super) fn clear_lane(self) {
        let mut state = self.lanes.state();
        let dropped = state.lanes.get_mut(&self.lane).map(mem::take);
        state.waiting -= dropped.as_ref().map_or(0, VecDeque::len);
        drop(state);
        self.lanes.changed.notify_waiters();
        drop(dropped);
    }
}

impl<T> Drop for Place<T> {
    fn drop(&mut self) {
        let mut state = self.lanes.state();
        let is_empty = state.lanes.get(&self.lane).is_none_or(VecDeque::is_empty);
        if is_empty {
            state.lanes.remove(&self.lane);
        } else {
            let lane = mem::take(&mut self.lane);
            state.ready.push_back(lane);
        }
        drop(state);
        if !is_empty {
            self.lanes.changed.notify_one();
        }
    }
}
