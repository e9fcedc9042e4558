//! The calls of handlers and of the callback for failed events, in order.

use tokio::sync::mpsc::UnboundedReceiver;
use wsapi_client::events::{Attempt, FailedEvent};

use crate::events::Sent;

pub(crate) enum Seen {
    /// An attempt to handle the event with this id started.
    Started(String, Attempt),
    /// The attempt ended, or was cancelled.
    Ended(String),
    Failed(FailedEvent),
}

/// A step of the events of a chat, which are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Started { event: usize, number: u32, is_redelivery: bool },
    Ended { event: usize },
    Failed { event: usize },
}

/// Everything that was seen so far.
pub(crate) struct Journal {
    channel: UnboundedReceiver<Seen>,
    seen: Vec<Seen>,
}

impl Journal {
    pub(crate) fn new(channel: UnboundedReceiver<Seen>) -> Self {
        Self { channel, seen: Vec::new() }
    }

    /// Adds everything that was seen since the last call.
    pub(crate) fn read(&mut self) {
        self.seen.extend(std::iter::from_fn(|| self.channel.try_recv().ok()));
    }

    /// The steps of a chat with these events.
    pub(crate) fn steps(&self, chat: &[Sent]) -> Vec<Step> {
        let place = |id: &str| chat.iter().position(|sent| sent.id == id).map(|index| index + 1);
        let steps = self.seen.iter().filter_map(|seen| {
            Some(match seen {
                Seen::Started(id, attempt) => {
                    let Attempt { number, is_redelivery, .. } = *attempt;
                    Step::Started { event: place(id)?, number, is_redelivery }
                }
                Seen::Ended(id) => Step::Ended { event: place(id)? },
                Seen::Failed(failed) => Step::Failed { event: place(&id(failed))? },
            })
        });
        steps.collect()
    }

    /// The events that failed.
    pub(crate) fn failed(&self) -> impl Iterator<Item = &FailedEvent> {
        self.seen.iter().filter_map(|seen| match seen {
            Seen::Failed(failed) => Some(failed),
            Seen::Started(..) | Seen::Ended(_) => None,
        })
    }
}

fn id(failed: &FailedEvent) -> String {
    failed.event().expect("a readable event").event_id
}
