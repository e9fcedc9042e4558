//! A clock that the test drives, beneath the real network.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::sync::Notify;
use wsapi_client::{Body, BoxFuture, ReqwestTransport, Transport, TransportError, http, reqwest};

/// An idle limit that runs out when the test says so.
pub(super) const IDLE: Duration = Duration::from_secs(7_777);

/// No wait before an attempt is as long, unless the server asks for it; the limits of calls are.
const LONGEST_WAIT: Duration = Duration::from_secs(90);

/// Time stands still for limits, and waits are over at once. It notes them.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    network: ReqwestTransport,
    waits: Arc<Mutex<Vec<Duration>>>,
    idle_limits: Arc<Mutex<usize>>,
    idle: Arc<Notify>,
}

impl Clock {
    pub(super) fn new() -> Self {
        let builder = reqwest::Client::builder().no_proxy();
        let network = ReqwestTransport::new(builder).expect("TLS can be set up");
        Self { network, waits: Arc::default(), idle_limits: Arc::default(), idle: Arc::default() }
    }

    /// The waits between attempts.
    pub(super) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().expect("no panic").clone()
    }

    /// How often the idle limit has begun to run.
    pub(super) fn idle_limits(&self) -> usize {
        *self.idle_limits.lock().expect("no panic")
    }

    /// Lets the idle limit that runs, or else the next, run out.
    pub(super) fn run_out(&self) {
        self.idle.notify_one();
    }
}

impl Transport for Clock {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.network.send(request)
    }

    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'_, ()>> {
        if duration == IDLE {
            *self.idle_limits.lock().expect("no panic") += 1;
            return Some(Box::pin(self.idle.notified()));
        }
        if duration >= LONGEST_WAIT {
            return Some(Box::pin(std::future::pending()));
        }
        self.waits.lock().expect("no panic").push(duration);
        Some(Box::pin(std::future::ready(())))
    }
}
