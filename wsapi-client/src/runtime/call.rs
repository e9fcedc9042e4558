//! A call: one operation with its arguments, sent when it is awaited.
//!
//! [`Call`] adds the body's type to a [`Draft`] and nothing else. There are as many `Call`s as operations, so
//! all that they do stands in types without parameters.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use super::{
    Answer, BoxFuture, Client, Error, Operation, OperationInfo, Output, Response, content::Write, draft::Draft,
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

/// What the generated methods are written in.
#[allow(dead_code, reason = "which of these are used is decided by the documents of the service")]
impl<O: Operation> Call<O> {
    pub(crate) fn new(client: &Client, body: O::Body) -> Self {
        Self { draft: Draft::new(client, const { &O::INFO }), body }
    }

    /// The next path parameter, in the order of the template.
    pub(crate) fn path(mut self, value: impl Param) -> Self {
        self.draft.fill_path(&value.into_param());
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

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.draft.operation().id).finish()
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<Output<O>, Error>;
    type IntoFuture = CallFuture<O>;

    fn into_future(mut self) -> CallFuture<O> {
        self.draft.set_body(self.body.write());
        CallFuture { response: Box::pin(self.draft.send()), operation: PhantomData }
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

impl<O: Operation> fmt::Debug for CallFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CallFuture").field(&O::INFO.id).finish()
    }
}
