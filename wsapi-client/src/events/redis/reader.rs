//! Reads a stream into a session: pending entries first, then new ones.

use std::{pin::pin, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep_until};

use super::{
    access::Access,
    delivery::EntryDelivery,
    group_stream::{Batch, Rejection, Wanted},
    id::EntryId,
    stream_worker::Served,
};
use crate::events::{
    race::{Winner, race},
    runner::{Permit, Session},
};

/// The number of entries to read at once: the maximum, and the initial number.
const BATCH: usize = 64;
const FIRST_BATCH: usize = 8;

/// The time after which a stream is read again, even without a notification.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The progress of reading a stream.
struct Progress {
    /// The last entry that was read. Pending entries after it have not been seen.
    last: EntryId,
    /// The time at which to claim abandoned entries, if several workers share the stream.
    next_claim: Option<Instant>,
    /// `true` if all pending entries after the last one were first delivered to this worker, in a lost response.
    is_own: bool,
    /// The number of entries to read: a few from a stream that was read to its end, and one after a failure, because
    /// more may be too large for one response. It doubles after each response.
    batch: usize,
    failures: u32,
}

/// Reads until the session is closed, the lease is lost, or the stream does not exist.
pub(super) async fn read<A: Access>(served: &Arc<Served<A>>, session: &Session<EntryDelivery<A>>, start: &'static str) {
    let created = race(pin!(served.persist(|| served.stream.create_group(start))), pin!(session.closed())).await;
    if !matches!(created, Winner::First(Some(true))) {
        return;
    }
    let is_shared = served.stream.access.min_idle().is_some();
    let mut progress = Progress {
        last: EntryId::default(),
        next_claim: is_shared.then(Instant::now),
        is_own: is_shared,
        batch: FIRST_BATCH,
        failures: 0,
    };
    while let Some(room) = session.room().await {
        if let Err(rejection) = step(served, session, room, &mut progress).await
            && !recover(served, rejection, &mut progress).await
        {
            return;
        }
    }
}

/// Reads once, and then waits for new entries if there are no more.
async fn step<A: Access>(
    served: &Arc<Served<A>>,
    session: &Session<EntryDelivery<A>>,
    room: Permit,
    progress: &mut Progress,
) -> Result<(), Rejection> {
    let more = std::iter::from_fn(|| session.try_room());
    let permits: Vec<_> = std::iter::once(room).chain(more).take(progress.batch).collect();
    let wanted = permits.len();
    let is_claiming = progress.next_claim.is_some_and(|time| Instant::now() >= time);
    let what = if is_claiming { Wanted::Abandoned } else { Wanted::After(progress.last) };
    let batch = served.stream.read(what, wanted).await;
    if is_claiming && batch.is_err() {
        // Redis may have claimed entries of other workers, which are then pending for this one.
        progress.is_own = false;
    }
    let batch = batch?;
    progress.failures = 0;
    progress.is_own |= batch.is_new;
    progress.batch = (progress.batch * 2).min(BATCH);
    let (is_new, count, end) = (batch.is_new, batch.entries.len(), batch.end);
    let is_first_here = batch.is_new || (progress.is_own && !is_claiming);
    push(served, session, batch, permits, is_first_here, progress);
    if is_claiming && count < wanted {
        // There are no more abandoned entries.
        progress.next_claim = served.stream.access.min_idle().map(|min_idle| Instant::now() + min_idle / 4);
    }
    if is_new && count < wanted {
        progress.batch = progress.batch.min(FIRST_BATCH);
        let waiting = served.stream.worker.notifier.wait(&served.stream.name, end.unwrap_or(progress.last));
        let latest = sleep_until(progress.next_claim.unwrap_or_else(|| Instant::now() + LONGEST_WAIT));
        race(pin!(waiting), pin!(race(pin!(latest), pin!(session.closed())))).await;
    }
    Ok(())
}

fn push<A: Access>(
    served: &Arc<Served<A>>,
    session: &Session<EntryDelivery<A>>,
    batch: Batch,
    permits: Vec<Permit>,
    is_first_here: bool,
    progress: &mut Progress,
) {
    let reporter = &served.stream.worker.reporter;
    for (mut entry, permit) in batch.entries.into_iter().zip(permits) {
        progress.last = progress.last.max(entry.id);
        let Some(fields) = entry.fields.take() else {
            // The script has already acknowledged the entry.
            reporter.count(|stats| stats.vanished += 1);
            continue;
        };
        let is_first_here = is_first_here && entry.deliveries <= 1;
        let delivery = EntryDelivery::new(served.clone(), &entry, fields, is_first_here);
        if !served.entries.insert(entry.id, delivery.attempts) {
            continue;
        }
        reporter.count(|stats| stats.claimed += u64::from(!is_first_here));
        // If the session is closed, the entry stays pending for the next reader.
        _ = session.push(permit, delivery);
    }
}

/// Returns whether reading can continue.
async fn recover<A: Access>(served: &Served<A>, rejection: Rejection, progress: &mut Progress) -> bool {
    let error = match rejection {
        Rejection::Lost => return false,
        Rejection::Server(error) => error,
    };
    if error.is_no_group() {
        return create_group_again(served, progress).await;
    }
    progress.batch = 1;
    served.stream.worker.reporter.wait_after(&error, &mut progress.failures).await;
    true
}

/// Creates a deleted group again, after the last entry that was read, or at the start if the stream was replaced.
/// Returns whether reading can continue.
async fn create_group_again<A: Access>(served: &Served<A>, progress: &mut Progress) -> bool {
    tracing::warn!(stream = served.stream.name, "the consumer group of a stream no longer exists, creating it again");
    let Some(newest) = served.persist(|| served.stream.newest()).await else { return false };
    if newest.is_none_or(|newest| newest < progress.last) {
        progress.last = EntryId::default();
    }
    // Entries in flight are delivered again and skipped, so that they are pending in the new group too.
    let oldest = served.entries.ids().first().map(|id| id.before());
    let start = oldest.unwrap_or(progress.last).min(progress.last).to_string();
    served.persist(|| served.stream.create_group(&start)).await == Some(true)
}
