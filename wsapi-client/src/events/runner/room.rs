//! Limits for events in flight and for running handlers, which sessions share fairly.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

/// A number of permits that sessions share.
///
/// A single session may use all of them. If there are several sessions, one that is stuck does not stop the others. A
/// freed permit goes to the waiting session that holds the fewest.
pub(super) struct Room {
    capacity: usize,
    rule: Rule,
    state: Mutex<State>,
}

/// The share of a session if there are several.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    /// No more permits than remain free, but always one, even if none is free.
    InFlight,
    /// Three quarters of the permits, and only if one is free.
    Running,
}

#[derive(Default)]
struct State {
    held: usize,
    seats: HashMap<u64, Holding>,
    /// The number of seats that are open.
    open: usize,
    next: u64,
}

#[derive(Default)]
struct Holding {
    held: usize,
    is_open: bool,
    waiting: VecDeque<oneshot::Sender<Permit>>,
}

/// A session that uses a room.
pub(super) struct Seat {
    room: Arc<Room>,
    id: u64,
}

/// A permit for one event or handler, which is freed on drop.
pub(in crate::events) struct Permit {
    room: Arc<Room>,
    seat: u64,
}

impl Room {
    pub(super) fn new(capacity: usize, rule: Rule) -> Arc<Self> {
        Arc::new(Self { capacity, rule, state: Mutex::default() })
    }

    pub(super) fn seat(self: &Arc<Self>) -> Seat {
        let mut state = self.state();
        let id = state.next;
        state.next += 1;
        state.open += 1;
        state.seats.insert(id, Holding { is_open: true, ..Holding::default() });
        Seat { room: self.clone(), id }
    }

    /// Returns whether a session that holds this many permits may take one more.
    fn allows(&self, state: &State, held: usize) -> bool {
        let free = self.capacity.saturating_sub(state.held);
        match self.rule {
            _ if state.open <= 1 && held > 0 => free > 0,
            Rule::InFlight => held == 0 || held < free,
            Rule::Running => free > 0 && held < (self.capacity - self.capacity.div_ceil(4)).max(1),
        }
    }

    /// Takes a permit, if the session may have one more.
    fn try_take(self: &Arc<Self>, state: &mut State, seat: u64) -> Option<Permit> {
        let held = state.seats.get(&seat)?.held;
        if !self.allows(state, held) {
            return None;
        }
        state.held += 1;
        state.seats.get_mut(&seat)?.held += 1;
        Some(Permit { room: self.clone(), seat })
    }

    /// Changes the state, and then grants permits to waiting sessions.
    fn release(self: &Arc<Self>, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        change(&mut state);
        let mut granted = Vec::new();
        while let Some(seat) = self.next(&mut state)
            && let Some(permit) = self.try_take(&mut state, seat)
        {
            let sender = state.seats.get_mut(&seat).and_then(|holding| holding.waiting.pop_front());
            granted.push((sender, permit));
        }
        drop(state);
        for (sender, permit) in granted {
            // If the session no longer waits, the permit is dropped and goes to the next session.
            drop(sender.map(|sender| sender.send(permit)));
        }
    }

    /// Returns the waiting session that holds the fewest permits, of those that may have one more.
    fn next(&self, state: &mut State) -> Option<u64> {
        // Removes waiters that are gone. A permit granted to one would be released again, recursively.
        for holding in state.seats.values_mut() {
            while holding.waiting.front().is_some_and(oneshot::Sender::is_closed) {
                holding.waiting.pop_front();
            }
        }
        let waiting = state.seats.iter().filter(|(_, holding)| !holding.waiting.is_empty());
        let allowed = waiting.filter(|(_, holding)| self.allows(state, holding.held));
        allowed.min_by_key(|(id, holding)| (holding.held, **id)).map(|(id, _)| *id)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Changes the state of a seat, and removes a seat that is no longer used.
    fn update(&mut self, seat: u64, change: impl FnOnce(&mut Holding)) {
        if let Some(holding) = self.seats.get_mut(&seat) {
            change(holding);
            if holding.held == 0 && !holding.is_open {
                self.seats.remove(&seat);
            }
        }
    }
}

impl Seat {
    /// Takes a permit, if one is available.
    pub(super) fn try_take(&self) -> Option<Permit> {
        self.room.try_take(&mut self.room.state(), self.id)
    }

