//! What the next calls of an operation meet.

use std::{marker::PhantomData, time::Duration};

use http::StatusCode;
use wsapi_client::{Operation, testkit};

use super::{
    fault::{Fault, Lost, Stub},
    shared::{Shared, lock},
};
use crate::events::escaped;

/// Decides what the next calls of an operation meet. See [`Simulator::on`](super::Simulator::on).
///
/// Later decisions come after earlier ones: the first that still applies decides about a call.
#[derive(Debug)]
#[must_use = "it decides nothing until it is completed, such as with `fails`"]
pub struct When<'a, O> {
    shared: &'a Shared,
    times: Option<u32>,
    probability: f64,
    retry_after: Option<Duration>,
    operation: PhantomData<fn() -> O>,
}

impl<'a, O: Operation> When<'a, O> {
    pub(super) fn new(shared: &'a Shared) -> Self {
        Self { shared, times: None, probability: 1.0, retry_after: None, operation: PhantomData }
    }

    /// Only the next call.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Only the next calls, retries included. Without it, all calls.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Only some of the calls: each with this probability, from 0 to 1. Every run of a test meets the same ones.
    pub fn with_probability(mut self, probability: f64) -> Self {
        self.probability = probability;
        self
    }

    /// Adds `Retry-After`, in whole seconds, to the response of [`fails`](Self::fails).
    pub fn retry_after(mut self, delay: Duration) -> Self {
        self.retry_after = Some(delay);
        self
    }

    /// The service refuses the call with this status and its own body, and does nothing.
    ///
    /// # Panics
    ///
    /// Panics if the status is not one of an error.
    pub fn fails(self, status: u16) {
        self.refuses(status, None);
    }

    /// Like [`fails`](Self::fails), with another explanation.
    ///
    /// # Panics
    ///
    /// Panics if the status is not one of an error.
    pub fn fails_with(self, status: u16, detail: &str) {
        self.refuses(status, Some(detail));
    }

    /// A proxy in front of the service refuses the call, with an HTML page.
    ///
    /// # Panics
    ///
    /// Panics if the status is not one of an error.
    pub fn fails_at_proxy(self, status: u16) {
        assert!((400..600).contains(&status), "{status} is not the status of an error");
        let status = StatusCode::from_u16(status).expect("a status below 600");
        self.decide(Fault::proxy_page(status));
    }

    /// The service returns this output, and does nothing.
    ///
    /// # Panics
    ///
    /// Panics if the output cannot be written as JSON.
    pub fn replies(self, output: O::Output) {
        let response = testkit::write_output::<O>(output).unwrap_or_else(|error| panic!("{}: {error}", O::INFO.id));
        self.decide(Fault::Reply(response.map(|body| escaped(&body).into())));
    }

    /// The service does what it is asked. This announces calls to a [strict](super::Simulator::strict) simulator.
    pub fn passes(self) {
        self.decide(Fault::Pass);
    }

    /// The connection breaks before the service has the request.
    pub fn breaks_connection(self) {
        self.decide(Fault::Lose(Lost::Request));
    }

    /// The service does what it is asked, and the connection breaks before its response arrives.
    pub fn loses_response(self) {
        self.decide(Fault::Lose(Lost::Response));
    }

    /// The service does what it is asked, and the response comes after a delay on the simulator's clock.
    pub fn delays(self, delay: Duration) {
        self.decide(Fault::Delay(delay));
    }

    /// The service does what it is asked, and never responds.
    pub fn stalls(self) {
        self.decide(Fault::Stall);
    }

    /// The service does what it is asked, and the connection breaks in the middle of its response.
    pub fn truncates_response(self) {
        self.decide(Fault::Truncate);
    }

    /// The service does what it is asked, and its response is complete but not valid JSON.
    pub fn malforms_response(self) {
        self.decide(Fault::Malform);
    }

    fn refuses(self, status: u16, detail: Option<&str>) {
        assert!((400..600).contains(&status), "{status} is not the status of an error");
        let fault = Fault::refusal(status, detail, self.retry_after);
        self.decide(fault);
    }

    fn decide(self, fault: Fault) {
        let Self { times, probability, .. } = self;
        lock(&self.shared.stubs).add(Stub { operation: Some(O::INFO.id), times, probability, fault });
    }
}
