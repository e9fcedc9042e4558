//! A call: one operation with its arguments, sent when it is awaited.
//!
//! [`Call`] adds the body's type to a [`Draft`] and nothing else. There are as many `Call`s as operations, so
//! all that they do stands in types without parameters.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use super::{
    Answer, BoxFuture, Client, Error, Operation, OperationInfo, Output, Response, RetryPolicy,
    clock::{Clock, Deadline},
    content::Write,
    draft::Draft,
    param::Param,
};

/// An operation of the service with its arguments, not yet sent.
///
/// A resource's method makes it, setters add what is optional, and `.await` sends it. It owns all it needs:
/// it can be stored, and spawned as a task.
///
/// ```
/// use wsapi_client::{Call, Error, Operation, Output};
///
/// async fn send<O: Operation>(call: Call<O>) -> Result<Output<O>, Error> {
///     println!("sending {}", call.operation().id);
///     call.await
/// }
/// ```
///
/// # Errors
///
/// Awaiting it gives an [`Error`] when the call cannot be sent, is not answered, or is refused.
#[must_use = "a call is sent when it is awaited, and not before"]
pub struct Call<O: Operation> {
    draft: Draft,
    body: O::Body,
}

impl<O: Operation> Call<O> {
    /// What is known of the operation: its name, its path, the key it takes, and its class.
    ///
    /// ```
    /// fn name<O: wsapi_client::Operation>(call: &wsapi_client::Call<O>) -> &'static str {
    ///     call.operation().id
    /// }
    /// ```
    pub fn operation(&self) -> &'static OperationInfo {
        self.draft.operation()
    }
}

/// What a single call can do otherwise than its client.
impl<O: Operation> Call<O> {
    /// The longest time for the call, with all its attempts and the waits between them.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wsapi_client::{Call, Operation};
    ///
    /// fn brief<O: Operation>(call: Call<O>) -> Call<O> {
    ///     call.timeout(Duration::from_secs(10))
    /// }
    /// ```
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.draft.options.total_timeout = Some(limit);
        self
    }

    /// The longest time for one attempt.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wsapi_client::{Call, Operation};
    ///
    /// fn brisk<O: Operation>(call: Call<O>) -> Call<O> {
    ///     call.attempt_timeout(Duration::from_secs(5))
    /// }
    /// ```
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.draft.options.attempt_timeout = Some(limit);
        self
    }

    /// How often the call is tried, and how long it waits in between.
    ///
    /// ```
    /// use wsapi_client::{Call, Operation, RetryPolicy};
    ///
    /// fn once<O: Operation>(call: Call<O>) -> Call<O> {
    ///     call.retry(RetryPolicy::never())
    /// }
    /// ```
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.draft.options.retry = Some(policy);
        self
    }

    /// Adds a header, such as one that a proxy asks for. Those that the SDK needs for itself, and what no header
    /// can carry, are refused when the call is awaited, before anything is sent.
    ///
    /// ```
    /// use wsapi_client::{Call, Operation};
    ///
    /// fn traced<O: Operation>(call: Call<O>, id: &str) -> Call<O> {
    ///     call.header("traceparent", id)
    /// }
    /// ```
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.draft.add_header(name, value);
        self
    }

    /// Gives the status and the headers of the answer too.
    ///
    /// ```
    /// use wsapi_client::{Call, Error, Operation};
    ///
    /// async fn status<O: Operation>(call: Call<O>) -> Result<u16, Error> {
    ///     let response = call.with_response().await?;
    ///     println!("{} headers", response.headers().len());
    ///     Ok(response.status().as_u16())
    /// }
    /// ```
    pub fn with_response(self) -> WithResponse<O> {
        WithResponse { call: self }
    }

    /// Sends the call and waits for it on this thread, for programs that are not asynchronous.
    ///
    /// ```no_run
    /// use wsapi_client::{Call, Error, Operation, Output};
    ///
    /// fn send<O: Operation>(call: Call<O>) -> Result<Output<O>, Error> {
    ///     call.send_blocking()
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of awaiting it; and within an asynchronous runtime, which it would block, it sends nothing and fails. That
    /// includes `tokio::task::spawn_blocking`: there, say `Handle::current().block_on(call.into_future())`.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Output<O>, Error> {
        super::blocking::wait(self.operation().id, self.into_future())
    }
}

/// What the generated methods are written in.
#[allow(dead_code, reason = "which of these are used is decided by the documents of the service")]
impl<O: Operation> Call<O> {
    pub(crate) fn new(client: &Client, body: O::Body) -> Self {
        Self { draft: Draft::new(client, const { &O::INFO }), body }
    }

    /// The next path parameter, in the order of the template.
    pub(crate) fn path(mut self, value: impl Param) -> Self {
        self.draft.fill_path(value.into_path_param());
        self
    }

    /// `name=value`.
    pub(crate) fn query(mut self, name: &'static str, value: impl Param) -> Self {
        self.draft.query.set_each(name, std::iter::once(value.into_param()));
        self
    }

