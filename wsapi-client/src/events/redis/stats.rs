//! The statistics of a consumer.

use std::fmt;

use crate::events::EventStats;

/// The statistics of a consumer since it was built. Requires the feature `redis`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsumerStats {
    /// The statistics of the events.
    pub events: EventStats,
    /// Entries that were removed from their stream before they were handled.
    pub vanished: u64,
    /// Entries that another worker had read but not acknowledged, and that this consumer claimed.
    pub claimed: u64,
    /// Leases of streams that were acquired.
    pub leases_acquired: u64,
    /// Leases of streams that expired or were taken by another worker.
    pub leases_lost: u64,
    /// Entries that were trimmed.
    pub trimmed: u64,
    /// Commands that failed, or to which Redis did not respond.
    pub server_errors: u64,
}

impl fmt::Display for ConsumerStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { events, vanished, claimed, leases_acquired, leases_lost, trimmed, server_errors } = self;
        write!(f, "{events}, vanished {vanished}, claimed {claimed}, leases acquired {leases_acquired}, ")?;
        write!(f, "leases lost {leases_lost}, trimmed {trimmed}, server errors {server_errors}")
    }
}
