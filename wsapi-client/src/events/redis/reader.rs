//! Reads a stream into lanes: first what is pending, then what is new.

use tokio::{
    sync::OwnedSemaphorePermit,
    time::{Instant, sleep_until},
};

use super::{
    id::EntryId,
    item::Item,
    race::race,
    serving::{Serving, Start},
    source::{Batch, Refusal},
};

/// How many entries are read at once, at most.
const BATCH: usize = 64;

/// How far a stream was read.
struct Place {
    /// The last entry that was pushed; what is pending after it has not been seen.
    last: EntryId,
    /// The newest entry that was ever read, after which a group that was lost begins again.
    newest: EntryId,
    /// When to look for what others left, where many read side by side.
    next_claim: Option<Instant>,
    /// Whether all that comes after the last entry was given to this worker first, even if the answer was lost.
    is_own: bool,
    /// How many entries to read at once: one after a failure, since more may be too much for one answer, then twice as
    /// many each time.
    batch: usize,
    failures: u32,
}

impl Default for Place {
    fn default() -> Self {
        let (last, newest) = Default::default();
        Self { last, newest, next_claim: None, is_own: true, batch: BATCH, failures: 0 }
    }
}

impl Serving {
    /// Reads until the lease is lost or there is no such stream.
    pub(super) async fn read(&self) {
        let start = match self.start {
            Start::Oldest => "0",
            Start::Now => "$",
        };
        let is_shared = self.source.lease.is_none();
        if self.persist(|| self.source.make_group(start, is_shared)).await != Some(true) {
            return;
        }
        let mut place = Place::default();
        if is_shared {
            place.next_claim = Some(Instant::now());
        } else {
            // The lease is ours, so whoever had these before has them no more.
            let Some(claimed) = self.persist(|| self.source.claim(0)).await else { return };
            self.worker.counters.taken_over.add(claimed);
            place.is_own = claimed == 0;
        }
        while self.step(&mut place).await {}
    }

    /// One read; `false` if there is nothing more to be read here.
    async fn step(&self, place: &mut Place) -> bool {
        let Some(room) = self.lanes.room().await else { return false };
        let rooms: Vec<_> =
            std::iter::once(room).chain(std::iter::from_fn(|| self.lanes.try_room())).take(place.batch).collect();
        let wanted = rooms.len();
        if let Err(refusal) = self.claim_abandoned(place).await {
            return self.recover(refusal, place).await;
        }
        // What is acknowledged while the server answers may still be in the answer.
        let held = if self.source.lease.is_none() { self.hand.held() } else { Vec::new() };
        let batch = match self.source.read(place.last, wanted).await {
            Ok(batch) => batch,
            Err(refusal) => return self.recover(refusal, place).await,
        };
        place.failures = 0;
        place.is_own |= batch.is_new;
        place.batch = (place.batch * 2).min(BATCH);
        let (is_new, end, count) = (batch.is_new, batch.end, batch.entries.len());
        self.push(batch, &held, rooms, place);
        if is_new && count < wanted {
            let end = end.unwrap_or(place.newest);
            let waiting = self.worker.watcher.wait(&self.source.stream, end);
            match place.next_claim {
                Some(time) => {
                    race(waiting, sleep_until(time)).await;
                }
                None => waiting.await,
            }
        }
        true
    }

    /// Where many read side by side, makes entries one's own that nobody keeps any more.
    async fn claim_abandoned(&self, place: &mut Place) -> Result<(), Refusal> {
        if place.next_claim.is_none_or(|time| Instant::now() < time) {
            return Ok(());
        }
        let min_idle = self.worker.settings.min_idle;
        let claimed = self.source.claim(min_idle.as_millis()).await?;
        place.next_claim = Some(Instant::now() + min_idle / 4);
        if claimed > 0 {
            self.worker.counters.taken_over.add(claimed);
            // They are older than what was read. All that is pending is read again, and what is in hand passed over.
            place.last = EntryId::default();
            place.is_own = false;
        }
        Ok(())
    }

    fn push(&self, batch: Batch, held: &[EntryId], rooms: Vec<OwnedSemaphorePermit>, place: &mut Place) {
        for ((id, entry), room) in batch.entries.into_iter().zip(rooms) {
            place.last = id;
            place.newest = place.newest.max(id);
            if held.binary_search(&id).is_ok() || !self.hand.take(id) {
                continue;
            }
            match entry {
                Some(entry) => {
                    self.worker.counters.read.one();
                    let item = Item::new(id, entry, place.is_own, &self.worker.verifier);
                    if self.lanes.push(room, item.lane.clone(), item).is_err() {
                        // It stays pending, and whoever reads next has it. Done is what is acknowledged.
                        self.hand.forget(&[id]);
                    }
                }
                None => {
                    self.worker.counters.vanished.one();
                    self.hand.done(id);
                }
            }
        }
    }

    async fn recover(&self, refusal: Refusal, place: &mut Place) -> bool {
        let error = match refusal {
            Refusal::Lost => return false,
            Refusal::Server(error) => error,
        };
        if error.is_no_group() {
            return self.make_group_again(place).await;
        }
        place.batch = 1;
        self.wait_after(&error, &mut place.failures).await;
        true
    }

    /// A group that was lost begins again after what was read; what is in hand stays so. If the stream is another one
    /// by now, it begins with that.
    async fn make_group_again(&self, place: &mut Place) -> bool {
        let Some(newest) = self.persist(|| self.source.newest()).await else { return false };
        if newest.is_none_or(|newest| newest < place.newest) {
            (place.last, place.newest) = Default::default();
        }
        let start = place.newest.to_string();
        tracing::warn!(stream = self.source.stream, "the group of a stream was lost, and is made again");
        self.persist(|| self.source.make_group(&start, self.source.lease.is_none())).await == Some(true)
    }
}
