//! A call: one operation with its arguments, sent when it is awaited.
//!
//! Each operation has its own type of `Call`, so everything that does not depend on a body is in types without
//! parameters: [`Arguments`] until the call is sent, [`Request`](super::request::Request) from then on.

mod arguments;
mod operation;
mod paging;
mod param;
mod raw;

use std::{
    fmt,
    future::ready,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use self::arguments::Arguments;
pub use self::{
    operation::Operation,
    paging::{Items, Paged},
    raw::{RawCall, RawResponse},
};
pub(crate) use self::{operation::Wire, param::Param};
use super::{
    client::Client,
    clock::Deadline,
    content::Content,
    error::Error,
    future::BoxFuture,
    operation::OperationInfo,
    policy::RetryPolicy,
    request,
    response::{Expects, Response},
};

/// An operation of the service with its arguments, not yet sent.
///
/// The methods of the resources create calls, setters add the optional parameters, and `.await` sends the request. A
/// call owns everything that it needs, so it can be stored, or spawned as a task.
///
/// ```no_run
/// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
/// use std::time::Duration;
///
/// let groups = client.groups().list().timeout(Duration::from_secs(10)).await?;
/// println!("{} groups", groups.len());
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// Awaiting fails with an [`Error`] if the call cannot be sent, gets no response, or is rejected.
#[doc(alias("request"))]
#[must_use = "a call is not sent until it is awaited"]
pub struct Call<O: Operation> {
    arguments: Arguments,
    body: O::Body,
}

impl<O: Operation> Call<O> {
    /// Returns the facts about the operation: its name, its path, the key that it takes, and its class.
    ///
    /// ```
    /// # fn example(client: wsapi_client::Client) {
    /// assert_eq!(client.groups().list().operation().id, "listGroups");
    /// # }
    /// ```
    pub fn operation(&self) -> &'static OperationInfo {
        O::INFO
    }
}

/// Options of a single call, which override those of its client.
impl<O: Operation> Call<O> {
    /// Sets the time limit of the call, including all attempts and the delays between them. The default is
    /// [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// # use std::time::Duration;
    /// let groups = client.groups().list().timeout(Duration::from_secs(10)).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("deadline"))]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.arguments.options.total_timeout = Some(limit);
        self
    }

    /// Sets the time limit of one attempt. The default is
    /// [`ClientBuilder::attempt_timeout`](crate::ClientBuilder::attempt_timeout).
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// # use std::time::Duration;
    /// let groups = client.groups().list().attempt_timeout(Duration::from_secs(5)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.arguments.options.attempt_timeout = Some(limit);
        self
    }

    /// Sets the number of attempts and the delays between them. The default is
    /// [`ClientBuilder::retry`](crate::ClientBuilder::retry).
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// use wsapi_client::RetryPolicy;
    ///
    /// let groups = client.groups().list().retry(RetryPolicy::never()).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.arguments.options.retry = Some(policy);
        self
    }

    /// Adds a header, such as one that a proxy requires. If the SDK sets this header itself, or if the name or the
    /// value is invalid, the call fails when it is awaited, before anything is sent.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    /// let groups = client.groups().list().header("traceparent", parent).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("traceparent"))]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.arguments.add_header(name, value);
        self
    }

    /// Returns a call that also returns the status and the headers of the response.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// let response = client.groups().list().with_response().await?;
    /// println!("{} with {} headers", response.status(), response.headers().len());
    /// let groups = response.into_body();
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("status", "headers"))]
    pub fn with_response(self) -> WithResponse<O> {
        WithResponse { call: self }
    }

    /// Sends the call and blocks this thread until it is done, for synchronous programs. Requires the feature
    /// `blocking`.
    ///
    /// ```no_run
    /// # fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// let groups = client.groups().list().send_blocking()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails as awaiting does. Also fails within an asynchronous runtime, which it would block; nothing is sent then.
    /// This includes `tokio::task::spawn_blocking`: there, use `Handle::current().block_on(call.into_future())`.
    #[doc(alias("sync", "synchronous"))]
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<O::Output, Error> {
        crate::runtime::blocking::wait(self.operation().id, self.into_future())
    }
}

/// The methods that generated code calls.
#[allow(dead_code, reason = "the documents of the service decide which of these are used")]
impl<O: Operation> Call<O> {
    pub(crate) fn new(client: &Client, body: O::Body) -> Self {
        Self { arguments: Arguments::new(client, O::INFO.path), body }
    }

    /// Sets the next path parameter, in the order of the template.
    pub(crate) fn path(mut self, value: impl Param) -> Self {
        self.arguments.fill_path(value.into_path_param());
        self
    }

    /// Adds `name=value` to the query.
    pub(crate) fn query(mut self, name: &'static str, value: impl Param) -> Self {
        self.arguments.query.set_each(name, std::iter::once(value.into_param()));
        self
    }

