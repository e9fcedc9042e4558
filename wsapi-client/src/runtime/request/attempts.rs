//! Sends a request, attempt by attempt.

use std::{pin::pin, time::Duration};

use tracing::{Instrument, Span};

use super::complete::Request;
use crate::runtime::{
    clock::{Clock, Deadline, Timer},
    delivery::Delivery,
    error::{Attempt, Error, attempt_limit},
    future::BoxFuture,
    operation::{Class, Credential},
    policy::RetryPolicy,
    response::{IdleLimit, Received, Response},
    trace,
    transport::{Body, TransportError},
};

/// The maximum number of bytes of an error response that are kept.
const MAX_ERROR_BODY: usize = 1 << 20;

/// Sends the request, and retries if that is harmless. Every status is an error, except 2xx and those that the
/// operation documents as a success. The span and the time limits begin when the future is first polled.
pub(crate) fn send(request: Request) -> BoxFuture<'static, Result<Response, Error>> {
    Box::pin(run(request))
}

async fn run(request: Request) -> Result<Response, Error> {
    let shared = request.client.shared();
    let span = trace::call(&request.operation, shared.base_url.host(), shared.base_url.port());
    let limit = request.options.total_timeout.unwrap_or(shared.defaults.total_timeout);
    let deadline = Deadline::after(shared.clock.now(), limit).earlier(request.options.deadline);
    let attempts = Attempts { request: &request, clock: &*shared.clock, limit, deadline, span: span.clone() };
    attempts.run().instrument(span).await
}

/// A request that is being sent.
struct Attempts<'a> {
    request: &'a Request,
    clock: &'a dyn Clock,
    /// The time limit of the call, for errors.
    limit: Duration,
    deadline: Deadline,
    span: Span,
}

