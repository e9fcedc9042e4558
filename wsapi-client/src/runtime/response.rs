//! A successful answer, and the few ways to read one.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, response::Parts};
use serde::de::DeserializeOwned;
use tracing::Span;

use super::{Body, Download, Error, OperationInfo, client::Shared, trace};

/// An answer with a status of success (2xx), as [`Answer::read`] gets it.
///
/// [`Answer::read`]: super::Answer::read
///
/// ```
/// fn was_created(response: &wsapi_client::Response) -> bool {
///     response.status() == 201
/// }
/// ```
pub struct Response {
    operation: &'static OperationInfo,
    head: Parts,
    received: Received,
    attempts: u32,
    /// The call's, which is over when the answer has been read.
    span: Span,
}

/// What has come of the body.
pub(super) enum Received {
    Whole(Bytes),
    /// It still arrives, by the means of this client.
    Streamed(Body, Arc<Shared>),
}

impl Response {
    pub(super) fn new(operation: &'static OperationInfo, head: Parts, received: Received) -> Self {
        Self { operation, head, received, attempts: 1, span: Span::none() }
    }

    /// The answer to the attempt of this number, counted from 1.
    pub(super) fn after(self, attempts: u32, span: &Span) -> Self {
        Self { attempts, span: span.clone(), ..self }
    }

    /// The status.
    ///
    /// ```
    /// fn is_empty(response: &wsapi_client::Response) -> bool {
    ///     response.status() == 204
    /// }
    /// ```
    pub fn status(&self) -> u16 {
        self.head.status.as_u16()
    }

    /// The headers.
    ///
    /// ```
    /// fn server(response: &wsapi_client::Response) -> Option<&str> {
    ///     response.headers().get("server")?.to_str().ok()
    /// }
    /// ```
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }
}

/// What answers are read with.
#[allow(dead_code, reason = "which of these are used is decided by the documents of the service")]
impl Response {
    pub(super) fn head(&self) -> &Parts {
        &self.head
    }

    pub(crate) fn json<T: DeserializeOwned>(self) -> Result<T, Error> {
        self.read(|operation, head, body| {
            serde_json::from_slice(&body).map_err(|error| Error::undecodable(operation, head, body, &error))
        })
    }

    pub(crate) fn text(self) -> Result<String, Error> {
        self.read(|operation, head, body| {
            std::str::from_utf8(&body).map(str::to_owned).map_err(|error| {
                let message = format!("the text is not UTF-8 from byte {} on", error.valid_up_to());
                Error::unreadable(operation, head, body.clone(), message)
            })
        })
    }

    pub(crate) fn download(self) -> Download {
        Download::new(self.operation.id, self.head, self.received, self.attempts)
    }

    /// A success that the operation does not know how to read.
    pub(crate) fn unexpected(self) -> Error {
        let message = format!("the status is none of the documented {:?}", self.operation.success);
        self.unreadable(message)
    }

    /// A success that is not what was asked for, for the reason given.
    pub(crate) fn unreadable(self, message: String) -> Error {
        let body = match self.received {
            Received::Whole(body) => body,
            Received::Streamed(..) => Bytes::new(),
        };
        let error = Error::unreadable(self.operation.id, self.head, body, message).tried(self.attempts);
        trace::unreadable(&self.span, self.attempts, &error);
        error
    }

    fn read<T>(self, read: impl FnOnce(&'static str, Parts, Bytes) -> Result<T, Error>) -> Result<T, Error> {
        let Received::Whole(body) = self.received else { return Err(self.unexpected()) };
        read(self.operation.id, self.head, body).map_err(|error| {
            let error = error.tried(self.attempts);
            trace::unreadable(&self.span, self.attempts, &error);
            error
        })
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("operation", &self.operation.id)
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
