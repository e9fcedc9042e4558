//! Converts to and from the types of date-time crates, each behind the feature of its name.

#[cfg(any(feature = "jiff", feature = "time", feature = "chrono"))]
use super::Time;

#[cfg(feature = "jiff")]
impl Time {
    /// Converts to jiff's type. Returns `None` if the time is unset or cannot be parsed. Requires the feature `jiff`.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let time: wsapi_client::Time = "2026-03-01T12:00:00Z".parse()?;
    /// assert_eq!(time.to_jiff(), Some("2026-03-01T12:00:00Z".parse()?));
    /// # Ok(())
    /// # }
    /// ```
    pub fn to_jiff(&self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::from_nanosecond(self.unix_nanos()?).ok()
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Time {
    fn from(time: jiff::Timestamp) -> Self {
        Self::from_unix_nanos(time.as_nanosecond())
    }
}

#[cfg(feature = "time")]
impl Time {
    /// Converts to the type of the crate `time`, in UTC. Returns `None` if the time is unset or cannot be parsed.
    /// Requires the feature `time`.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let time: wsapi_client::Time = "1970-01-01T00:00:00Z".parse()?;
    /// assert_eq!(time.to_time(), Some(time::OffsetDateTime::UNIX_EPOCH));
    /// # Ok(())
    /// # }
    /// ```
    pub fn to_time(&self) -> Option<::time::OffsetDateTime> {
        ::time::OffsetDateTime::from_unix_timestamp_nanos(self.unix_nanos()?).ok()
    }
}

#[cfg(feature = "time")]
impl From<::time::OffsetDateTime> for Time {
    fn from(time: ::time::OffsetDateTime) -> Self {
        Self::from_unix_nanos(time.unix_timestamp_nanos())
    }
}

#[cfg(feature = "chrono")]
impl Time {
    /// Converts to chrono's type, in UTC. Returns `None` if the time is unset or cannot be parsed. Requires the feature
    /// `chrono`.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let time: wsapi_client::Time = "1970-01-01T00:00:00Z".parse()?;
    /// assert_eq!(time.to_chrono(), Some(chrono::DateTime::UNIX_EPOCH));
    /// # Ok(())
    /// # }
    /// ```
    pub fn to_chrono(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        let nanos = self.unix_nanos()?;
        let seconds = i64::try_from(nanos.div_euclid(super::SECOND)).ok()?;
        chrono::DateTime::from_timestamp(seconds, nanos.rem_euclid(super::SECOND) as u32)
    }
}

#[cfg(feature = "chrono")]
impl<Zone: chrono::TimeZone> From<chrono::DateTime<Zone>> for Time {
    fn from(time: chrono::DateTime<Zone>) -> Self {
        let nanos = i128::from(time.timestamp()) * super::SECOND + i128::from(time.timestamp_subsec_nanos());
        Self::from_unix_nanos(nanos)
    }
}
