//! The error of an event that was not handled.

use std::{error::Error as StdError, fmt};

#[cfg(feature = "redis")]
use super::SignatureError;
use super::{BoxError, UnreadableEvent};

/// The error of an event that was not handled. Its source is the underlying error, such as that of the handler.
/// Requires the feature `events`.
///
/// `{error}` hides the source, because the handler may put anything in it. `{error:#}` adds the source and its causes.
///
/// ```
/// use wsapi_client::events::{EventError, FailedEvent};
///
/// fn report(failed: &FailedEvent) {
///     match failed.error() {
///         error if error.is_signature() => eprintln!("is the signing secret right? {error}"),
///         error if error.is_store() => eprintln!("the deduplication store is not available: {error:#}"),
///         error => eprintln!("{error:#} after {} attempts", failed.attempts()),
///     }
/// }
/// ```
pub struct EventError {
    kind: Kind,
    source: Option<BoxError>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Handler,
    Panic,
    Unreadable,
    Store,
    Signature,
    Interrupted,
}

impl EventError {
    pub(super) fn handler(error: BoxError) -> Self {
        Self { kind: Kind::Handler, source: Some(error) }
    }

    pub(super) fn panicked() -> Self {
        Self { kind: Kind::Panic, source: None }
    }

    pub(super) fn unreadable(event: UnreadableEvent) -> Self {
        Self { kind: Kind::Unreadable, source: Some(event.into()) }
    }

    pub(super) fn store(error: BoxError) -> Self {
        Self { kind: Kind::Store, source: Some(error) }
    }

    #[cfg(feature = "redis")]
    pub(super) fn signature(error: SignatureError) -> Self {
        Self { kind: Kind::Signature, source: Some(error.into()) }
    }

    #[cfg(any(feature = "webhook", feature = "sse", feature = "redis"))]
    pub(super) fn interrupted() -> Self {
        Self { kind: Kind::Interrupted, source: None }
    }

    /// Returns whether the handler failed or panicked.
    pub fn is_handler(&self) -> bool {
        matches!(self.kind, Kind::Handler | Kind::Panic)
    }

    #[cfg(any(feature = "webhook", feature = "sse", feature = "redis"))]
    pub(super) fn is_panic(&self) -> bool {
        self.kind == Kind::Panic
    }

    /// Returns whether the event cannot be read and the handler does not handle unreadable events.
    pub fn is_unreadable(&self) -> bool {
        self.kind == Kind::Unreadable
    }

    /// Returns whether the deduplication store failed, so that the handler was not called.
    pub fn is_store(&self) -> bool {
        self.kind == Kind::Store
    }

    /// Returns whether the event has no valid signature. Only events from Redis fail for this reason; a webhook
    /// receiver rejects the request instead.
    pub fn is_signature(&self) -> bool {
        self.kind == Kind::Signature
    }

    /// Returns whether an attempt was interrupted, because the receiver was shut down or a process died.
    pub fn is_interrupted(&self) -> bool {
        self.kind == Kind::Interrupted
    }
}

/// Displays an error and its sources on one line, for logs.
pub(super) struct Chain<'a>(pub(super) &'a (dyn StdError + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

/// Hides the source, which can contain anything.
impl fmt::Debug for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventError({self})")
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Handler => "the handler failed",
            Kind::Panic => "the handler panicked",
            Kind::Unreadable => "the event cannot be read, and the handler does not handle unreadable events",
            Kind::Store => "the deduplication store failed",
            Kind::Signature => "the event has no valid signature",
            Kind::Interrupted => "the handler was interrupted",
        })?;
        match self.source() {
            Some(source) if f.alternate() => write!(f, ": {}", Chain(source)),
            _ => Ok(()),
        }
    }
}

impl StdError for EventError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|error| error as &(dyn StdError + 'static))
    }
}
