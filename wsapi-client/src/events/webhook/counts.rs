//! What a receiver has done so far, in numbers.

use std::fmt;

use super::Reason;

/// What a receiver has done so far, in numbers. They begin with the receiver, and only [`pending`](Self::pending) ever
/// becomes smaller.
///
/// Each request ends as accepted or as refused. Each event that was taken in is pending, and ends as handled, duplicate,
/// failed or stored. Where events are acknowledged at once, `accepted` is the sum of these four and of what is pending.
///
/// ```
/// use wsapi_client::events::webhook::{Counts, Reason};
///
/// fn is_losing(counts: &Counts) -> bool {
///     counts.failed > 0 || counts.refused(Reason::QueueFull) > 0
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Requests that were answered with success.
    pub accepted: u64,
    /// Events that the handler returned `Ok` for.
    pub handled: u64,
    /// Events that were handled before, so that the handler did not see them again.
    pub duplicates: u64,
    /// Events that were given up: they are gone, unless the callback kept them.
    pub failed: u64,
    /// Events that the durable queue has taken.
    pub stored: u64,
    /// Events that wait, are in work, or wait for another attempt.
    pub pending: u64,
    pub(super) refused: [u64; Reason::COUNT],
}

impl Counts {
    /// Requests that were refused for this reason.
    ///
    /// ```
    /// use wsapi_client::events::webhook::{Counts, Reason};
    ///
    /// fn attacks(counts: &Counts) -> u64 {
    ///     counts.refused(Reason::WrongSignature)
    /// }
    /// ```
    pub fn refused(&self, reason: Reason) -> u64 {
        self.refused[reason as usize]
    }

    /// Requests that were refused, by reason; the reasons that never came up are left out.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::Counts;
    /// fn print(counts: &Counts) {
    ///     for (reason, count) in counts.refusals() {
    ///         println!("{reason}: {count}");
    ///     }
    /// }
    /// ```
    pub fn refusals(&self) -> impl Iterator<Item = (Reason, u64)> + '_ {
        Reason::ALL.iter().map(|&reason| (reason, self.refused(reason))).filter(|&(_, count)| count > 0)
    }

    /// Requests that were refused, for whatever reason.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::Counts;
    /// fn requests(counts: &Counts) -> u64 {
    ///     counts.accepted + counts.all_refused()
    /// }
    /// ```
    pub fn all_refused(&self) -> u64 {
        self.refused.iter().sum()
    }
}

/// One line.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { accepted, handled, duplicates, failed, stored, pending, refused: _ } = self;
        write!(
            f,
            "accepted {accepted}, handled {handled}, duplicates {duplicates}, failed {failed}, stored {stored}, "
        )?;
        write!(f, "pending {pending}, refused {}", self.all_refused())?;
        for (index, (reason, count)) in self.refusals().enumerate() {
            write!(f, "{}{reason} {count}", if index == 0 { " (" } else { ", " })?;
        }
        f.write_str(if self.all_refused() > 0 { ")" } else { "" })
    }
}