impl Attempts<'_> {
    async fn run(&self) -> Result<Response, Error> {
        let shared = self.request.client.shared();
        let policy = self.request.options.retry.as_ref().unwrap_or(&shared.defaults.retry);
        self.wait_for_turn().await.inspect_err(|error| trace::failed(&self.span, 1, error, None))?;
        let (mut number, mut earlier) = (1, Delivery::NotSent);
        loop {
            let error = match self.send(self.attempt(number, earlier)).await {
                Ok(response) => {
                    trace::responded(&self.span, number, response.status());
                    shared.budget.succeeded(number);
                    return Ok(response);
                }
                Err(error) => error,
            };
            let wait = self.delay(policy, number, &error);
            trace::failed(&self.span, number, &error, wait);
            let Some(wait) = wait else { return Err(error) };
            self.clock.sleep(wait).await;
            (number, earlier) = (number + 1, error.delivery());
        }
    }

    fn attempt(&self, number: u32, earlier: Delivery) -> Attempt {
        let shared = self.request.client.shared();
        Attempt {
            operation: self.request.operation.id,
            success: self.request.operation.success,
            number,
            earlier,
            server: shared.server.clone(),
            service: shared.service,
            span: self.span.clone(),
        }
    }

    /// Waits until it is this call's turn, if the instance is paced.
    async fn wait_for_turn(&self) -> Result<(), Error> {
        let operation = &self.request.operation;
        let (Some(pace), Class::Effectful, Credential::Instance) =
            (&self.request.client.shared().pace, operation.class, operation.credential)
        else {
            return Ok(());
        };
        let instance = self.request.client.credentials(operation.credential).instance_id;
        match pace.wait_for_turn(instance, self.clock, self.spare()).await {
            true => Ok(()),
            false => {
                let message = format!("its turn would come too late (`pacing`); {}", self.call_limit());
                let attempt = self.attempt(1, Delivery::NotSent);
                Err(Error::transport(&attempt, TransportError::no_time_left(message), None))
            }
        }
    }

    /// Returns the delay before the next attempt, or `None` to give up.
    fn delay(&self, policy: &RetryPolicy, number: u32, error: &Error) -> Option<Duration> {
        let wait = policy.delay(number, self.request.operation.class, error)?;
        let is_possible = self.request.content.can_be_sent_again() && wait < self.spare();
        (is_possible && self.request.client.shared().budget.pay()).then_some(wait)
    }

    async fn send(&self, attempt: Attempt) -> Result<Response, Error> {
        let Request { client, expects, .. } = self.request;
        let (shared, transport_error) = (client.shared(), |error| Error::transport(&attempt, error, None));
        let own = self.attempt_timeout();
        let limit = own.min(self.left());
        if limit.is_zero() {
            return Err(transport_error(TransportError::no_time_left(self.call_limit())));
        }
        let reason = || if limit < own { self.call_limit() } else { attempt_limit(own) };
        let timed_out = || TransportError::timeout(reason());
        let mut timer = Timer::start(self.clock, limit);

        let opened = timer.race(pin!(self.request.content.open(shared.defaults.max_media_size))).await;
        let too_slow =
            || transport_error(TransportError::no_time_left(format!("opening the file took too long; {}", reason())));
        let body = opened.ok_or_else(too_slow)?.map_err(|problem| Error::unreadable_input(&attempt, problem))?;

        let response = timer.race(shared.transport.send(self.request.http(body))).await;
        let (head, mut body) = response.unwrap_or_else(|| Err(timed_out())).map_err(transport_error)?.into_parts();
        // An operation can document a redirection as its only success.
        let is_documented = self.request.operation.success.contains(&head.status.as_u16());
        if !head.status.is_success() && !is_documented {
            // The status counts, even if the body is incomplete.
            let body = read_up_to(&mut body, &mut timer, MAX_ERROR_BODY).await;
            return Err(Error::rejected(&attempt, head, body));
        }
        let is_streamed = match expects.check(&self.request.operation, &head) {
            Ok(expected) => expected.is_streamed(),
            Err(problem) => {
                let body = read_up_to(&mut body, &mut timer, MAX_ERROR_BODY).await;
                return Err(Error::unexpected_response(&attempt, head, body, problem));
            }
        };
        if is_streamed {
            let idle = IdleLimit { clock: shared.clock.clone(), limit: shared.defaults.idle_timeout };
            return Ok(Response::new(attempt, head, Received::Streamed(body, idle)));
        }
        let largest = shared.defaults.max_response_size;
        match timer.race(pin!(body.bytes_up_to(largest))).await.unwrap_or_else(|| Err(timed_out())) {
            Ok(Some(whole)) => Ok(Response::new(attempt, head, Received::Whole(whole))),
            Ok(None) => Err(Error::too_large(&attempt, head, largest)),
            Err(error) => Err(Error::transport(&attempt, error, Some(head))),
        }
    }

    fn attempt_timeout(&self) -> Duration {
        self.request.options.attempt_timeout.unwrap_or(self.request.client.shared().defaults.attempt_timeout)
    }

    /// Returns the time that may pass before the next attempt. Enough time must remain for an effectful attempt: if it
    /// is interrupted, it is unknown whether it had its effect.
    fn spare(&self) -> Duration {
        let needed = match self.request.operation.class {
            Class::Effectful => self.attempt_timeout().min(self.limit / 2),
            _ => Duration::ZERO,
        };
        self.left().saturating_sub(needed)
    }

    fn left(&self) -> Duration {
        self.deadline.left(self.clock.now())
    }

    fn call_limit(&self) -> String {
        format!("the limit of the call is {:?} (`timeout`)", self.limit)
    }
}

/// Reads the bytes that arrive in time, up to the limit.
async fn read_up_to(body: &mut Body, timer: &mut Timer, limit: usize) -> bytes::Bytes {
    let mut bytes = Vec::new();
    let reading = async {
        while bytes.len() < limit
            && let Ok(Some(chunk)) = body.chunk().await
        {
            bytes.extend_from_slice(&chunk[..chunk.len().min(limit - bytes.len())]);
        }
    };
    _ = timer.race(pin!(reading)).await;
    bytes.into()
}
