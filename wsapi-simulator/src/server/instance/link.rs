//! A pairing that waits for a phone.

use std::time::{Duration, SystemTime};

use wsapi_client::Jid;

/// How long a QR code can be scanned.
const CODE_LIFETIME: Duration = Duration::from_secs(60);
/// How long the connection of a pairing stays open.
const CONNECTION_LIFETIME: Duration = Duration::from_secs(160);

/// The codes of an instance that is about to be paired.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// The text of the QR code.
    pub(crate) qr: Option<String>,
    /// The code to type, and the phone it is for.
    pub(crate) pair_code: Option<(String, Jid)>,
    pub(crate) opened: SystemTime,
}

/// Why a phone could not be linked to an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkError {
    /// No instance shows this code. A code is void once its instance shows another one.
    UnknownCode,
    /// The code is too old.
    ExpiredCode,
    /// The code was made for another phone number.
    OtherPhone,
    /// The pairing failed on the way, because the test asked for it.
    Failed(String),
}

impl Link {
    /// Whether the connection is still open.
    pub(crate) fn is_open(&self, now: SystemTime) -> bool {
        self.age(now) < CONNECTION_LIFETIME
    }

    /// Whether a phone can scan this text; `None` if it is another one.
    pub(crate) fn accepts_scan(&self, text: &str, now: SystemTime) -> Option<Result<(), LinkError>> {
        let is_fresh = self.age(now) < CODE_LIFETIME;
        (self.qr.as_deref() == Some(text)).then_some(if is_fresh { Ok(()) } else { Err(LinkError::ExpiredCode) })
    }

    /// Whether this phone can enter this code; `None` if it is another one.
    pub(crate) fn accepts_code(&self, code: &str, phone: &Jid, now: SystemTime) -> Option<Result<(), LinkError>> {
        let (_, owner) = self.pair_code.as_ref().filter(|(own, _)| is_same(own, code))?;
        Some(match (owner == phone, self.is_open(now)) {
            (false, _) => Err(LinkError::OtherPhone),
            (true, false) => Err(LinkError::ExpiredCode),
            (true, true) => Ok(()),
        })
    }

    fn age(&self, now: SystemTime) -> Duration {
        now.duration_since(self.opened).unwrap_or_default()
    }
}

/// Compares codes as a phone does: without the hyphen, in any case.
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
