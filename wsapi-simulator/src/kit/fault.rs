//! Decisions about requests: the same in process and over a socket.

use std::{collections::VecDeque, time::Duration};

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use wsapi_client::Clock;

use super::attempt::Outcome;
use crate::{
    clock::WorldClock,
    server::{Refusal, Response},
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

/// What an exchange meets.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// Nothing: the server responds as usual.
    Pass,
    /// The server is not asked.
    Reply(Response),
    /// The connection breaks.
    Lose(Lost),
    /// The response comes later.
    Delay(Duration),
    /// There is no response, ever.
    Stall,
    /// The connection breaks in the middle of the response.
    Truncate,
    /// The response is complete, and its JSON is not.
    Malform,
}

/// A fault with the calls that it applies to.
#[derive(Clone, Debug)]
pub(crate) struct Stub {
    /// The operation; `None` for all.
    pub(crate) operation: Option<&'static str>,
    /// How many calls it still applies to; `None` for all.
    pub(crate) times: Option<u32>,
    /// From 0 to 1.
    pub(crate) probability: f64,
    pub(crate) fault: Fault,
}

/// Decisions, in order.
#[derive(Debug)]
pub(crate) struct Stubs {
    stubs: VecDeque<Stub>,
    random: fastrand::Rng,
}

impl Stubs {
    /// No decisions, with the seed of the simulator.
    pub(super) fn new(seed: u64) -> Self {
        Self { stubs: VecDeque::new(), random: fastrand::Rng::with_seed(seed) }
    }

    pub(crate) fn add(&mut self, stub: Stub) {
        if stub.times != Some(0) {
            self.stubs.push_back(stub);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.stubs.clear();
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Stub> {
        self.stubs.iter()
    }

    /// The decision about the next call of an operation.
    pub(super) fn next(&mut self, operation: Option<&'static str>) -> Option<Fault> {
        let Self { stubs, random } = self;
        let applies = |stub: &Stub| {
            let is_meant = stub.operation.is_none() || stub.operation == operation;
            is_meant && (stub.probability >= 1.0 || random.f64() < stub.probability)
        };
        let index = stubs.iter().position(applies)?;
        let stub = &mut stubs[index];
        let fault = stub.fault.clone();
        if let Some(times) = &mut stub.times {
            *times -= 1;
        }
        if stub.times == Some(0) {
            stubs.remove(index);
        }
        Some(fault)
    }
}

impl Fault {
    /// The service's own refusal.
    pub(crate) fn refusal(status: u16, detail: Option<&str>, retry_after: Option<Duration>) -> Self {
        let usual = match status {
            401 => "unauthorized",
            404 => "not found",
            409 => "device not paired",
            429 => "too many requests",
            503 => "instance not available",
            504 => "timeout",
            _ => "simulated failure",
        };
        let mut response = Refusal::new(status, detail.unwrap_or(usual)).into_response();
        if let Some(delay) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(delay.as_secs()));
        }
        Self::Reply(response)
    }

    /// The HTML page of a proxy.
    pub(crate) fn proxy_page(status: StatusCode) -> Self {
        let mut response = Response::new(Bytes::from(format!("<html><body><h1>{status}</h1></body></html>")));
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
        Self::Reply(response)
    }

    pub(super) async fn apply(self, clock: &WorldClock, answer: impl FnOnce() -> Response) -> Exchange {
        match self {
            Self::Pass => Exchange::Response(answer()),
            Self::Reply(response) => Exchange::Response(response),
            Self::Lose(Lost::Request) => Exchange::Lost(Lost::Request),
            Self::Lose(Lost::Response) => {
                answer();
                Exchange::Lost(Lost::Response)
            }
            Self::Delay(delay) => {
                let response = answer();
                clock.sleep(delay).await;
                Exchange::Response(response)
            }
            Self::Stall => {
                answer();
                std::future::pending().await
            }
            Self::Truncate => Exchange::Truncated(answer()),
            Self::Malform => Exchange::Response(malformed(answer())),
        }
    }

    /// Its name in the control API.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Reply(_) => "reply",
            Self::Lose(Lost::Request) => "breakConnection",
            Self::Lose(Lost::Response) => "loseResponse",
            Self::Delay(_) => "delay",
            Self::Stall => "stall",
            Self::Truncate => "truncate",
            Self::Malform => "malform",
        }
    }
}

/// The response without the end of its body, as if that was all.
fn malformed(mut response: Response) -> Response {
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
