//! The error type of calls: what went wrong, in which operation, and what the service returned.
//!
//! `Display` and `Debug` end up in logs. So they never show a key or a body, and they show the service's detail without
//! phone numbers and URL queries. Methods give access to the whole response.

mod attempt;
mod display;
mod json_path;
mod make;
mod mask;
mod predicates;
mod retry_after;

pub(crate) use self::{
    attempt::{Attempt, is_html, media_type},
    make::attempt_limit,
    mask::without_values,
};

use std::{error::Error as StdError, sync::Arc, time::Duration};

use http::HeaderMap;
use serde::de::DeserializeOwned;

use self::attempt::Received;
use super::{delivery::Delivery, operation::Credential, transport::TransportError};

/// Statuses after which the same call can succeed later, for any service.
const TRANSIENT_STATUSES: [u16; 6] = [408, 429, 500, 502, 503, 504];

/// The error of a call that failed, or of a value that is invalid.
///
/// ```no_run
/// use wsapi_client::{Client, Error, Jid, types::SendTextRequest};
///
/// # async fn example(client: Client, to: Jid) -> Result<(), Error> {
/// match client.messages().send_text(SendTextRequest::new(to, "Hello")).await {
///     Ok(sent) => println!("sent {}", sent.id),
///     Err(error) if error.is_conflict() => println!("pair or connect the device first: {error}"),
///     Err(error) if error.is_transient() && error.had_no_effect() => println!("try later: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
///
/// | predicate | status | meaning |
/// |---|---|---|
/// | [`is_invalid_input`](Self::is_invalid_input) | | an argument, a setting or a text is invalid |
/// | [`is_missing_credential`](Self::is_missing_credential) | | the client lacks the key that the operation takes; nothing was sent |
/// | [`is_connect`](Self::is_connect) | | the last attempt could not connect |
/// | [`is_timeout`](Self::is_timeout) | | a time limit passed |
/// | [`is_transport`](Self::is_transport) | | there is no response, or it ended early; includes `is_connect`, and `is_timeout` except that of a pairing |
/// | [`is_decode`](Self::is_decode) | 2xx | the service reported success in a body that cannot be read |
/// | [`is_unexpected_response`](Self::is_unexpected_response) | 2xx | the response may not have come from the service: it can be the page of a captive portal, for example |
/// | [`is_storage`](Self::is_storage) | 2xx | a download arrived but its file cannot be stored |
/// | [`is_status`](Self::is_status) | not 2xx | the service responded with an error; includes the ones below |
/// | [`is_bad_request`](Self::is_bad_request) | 400 | the request is invalid, or the service failed without a status of its own |
/// | [`is_unauthorized`](Self::is_unauthorized) | 401 | the key is wrong |
/// | [`is_forbidden`](Self::is_forbidden) | 403 | the key does not permit the operation |
/// | [`is_not_found`](Self::is_not_found) | 404 | the addressed resource, or the instance, does not exist |
/// | [`is_conflict`](Self::is_conflict) | 409 | the device is not paired or not connected |
/// | [`is_too_large`](Self::is_too_large) | 413 | the request or the requested file exceeds the server's limit |
/// | [`is_too_many_requests`](Self::is_too_many_requests) | 429 | too many requests; see [`retry_after`](Self::retry_after) |
/// | [`is_server_error`](Self::is_server_error) | 5xx | the service, or something in front of it, failed |
///
/// Three methods apply to all of these: [`delivery`](Self::delivery) returns whether the service carried out the call,
/// [`had_no_effect`](Self::had_no_effect) whether it certainly did not, and [`is_transient`](Self::is_transient)
/// whether the same call can succeed later.
///
/// The text contains the operation, the server, the limit and the cause, each once. So [`source`](StdError::source)
/// returns `None`. Use [`transport_error`](Self::transport_error) to get the cause as a value.
pub struct Error {
    /// One pointer wide, so that a `Result` is hardly larger than its value.
    inner: Box<Inner>,
}

struct Inner {
    kind: Kind,
    operation: Option<&'static str>,
    received: Option<Received>,
    delivery: Delivery,
    attempts: u32,
    retry_after: Option<Duration>,
    is_transient: bool,
    hint: Option<&'static str>,
}

enum Kind {
    InvalidInput(String),
    MissingCredential(Credential),
    MissingVariable(String),
    Transport {
        error: TransportError,
        server: Option<Arc<str>>,
    },
    Status {
        detail: Option<String>,
    },
    /// A sentence without any value of the body.
    Decode(String),
    /// The expected response, and the one that was found.
    UnexpectedResponse(String),
    /// The reason why a downloaded file could not be stored, without its name.
    Storage(String),
    /// The condition that was not met in time, although every response arrived.
    Overdue(String),
}

