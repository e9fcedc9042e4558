//! Sends a request: attempt by attempt, within its limits, until it is answered or given up.

use std::{pin::pin, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use tracing::Instrument;

use super::{
    Body, Class, Client, Delivery, Error, Key, OperationInfo, Response, RetryPolicy, TransportError,
    client::Shared,
    clock::{Deadline, Timer},
    content::Content,
    options::Options,
    response::Received,
    trace,
};

/// Whether a success of this status is handed over as a stream, and not read first.
pub(super) type IsStreamed = fn(u16) -> bool;

/// What of an answer with an error status is kept: enough for any `detail`, and for a look at a proxy's page.
const MAX_ERROR_BODY: usize = 1 << 20;

/// A request that can be sent any number of times.
pub(super) struct Prepared {
    pub(super) method: Method,
    pub(super) url: Uri,
    pub(super) headers: HeaderMap,
    pub(super) content: Content,
}

impl Prepared {
    pub(super) async fn send(
        self,
        client: &Client,
        operation: &'static OperationInfo,
        options: &Options,
        is_streamed: IsStreamed,
    ) -> Result<Response, Error> {
        let shared = &client.scope.shared;
        let span = trace::call(operation, &shared.base_url);
        let instance = client.scope.instance_id.as_ref().and_then(|id| id.as_ref().ok());
        let sending = Sending {
            request: self,
            operation,
            shared,
            deadline: Deadline::after(options.total_timeout.unwrap_or(shared.defaults.total_timeout)),
            options,
            is_streamed,
            span: span.clone(),
        };
        async {
            sending.wait_for_turn(instance).await?;
            sending.attempts().await
        }
        .instrument(span)
        .await
    }
}

/// A request on its way.
struct Sending<'a> {
    request: Prepared,
    operation: &'static OperationInfo,
    shared: &'a Arc<Shared>,
    options: &'a Options,
    deadline: Deadline,
    is_streamed: IsStreamed,
    span: tracing::Span,
}

impl Sending<'_> {
    /// Lets the instance's earlier calls go first, if it has a pace.
    async fn wait_for_turn(&self, instance: Option<&HeaderValue>) -> Result<(), Error> {
        let (Some(pace), Class::Effectful, Key::Instance) =
            (&self.shared.pace, self.operation.class, self.operation.key)
        else {
            return Ok(());
        };
        let no_time = || TransportError::no_time_left("the instance's pace leaves no time for the call");
        let wait = pace.take_turn(instance, self.deadline.cap(Duration::MAX));
        let wait = wait.ok_or_else(|| Error::transport(self.operation.id, no_time()))?;
        if let Some(sleep) = self.shared.transport.sleep(wait) {
            sleep.await;
        }
        Ok(())
    }

    async fn attempts(&self) -> Result<Response, Error> {
        let policy = self.options.retry.as_ref().unwrap_or(&self.shared.defaults.retry);
        let mut earlier = Delivery::NotSent;
        let mut attempt = 1;
        loop {
            let error = match self.attempt().await {
                Ok(response) => {
                    trace::answered(&self.span, attempt, response.status());
                    self.shared.budget.succeeded(attempt);
                    return Ok(response.after(attempt));
                }
                Err(error) => error,
            };
            let wait = self.wait_before_next(policy, attempt, &error);
            let sleep = wait.and_then(|wait| self.shared.transport.sleep(wait));
            trace::failed(&self.span, attempt, &error, wait.filter(|_| sleep.is_some()));
            // What is refused before it is sent is no attempt, such as a file that is not there.
            let attempts = if error.is_invalid_input() { attempt - 1 } else { attempt };
            let error = error.after(earlier, attempts);
            let Some(sleep) = sleep else { return Err(error) };
            earlier = error.delivery();
            sleep.await;
            attempt += 1;
        }
    }

    /// How long to wait before the next attempt; `None` to give up.
    fn wait_before_next(&self, policy: &RetryPolicy, attempt: u32, error: &Error) -> Option<Duration> {
        let wait = policy.delay(attempt, self.operation.class, error)?;
        let goes_on =
            self.request.content.can_be_sent_again() && self.deadline.allows(wait) && self.shared.budget.pay();
        goes_on.then_some(wait)
    }

    async fn attempt(&self) -> Result<Response, Error> {
        let id = self.operation.id;
        let limit = self.deadline.cap(self.options.attempt_timeout.unwrap_or(self.shared.defaults.attempt_timeout));
        if limit.is_zero() {
            return Err(Error::transport(id, TransportError::no_time_left("the time for the call is used up")));
        }
        let mut timer = Timer::start(&*self.shared.transport, limit);
        let timed_out = || TransportError::timeout(format!("{limit:?}"));

        let opened = timer.race(pin!(self.request.content.open(self.shared.defaults.max_media_size))).await;
        let no_time = || Error::transport(id, TransportError::no_time_left("opening the medium took too long"));
        let body = opened.ok_or_else(no_time)?.map_err(|problem| Error::invalid_input(id, problem))?;
        let mut request = Request::new(body);
        *request.method_mut() = self.request.method.clone();
        *request.uri_mut() = self.request.url.clone();
        *request.headers_mut() = self.request.headers.clone();

        let answer = timer.race(self.shared.transport.send(request)).await;
        let answer = answer.unwrap_or_else(|| Err(timed_out())).map_err(|error| Error::transport(id, error))?;
        let (head, mut body) = answer.into_parts();
        if !head.status.is_success() {
            // Whatever arrives of the body, the status has been told.
            let mut kept = Vec::new();
            _ = timer.race(pin!(read(&mut body, &mut kept, MAX_ERROR_BODY))).await;
            return Err(Error::refused(id, head, kept.into()));
        }
        if (self.is_streamed)(head.status.as_u16()) {
            let received = Received::Streamed(body, self.shared.clone());
            return Ok(Response::new(self.operation, head, received));
        }
        let limit = self.shared.defaults.max_response_size;
        match timer.race(pin!(body.bytes_up_to(limit))).await.unwrap_or_else(|| Err(timed_out())) {
            Ok(Some(whole)) => Ok(Response::new(self.operation, head, Received::Whole(whole))),
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