    /// `name=a&name=b`.
    pub(crate) fn query_each<P: Param>(mut self, name: &'static str, values: impl IntoIterator<Item = P>) -> Self {
        self.draft.query.set_each(name, values.into_iter().map(P::into_param));
        self
    }

    /// `name=a,b`.
    pub(crate) fn query_joined<P: Param>(mut self, name: &'static str, values: impl IntoIterator<Item = P>) -> Self {
        self.draft.query.set_joined(name, values.into_iter().map(P::into_param));
        self
    }

    /// A header that the operation declares as a parameter.
    pub(crate) fn header_param(mut self, name: &'static str, value: impl Param) -> Self {
        self.draft.set_header(name, &value.into_param());
        self
    }
}

/// What helpers need that make several calls.
impl<O: Operation> Call<O> {
    pub(crate) fn clock(&self) -> Clock {
        self.draft.clock()
    }

    /// Ends the call by then, unless it ends before anyway.
    pub(crate) fn by(mut self, deadline: Deadline) -> Self {
        self.draft.end_by(deadline);
        self
    }
}

impl<O: Operation> Clone for Call<O>
where
    O::Body: Clone,
{
    fn clone(&self) -> Self {
        Self { draft: self.draft.clone(), body: self.body.clone() }
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.draft.operation().id).finish()
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<Output<O>, Error>;
    type IntoFuture = CallFuture<O>;

    fn into_future(self) -> CallFuture<O> {
        let response = self.draft.send(self.body.write(), O::Answer::is_streamed);
        CallFuture { response, operation: PhantomData }
    }
}

/// A [`Call`] that gives the status and the headers of its answer too. Made by [`Call::with_response`].
///
/// ```
/// use wsapi_client::{Error, Operation, Output, WithResponse, http};
///
/// async fn send<O: Operation>(call: WithResponse<O>) -> Result<http::Response<Output<O>>, Error> {
///     call.await
/// }
/// ```
#[must_use = "a call is sent when it is awaited, and not before"]
pub struct WithResponse<O: Operation> {
    call: Call<O>,
}

#[cfg(feature = "blocking")]
impl<O: Operation> WithResponse<O> {
    /// Sends the call and waits for it on this thread: see [`Call::send_blocking`].
    ///
    /// ```no_run
    /// use wsapi_client::{Error, Operation, WithResponse};
    ///
    /// fn status<O: Operation>(call: WithResponse<O>) -> Result<u16, Error> {
    ///     Ok(call.send_blocking()?.status().as_u16())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Call::send_blocking`].
    pub fn send_blocking(self) -> Result<http::Response<Output<O>>, Error> {
        super::blocking::wait(self.call.operation().id, self.into_future())
    }
}

impl<O: Operation> fmt::Debug for WithResponse<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WithResponse").field(&self.call).finish()
    }
}

impl<O: Operation> IntoFuture for WithResponse<O> {
    type Output = Result<http::Response<Output<O>>, Error>;
    type IntoFuture = WithResponseFuture<O>;

    fn into_future(self) -> WithResponseFuture<O> {
        WithResponseFuture { call: self.call.into_future() }
    }
}

/// A [`Call`] on its way. Dropping it ends it; whether the request has gone out by then is not known.
///
/// ```
/// use wsapi_client::{Call, CallFuture, Operation};
///
/// fn start<O: Operation>(call: Call<O>) -> CallFuture<O> {
///     call.into_future()
/// }
/// ```
#[must_use = "futures do nothing unless awaited"]
pub struct CallFuture<O> {
    response: BoxFuture<'static, Result<Response, Error>>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for CallFuture<O> {
    type Output = Result<Output<O>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.response.as_mut().poll(context).map(|response| O::Answer::read(response?))
    }
}

/// A [`WithResponse`] on its way.
///
/// ```
/// use wsapi_client::{Operation, WithResponse, WithResponseFuture};
///
/// fn start<O: Operation>(call: WithResponse<O>) -> WithResponseFuture<O> {
///     call.into_future()
/// }
/// ```
#[must_use = "futures do nothing unless awaited"]
pub struct WithResponseFuture<O> {
    call: CallFuture<O>,
}

impl<O: Operation> Future for WithResponseFuture<O> {
    type Output = Result<http::Response<Output<O>>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.call.response.as_mut().poll(context))?;
        let mut whole = http::Response::new(());
        *whole.status_mut() = response.head().status;
        *whole.version_mut() = response.head().version;
        *whole.headers_mut() = response.head().headers.clone();
        Poll::Ready(O::Answer::read(response).map(|output| whole.map(|()| output)))
    }
}

impl<O: Operation> fmt::Debug for WithResponseFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WithResponseFuture").field(&O::INFO.id).finish()
    }
}

impl<O: Operation> fmt::Debug for CallFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CallFuture").field(&O::INFO.id).finish()
    }
}
