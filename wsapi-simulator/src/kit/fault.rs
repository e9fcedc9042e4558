//! Faults of requests. They are the same in process and over a socket.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::Value;
use wsapi_client::Clock;

use super::attempt::Outcome;
use crate::{
    clock::WorldClock,
    server::{Rejection, Response},
};

/// The part of an exchange that was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    Request,
    Response,
}

/// The end of an exchange, as the client sees it.
#[derive(Clone, Debug)]
pub(crate) enum Exchange {
    Response(Response),
    /// The connection breaks in the middle of the body.
    Truncated(Response),
    /// The connection breaks before there is a response.
    Lost(Lost),
}

/// A fault of an exchange.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// No fault: the server responds as usual.
    Pass,
    /// The simulator sends this error of the service. The server does not process the request.
    Reject(Response),
    /// The simulator sends this error page of a proxy. The server does not process the request.
    ProxyPage(Response),
    /// The simulator sends this response. The server does not process the request.
    Reply(Response),
    /// The connection breaks.
    Lose(Lost),
    /// The response is delayed.
    Delay(Duration),
    /// The response never arrives.
    Stall,
    /// The connection breaks in the middle of the response.
    Truncate,
    /// The response is complete, but its JSON is malformed.
    Corrupt,
}

/// The kind of a fault, and its parameters, as the control API shows them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Described {
    pub(crate) kind: &'static str,
    /// The status of a response that does not come from the server.
    pub(crate) status: Option<u16>,
    /// The detail of an error of the service.
    pub(crate) detail: Option<String>,
    /// Its `Retry-After`.
    pub(crate) retry_after_seconds: Option<u64>,
    /// The delay.
    pub(crate) milliseconds: Option<u64>,
}

/// The fault that applied to a request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Applied {
    number: u64,
    #[serde(flatten)]
    fault: Described,
}

impl Fault {
    /// Returns a rejection with the error body of the service.
    pub(crate) fn rejection(status: u16, detail: Option<&str>, retry_after: Option<Duration>) -> Self {
        let usual = match status {
            401 => "unauthorized",
            404 => "not found",
            409 => "device not paired",
            429 => "too many requests",
            503 => "instance not available",
            504 => "timeout",
            _ => "simulated failure",
        };
        let mut response = Rejection::new(status, detail.unwrap_or(usual)).into_response();
        if let Some(delay) = retry_after {
            // Rounded up: the client must not retry too early.
            let seconds = delay.as_secs().saturating_add(u64::from(delay.subsec_nanos() > 0));
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        Self::Reject(response)
    }

    /// Returns the HTML error page of a proxy.
    pub(crate) fn proxy_page(status: StatusCode) -> Self {
        let mut response = Response::new(Bytes::from(format!("<html><body><h1>{status}</h1></body></html>")));
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
        Self::ProxyPage(response)
    }

    pub(super) async fn apply(self, clock: &WorldClock, respond: impl FnOnce() -> Response) -> Exchange {
        match self {
            Self::Pass => Exchange::Response(respond()),
            Self::Reject(response) | Self::ProxyPage(response) | Self::Reply(response) => Exchange::Response(response),
            Self::Lose(Lost::Request) => Exchange::Lost(Lost::Request),
            Self::Lose(Lost::Response) => {
                respond();
                Exchange::Lost(Lost::Response)
            }
            Self::Delay(delay) => {
                let response = respond();
                clock.sleep(delay).await;
                Exchange::Response(response)
            }
            Self::Stall => {
                respond();
                std::future::pending().await
            }
            Self::Truncate => Exchange::Truncated(respond()),
            Self::Corrupt => Exchange::Response(corrupted(respond())),
        }
    }

    /// Describes the fault for the control API.
    pub(crate) fn described(&self) -> Described {
        let response = match self {
            Self::Reject(response) | Self::ProxyPage(response) | Self::Reply(response) => Some(response),
            _ => None,
        };
        let retry_after = response.and_then(|response| response.headers().get(header::RETRY_AFTER));
        let detail = |response: &Response| {
            let body: Value = serde_json::from_slice(response.body()).ok()?;
            body["detail"].as_str().map(str::to_owned)
        };
        Described {
            kind: self.name(),
            status: response.map(|response| response.status().as_u16()),
            detail: if let Self::Reject(response) = self { detail(response) } else { None },
            retry_after_seconds: retry_after.and_then(|value| value.to_str().ok()?.parse().ok()),
            milliseconds: if let Self::Delay(delay) = self { Some(milliseconds(*delay)) } else { None },
        }
    }

    /// Describes the fault for the record of a request; `None` if the server responds as usual.
    pub(super) fn applied(&self, number: u64) -> Option<Applied> {
        (!matches!(self, Self::Pass)).then(|| Applied { number, fault: self.described() })
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Reject(_) => "reject",
            Self::ProxyPage(_) => "proxyPage",
            Self::Reply(_) => "reply",
            Self::Lose(Lost::Request) => "breakConnection",
            Self::Lose(Lost::Response) => "loseResponse",
            Self::Delay(_) => "delay",
            Self::Stall => "stall",
            Self::Truncate => "truncate",
            Self::Corrupt => "corrupt",
        }
    }
}

/// Returns a delay in milliseconds.
pub(crate) fn milliseconds(delay: Duration) -> u64 {
    u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)
}

/// Removes the last byte of the body. `Content-Length` is that of the shorter body.
fn corrupted(mut response: Response) -> Response {
    let body = response.body_mut();
    body.truncate(body.len().saturating_sub(1));
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response
}

impl Exchange {
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Response(response) => Outcome::Response(response.status()),
            Self::Truncated(response) => Outcome::Truncated(response.status()),
            Self::Lost(Lost::Request) => Outcome::NotReceived,
            Self::Lost(Lost::Response) => Outcome::ResponseLost,
        }
    }
}
