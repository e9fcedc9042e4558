//! Verifies and creates the signatures of events.

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

/// The prefix of the hexadecimal digits of a signature.
const SCHEME: &str = "sha256=";

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Verifies that events are signed with a secret that the service and the receiver share. Requires the feature
/// `events`.
///
/// The signature covers the bytes as received. JSON that was parsed and serialized again does not match it.
///
/// ```
/// use wsapi_client::events::Verifier;
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let verifier = Verifier::new("whsec_of_this_month")?.also_accept("whsec_of_last_month")?;
/// assert!(verifier.verify(b"{}", Some("sha256=00")).is_err());
/// # Ok(())
/// # }
/// ```
#[doc(alias("hmac", "signature", "webhook"))]
#[derive(Clone)]
pub struct Verifier {
    /// `None` if unsigned events are accepted.
    keys: Option<Vec<Hmac<Sha256>>>,
    max_age: Option<Duration>,
}

impl Verifier {
    /// Creates a verifier that accepts events signed with this secret.
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
    /// Fails if the secret is blank, or starts or ends with white space, because no event is signed with such a secret.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, Error> {
        Self { keys: Some(Vec::new()), max_age: None }.also_accept(secret)
    }

    /// Also accepts events signed with this secret, for the time in which one secret replaces another.
    ///
    /// # Errors
    ///
    /// Fails if the secret is blank, or starts or ends with white space. Also fails if unsigned events are accepted,
    /// because a secret would then have no effect.
    pub fn also_accept(mut self, secret: impl Into<Secret>) -> Result<Self, Error> {
        let secret = secret.into();
        if let Some(problem) = secret.problem() {
            return Err(Error::invalid_text(&format!("the signing secret {problem}")));
        }
        let Some(keys) = &mut self.keys else {
            return Err(Error::invalid_text("a signing secret has no effect if unsigned events are accepted"));
        };
        // HMAC accepts keys of any length.
        let key = Hmac::new_from_slice(secret.expose().as_bytes());
        keys.push(key.map_err(|_| Error::invalid_text("invalid signing secret"))?);
        Ok(self)
    }

    /// Creates a verifier that accepts every event from anyone, signed or not. Use it only for a server without a
    /// signing secret, in a network where no one else can send requests to the receiver.
    ///
    /// ```
    /// use wsapi_client::events::Verifier;
    ///
    /// assert!(Verifier::accept_unsigned().verify(b"{}", None).is_ok());
    /// ```
    pub fn accept_unsigned() -> Self {
        Self { keys: None, max_age: None }
    }

    /// Rejects events whose `receivedAt` is further in the past or in the future than this, so that a recorded request
    /// cannot be replayed later. Within this time, a [`Dispatcher`](crate::events::Dispatcher) skips a replay as a
    /// duplicate.
    ///
    /// Allow for clocks that differ. Do not set it if events wait before they are read, as in a Redis stream. A test
    /// with `wsapi-simulator`, whose time is simulated by default, must use real time.
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

    /// Verifies the body of a request against its header `X-Webhook-Signature`, in constant time.
    ///
    /// ```
    /// use wsapi_client::events::{SignatureError, Verifier};
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let verifier = Verifier::new("whsec_example")?;
    /// assert_eq!(verifier.verify(b"{}", None), Err(SignatureError::Missing));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the signature is missing, malformed or does not match, or if the event is older or newer than
    /// [`max_age`](Self::max_age) allows.
    pub fn verify(&self, body: &[u8], signature: Option<&str>) -> Result<(), SignatureError> {
        if let Some(keys) = &self.keys {
            let signature = parse(signature)?;
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

    /// Fails if no event with this signature can be accepted, whatever its body is.
    #[cfg(feature = "webhook")]
    pub(in crate::events) fn verify_form(&self, signature: Option<&str>) -> Result<(), SignatureError> {
        if self.keys.is_some() { parse(signature).map(drop) } else { Ok(()) }
    }

    /// Signs a body as the service does, for use in tests and tools. Returns the value of the header
    /// `X-Webhook-Signature`, or `None` if there is no secret. If there are several secrets, the first one is used.
    ///
    /// ```
    /// use wsapi_client::events::Verifier;
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let verifier = Verifier::new("whsec_example")?;
    /// let signature = verifier.sign(b"{}");
    /// assert!(verifier.verify(b"{}", signature.as_deref()).is_ok());
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("mock", "hmac"))]
    pub fn sign(&self, body: &[u8]) -> Option<String> {
        let key = self.keys.as_ref()?.first()?;
        let digest = key.clone().chain_update(body).finalize().into_bytes();
        let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| DIGITS[usize::from(digit)]);
        Some(SCHEME.chars().chain(digits.map(char::from)).collect())
    }

    /// Verifies an event and reads it. The inner result is an error if the event is signed but cannot be read.
    ///
    /// ```
    /// use wsapi_client::events::Verifier;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let verifier = Verifier::new("whsec_example")?;
    /// let body = br#"{"eventId":"evt_1","instanceId":"sales","receivedAt":"2026-03-09T08:07:06Z",
    ///     "eventType":"initial_sync_finished","eventData":{}}"#;
    /// let header = verifier.sign(body);
    ///
    /// let event = verifier.read(body, header.as_deref())??;
    /// assert_eq!(event.instance_id, "sales");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if [`verify`](Self::verify) fails.
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

/// The reason for rejecting the signature of an event. Requires the feature `events`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureError {
    /// The event is not signed.
    Missing,
    /// The signature is not `sha256=` and 64 lower-case hexadecimal digits.
    Malformed,
    /// The signature was created for another body or with another secret.
    Mismatch,
    /// The signature matches, but the event is older or newer than the verifier allows.
    Stale,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the event is not signed",
            Self::Malformed => "the signature is not `sha256=` and 64 lower-case hexadecimal digits",
            Self::Mismatch => "the signature does not match the event and the signing secret",
            Self::Stale => "the event is too old or too new: check `max_age` and the clocks",
        })
    }
}

impl StdError for SignatureError {}

/// Parses a signature, which has exactly one valid spelling.
fn parse(signature: Option<&str>) -> Result<[u8; 32], SignatureError> {
    let digits = signature.ok_or(SignatureError::Missing)?.strip_prefix(SCHEME).unwrap_or_default().as_bytes();
    let mut bytes = [0; 32];
    if digits.len() != 2 * bytes.len() {
        return Err(SignatureError::Malformed);
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else { return Err(SignatureError::Malformed) };
        *byte = high << 4 | low;
    }
    Ok(bytes)
}

fn digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Returns whether the event is recent. An event without a time is not.
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
