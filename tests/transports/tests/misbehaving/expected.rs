//! The expected result of the event that is handled badly.

use wsapi_client::events::EventStats;

use crate::{events::Events, journal::Step};

/// The expected result of an event.
#[derive(Clone, Copy)]
pub(crate) struct Expected {
    /// The number of attempts that fail.
    pub(crate) failed_attempts: u32,
    /// The error of each, with its sources.
    pub(crate) error: &'static str,
    pub(crate) end: End,
}

/// The end of an event.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Handled,
    Failed,
    /// It is still handled when the transport is shut down.
    Interrupted,
}

impl Expected {
    /// The number of attempts to handle the event.
    fn attempts(self) -> u32 {
        self.failed_attempts + u32::from(self.end != End::Failed)
    }

    /// The steps of the events of the chat.
    pub(crate) fn steps(self, is_redelivered: bool) -> Vec<Step> {
        let attempts = (1..=self.attempts()).flat_map(|number| attempt(1, number));
        let rest = match self.end {
            End::Handled => attempt(2, 1).to_vec(),
            End::Failed => [vec![Step::Failed { event: 1 }], attempt(2, 1).to_vec()].concat(),
            End::Interrupted if is_redelivered => Vec::new(),
            End::Interrupted => vec![Step::Failed { event: 1 }, Step::Failed { event: 2 }],
        };
        attempts.chain(rest).collect()
    }

    /// The number of events that are in flight until the transport is shut down.
    pub(crate) fn unsettled(self, events: &Events) -> usize {
        if self.end == End::Interrupted { events.bad.len() } else { 0 }
    }

    /// The statistics at the end.
    pub(crate) fn stats(self, is_redelivered: bool, events: &Events) -> EventStats {
        let (bad, others) = (events.bad.len() as u64, events.count_of_others() as u64);
        let mut stats = EventStats::default();
        stats.received = bad + others;
        (stats.handled, stats.failed, stats.released) = match self.end {
            End::Handled => (others + bad, 0, 0),
            End::Failed => (others + bad - 1, 1, 0),
            End::Interrupted if is_redelivered => (others, 0, bad),
            End::Interrupted => (others, bad, 0),
        };
        stats.failed_attempts = self.failed_attempts.into();
        stats
    }
}

/// The steps of each other chat.
pub(crate) fn steps_of_others() -> Vec<Step> {
    [attempt(1, 1), attempt(2, 1)].concat()
}

fn attempt(event: usize, number: u32) -> [Step; 2] {
    [Step::Started { event, number, is_redelivery: false }, Step::Ended { event }]
}