impl Error {
    /// Returns the operation that failed, such as `sendText`. Returns `None` for errors of configuration and parsing.
    ///
    /// ```
    /// # use wsapi_client::Jid;
    /// let error = "no JID".parse::<Jid>().unwrap_err();
    /// assert_eq!(error.operation(), None);
    /// ```
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.operation
    }

    /// Returns the status of the response, if there is one, even if the response could not be read.
    ///
    /// ```
    /// # use wsapi_client::Error;
    /// assert_eq!(Error::from_status(404, "instance not found").status(), Some(404));
    /// ```
    #[doc(alias("code"))]
    pub fn status(&self) -> Option<u16> {
        self.inner.received.as_ref().map(|received| received.status.as_u16())
    }

    /// Returns whether the service may have carried out the call. The result covers all attempts.
    ///
    /// ```
    /// # use wsapi_client::{Delivery, Error};
    /// assert_eq!(Error::from_status(409, "device not paired").delivery(), Delivery::Rejected);
    /// assert_eq!(Error::from_status(504, "timed out").delivery(), Delivery::Unknown);
    /// ```
    #[doc(alias("sent"))]
    pub fn delivery(&self) -> Delivery {
        self.inner.delivery
    }

    /// Returns whether the call certainly had no effect: no attempt was sent, or the service rejected each of them.
    ///
    /// A handler that fails with such an error can be called again for the same event. After any other error, a second
    /// message could be a duplicate of the first.
    ///
    /// ```
    /// use wsapi_client::{Client, Error, Jid, types::SendTextRequest};
    ///
    /// /// Fails only if it is safe to call this function again.
    /// async fn greet(client: &Client, chat: &Jid) -> Result<(), Error> {
    ///     match client.messages().send_text(SendTextRequest::new(chat, "Hello")).await {
    ///         Err(error) if error.had_no_effect() => Err(error),
    ///         _ => Ok(()), // The message was sent, or may have been.
    ///     }
    /// }
    /// # assert!(Error::from_status(409, "device not paired").had_no_effect());
    /// # assert!(!Error::from_status(504, "timed out").had_no_effect());
    /// ```
    #[doc(alias("not_sent", "at-most-once"))]
    pub fn had_no_effect(&self) -> bool {
        matches!(self.delivery(), Delivery::NotSent | Delivery::Rejected)
    }

    /// Returns whether the same call can succeed later without any change: the connection failed or broke, a time limit
    /// passed, the status is 408, 429, 500, 502, 503 or 504, or the instance has lost its connection to WhatsApp.
    ///
    /// This does not mean that sending again is safe; check [`had_no_effect`](Self::had_no_effect) too.
    ///
    /// ```
    /// # use wsapi_client::Error;
    /// assert!(Error::from_status(503, "instance not available").is_transient());
    /// assert!(!Error::from_status(401, "unauthorized").is_transient());
    /// ```
    #[doc(alias("retryable", "is_retryable"))]
    pub fn is_transient(&self) -> bool {
        self.inner.is_transient
    }

    /// Returns the number of attempts. It is 0 if the call failed before its first attempt. For a helper that makes
    /// several calls, such as a pairing, only the attempts of the failed call count.
    ///
    /// ```
    /// let error = "no JID".parse::<wsapi_client::Jid>().unwrap_err();
    /// assert_eq!(error.attempts(), 0);
    /// ```
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// Returns how long the service asks the client to wait before the next attempt, from the header
    /// `Retry-After`, which contains a number of seconds or a date.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Returns the headers of the response, if there is one.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) {
    /// if let Err(error) = client.groups().list().await {
    ///     let server = error.headers().and_then(|headers| headers.get("server"));
    ///     eprintln!("{error}, from {server:?}");
    /// }
    /// # }
    /// ```
    pub fn headers(&self) -> Option<&HeaderMap> {
        Some(&self.inner.received.as_ref()?.headers)
    }

    /// Returns the service's own description of the error, in full. It can contain values of the request, phone numbers
    /// included; `Display` shows it masked.
    ///
    /// ```
    /// # use wsapi_client::Error;
    /// assert_eq!(Error::from_status(409, "device not paired").detail(), Some("device not paired"));
    /// ```
    #[doc(alias("message"))]
    pub fn detail(&self) -> Option<&str> {
        match &self.inner.kind {
            Kind::Status { detail } => detail.as_deref(),
            _ => None,
        }
    }

    /// Returns the body of the response as received: JSON, the HTML of a proxy, or nothing. The body of an error
    /// response ends after the first MiB.
    pub fn body(&self) -> Option<&[u8]> {
        self.inner.received.as_ref()?.body.as_deref()
    }

    /// Reads the JSON body of the response as the caller's type. Returns `None` if it does not match.
    ///
    /// ```
    /// #[derive(serde::Deserialize)]
    /// struct Problem {
    ///     code: String,
    /// }
    ///
    /// fn code(error: &wsapi_client::Error) -> Option<String> {
    ///     error.body_as::<Problem>().map(|problem| problem.code)
    /// }
    /// ```
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.body()?).ok()
    }

    /// Returns a hint about what to do next, if there is one. `Display` shows it too.
    ///
    /// ```
    /// # use wsapi_client::Error;
    /// let error = Error::from_status(429, "slow down");
    /// assert_eq!(error.hint(), Some("send more slowly: see `ClientBuilder::pacing`"));
    /// ```
    pub fn hint(&self) -> Option<&'static str> {
        self.inner.hint
    }

    /// Returns the error of the transport, if there is no response or it ended early. Its sources are the causes.
    ///
    /// ```
    /// # use wsapi_client::Error;
    /// let error = Error::not_sent("connection refused");
    /// assert!(error.transport_error().is_some_and(|error| error.is_connect()));
    /// ```
    pub fn transport_error(&self) -> Option<&TransportError> {
        match &self.inner.kind {
            Kind::Transport { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// The text contains the cause already, so there is no source that would repeat it.
impl StdError for Error {}
