//! Sends a request: attempt by attempt, within its limits, until it is answered or given up.

use std::{pin::pin, sync::Arc, time::Duration};

use tracing::Instrument;

use super::{
    Body, BoxFuture, Class, Client, Delivery, Error, Key, OperationInfo, Response, RetryPolicy, TransportError,
    client::Shared,
    clock::{Deadline, Timer},
    options::Options,
    prepared::Prepared,
    response::Received,
    trace,
};

/// Whether a success of this status is handed over as a stream, and not read first.
pub(super) type IsStreamed = fn(u16) -> bool;

/// What of an answer with an error status is kept: enough for any `detail`, and for a look at a proxy's page.
const MAX_ERROR_BODY: usize = 1 << 20;

/// A call that is ready to be sent.
pub(super) struct Ready {
    pub(super) client: Client,
    pub(super) operation: &'static OperationInfo,
    pub(super) request: Prepared,
    pub(super) options: Options,
    pub(super) is_streamed: IsStreamed,
}

impl Ready {
    /// The span and the limits begin when the future is first polled.
    pub(super) fn send(self) -> BoxFuture<'static, Result<Response, Error>> {
        Box::pin(async move {
            let shared = &self.client.scope.shared;
            let span = trace::call(self.operation, &shared.base_url);
            let deadline = Deadline::after(self.options.total_timeout.unwrap_or(shared.defaults.total_timeout));
            let sending = Sending { call: &self, shared, deadline, span: span.clone() };
            async {
                sending.wait_for_turn().await.inspect_err(|error| trace::failed(&sending.span, 1, error, None))?;
                sending.attempts().await
            }
            .instrument(span)
            .await
        })
    }
}

/// A call on its way.
struct Sending<'a> {
    call: &'a Ready,
    shared: &'a Arc<Shared>,
    deadline: Deadline,
    span: tracing::Span,
}

impl Sending<'_> {
    /// Lets the instance's earlier calls go first, if it has a pace.
    async fn wait_for_turn(&self) -> Result<(), Error> {
        let (Some(pace), Class::Effectful, Key::Instance) =
            (&self.shared.pace, self.call.operation.class, self.call.operation.key)
        else {
            return Ok(());
        };
        let no_time = || TransportError::no_time_left("the instance's pace leaves no time for the call");
        let instance = self.call.request.credentials.instance_id.as_ref();
        let wait = pace.take_turn(instance, self.deadline.cap(Duration::MAX));
        let wait = wait.ok_or_else(|| Error::transport(self.call.operation.id, no_time()))?;
        if let Some(sleep) = self.shared.transport.sleep(wait) {
            sleep.await;
        }
        Ok(())
    }

    async fn attempts(&self) -> Result<Response, Error> {
        let policy = self.call.options.retry.as_ref().unwrap_or(&self.shared.defaults.retry);
        let mut earlier = Delivery::NotSent;
        let mut attempt = 1;
        loop {
            let error = match self.attempt().await {
                Ok(response) => {
                    trace::answered(&self.span, attempt, response.status());
                    self.shared.budget.succeeded(attempt);
                    return Ok(response.after(attempt, &self.span));
                }
                Err(error) => error,
            };
            let wait = self.wait_before_next(policy, attempt, &error);
            let sleep = wait.and_then(|wait| self.shared.transport.sleep(wait));
            trace::failed(&self.span, attempt, &error, wait.filter(|_| sleep.is_some()));
            let attempts = if error.is_no_attempt() { attempt - 1 } else { attempt };
            let error = error.after(earlier, attempts);
            let Some(sleep) = sleep else { return Err(error) };
            earlier = error.delivery();
            sleep.await;
            attempt += 1;
        }
    }

    /// How long to wait before the next attempt; `None` to give up.
    fn wait_before_next(&self, policy: &RetryPolicy, attempt: u32, error: &Error) -> Option<Duration> {
        let wait = policy.delay(attempt, self.call.operation.class, error)?;
        let goes_on =
            self.call.request.content.can_be_sent_again() && self.deadline.allows(wait) && self.shared.budget.pay();
        goes_on.then_some(wait)
    }

    async fn attempt(&self) -> Result<Response, Error> {
        let Ready { operation, request, options, is_streamed, .. } = self.call;
        let (id, defaults) = (operation.id, &self.shared.defaults);
        let limit = self.deadline.cap(options.attempt_timeout.unwrap_or(defaults.attempt_timeout));
        if limit.is_zero() {
            return Err(Error::transport(id, TransportError::no_time_left("the time for the call is used up")));
        }
        let mut timer = Timer::start(&*self.shared.transport, limit);
        let timed_out = || TransportError::timeout(format!("{limit:?}"));

        let opened = timer.race(pin!(request.content.open(defaults.max_media_size))).await;
        let no_time = || Error::transport(id, TransportError::no_time_left("opening the medium took too long"));
        let body = opened.ok_or_else(no_time)?.map_err(|problem| Error::invalid_input(id, problem))?;

        let answer = timer.race(self.shared.transport.send(request.with(body))).await;
        let answer = answer.unwrap_or_else(|| Err(timed_out())).map_err(|error| Error::transport(id, error))?;
        let (head, mut body) = answer.into_parts();
        if !head.status.is_success() {
            // Whatever arrives of the body, the status has been told.
            let mut kept = Vec::new();
            _ = timer.race(pin!(read(&mut body, &mut kept, MAX_ERROR_BODY))).await;
            return Err(Error::refused(id, head, kept.into()));
        }
        if is_streamed(head.status.as_u16()) {
            let received = Received::Streamed(body, self.shared.clone());
            return Ok(Response::new(operation, head, received));
        }
        let limit = defaults.max_response_size;
        match timer.race(pin!(body.bytes_up_to(limit))).await.unwrap_or_else(|| Err(timed_out())) {
            Ok(Some(whole)) => Ok(Response::new(operation, head, Received::Whole(whole))),
            Ok(None) => Err(Error::too_large(id, head, limit)),
            Err(error) => Err(Error::broken_off(id, head, error)),
        }
    }
}

/// Reads up to the limit. What has been read by then stays when the future is dropped.
async fn read(body: &mut Body, bytes: &mut Vec<u8>, limit: usize) {
    while bytes.len() < limit
        && let Ok(Some(chunk)) = body.chunk().await
    {
        bytes.extend_from_slice(&chunk[..chunk.len().min(limit - bytes.len())]);
    }
}
