//! The statistics of a receiver.

use std::fmt;

use super::reason::RejectionReason;
use crate::events::EventStats;

/// The statistics of the requests and the events of a receiver since it was built. Requires the feature `webhook`.
///
/// Each request is either accepted or rejected, and each received event ends as described at [`EventStats`]. By default
/// an event is received when its request is accepted, so the two numbers are the same. With
/// [`acknowledge_after_handler`](super::ReceiverBuilder::acknowledge_after_handler), an event whose sender did not wait
/// for the handler is handled even though its request was rejected.
///
/// ```
/// use wsapi_client::events::webhook::{ReceiverStats, RejectionReason};
///
/// fn is_losing_events(stats: &ReceiverStats) -> bool {
///     stats.events.failed > 0 || stats.rejected(RejectionReason::QueueFull) > 0
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceiverStats {
    /// The statistics of the events that are passed to the handler. With a durable queue, there are none.
    pub events: EventStats,
    /// Requests that were acknowledged.
    pub accepted: u64,
    /// Events that were appended to the durable queue.
    pub stored: u64,
    pub(super) rejected: [u64; RejectionReason::COUNT],
}

impl ReceiverStats {
    /// Returns how many requests were rejected for this reason.
    pub fn rejected(&self, reason: RejectionReason) -> u64 {
        self.rejected[reason as usize]
    }

    /// Returns how many requests were rejected for each reason. Reasons that did not occur are left out.
    pub fn rejections(&self) -> impl Iterator<Item = (RejectionReason, u64)> + '_ {
        RejectionReason::ALL.iter().map(|&reason| (reason, self.rejected(reason))).filter(|&(_, count)| count > 0)
    }

    /// Returns how many requests were rejected for any reason.
    pub fn total_rejected(&self) -> u64 {
        self.rejected.iter().sum()
    }
}

/// Prints one line.
impl fmt::Display for ReceiverStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { events, accepted, stored, rejected: _ } = self;
        write!(f, "{events}, accepted {accepted}, stored {stored}, rejected {}", self.total_rejected())?;
        for (index, (reason, count)) in self.rejections().enumerate() {
            write!(f, "{}{reason} {count}", if index == 0 { " (" } else { ", " })?;
        }
        f.write_str(if self.total_rejected() > 0 { ")" } else { "" })
    }
}
