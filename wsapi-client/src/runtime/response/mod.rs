//! A successful response, and the methods that read it.

mod download;
mod expects;

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, response::Parts};

pub use self::download::Download;
pub(crate) use self::expects::{Expected, Expects};
use super::{
    clock::Clock,
    error::{Attempt, Error},
    json::{self, Field},
    trace,
    transport::Body,
};

/// A response with a status of success that the operation can have.
pub struct Response {
    attempt: Attempt,
    head: Parts,
    received: Received,
}

/// The body, as far as it has arrived.
pub(crate) enum Received {
    Whole(Bytes),
    /// The caller reads it. Each pause is limited.
    Streamed(Body, IdleLimit),
}

/// The limit for each pause within a body.
#[derive(Clone)]
pub(crate) struct IdleLimit {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limit: Duration,
}

impl Response {
    pub(crate) fn new(attempt: Attempt, head: Parts, received: Received) -> Self {
        Self { attempt, head, received }
    }

    pub(crate) fn status(&self) -> u16 {
        self.head.status.as_u16()
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    pub(crate) fn head(&self) -> &Parts {
        &self.head
    }

    /// Returns whether there is no body.
    #[allow(dead_code, reason = "the documents of the service decide whether it is used")]
    pub(crate) fn is_empty(&self) -> bool {
        matches!(&self.received, Received::Whole(body) if body.is_empty())
    }

    /// The body, unless it is streamed.
    pub(crate) fn body(&self) -> Bytes {
        match &self.received {
            Received::Whole(body) => body.clone(),
            Received::Streamed(..) => Bytes::new(),
        }
    }
}

/// Reading.
#[allow(dead_code, reason = "the documents of the service decide which of these are used")]
impl Response {
    /// Reads JSON into the field.
    pub(crate) fn json(self, field: &mut dyn Field) -> Result<(), Error> {
        let body = self.body();
        json::from_slice(&body, field).map_err(|error| self.undecodable(&error))
    }

    pub(crate) fn text(self) -> Result<String, Error> {
        match std::str::from_utf8(&self.body()) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(self.unreadable(format!("the text is not valid UTF-8 at byte {}", error.valid_up_to()))),
        }
    }

    pub(crate) fn download(self) -> Download {
        Download::new(self.attempt, self.head, self.received)
    }

    /// A success that the operation does not document.
    pub(crate) fn unexpected(self) -> Error {
        let status = self.status();
        self.unreadable(format!("the operation does not document the status {status}"))
    }

    /// A body that is not the expected JSON.
    pub(crate) fn undecodable(&self, error: &serde_json::Error) -> Error {
        self.traced(Error::undecodable(&self.attempt, self.head.clone(), self.body(), error))
    }

    /// A success that cannot be used, for the reason given.
    pub(crate) fn unreadable(&self, message: String) -> Error {
        self.traced(Error::unreadable(&self.attempt, self.head.clone(), Some(self.body()), message))
    }

    fn traced(&self, error: Error) -> Error {
        trace::unreadable(&self.attempt.span, self.attempt.number, &error);
        error
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("operation", &self.attempt.operation)
            .field("status", &self.status())
            .field("body", &self.received)
            .finish()
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Streamed(body, _) => body.fmt(f),
        }
    }
}
