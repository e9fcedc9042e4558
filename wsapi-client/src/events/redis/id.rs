//! The ids of entries.

use std::{fmt, str::FromStr};

/// The id of an entry of a stream: a time in milliseconds and a sequence number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct EntryId {
    millis: u64,
    number: u64,
}

impl EntryId {
    /// Returns the last id before the millisecond of this one.
    pub(super) fn before(self) -> Self {
        Self { millis: self.millis.saturating_sub(1), number: u64::MAX }
    }
}

impl FromStr for EntryId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (millis, number) = text.split_once('-').ok_or(())?;
        Ok(Self { millis: millis.parse().map_err(drop)?, number: number.parse().map_err(drop)? })
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.millis, self.number)
    }
}
