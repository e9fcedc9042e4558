//! What an error shows: one line that is fit for a log.

use std::{fmt, io};

use super::{Answer, Error, Inner, Kind, mask::masked};
use crate::runtime::Key;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, operation, answer, attempts, retry_after, .. } = &*self.inner;
        if let Some(operation) = operation {
            write!(f, "{operation}: ")?;
        }
        match kind {
            Kind::InvalidInput(message) | Kind::Overdue(message) => f.write_str(message),
            Kind::MissingKey(key) => missing_key(f, *key),
            Kind::Transport(error) => {
                write_status(f, answer.as_ref(), ", but ")?;
                f.write_str(error.summary())?;
                // The words of a cause may be anybody's. What the system says is one of a few kinds.
                match error.causes().find_map(|cause| cause.downcast_ref::<io::Error>()) {
                    Some(cause) if says_something(cause.kind()) => write!(f, ": {}", cause.kind()),
                    _ => Ok(()),
                }
            }
            Kind::Status { detail: Some(detail) } if !detail.is_empty() => {
                write_status(f, answer.as_ref(), ": ")?;
                f.write_str(&masked(detail))
            }
            Kind::Status { .. } => write_status(f, answer.as_ref(), ""),
            Kind::Decode(message) => {
                write_status(f, answer.as_ref(), ", but its body cannot be read: ")?;
                f.write_str(message)
            }
            Kind::Storage(message) => {
                write_status(f, answer.as_ref(), ", but the file cannot be stored: ")?;
                f.write_str(message)
            }
        }?;
        if *attempts > 1 {
            write!(f, ", after {attempts} attempts")?;
        }
        if let Some(wait) = retry_after {
            write!(f, ", to be tried again in {wait:?}")?;
        }
        match self.hint() {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("message", &format_args!("{self}"));
        debug.field("delivery", &self.inner.delivery);
        debug.field("attempts", &self.inner.attempts);
        if let Some(body) = self.body() {
            debug.field("body", &format_args!("{} bytes", body.len()));
        }
        if let Kind::Transport(error) = &self.inner.kind {
            debug.field("source", error);
        }
        debug.finish()
    }
}

/// Other kinds, such as that of a name which is not known, have no words of their own.
fn says_something(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::*;
    let of_the_network =
        matches!(kind, HostUnreachable | NetworkUnreachable | NetworkDown | TimedOut | PermissionDenied);
    let of_connections = matches!(
        kind,
        ConnectionRefused | ConnectionReset | ConnectionAborted | NotConnected | BrokenPipe | UnexpectedEof
    );
    of_the_network || of_connections
}

fn write_status(f: &mut fmt::Formatter<'_>, answer: Option<&Answer>, then: &str) -> fmt::Result {
    let Some(Answer { status, .. }) = answer else { return Ok(()) };
    match status.canonical_reason() {
        Some(reason) => write!(f, "{} {reason}{then}", status.as_u16()),
        None => write!(f, "{}{then}", status.as_u16()),
    }
}

fn missing_key(f: &mut fmt::Formatter<'_>, key: Key) -> fmt::Result {
    let (kind, method) = match key {
        Key::Account => ("account", "account_key"),
        Key::Admin => ("admin", "admin_key"),
        Key::Instance | Key::None => ("API", "api_key"),
    };
    write!(f, "the client has no {kind} key; give it one with `ClientBuilder::{method}`")
}
