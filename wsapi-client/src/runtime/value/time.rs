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

/// 0002-01-01T00:00:00Z: what lies before stands for "no time" in the service's language.
const YEAR_TWO: i128 = rfc3339::nanoseconds(2, 1, 1);

const SECOND: i128 = 1_000_000_000;

/// A point in time, kept as the text that it came as.
///
/// It is read when it is asked for, so a time never makes an answer unreadable, and it is written as it
/// was read. Where WhatsApp gave no time the service writes one in year 1: every conversion answers
/// `None` for it. Two times are equal when their texts are; compare [`unix_nanos`](Self::unix_nanos) to
/// order them.
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
/// The features `jiff`, `time` and `chrono` add conversions from and to the types of these crates.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(Box<str>);

impl Time {
    /// The text, as it came.
    ///
    /// ```
    /// # use wsapi_client::Time;
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!("2026-03-01T12:00:00+01:00".parse::<Time>()?.as_str(), "2026-03-01T12:00:00+01:00");
    /// # Ok(())
    /// # }
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it stands for "no time": a time in year 1, or an empty text.
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

    /// Nanoseconds since 1970, or `None` if it is unset or cannot be read.
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

    /// The time as the standard library has it, or `None` if it is unset or cannot be read.
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

    /// A text from the service, whatever it is.
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
            None => Err(Error::invalid_text("not a time in the form of RFC 3339, such as `2026-03-01T12:00:00Z`")),
        }
    }
}

/// The time in UTC. Years before 0 and after 9999 cannot be written and become the nearest that can.
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

/// The time that the service sends where WhatsApp gave none.
impl Default for Time {
    fn default() -> Self {
        Self("0001-01-01T00:00:00Z".into())
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is no time can be any text.
        let is_time = self.0.is_empty() || rfc3339::parse(&self.0).is_some();
        write!(f, "Time({})", if is_time { &self.0 } else { "…" })
    }
}
