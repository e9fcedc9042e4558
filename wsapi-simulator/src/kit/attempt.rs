//! The requests that arrived.

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use wsapi_client::{Operation, testkit};

use super::{
    journal::Entry,
    shared::{Shared, lock},
};
use crate::server::Request;

/// A request that arrived at the server, or was lost on the way.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) at: SystemTime,
    pub(crate) method: Method,
    /// The operation, if the method and the path address one.
    pub(crate) operation: Option<&'static str>,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) outcome: Outcome,
}

impl Record {
    pub(super) fn new(request: &Request, operation: Option<&'static str>, at: SystemTime) -> Self {
        let mut headers = copied(request.headers());
        // `Debug` does not show it then.
        if let Some(key) = headers.get_mut("x-api-key") {
            key.set_sensitive(true);
        }
        Self {
            at,
            method: request.method().clone(),
            operation,
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            headers,
            body: owned(request.body()),
            outcome: Outcome::Pending,
        }
    }
}

/// Bodies up to this size are copied.
const SMALL: usize = 64 << 10;

/// The body in memory of its own: as it arrives, it is a part of the buffer of its connection, which it would keep.
fn owned(body: &Bytes) -> Bytes {
    if body.len() > SMALL { body.clone() } else { Bytes::copy_from_slice(body) }
}

/// Headers in memory of their own.
fn copied(headers: &HeaderMap) -> HeaderMap {
    let mut copies = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let mut copy = HeaderValue::from_bytes(value.as_bytes()).unwrap_or_else(|_| value.clone());
        copy.set_sensitive(value.is_sensitive());
        copies.append(name, copy);
    }
    copies
}

impl Entry for Record {
    fn size(&self) -> usize {
        self.path.len() + self.query.len() + self.body.len()
    }
}

/// One attempt to call an operation.
#[non_exhaustive]
pub struct Attempt<O: Operation> {
    /// The path, without the query.
    pub path: String,
    /// The query; empty if there is none.
    pub query: String,
    /// The headers. The key is hidden in `Debug`.
    pub headers: HeaderMap,
    /// The body.
    pub body: O::Body,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The client got a response with this status.
    Response(StatusCode),
    /// The connection broke before the server had the request.
    NotReceived,
    /// The server did what was asked, and its response was lost.
    ResponseLost,
    /// The server did what was asked, and the connection broke in the middle of its response.
    Truncated(StatusCode),
    /// There is no response yet. The client may have stopped waiting for it.
    Pending,
}

/// Shows what is safe to log: not the body, nor an address in the path.
impl<O: Operation> std::fmt::Debug for Attempt<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attempt")
            .field("operation", &O::INFO.id)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// The attempts of an operation.
pub(super) fn of<O: Operation>(shared: &Shared) -> Vec<Attempt<O>> {
    let journal = lock(&shared.journal);
    let own = journal.iter().map(|(_, record)| record).filter(|record| record.operation == Some(O::INFO.id));
    own.map(|record| Attempt {
        path: record.path.clone(),
        query: record.query.clone(),
        headers: record.headers.clone(),
        body: testkit::read_body::<O>(&record.body)
            .unwrap_or_else(|error| panic!("the body of {}: {error}", O::INFO.id)),
        outcome: record.outcome,
    })
    .collect()
}
