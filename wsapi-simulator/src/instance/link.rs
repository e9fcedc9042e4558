//! A pending pairing.

use std::time::{Duration, SystemTime};

use wsapi_client::Jid;

/// The lifetime of a QR code.
const CODE_LIFETIME: Duration = Duration::from_secs(60);
/// The time after which the connection of a pairing is closed.
const CONNECTION_LIFETIME: Duration = Duration::from_secs(160);

/// The codes of an instance with a pending pairing.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// The text of the QR code.
    pub(crate) qr: Option<String>,
    /// The pair code, and the phone number that it is for.
    pub(crate) pair_code: Option<(String, Jid)>,
    pub(crate) opened: SystemTime,
}

/// The error of a failed pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkError {
    /// No instance shows this code. A new code invalidates the earlier one of its instance.
    UnknownCode,
    /// The code has expired.
    ExpiredCode,
    /// The code is for another phone number.
    OtherPhone,
    /// The pairing failed because the test requested it.
    Failed(String),
}

impl Link {
    /// Returns `true` if the connection is still open.
    pub(crate) fn is_open(&self, now: SystemTime) -> bool {
        self.age(now) < CONNECTION_LIFETIME
    }

    /// Checks whether a phone can scan this QR code. Returns `None` if the text is not that of the code.
    pub(crate) fn accepts_scan(&self, text: &str, now: SystemTime) -> Option<Result<(), LinkError>> {
        let is_fresh = self.qr_until(now).is_some();
        (self.qr.as_deref() == Some(text)).then_some(if is_fresh { Ok(()) } else { Err(LinkError::ExpiredCode) })
    }

    /// Checks whether this phone can enter this pair code. Returns `None` if the code is a different one.
    pub(crate) fn accepts_code(&self, code: &str, phone: &Jid, now: SystemTime) -> Option<Result<(), LinkError>> {
        let (_, owner) = self.pair_code.as_ref().filter(|(own, _)| is_same(own, code))?;
        Some(match (owner == phone, self.is_open(now)) {
            (false, _) => Err(LinkError::OtherPhone),
            (true, false) => Err(LinkError::ExpiredCode),
            (true, true) => Ok(()),
        })
    }

    /// Returns the time until which a phone can scan the QR code. Returns `None` if it cannot.
    pub(crate) fn qr_until(&self, now: SystemTime) -> Option<SystemTime> {
        self.qr.as_ref().map(|_| self.opened + CODE_LIFETIME).filter(|until| now < *until)
    }

    /// Returns the phone that can enter the pair code, and the time until which it can. Returns `None` if none can.
    pub(crate) fn pair_code_until(&self, now: SystemTime) -> Option<(&Jid, SystemTime)> {
        let (_, phone) = self.pair_code.as_ref().filter(|_| self.is_open(now))?;
        Some((phone, self.opened + CONNECTION_LIFETIME))
    }

    fn age(&self, now: SystemTime) -> Duration {
        now.duration_since(self.opened).unwrap_or_default()
    }
}

/// Compares codes as a phone does, ignoring the hyphen and the case.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |code: &str| code.replace('-', "").to_ascii_uppercase();
    plain(one) == plain(other)
}

impl std::fmt::Display for LinkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownCode => f.write_str("no instance shows this code"),
            Self::ExpiredCode => f.write_str("the code has expired"),
            Self::OtherPhone => f.write_str("the code is for another phone number"),
            Self::Failed(error) => write!(f, "the pairing failed: {error}"),
        }
    }
}

impl std::error::Error for LinkError {}