    /// Adds `name=a&name=b` to the query.
    pub(crate) fn query_each<P: Param>(mut self, name: &'static str, values: impl IntoIterator<Item = P>) -> Self {
        self.arguments.query.set_each(name, values.into_iter().map(P::into_param));
        self
    }

    /// Adds `name=a,b` to the query.
    pub(crate) fn query_joined<P: Param>(mut self, name: &'static str, values: impl IntoIterator<Item = P>) -> Self {
        self.arguments.query.set_joined(name, values.into_iter().map(P::into_param));
        self
    }

    /// Adds a header that the operation declares as a parameter.
    pub(crate) fn header_param(mut self, name: &'static str, value: impl Param) -> Self {
        self.arguments.declare_header(name, &value.into_param());
        self
    }

    /// Adds the header `name: a,b`.
    pub(crate) fn header_joined<P: Param>(mut self, name: &'static str, values: impl IntoIterator<Item = P>) -> Self {
        self.arguments.declare_joined_header(name, values.into_iter().map(P::into_param));
        self
    }

    /// Sets the media types of the response, if they are not the usual ones.
    pub(crate) fn accept(mut self, media_types: &'static str) -> Self {
        self.arguments.declare_header("accept", media_types);
        self
    }

    /// Sets the media type of the body, if it is not `application/json`.
    pub(crate) fn content_type(mut self, media_type: &'static str) -> Self {
        self.arguments.declare_header("content-type", media_type);
        self
    }
}

/// For helpers that make several calls.
impl<O: Operation> Call<O> {
    /// Ends the call at this deadline at the latest.
    pub(crate) fn with_deadline(mut self, deadline: Deadline) -> Self {
        self.arguments.options.deadline = Some(deadline);
        self
    }
}

impl<O: Operation> Clone for Call<O>
where
    O::Body: Clone,
{
    fn clone(&self) -> Self {
        Self { arguments: self.arguments.clone(), body: self.body.clone() }
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.operation().id).finish()
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Output, Error>;
    type IntoFuture = CallFuture<O>;

    fn into_future(self) -> CallFuture<O> {
        let members = &self.arguments.client.shared().service.attachment;
        let content = O::write_body(self.body, members);
        let expects = Expects(O::expected);
        CallFuture { response: start(self.arguments, O::INFO.clone(), content, expects), operation: PhantomData }
    }
}

/// The part of sending that does not depend on the operation.
fn start(
    arguments: Arguments,
    operation: OperationInfo,
    content: Result<Content, String>,
    expects: Expects,
) -> BoxFuture<'static, Result<Response, Error>> {
    match arguments.into_request(operation, content, expects) {
        Ok(request) => request::send(request),
        Err(error) => Box::pin(ready(Err(error))),
    }
}

/// A [`Call`] that also returns the status and the headers of its response. Created by [`Call::with_response`].
#[must_use = "a call is not sent until it is awaited"]
pub struct WithResponse<O: Operation> {
    call: Call<O>,
}

#[cfg(feature = "blocking")]
impl<O: Operation> WithResponse<O> {
    /// Sends the call and blocks this thread until it is done: see [`Call::send_blocking`]. Requires the feature
    /// `blocking`.
    ///
    /// ```no_run
    /// # fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// println!("{}", client.groups().list().with_response().send_blocking()?.status());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails as [`Call::send_blocking`] does.
    pub fn send_blocking(self) -> Result<http::Response<O::Output>, Error> {
        crate::runtime::blocking::wait(self.call.operation().id, self.into_future())
    }
}

impl<O: Operation> fmt::Debug for WithResponse<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WithResponse").field(&self.call).finish()
    }
}

impl<O: Operation> IntoFuture for WithResponse<O> {
    type Output = Result<http::Response<O::Output>, Error>;
    type IntoFuture = WithResponseFuture<O>;

    fn into_future(self) -> WithResponseFuture<O> {
        WithResponseFuture { call: self.call.into_future() }
    }
}

/// The future of a [`Call`]. Dropping it cancels the call, but the request may already have been sent.
#[must_use = "futures do nothing unless awaited"]
pub struct CallFuture<O> {
    response: BoxFuture<'static, Result<Response, Error>>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for CallFuture<O> {
    type Output = Result<O::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.response.as_mut().poll(context).map(|response| O::read_output(response?))
    }
}

/// The future of a [`WithResponse`].
#[must_use = "futures do nothing unless awaited"]
pub struct WithResponseFuture<O> {
    call: CallFuture<O>,
}

impl<O: Operation> Future for WithResponseFuture<O> {
    type Output = Result<http::Response<O::Output>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.call.response.as_mut().poll(context))?;
        let mut whole = http::Response::new(());
        *whole.status_mut() = response.head().status;
        *whole.version_mut() = response.head().version;
        *whole.headers_mut() = response.headers().clone();
        Poll::Ready(O::read_output(response).map(|output| whole.map(|()| output)))
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
