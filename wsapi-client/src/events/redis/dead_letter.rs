//! What could not be handled.

use std::fmt;

/// An entry that was moved to a stream of dead letters, where it keeps all of its fields. Beside them stand
/// `deadReason`, `deadTries`, `deadEntryId`, `deadStream` and `deadGroup`.
///
/// ```
/// use wsapi_client::events::redis::DeadLetter;
///
/// fn tell(letter: &DeadLetter) {
///     eprintln!("{} of {} was put aside: {}", letter.entry_id, letter.stream, letter.reason);
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadLetter {
    /// The stream in which it was.
    pub stream: String,
    /// Its id in that stream.
    pub entry_id: String,
    /// The stream in which it is now.
    pub dead_stream: String,
    /// How often its handling was begun.
    pub tries: u32,
    /// Why it was moved.
    pub reason: DeadReason,
}

/// Why an entry was moved to a stream of dead letters.
///
/// ```
/// use wsapi_client::events::redis::DeadReason;
///
/// assert_eq!(DeadReason::Signature.to_string(), "signature");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeadReason {
    /// The handler failed each time, or whoever tried it died each time.
    Handler,
    /// It could not be read, and the handler did not take it.
    Unreadable,
    /// It is not signed by the service. It is moved at once, since it does not become right by waiting.
    Signature,
}

/// As it stands in `deadReason`.
impl fmt::Display for DeadReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Handler => "handler",
            Self::Unreadable => "unreadable",
            Self::Signature => "signature",
        })
    }
}
