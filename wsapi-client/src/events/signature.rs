//! Whether an event is the service's own.

use std::{
    error::Error as StdError,
    fmt,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;

use super::UnreadableEvent;
use crate::{Error, Event, Secret, Time};

/// What stands before the hexadecimal digits of a signature.
const SCHEME: &str = "sha256=";

/// Checks that an event is signed with a secret that the service and the receiver share, over the bytes as they came:
/// JSON that was read and printed again is another text.
///
/// ```
/// use wsapi_client::events::Verifier;
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let verifier = Verifier::new("whsec_of_this_month")?.or("whsec_of_last_month")?;
/// assert!(verifier.verify(b"{}", Some("sha256=00")).is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Verifier {
    /// None if unsigned events are taken.
    keys: Option<Vec<Hmac<Sha256>>>,
    max_age: Option<Duration>,
}

impl Verifier {
    /// Takes events that are signed with the secret.
    ///
    /// ```
    /// use wsapi_client::events::Verifier;
    ///
    /// let error = Verifier::new("whsec_example\n").unwrap_err();
    /// assert!(error.to_string().starts_with("the signing secret ends with a line break"));
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the secret is blank, or starts or ends with white space: no event would be signed with it.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, Error> {
        Self { keys: Some(Vec::new()), max_age: None }.or(secret)
    }

    /// Takes events that are signed with this secret as well, while one secret is replaced by another.
    ///
    /// ```
    /// # use wsapi_client::{Error, Secret, events::Verifier};
    /// fn verifier(new: Secret, old: Secret) -> Result<Verifier, Error> {
    ///     Verifier::new(new)?.or(old)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the secret is blank, or starts or ends with white space. Also fails if unsigned events are accepted, since
    /// a secret would then protect nothing.
    pub fn or(mut self, secret: impl Into<Secret>) -> Result<Self, Error> {
        let secret = secret.into();
        if let Some(problem) = secret.problem() {
            return Err(Error::invalid_text(&format!("the signing secret {problem}")));
        }
        let Some(keys) = &mut self.keys else {
            return Err(Error::invalid_text("where unsigned events are accepted, a signing secret protects nothing"));
        };
        // A key of any length is a key.
        let key = Hmac::new_from_slice(secret.expose().as_bytes());
        keys.push(key.map_err(|_| Error::invalid_text("not a signing secret"))?);
        Ok(self)
    }

    /// Takes every event, signed or not, from whoever sends it. For a server without a signing secret that nobody else
    /// can stand in for.
    ///
    /// ```
    /// use wsapi_client::events::Verifier;
    ///
    /// assert!(Verifier::accept_unsigned().verify(b"{}", None).is_ok());
    /// ```
    pub fn accept_unsigned() -> Self {
        Self { keys: None, max_age: None }
    }

    /// Refuses events that the service made longer ago than this, or that much in the future: what somebody has
    /// recorded cannot be sent again later. Repeats within that time are found by their ids.
    ///
    /// The time is the `receivedAt` of the event, which is signed with it. Leave room for clocks that differ. Do not use
    /// it where events wait before they are read, as in a Redis stream.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wsapi_client::events::Verifier;
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let verifier = Verifier::new("whsec_example")?.max_age(Duration::from_secs(300));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(age);
        self
    }

    /// Checks the body of a request against its header `X-Webhook-Signature`, in constant time.
    ///
    /// ```
    /// # use wsapi_client::events::{SignatureError, Verifier};
    /// fn check(verifier: &Verifier, body: &[u8], header: Option<&str>) -> Result<(), SignatureError> {
    ///     verifier.verify(body, header)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// The signature is missing, is none, belongs to another body or secret, or the event is too old.
    pub fn verify(&self, body: &[u8], signature: Option<&str>) -> Result<(), SignatureError> {
        if let Some(keys) = &self.keys {
            let signature = bytes_of(signature.ok_or(SignatureError::Missing)?).ok_or(SignatureError::Malformed)?;
            let is_signed = |key: &Hmac<Sha256>| key.clone().chain_update(body).verify_slice(&signature).is_ok();
            if !keys.iter().any(is_signed) {
                return Err(SignatureError::Mismatch);
            }
        }
        match self.max_age {
            Some(age) if !is_fresh(body, age) => Err(SignatureError::Stale),
            _ => Ok(()),
        }
    }

    /// Checks an event, and reads it. What is signed and cannot be read is kept whole.
    ///
    /// ```
    /// use wsapi_client::{Event, events::{HandlerError, Verifier}};
    ///
    /// fn receive(verifier: &Verifier, body: &[u8], header: Option<&str>) -> Result<Event, HandlerError> {
    ///     Ok(verifier.read(body, header)??)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`verify`](Self::verify); within the success, that the event cannot be read.
    pub fn read(&self, body: &[u8], signature: Option<&str>) -> Result<Result<Event, UnreadableEvent>, SignatureError> {
        self.verify(body, signature).map(|()| Event::from_json(body))
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("secrets", &self.keys.as_ref().map(Vec::len))
            .field("max_age", &self.max_age)
            .finish()
    }
}

/// Why an event is not taken for the service's own.
///
/// ```
/// use wsapi_client::events::SignatureError;
///
/// assert_eq!(SignatureError::Missing.to_string(), "the event is not signed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureError {
    /// There is none.
    Missing,
    /// It does not read `sha256=` and 64 hexadecimal digits in lower case.
    Malformed,
    /// It belongs to another body, or to another secret.
    Mismatch,
    /// It is right, and the event older or newer than it may be.
    Stale,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the event is not signed",
            Self::Malformed => "the signature is not of the form `sha256=` and 64 hexadecimal digits",
            Self::Mismatch => "the signature does not belong to the event and a known secret",
            Self::Stale => "the event is too old, or the clocks differ",
        })
    }
}

impl StdError for SignatureError {}

/// The bytes that a signature spells, in the one way in which the service spells them.
fn bytes_of(signature: &str) -> Option<[u8; 32]> {
    let digits = signature.strip_prefix(SCHEME)?.as_bytes();
    let mut bytes = [0; 32];
    if digits.len() != 2 * bytes.len() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

fn digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// An event without a time is not fresh.
fn is_fresh(body: &[u8], age: Duration) -> bool {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Made {
        received_at: Time,
    }
    let made = serde_json::from_slice::<Made>(body).ok().and_then(|made| made.received_at.unix_nanos());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|now| i128::try_from(now.as_nanos()).ok());
    match (made, now) {
        (Some(made), Some(now)) => made.abs_diff(now) <= age.as_nanos(),
        _ => false,
    }
}
