//! Points in time, as the service writes them.

mod convert;
mod rfc3339;

use std::{
    fmt,
    str::FromStr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

use crate::runtime::error::Error;

/// 0002-01-01T00:00:00Z. The service writes an earlier time for "no time".
const YEAR_TWO: i128 = rfc3339::nanoseconds(2, 1, 1);

const SECOND: i128 = 1_000_000_000;

/// A point in time, stored as the text that was received.
///
/// The text is parsed only by the conversions, so an invalid time never makes a response unreadable, and a time is
/// written back exactly as it was received. If WhatsApp reports no time, the service sends one in year 1; every
/// conversion returns `None` for it. Two times are equal if their texts are equal. To order times, compare
/// [`unix_nanos`](Self::unix_nanos).
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use wsapi_client::Time;
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let time: Time = "2026-03-01T12:00:00.5+01:00".parse()?;
/// assert_eq!(time.to_system_time(), Some(UNIX_EPOCH + Duration::from_millis(1_772_362_800_500)));
///
/// let never: Time = "0001-01-01T00:00:00Z".parse()?;
/// assert_eq!(never.to_system_time(), None);
/// # Ok(())
/// # }
/// ```
///
/// The features `jiff`, `time` and `chrono` add conversions to and from the types of these crates.
#[doc(alias("timestamp", "datetime"))]
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(Box<str>);

impl Time {
    /// Returns the text as it was received.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether it means "no time": a time in year 1, or an empty text.
    ///
    /// ```
    /// # use wsapi_client::Time;
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert!("0001-01-01T00:00:00Z".parse::<Time>()?.is_unset());
    /// # Ok(())
    /// # }
    /// ```
    pub fn is_unset(&self) -> bool {
        self.0.is_empty() || rfc3339::parse(&self.0).is_some_and(|nanos| nanos < YEAR_TWO)
    }

    /// Returns the nanoseconds since 1970, or `None` if it is unset or cannot be parsed.
    ///
    /// ```
    /// # use wsapi_client::Time;
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!("1970-01-01T00:00:01Z".parse::<Time>()?.unix_nanos(), Some(1_000_000_000));
    /// # Ok(())
    /// # }
    /// ```
    pub fn unix_nanos(&self) -> Option<i128> {
        rfc3339::parse(&self.0).filter(|nanos| *nanos >= YEAR_TWO)
    }

    /// Converts to the type of the standard library. Returns `None` if it is unset or cannot be parsed.
    ///
    /// ```
    /// # use wsapi_client::Time;
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let time: Time = "1970-01-01T00:00:00Z".parse()?;
    /// assert_eq!(time.to_system_time(), Some(std::time::UNIX_EPOCH));
    /// # Ok(())
    /// # }
    /// ```
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let nanos = self.unix_nanos()?;
        let distance = nanos.unsigned_abs();
        let seconds = u64::try_from(distance / SECOND.unsigned_abs()).ok()?;
        let distance = Duration::from_secs(seconds) + Duration::from_nanos((distance % SECOND.unsigned_abs()) as u64);
        if nanos < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
    }

    /// Creates a time from a text of the service, without a check.
    pub(crate) fn from_received(text: &str) -> Self {
        Self(text.into())
    }

    fn from_unix_nanos(nanos: i128) -> Self {
        Self(rfc3339::format(nanos).into())
    }
}

impl FromStr for Time {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match rfc3339::parse(text) {
            Some(_) => Ok(Self(text.into())),
            None => Err(Error::invalid_text("invalid time: expected RFC 3339, such as `2026-03-01T12:00:00Z`")),
        }
    }
}

/// Converts to UTC. A time before year 0 or after year 9999 cannot be written, and becomes the nearest time that can
/// be.
impl From<SystemTime> for Time {
    fn from(time: SystemTime) -> Self {
        // A duration of u64 seconds fits an i128 of nanoseconds.
        Self::from_unix_nanos(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_nanos() as i128,
            Err(before) => -(before.duration().as_nanos() as i128),
        })
    }
}

impl From<&Time> for Time {
    fn from(time: &Time) -> Self {
        time.clone()
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The time that the service sends if WhatsApp reports none.
impl Default for Time {
    fn default() -> Self {
        Self("0001-01-01T00:00:00Z".into())
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A text that is not a time can contain anything.
        let is_time = self.0.is_empty() || rfc3339::parse(&self.0).is_some();
        write!(f, "Time({})", if is_time { &self.0 } else { "…" })
    }
}
