//! An entry of a stream that the runner handles.

use std::sync::Arc;

use bytes::Bytes;

use super::{
    access::Access,
    entries::{Attempts, EntryState},
    group_stream::Entry,
    id::EntryId,
    stream_worker::Served,
};
use crate::events::{
    Attempt, EventError, FailedEvent, Origin, StreamEntry,
    dispatcher::Received,
    error::Chain,
    runner::{Delivery, End, Permit, Prepared, lane},
};

/// The maximum number of characters of an error in a dead letter.
const LONGEST_ERROR: usize = 1_000;

pub(super) struct EntryDelivery<A: Access> {
    served: Arc<Served<A>>,
    id: EntryId,
    entry: StreamEntry,
    /// The event, until the first attempt takes it.
    event: Option<Result<Received, EventError>>,
    lane: String,
    /// `true` if another worker or an earlier run may have started to handle the event.
    is_redelivery: bool,
    /// The attempts that were made before this worker read the entry.
    earlier: u32,
    pub(super) attempts: Attempts,
}

impl<A: Access> EntryDelivery<A> {
    /// Wraps an entry that was read. Redis has already counted this delivery as an attempt.
    pub(super) fn new(served: Arc<Served<A>>, entry: &Entry, fields: StreamEntry, is_new: bool) -> Self {
        let event = fields.read(&served.stream.worker.verifier).map_err(EventError::signature);
        let lane = match &event {
            Ok(event) => lane(event),
            // An event without a valid signature has no chat, so no other event waits for it.
            Err(_) => format!("entry {}", entry.id),
        };
        let attempts = served.attempts(entry.deliveries, is_new);
        let earlier = attempts.made;
        Self {
            id: entry.id,
            entry: fields,
            event: Some(event),
            lane,
            is_redelivery: !is_new,
            earlier,
            attempts,
            served,
        }
    }

    /// Counts an attempt before it is made, because it may kill the process. Returns `Some(false)` if another worker
    /// has the entry.
    async fn count(&mut self, number: u32) -> Option<bool> {
        if self.attempts.counted >= number {
            return Some(true);
        }
        let stream = &self.served.stream;
        let counted = [(self.id, Some(self.served.counter(number)))];
        // Redis may count the attempt even if the response is lost or no one waits for it.
        self.attempts.counted = number;
        self.served.entries.set(self.id, EntryState::InFlight(self.attempts));
        let taken = self.served.persist(|| stream.touch(&counted)).await?;
        // The owner of a stream continues, regardless of other clients.
        Some(stream.access.lease().is_some() || taken.is_empty())
    }

    async fn move_to_dead_letters(&self, failed: &FailedEvent) -> bool {
        let reason = match failed.error() {
            error if error.is_signature() => "signature",
            error if error.is_unreadable() => "unreadable",
            error if error.is_interrupted() => "interrupted",
            error if error.is_panic() => "panic",
            _ => "handler",
        };
        let stream = &self.served.stream;
        let error: String = Chain(failed.error()).to_string().chars().take(LONGEST_ERROR).collect();
        let fields = [
            ("deadReason", reason.to_owned()),
            ("deadError", error),
            ("deadAttempts", failed.attempts().to_string()),
            ("deadMayBePartlyHandled", failed.may_be_partly_handled().to_string()),
            ("deadEntryId", self.id.to_string()),
            ("deadStream", stream.name.clone()),
            ("deadGroup", stream.worker.settings.group.clone()),
        ];
        let mut calls = 0;
        let moving = self.served.persist(|| {
            calls += 1;
            stream.move_to_dead_letters(self.id, calls > 1, &fields)
        });
        let moved = moving.await;
        if moved == Some(2) {
            stream.worker.reporter.count(|stats| stats.vanished += 1);
        }
        matches!(moved, Some(1 | 2))
    }
}

impl<A: Access> Delivery for EntryDelivery<A> {
    const IS_REDELIVERED: bool = true;

    fn lane(&self) -> String {
        self.lane.clone()
    }

    fn read(&mut self) -> Result<Received, EventError> {
        let verifier = &self.served.stream.worker.verifier;
        self.event.take().unwrap_or_else(|| self.entry.read(verifier).map_err(EventError::signature))
    }

    fn raw(&self) -> Bytes {
        self.entry.json().into()
    }

    fn origin(&self) -> Origin {
        let stream = self.served.stream.name.clone();
        let dead_letter_stream = self.served.stream.worker.settings.dead_letter_stream(&stream);
        Origin::Redis { stream, entry_id: self.id.to_string(), dead_letter_stream }
    }

    async fn prepare(&mut self, failed: u32) -> Prepared {
        let made = self.earlier.saturating_add(failed);
        self.attempts.made = made;
        if !self.served.stream.is_held() {
            return Prepared::Stop;
        }
        if self.served.entries.is_lost(self.id) {
            return Prepared::Lost;
        }
        if made >= self.served.max_attempts() {
            return Prepared::Exhausted(made);
        }
        let number = made + 1;
        match self.count(number).await {
            None => return Prepared::Stop,
            Some(false) => return Prepared::Lost,
            Some(true) => {}
        }
        Prepared::Attempt(Attempt { number, is_redelivery: self.is_redelivery })
    }

    fn failed(&mut self) {
        self.attempts.made = self.attempts.counted;
        self.served.entries.set(self.id, EntryState::InFlight(self.attempts));
    }

    async fn lost(&self) {
        self.served.entries.lost(self.id).await;
    }

    /// Retries until Redis responds. The permit is held until then.
    async fn settle(self, end: End<'_>, _permit: Permit) -> bool {
        let stream = &self.served.stream;
        let is_settled = match end {
            End::Handled | End::Duplicate => self.served.persist(|| stream.acknowledge(self.id)).await.is_some(),
            End::Failed(failed) => self.move_to_dead_letters(failed).await,
            End::Lost => false,
        };
        self.served.entries.remove(self.id);
        is_settled
    }
}