    /// Waits for a permit.
    pub(super) async fn take(&self) -> Permit {
        loop {
            let receiver = {
                let mut state = self.room.state();
                if let Some(permit) = self.room.try_take(&mut state, self.id) {
                    return permit;
                }
                let (sender, receiver) = oneshot::channel();
                state.update(self.id, |holding| {
                    holding.waiting.retain(|sender| !sender.is_closed());
                    holding.waiting.push_back(sender);
                });
                receiver
            };
            if let Ok(permit) = receiver.await {
                return permit;
            }
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.room.release(|state| {
            state.open -= 1;
            state.update(self.id, |holding| {
                holding.is_open = false;
                holding.waiting.clear();
            });
        });
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.room.release(|state| {
            state.held -= 1;
            state.update(self.seat, |holding| holding.held -= 1);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Permit, Room, Rule, Seat};

    fn fill(seat: &Seat) -> Vec<Permit> {
        std::iter::from_fn(|| seat.try_take()).collect()
    }

    #[test]
    fn single_session_uses_all_room() {
        let room = Room::new(8, Rule::InFlight);
        let seat = room.seat();
        assert_eq!(fill(&seat).len(), 8);
        assert_eq!(fill(&seat).len(), 8, "room of dropped events can be used again");
    }

    #[test]
    fn stuck_session_leaves_room_for_others() {
        let room = Room::new(100, Rule::InFlight);
        let (stuck, other) = (room.seat(), room.seat());
        let held = fill(&stuck);
        assert_eq!(held.len(), 50);
        assert_eq!(fill(&other).len(), 25);
        let more = fill(&other);
        assert_eq!(fill(&room.seat()).len(), 13);
        drop((held, more));
    }

    #[test]
    fn every_session_may_hold_one_event() {
        let room = Room::new(2, Rule::InFlight);
        let seats: Vec<_> = (0..5).map(|_| room.seat()).collect();
        let held: Vec<_> = seats.iter().map(|seat| seat.try_take()).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(seats.iter().all(|seat| seat.try_take().is_none()));
    }

    #[test]
    fn stuck_session_leaves_handlers_to_others() {
        let room = Room::new(8, Rule::Running);
        let (stuck, other) = (room.seat(), room.seat());
        let held = fill(&stuck);
        assert_eq!(held.len(), 6);
        assert_eq!(fill(&other).len(), 2);
        drop(held);
        drop(other);
        assert_eq!(fill(&stuck).len(), 8, "a single session uses all");
    }

    #[test]
    fn no_more_handlers_run_than_allowed() {
        let room = Room::new(2, Rule::Running);
        let seats: Vec<_> = (0..5).map(|_| room.seat()).collect();
        assert_eq!(seats.iter().filter_map(Seat::try_take).collect::<Vec<_>>().len(), 2);
    }

    #[tokio::test]
    async fn waiting_session_gets_room_that_is_dropped() {
        let room = Room::new(1, Rule::InFlight);
        let seat = room.seat();
        let permit = seat.take().await;
        // This future stops waiting, and must not keep the permit.
        let gone = tokio::time::timeout(std::time::Duration::from_millis(1), seat.take()).await;
        assert!(gone.is_err());
        let (permit, ()) = tokio::join!(seat.take(), async { drop(permit) });
        drop(permit);
        assert!(seat.try_take().is_some());
    }

    #[tokio::test]
    async fn cancelled_waiters_leave_nothing_behind() {
        let room = Room::new(1, Rule::InFlight);
        let (seat, other) = (room.seat(), room.seat());
        let (first, second) = (seat.take().await, other.take().await);
        for seat in [&seat, &other].into_iter().cycle().take(50_000) {
            let mut waiting = std::pin::pin!(seat.take());
            std::future::poll_fn(|context| {
                assert!(waiting.as_mut().poll(context).is_pending());
                std::task::Poll::Ready(())
            })
            .await;
        }
        assert!(room.state().seats.values().all(|holding| holding.waiting.len() <= 1));
        drop((first, second));
        assert!(seat.try_take().is_some());
    }

    #[tokio::test]
    async fn last_session_may_use_all_room() {
        let room = Room::new(4, Rule::InFlight);
        let (seat, other) = (room.seat(), room.seat());
        let held = fill(&seat);
        assert_eq!(held.len(), 2);
        let (permit, ()) = tokio::join!(seat.take(), async { drop(other) });
        drop(permit);
        assert_eq!(fill(&seat).len(), 2);
    }
}
