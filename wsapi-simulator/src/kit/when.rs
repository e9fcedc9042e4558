//! Outcomes of the next calls of an operation.

use std::{marker::PhantomData, time::Duration};

use http::StatusCode;
use wsapi_client::{Operation, testkit};

use super::{
    fault::{Fault, Lost},
    possible,
    shared::{Shared, lock},
    stubs::{Stub, is_probability},
};
use crate::events::escaped;

/// Sets the outcome of the next calls of an operation. [`Simulator::on`](super::Simulator::on) returns it.
///
/// First choose the calls, with [`once`](Self::once), [`times`](Self::times) or
/// [`with_probability`](Self::with_probability). The default is all calls. Then choose their outcome:
///
/// ```
/// use std::time::Duration;
///
/// use wsapi_client::operations::{ListChats, SendText};
/// # use wsapi_client::types::SendTextRequest;
/// use wsapi_simulator::{Outcome, Simulator};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), wsapi_client::Error> {
/// let sim = Simulator::new();
/// sim.on::<SendText>().once().retry_after(Duration::from_secs(2)).fails(429);
/// sim.on::<SendText>().once().breaks_connection();
/// sim.on::<ListChats>().replies(vec![]);
///
/// let ada = sim.person("+49 170 1234567");
/// sim.client().messages().send_text(SendTextRequest::new(ada.jid(), "Hello")).await?;
///
/// let outcomes: Vec<_> = sim.attempts::<SendText>().iter().map(|attempt| attempt.outcome).collect();
/// assert!(matches!(outcomes[..], [Outcome::Response(_), Outcome::NotReceived, Outcome::Response(_)]));
/// assert!(sim.client().chats().list().await?.is_empty());
/// # Ok(())
/// # }
/// ```
///
/// A client may send a message again after [`fails`](Self::fails), [`fails_at_proxy`](Self::fails_at_proxy) and
/// [`breaks_connection`](Self::breaks_connection), because the service has not processed the call. After
/// [`loses_response`](Self::loses_response), [`truncates_response`](Self::truncates_response),
/// [`corrupts_response`](Self::corrupts_response) and [`stalls`](Self::stalls) the message was sent, but the client
/// cannot know that.
///
/// If several outcomes match a call, the one that was set first applies.
#[derive(Debug)]
#[must_use = "it has no effect until an outcome is chosen, for example with `fails`"]
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

    /// Applies only to the next call.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Applies only to the next `times` calls, retries included. The default is all calls.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Applies to each call with this probability, from 0 to 1. Every run of a test selects the same calls.
    ///
    /// # Panics
    ///
    /// Panics if the probability is not a number from 0 to 1.
    #[track_caller]
    pub fn with_probability(mut self, probability: f64) -> Self {
        assert!(is_probability(probability), "expected a probability from 0 to 1, found {probability}");
        self.probability = probability;
        self
    }

    /// Adds `Retry-After` to the response of [`fails`](Self::fails), rounded up to whole seconds.
    ///
    /// All other outcomes panic after it, because their response has no such header.
    pub fn retry_after(mut self, delay: Duration) -> Self {
        self.retry_after = Some(delay);
        self
    }

    /// Rejects the call with this status and the error body of the service. The call has no effect.
    ///
    /// # Panics
    ///
    /// Panics if the status is not an error status.
    #[track_caller]
    pub fn fails(self, status: u16) {
        self.rejects(status, None);
    }

    /// Like [`fails`](Self::fails), with this error detail.
    ///
    /// # Panics
    ///
    /// Panics if the status is not an error status.
    #[track_caller]
    pub fn fails_with(self, status: u16, detail: &str) {
        self.rejects(status, Some(detail));
    }

    /// Rejects the call with an HTML page, as a proxy in front of the service does. The call has no effect.
    ///
    /// # Panics
    ///
    /// Panics if the status is not an error status.
    #[track_caller]
    pub fn fails_at_proxy(self, status: u16) {
        assert!((400..600).contains(&status), "expected an error status from 400 to 599, found {status}");
        let status = StatusCode::from_u16(status).expect("a status below 600");
        self.decide(Fault::proxy_page(status));
    }

    /// Returns this output. The call has no effect.
    ///
    /// # Panics
    ///
    /// Panics if the output cannot be written as JSON.
    #[track_caller]
    pub fn replies(self, output: O::Output) {
        let response = testkit::write_output::<O>(output).map_err(|error| format!("{}: {error}", O::INFO.id));
        let response = possible(response);
        self.decide(Fault::Reply(response.map(|body| escaped(&body).into())));
    }

    /// Handles the call normally. A [strict](super::Simulator::strict) simulator then expects the call.
    #[track_caller]
    pub fn passes(self) {
        self.decide(Fault::Pass);
    }

    /// Breaks the connection before the service receives the request.
    #[track_caller]
    pub fn breaks_connection(self) {
        self.decide(Fault::Lose(Lost::Request));
    }

    /// Breaks the connection after the service has processed the call, before its response arrives.
    #[track_caller]
    pub fn loses_response(self) {
        self.decide(Fault::Lose(Lost::Response));
    }

    /// Delays the response on the simulator's clock. The service processes the call at once.
    #[track_caller]
    pub fn delays(self, delay: Duration) {
        self.decide(Fault::Delay(delay));
    }

    /// Never responds, although the service processes the call.
    #[track_caller]
    pub fn stalls(self) {
        self.decide(Fault::Stall);
    }

    /// Breaks the connection in the middle of the response, after the service has processed the call.
    #[track_caller]
    pub fn truncates_response(self) {
        self.decide(Fault::Truncate);
    }

    /// Returns a complete response with malformed JSON, after the service has processed the call.
    #[track_caller]
    pub fn corrupts_response(self) {
        self.decide(Fault::Corrupt);
    }

    #[track_caller]
    fn rejects(mut self, status: u16, detail: Option<&str>) {
        assert!((400..600).contains(&status), "expected an error status from 400 to 599, found {status}");
        let fault = Fault::rejection(status, detail, self.retry_after.take());
        self.decide(fault);
    }

    #[track_caller]
    fn decide(self, fault: Fault) {
        let Self { times, probability, retry_after, .. } = self;
        assert!(retry_after.is_none(), "expected `fails` or `fails_with` after `retry_after`");
        lock(&self.shared.stubs).add(Stub { subject: Some(O::INFO.id.into()), times, probability, fault });
    }
}
