//! Work in lanes: what stands in the same lane is done one after the other and in order, lanes beside each other.

#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, VecDeque},
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// Items that wait, by lane, with room for a number of them.
pub(crate) struct Lanes<T> {
    state: Mutex<State<T>>,
    changed: Notify,
    room: Arc<Semaphore>,
}

struct State<T> {
    /// The lanes that have an item waiting or in work.
    lanes: HashMap<String, VecDeque<Waiting<T>>>,
    /// The lanes whose first item can be taken.
    ready: VecDeque<String>,
    waiting: usize,
    is_closed: bool,
}

/// An item holds its room until its work is over.
type Waiting<T> = (T, OwnedSemaphorePermit);

/// An item whose turn it is.
pub(crate) struct Turn<T> {
    pub(crate) item: T,
    #[allow(dead_code, reason = "some drop it with the rest, and never by itself")]
    pub(crate) place: Place<T>,
}

/// The place at the head of a lane. The next of the lane has to wait until this is dropped.
pub(crate) struct Place<T> {
    lane: String,
    lanes: Arc<Lanes<T>>,
    _room: OwnedSemaphorePermit,
}

impl<T> Lanes<T> {
    pub(crate) fn new(capacity: usize) -> Arc<Self> {
        let state = State { lanes: HashMap::new(), ready: VecDeque::new(), waiting: 0, is_closed: false };
        Arc::new(Self {
            state: Mutex::new(state),
            changed: Notify::new(),
            // Without any room nothing would ever be done.
            room: Arc::new(Semaphore::new(capacity.clamp(1, Semaphore::MAX_PERMITS))),
        })
    }

    /// Waits for room for one item; `None` once closed.
    pub(crate) async fn room(&self) -> Option<OwnedSemaphorePermit> {
        self.room.clone().acquire_owned().await.ok()
    }

    /// Room for one more item, if there is some now.
    #[cfg(feature = "redis")]
    pub(crate) fn try_room(&self) -> Option<OwnedSemaphorePermit> {
        self.room.clone().try_acquire_owned().ok()
    }

    /// Puts an item at the end of its lane.
    ///
    /// # Errors
    ///
    /// It was closed while the room was held, and nobody may look for the item any more: the caller has it back.
    pub(crate) fn push(&self, room: OwnedSemaphorePermit, lane: String, item: T) -> Result<(), T> {
        let mut state = self.state();
        if state.is_closed {
            return Err(item);
        }
        state.waiting += 1;
        match state.lanes.get_mut(&lane) {
            Some(queue) => queue.push_back((item, room)),
            None => {
                state.lanes.insert(lane.clone(), VecDeque::from([(item, room)]));
                state.ready.push_back(lane);
            }
        }
        drop(state);
        self.changed.notify_one();
        Ok(())
    }

    /// The next item whose turn it is; `None` once closed and empty.
    pub(crate) async fn next(self: &Arc<Self>) -> Option<Turn<T>> {
        loop {
            let mut changed = pin!(self.changed.notified());
            // From here on no change is missed.
            changed.as_mut().enable();
            match self.take() {
                Taken::Turn(turn) => return Some(turn),
                Taken::Nothing => changed.await,
                Taken::Over => return None,
            }
        }
    }

    /// Takes nothing more in. What waits is still handed out.
    pub(crate) fn close(&self) {
        self.room.close();
        self.state().is_closed = true;
        self.changed.notify_waiters();
    }

    /// Takes nothing more in, and lets go of what waits: nobody will come for it.
    pub(crate) fn abandon(&self) {
        self.close();
        let mut state = self.state();
        let waiting = std::mem::take(&mut state.lanes);
        state.ready.clear();
        state.waiting = 0;
        drop(state);
        self.changed.notify_waiters();
        // Who drops an item may do whatever it likes, and so not while it is locked.
        drop(waiting);
    }

    /// Whether it takes nothing more in.
    pub(crate) fn is_closed(&self) -> bool {
        self.state().is_closed
    }

    fn take(self: &Arc<Self>) -> Taken<T> {
        let mut state = self.state();
        let found = state.ready.pop_front().and_then(|lane| {
            let (item, room) = state.lanes.get_mut(&lane)?.pop_front()?;
            Some((lane, item, room))
        });
        let Some((lane, item, room)) = found else {
            return if state.is_closed && state.waiting == 0 { Taken::Over } else { Taken::Nothing };
        };
        state.waiting -= 1;
        let is_more = !state.ready.is_empty();
        let is_last = state.is_closed && state.waiting == 0;
        drop(state);
        match (is_last, is_more) {
            (true, _) => self.changed.notify_waiters(),
            // Two changes may have woken one.
            (false, true) => self.changed.notify_one(),
            (false, false) => {}
        }
        Taken::Turn(Turn { item, place: Place { lane, lanes: self.clone(), _room: room } })
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Taken<T> {
    Turn(Turn<T>),
    Nothing,
    Over,
}

impl<T> Drop for Place<T> {
    fn drop(&mut self) {
        let mut state = self.lanes.state();
        let is_empty = state.lanes.get(&self.lane).is_none_or(VecDeque::is_empty);
        if is_empty {
            state.lanes.remove(&self.lane);
        } else {
            let lane = std::mem::take(&mut self.lane);
            state.ready.push_back(lane);
        }
        drop(state);
        if !is_empty {
            self.lanes.changed.notify_one();
        }
    }
}
