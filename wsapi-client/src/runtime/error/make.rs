//! How errors come about: one function for each cause.

use std::{collections::BTreeMap, time::SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, response::Parts};
use serde_json::Value;

use super::{Answer, Error, Inner, Kind, json_path::path_at, mask};
use crate::runtime::{Delivery, Key, TransportError, object, retry_after};

impl Error {
    /// An argument that cannot be sent. The message names the parameter and never its value.
    pub(crate) fn invalid_input(operation: &'static str, message: String) -> Self {
        Self::new(Kind::InvalidInput(message), Some(operation), None)
    }

    /// A setting of the client that cannot work.
    pub(in crate::runtime) fn invalid_configuration(message: String) -> Self {
        Self::new(Kind::InvalidInput(message), None, None)
    }

    /// A text that is not what it is parsed as.
    pub(crate) fn invalid_text(message: &str) -> Self {
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

    /// No answer came.
    pub(crate) fn transport(operation: &'static str, error: TransportError) -> Self {
        Self::new(Kind::Transport(error), Some(operation), None)
    }

    /// A success that broke off after its headers.
    pub(in crate::runtime) fn broken_off(operation: &'static str, head: Parts, error: TransportError) -> Self {
        Self::new(Kind::Transport(error), Some(operation), Some(Answer::new(head.status, head.headers, None)))
    }

    /// An answer whose status is not a success.
    pub(in crate::runtime) fn refused(operation: &'static str, head: Parts, body: Bytes) -> Self {
        let problem = serde_json::from_slice(&body).unwrap_or(Problem { status: None, detail: None });
        let retry_after = retry_after::asked_by(&head.headers, SystemTime::now());
        let said = problem.detail.as_deref().filter(|_| is_own_form(&body, head.status));
        let delivery = Delivery::told_by(head.status, said);
        let answer = Answer::new(head.status, head.headers, Some(body));
        let mut error = Self::new(Kind::Status { detail: problem.detail }, Some(operation), Some(answer));
        error.inner.delivery = delivery;
        error.inner.retry_after = retry_after;
        error
    }

    /// A success whose body is larger than is taken.
    pub(in crate::runtime) fn too_large(operation: &'static str, head: Parts, limit: u64) -> Self {
        let message = format!("it is larger than {limit} bytes, see `ClientBuilder::max_response_size`");
        let answer = Answer::new(head.status, head.headers, None);
        Self::new(Kind::Decode(message), Some(operation), Some(answer))
    }

    /// A success whose body is not the expected JSON.
    pub(in crate::runtime) fn undecodable(
        operation: &'static str,
        head: Parts,
        body: Bytes,
        error: &serde_json::Error,
    ) -> Self {
        let (line, column) = (error.line(), error.column());
        let place = path_at(&body, line, column);
        // The names in it are the service's, all else is the SDK's own.
        let place = mask::masked(&format!("{} at {place}", mask::without_values(error)));
        let message = format!("{place} (line {line}, column {column})");
        Self::unreadable(operation, head, body, message)
    }

    /// A success that cannot be read, for the reason given.
    pub(in crate::runtime) fn unreadable(operation: &'static str, head: Parts, body: Bytes, message: String) -> Self {
        let answer = Answer::new(head.status, head.headers, Some(body));
        Self::new(Kind::Decode(message), Some(operation), Some(answer))
    }

    /// A success that was read but is of no use, for the reason given.
    pub(crate) fn unusable(operation: &'static str, head: Parts, message: String) -> Self {
        Self::new(Kind::Decode(message), Some(operation), Some(Answer::new(head.status, head.headers, None)))
    }

    /// Something that was asked for again and again did not happen in time.
    pub(crate) fn overdue(operation: &'static str, message: String) -> Self {
        Self::new(Kind::Overdue(message), Some(operation), None)
    }

    /// A downloaded file that cannot be stored.
    pub(in crate::runtime) fn not_stored(operation: &'static str, head: Parts, message: String) -> Self {
        let answer = Answer::new(head.status, head.headers, None);
        Self::new(Kind::Storage(message), Some(operation), Some(answer))
    }

    /// The error of an attempt as that of the call: what is known after the earlier attempts too.
    pub(in crate::runtime) fn after(mut self, earlier: Delivery, attempts: u32) -> Self {
        self.inner.delivery = self.inner.delivery.after(earlier);
        self.tried(attempts)
    }

    /// An error that came up when the answer was read, after as many attempts.
    pub(in crate::runtime) fn tried(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    fn new(kind: Kind, operation: Option<&'static str>, answer: Option<Answer>) -> Self {
        let delivery = match (&kind, &answer) {
            (_, Some(answer)) => Delivery::told_by(answer.status, None),
            (Kind::Transport(error), None) if error.may_have_left() => Delivery::Unknown,
            _ => Delivery::NotSent,
        };
        let attempts = u32::from(answer.is_some());
        Self { inner: Box::new(Inner { kind, operation, answer, delivery, attempts, retry_after: None }) }
    }
}

impl Answer {
    fn new(status: StatusCode, headers: HeaderMap, body: Option<Bytes>) -> Self {
        Self { status, headers, body }
    }
}

/// Whether the body is written by the service: a status, which is that of the answer, a detail, and nothing else.
/// Gateways write a `detail` too, in a form of their own (RFC 9457), and know nothing of what stands behind them.
fn is_own_form(body: &[u8], status: StatusCode) -> bool {
    let members: BTreeMap<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    members.len() == 2
        && members.get("status").and_then(Value::as_u64) == Some(status.as_u16().into())
        && members.get("detail").is_some_and(Value::is_string)
}

/// The service's error body. A body in any other form simply has none of it.
struct Problem {
    status: Option<i64>,
    detail: Option<String>,
}

object!(Problem { status: "status", detail: "detail" });
