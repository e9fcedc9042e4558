//! Records of the requests that the simulator received.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use wsapi_client::{Operation, testkit};

use super::{
    fault::{Applied, Exchange},
    journal::Entry,
    shared::{Shared, lock},
};
use crate::server::Request;

/// A request that reached the server, or that a fault lost on the way.
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
    /// The fault that applied, if one did.
    pub(crate) fault: Option<Applied>,
    pub(crate) outcome: Outcome,
    /// The response that the server gave, also if the client did not get it.
    pub(crate) reply: Option<Reply>,
}

/// A response, and how long it took in real time.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) duration: Duration,
    pub(crate) headers: HeaderMap,
    pub(crate) length: usize,
    /// The body, unless it is large.
    pub(crate) body: Option<Bytes>,
}

impl Record {
    pub(super) fn new(request: &Request, operation: Option<&'static str>, at: SystemTime) -> Self {
        let mut headers = copied(request.headers());
        // `Debug` then hides the value.
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
            fault: None,
            outcome: Outcome::Pending,
            reply: None,
        }
    }

    /// Records the end of the exchange.
    pub(super) fn end(&mut self, exchange: &Exchange, duration: Duration) {
        self.outcome = exchange.outcome();
        if let Exchange::Response(response) | Exchange::Truncated(response) = exchange {
            let body = response.body();
            self.reply = Some(Reply {
                duration,
                headers: response.headers().clone(),
                length: body.len(),
                body: (body.len() <= SMALL).then(|| body.clone()),
            });
        }
    }

    /// Creates the record of a request that was rejected before its body was read. It is not an attempt to call an
    /// operation, because it has no body to decode.
    #[cfg(feature = "server")]
    pub(crate) fn rejected(request: &Request, at: SystemTime, status: StatusCode) -> Self {
        Self { outcome: Outcome::Response(status), ..Self::new(request, None, at) }
    }
}

/// Bodies up to this size are copied.
const SMALL: usize = 64 << 10;

/// Copies a small body. As received, it is a slice of the connection's read buffer and would keep the whole buffer
/// alive.
fn owned(body: &Bytes) -> Bytes {
    if body.len() > SMALL { body.clone() } else { Bytes::copy_from_slice(body) }
}

/// Copies the headers, for the same reason.
fn copied(headers: &HeaderMap) -> HeaderMap {
    let mut copies = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let mut copy = HeaderValue::from_bytes(value.as_bytes()).unwrap_or_else(|_| value.clone());
        copy.set_sensitive(value.is_sensitive());
        copies.append(name, copy);
    }
    copies
}

/// The approximate size of a header in memory, without its name and value.
const HEADER: usize = 128;

/// Returns the approximate size of headers.
pub(super) fn size_of_headers(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| HEADER + name.as_str().len() + value.len()).sum()
}

impl Entry for Record {
    fn size(&self) -> usize {
        let reply = self
            .reply
            .as_ref()
            .map_or(0, |reply| reply.body.as_ref().map_or(0, Bytes::len) + size_of_headers(&reply.headers));
        self.path.len() + self.query.len() + self.body.len() + size_of_headers(&self.headers) + reply
    }
}

/// One attempt to call an operation, as the simulator received it. [`Simulator::attempts`](crate::Simulator::attempts)
/// returns them.
///
/// ```
/// use wsapi_client::{http::StatusCode, operations::SendText, types::SendTextRequest};
/// use wsapi_simulator::{Outcome, Simulator};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), wsapi_client::Error> {
/// let sim = Simulator::new();
/// let ada = sim.person("+49 170 1234567");
/// sim.on::<SendText>().once().fails(503);
/// sim.client().messages().send_text(SendTextRequest::new(ada.jid(), "Hello")).await?;
///
/// let attempts = sim.attempts::<SendText>();
/// assert_eq!(attempts.len(), 2); // the client retried
/// assert_eq!(attempts[0].outcome, Outcome::Response(StatusCode::SERVICE_UNAVAILABLE));
/// assert_eq!(attempts[1].body.text, "Hello");
/// assert_eq!(attempts[1].headers["x-instance-id"], "default");
/// # Ok(())
/// # }
/// ```
#[non_exhaustive]
pub struct CallAttempt<O: Operation> {
    /// The path, without the query.
    pub path: String,
    /// The query; empty if there is none.
    pub query: String,
    /// The headers. `Debug` hides the API key.
    pub headers: HeaderMap,
    /// The body.
    pub body: O::Body,
    /// The outcome.
    pub outcome: Outcome,
}

/// The outcome of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The client got a response with this status.
    Response(StatusCode),
    /// The connection broke before the server received the request.
    NotReceived,
    /// The server processed the request, but its response was lost, or the client stopped waiting for it.
    ResponseLost,
    /// The server processed the request, but the connection broke in the middle of its response.
    Truncated(StatusCode),
    /// The server has not responded yet.
    Pending,
}

/// Shows only fields that are safe to log: neither the body, nor the path, which may contain an address.
impl<O: Operation> std::fmt::Debug for CallAttempt<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallAttempt")
            .field("operation", &O::INFO.id)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// Returns the attempts to call an operation, or the reason why a body cannot be decoded.
pub(super) fn of<O: Operation>(shared: &Shared) -> Result<Vec<CallAttempt<O>>, String> {
    let journal = lock(&shared.journal);
    let own = journal.iter().map(|(_, record)| record).filter(|record| record.operation == Some(O::INFO.id));
    own.map(|record| {
        Ok(CallAttempt {
            path: record.path.clone(),
            query: record.query.clone(),
            headers: record.headers.clone(),
            body: testkit::read_body::<O>(&record.body)
                .map_err(|error| format!("cannot decode the body of {}: {error}", O::INFO.id))?,
            outcome: record.outcome,
        })
    })
    .collect()
}
