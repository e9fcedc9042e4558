//! The code that all handlers run before they handle an event, and the record of what they see.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use tokio::sync::{
    mpsc::{UnboundedSender, unbounded_channel},
    watch,
};
use tracing::{Metadata, Span};
use wsapi_client::{
    Client, Event,
    events::{Attempt, BoxError},
};

use crate::{
    calls::client,
    events::{is_bad, is_of_bad_chat},
    journal::{Journal, Seen},
};

/// The line that is logged when a handler is called.
pub(crate) const CALLED: &str = "handler called";

/// The state of a handler.
pub(crate) struct Witness {
    client: Client,
    seen: UnboundedSender<Seen>,
    is_open: watch::Sender<bool>,
    /// The number of events of other chats that are not handled yet.
    others: watch::Sender<usize>,
    running: AtomicUsize,
    most_running: AtomicUsize,
}

impl Witness {
    /// Creates a witness of this many events of other chats. Its handlers wait until it is opened.
    pub(crate) fn new(others: usize) -> (Self, Journal) {
        let (seen, journal) = unbounded_channel();
        let (is_open, others) = (watch::Sender::new(false), watch::Sender::new(others));
        let (running, most_running) = (AtomicUsize::new(0), AtomicUsize::new(0));
        (Self { client: client(), seen, is_open, others, running, most_running }, Journal::new(journal))
    }

    /// The channel for events that failed.
    pub(crate) fn channel(&self) -> UnboundedSender<Seen> {
        self.seen.clone()
    }

    /// Lets handlers continue.
    pub(crate) fn open(&self) {
        self.is_open.send_replace(true);
    }

    /// The number of handlers that run.
    pub(crate) fn running(&self) -> usize {
        self.running.load(SeqCst)
    }

    /// The largest number of handlers that ran at the same time.
    pub(crate) fn most_running(&self) -> usize {
        self.most_running.load(SeqCst)
    }

    /// Records an attempt, which ends when the visit is dropped, and makes a call. The event that is handled badly then
    /// waits until all events of other chats are handled.
    pub(crate) async fn attend(&self, event: &Event, attempt: Attempt) -> Result<Visit<'_>, BoxError> {
        let visit = Visit::begin(self, event, attempt);
        let span = Span::current().metadata().map(Metadata::name);
        tracing::info!(span, "{CALLED}");
        self.client.groups().list().await?;
        self.is_open.subscribe().wait_for(|is_open| *is_open).await?;
        if is_bad(event) {
            self.others.subscribe().wait_for(|others| *others == 0).await?;
        }
        Ok(visit)
    }
}

/// An attempt that runs.
pub(crate) struct Visit<'a> {
    witness: &'a Witness,
    event_id: String,
    is_other: bool,
}

impl<'a> Visit<'a> {
    fn begin(witness: &'a Witness, event: &Event, attempt: Attempt) -> Self {
        let running = witness.running.fetch_add(1, SeqCst) + 1;
        witness.most_running.fetch_max(running, SeqCst);
        // The test may have failed and ended.
        _ = witness.seen.send(Seen::Started(event.event_id.clone(), attempt));
        Self { witness, event_id: event.event_id.clone(), is_other: !is_of_bad_chat(event) }
    }
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        _ = self.witness.seen.send(Seen::Ended(self.event_id.clone()));
        if self.is_other {
            self.witness.others.send_modify(|others| *others = others.saturating_sub(1));
        }
        self.witness.running.fetch_sub(1, SeqCst);
    }
}
