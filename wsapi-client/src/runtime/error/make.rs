//! How errors come about: one function for each cause.

use bytes::Bytes;
use http::StatusCode;

use super::{Answer, Error, Inner, Kind, json_path::path_at, mask};
use crate::runtime::{Key, TransportError, object};

impl Error {
    /// An argument that cannot be sent. The message names the parameter and never its value.
    pub(in crate::runtime) fn invalid_input(operation: &'static str, message: String) -> Self {
        Self::new(Kind::InvalidInput(message), Some(operation), None)
    }

    /// A setting of the client that cannot work.
    pub(in crate::runtime) fn invalid_configuration(message: String) -> Self {
        Self::new(Kind::InvalidInput(message), None, None)
    }

    /// A text that is not what it is parsed as.
    pub(in crate::runtime) fn invalid_text(message: &str) -> Self {
        Self::new(Kind::InvalidInput(message.to_owned()), None, None)
    }

    /// An operation needs a key that the client was not given.
    pub(in crate::runtime) fn missing_key(operation: &'static str, key: Key) -> Self {
        Self::new(Kind::MissingKey(key), Some(operation), None)
    }

    /// The default transport cannot be set up.
    pub(in crate::runtime) fn no_transport(error: TransportError) -> Self {
        Self::new(Kind::Transport(error), None, None)
    }

    /// No answer, or one that broke off after its headers.
    pub(in crate::runtime) fn transport(
        operation: &'static str,
        status: Option<StatusCode>,
        error: TransportError,
    ) -> Self {
        let answer = status.map(|status| Answer { status, body: None });
        Self::new(Kind::Transport(error), Some(operation), answer)
    }

    /// An answer whose status is not a success.
    pub(in crate::runtime) fn refused(operation: &'static str, status: StatusCode, body: Bytes) -> Self {
        let detail = detail(&body);
        Self::new(Kind::Status { detail }, Some(operation), Some(Answer { status, body: Some(body) }))
    }

    /// A success whose body is not the expected JSON.
    pub(in crate::runtime) fn undecodable(
        operation: &'static str,
        status: StatusCode,
        body: Bytes,
        error: &serde_json::Error,
    ) -> Self {
        let (line, column) = (error.line(), error.column());
        let place = path_at(&body, line, column);
        let message = format!("{} at {place} (line {line}, column {column})", mask::without_values(error));
        Self::unreadable(operation, status, body, message)
    }

    /// A success that cannot be read, for the reason given.
    pub(in crate::runtime) fn unreadable(
        operation: &'static str,
        status: StatusCode,
        body: Bytes,
        message: String,
    ) -> Self {
        Self::new(Kind::Decode(message), Some(operation), Some(Answer { status, body: Some(body) }))
    }

    fn new(kind: Kind, operation: Option<&'static str>, answer: Option<Answer>) -> Self {
        Self { inner: Box::new(Inner { kind, operation, answer }) }
    }
}

/// The `detail` of the service's error body. A body in any other form simply has none.
fn detail(body: &[u8]) -> Option<String> {
    serde_json::from_slice::<Body>(body).ok()?.detail
}

/// The part of the service's error body that is kept.
struct Body {
    detail: Option<String>,
}

object!(Body { detail: "detail" });
