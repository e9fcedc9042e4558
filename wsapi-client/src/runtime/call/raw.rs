//! Calls of operations that the service has and this release does not.

use std::{fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde::{Serialize, de::DeserializeOwned};

use super::{arguments::Arguments, start};
use crate::runtime::{
    client::{Client, base_url::is_dots},
    content::{Content, to_json},
    error::Error,
    future::BoxFuture,
    operation::{Class, Credential, OperationInfo},
    policy::RetryPolicy,
    response::{Expected, Expects, Response},
};

impl Client {
    /// Creates a request to any path of the service, for operations that this release does not have. It has the same
    /// credentials, time limits, retries, errors and spans as every call.
    ///
    /// The path is a template that begins with `/`. Fill in values with [`RawCall::path`], so that an id can never
    /// address another path and never appears in a log. If the template is not a path, the call fails when it is
    /// awaited.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// use serde_json::json;
    /// use wsapi_client::{Class, http::Method};
    ///
    /// let body = json!({ "to": "+491701234567", "question": "Tea or coffee?" });
    /// let sent = client.request(Method::POST, "/messages/poll").json(&body).await?;
    /// println!("{}", sent.json::<serde_json::Value>()?["id"]);
    ///
    /// let votes = client.request(Method::GET, "/messages/{messageId}/votes").path("3EB0C431").class(Class::Safe).await?;
    /// println!("{}", votes.status());
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("raw", "custom", "execute"))]
    pub fn request(&self, method: Method, path: &'static str) -> RawCall {
        let operation = OperationInfo {
            id: path,
            method,
            path,
            credential: Credential::Instance,
            class: Class::Effectful,
            success: &[],
            errors: &[],
        };
        let mut arguments = Arguments::new(self, path);
        arguments.note(check_template(path));
        RawCall { arguments, operation, content: Ok(Content::None) }
    }
}

/// Fails for a template that would change the host, leave the base URL, or hide a query.
fn check_template(path: &str) -> Result<(), String> {
    let literals = path.split('{').enumerate().map(|(index, part)| match index {
        0 => Some(part),
        _ => part.split_once('}').filter(|(name, _)| !name.is_empty()).map(|(_, literal)| literal),
    });
    let problem = match () {
        () if !path.starts_with('/') => "must begin with `/`",
        () if !literals.into_iter().all(|literal| literal.is_some_and(|literal| !literal.contains('}'))) => {
            "contains a parameter that is not a name between `{` and `}`"
        }
        () if path.contains(['?', '#']) => "must not contain `?` or `#`; set the query with `RawCall::query`",
        () if path.split('/').any(is_dots) => "must not contain the segment `.` or `..`",
        () => return Ok(()),
    };
    Err(format!("the path {problem}"))
}

/// A request to any path of the service, not yet sent. Created by [`Client::request`].
///
/// ```no_run
/// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
/// use wsapi_client::{Class, http::Method};
///
/// let response = client.request(Method::GET, "/newsletters").query("limit", "10").class(Class::Safe).await?;
/// println!("{} bytes", response.bytes().len());
/// # Ok(())
/// # }
/// ```
#[doc(alias("request"))]
#[must_use = "a request is not sent until it is awaited"]
pub struct RawCall {
    arguments: Arguments,
    operation: OperationInfo,
    content: Result<Content, String>,
}

impl RawCall {
    /// Sets the value of the next `{parameter}` of the path.
    pub fn path(mut self, value: impl Into<String>) -> Self {
        self.arguments.fill_path(Ok(value.into()));
        self
    }

    /// Sets a query parameter.
    pub fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.query.set_each(name, std::iter::once(value.into()));
        self
    }

    /// Sets the body, which is sent as JSON.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        self.content = to_json(body).map(|json| Content::Json(json.into()));
        self
    }

    /// Sets the class of the request, [`Class::Effectful`] by default. An effectful request is retried only if it
    /// provably had no effect.
    pub fn class(mut self, class: Class) -> Self {
        self.operation.class = class;
        self
    }

    /// Sets the credential that the request carries, [`Credential::Instance`] by default.
    pub fn credential(mut self, credential: Credential) -> Self {
        self.operation.credential = credential;
        self
    }

    /// Sets the time limit of the request, as [`Call::timeout`](super::Call::timeout) does.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.arguments.options.total_timeout = Some(limit);
        self
    }

    /// Sets the time limit of one attempt, as [`Call::attempt_timeout`](super::Call::attempt_timeout) does.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.arguments.options.attempt_timeout = Some(limit);
        self
    }

    /// Sets the number of attempts and the delays between them, as [`Call::retry`](super::Call::retry) does.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.arguments.options.retry = Some(policy);
        self
    }

    /// Adds a header, as [`Call::header`](super::Call::header) does.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.arguments.add_header(name, value);
        self
    }
}

#[cfg(feature = "blocking")]
impl RawCall {
    /// Sends the request and blocks this thread until it is done, as [`Call::send_blocking`](super::Call::send_blocking)
    /// does. Requires the feature `blocking`.
    ///
    /// # Errors
    ///
    /// Fails as [`Call::send_blocking`](super::Call::send_blocking) does.
    pub fn send_blocking(self) -> Result<RawResponse, Error> {
        crate::runtime::blocking::wait(self.operation.id, self.into_future())
    }
}

impl IntoFuture for RawCall {
    type Output = Result<RawResponse, Error>;
    type IntoFuture = BoxFuture<'static, Result<RawResponse, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { arguments, operation, content } = self;
        let response = start(arguments, operation, content, Expects(|_| Expected::Any));
        Box::pin(async { response.await.map(|response| RawResponse { response }) })
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall").field("method", &self.operation.method).field("path", &self.operation.path).finish()
    }
}

/// The response to a [`RawCall`], with a status of success (2xx).
///
/// ```no_run
/// # async fn example(response: wsapi_client::RawResponse) -> Result<(), wsapi_client::Error> {
/// #[derive(serde::Deserialize)]
/// struct Sent {
///     id: String,
/// }
///
/// let sent: Sent = response.json()?;
/// println!("{}", sent.id);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct RawResponse {
    response: Response,
}

impl RawResponse {
    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.response.head().status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// Returns the body as received.
    pub fn bytes(&self) -> Bytes {
        self.response.body()
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    ///
    /// Fails if the body is not JSON of this type. The error contains the path of the value that does not match.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.response.body()).map_err(|error| self.response.undecodable(&error))
    }
}
