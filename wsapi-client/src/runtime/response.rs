//! A successful answer, and the few ways to read one.

use std::fmt;

use bytes::Bytes;
use http::{StatusCode, header::CONTENT_TYPE, response::Parts};
use serde::de::DeserializeOwned;

use super::{Download, Error, OperationInfo};

/// An answer with a status of success (2xx) and its whole body, as [`Answer::read`] gets it.
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
    body: Bytes,
}

impl Response {
    pub(super) fn new(operation: &'static OperationInfo, head: Parts, body: Bytes) -> Self {
        Self { operation, head, body }
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
}

/// What the generated operations read an answer with.
#[allow(dead_code, reason = "which of these are used is decided by the documents of the service")]
impl Response {
    pub(crate) fn json<T: DeserializeOwned>(self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|error| self.undecodable(error))
    }

    pub(crate) fn text(self) -> Result<String, Error> {
        match std::str::from_utf8(&self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(self.unreadable(format!("the text is not UTF-8 from byte {} on", error.valid_up_to()))),
        }
    }

    pub(crate) fn download(self) -> Result<Download, Error> {
        let content_type = self.head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        Ok(Download { content_type: content_type.filter(|text| !text.is_empty()).map(str::to_owned), bytes: self.body })
    }

    /// A success that the operation does not know how to read.
    pub(crate) fn unexpected(self) -> Error {
        let message = format!("the status is none of the documented {:?}", self.operation.success);
        self.unreadable(message)
    }

    /// Kept out of [`Response::json`], which is compiled once for each type.
    fn undecodable(self, error: serde_json::Error) -> Error {
        Error::undecodable(self.operation.id, self.status_code(), self.body, &error)
    }

    fn unreadable(self, message: String) -> Error {
        Error::unreadable(self.operation.id, self.status_code(), self.body, message)
    }

    fn status_code(&self) -> StatusCode {
        self.head.status
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("operation", &self.operation.id)
            .field("status", &self.status())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}
