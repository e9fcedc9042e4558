//! The one error of the SDK: what went wrong, with which operation, and what the service said.
//!
//! What is shown (`Display`, `Debug`, the chain of sources) ends up in logs, so it never holds a key or a body, and
//! what the service says stands in it without the numbers and the queries of URLs that it repeats. What the service
//! sent is reachable whole by asking for it.

mod display;
mod hint;
mod json_path;
mod make;
mod mask;
mod predicates;

pub(super) use self::mask::without_values;

use std::{error::Error as StdError, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::{Delivery, Key, TransportError};

/// Why a call failed, or why a value is not valid.
///
/// ```
/// use wsapi_client::{Call, Error, Operation, Output};
///
/// async fn patient<O: Operation>(call: Call<O>) -> Result<Option<Output<O>>, Error> {
///     match call.await {
///         Ok(output) => Ok(Some(output)),
///         Err(error) if error.is_not_found() => Ok(None),
///         Err(error) if error.is_conflict() => {
///             eprintln!("pair the device first: {error}");
///             Err(error)
///         }
///         Err(error) => Err(error),
///     }
/// }
/// ```
pub struct Error {
    /// One pointer wide, so that a `Result` is hardly larger than what it holds.
    inner: Box<Inner>,
}

struct Inner {
    kind: Kind,
    operation: Option<&'static str>,
    answer: Option<Answer>,
    delivery: Delivery,
    attempts: u32,
    retry_after: Option<Duration>,
}

enum Kind {
    InvalidInput(String),
    MissingKey(Key),
    Transport(TransportError),
    Status {
        detail: Option<String>,
    },
    /// A sentence without any value of the body.
    Decode(String),
    /// Why a downloaded file is not on the disk, without its name.
    Storage(String),
    /// What did not happen in time, although every answer came.
    Overdue(String),
}

/// What came back before the call failed.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Option<Bytes>,
}

impl Error {
    /// The operation that failed, such as `sendText`. There is none for configuration and for parsing.
    ///
    /// ```
    /// # use wsapi_client::Jid;
    /// let error = "no JID".parse::<Jid>().unwrap_err();
    /// assert_eq!(error.operation(), None);
    /// ```
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.operation
    }

    /// The status of the answer, if one came: also for one that could not be read.
    ///
    /// ```
    /// fn is_teapot(error: &wsapi_client::Error) -> bool {
    ///     error.status() == Some(418)
    /// }
    /// ```
    pub fn status(&self) -> Option<u16> {
        self.inner.answer.as_ref().map(|answer| answer.status.as_u16())
    }

    /// Whether the service has done what it was asked for: what decides, for an operation that has an effect each
    /// time, whether to try again. With several attempts it speaks of all of them.
    ///
    /// ```
    /// use wsapi_client::{Delivery, Error};
    ///
    /// fn may_be_sent_again(error: &Error) -> bool {
    ///     matches!(error.delivery(), Delivery::NotSent | Delivery::Rejected)
    /// }
    /// ```
    pub fn delivery(&self) -> Delivery {
        self.inner.delivery
    }

    /// How often the call was tried, 0 if it was refused before anything was sent. Of a helper that makes several calls, such
    /// as a pairing, only a call that failed is counted.
    ///
    /// ```
    /// let error = "no JID".parse::<wsapi_client::Jid>().unwrap_err();
    /// assert_eq!(error.attempts(), 0);
    /// ```
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// How long the service asks to wait before the next try, from the header `Retry-After`.
    ///
    /// ```
    /// fn wait(error: &wsapi_client::Error) -> std::time::Duration {
    ///     error.retry_after().unwrap_or_default()
    /// }
    /// ```
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// The headers of the answer, if one came.
    ///
    /// ```
    /// fn gateway(error: &wsapi_client::Error) -> Option<&str> {
    ///     error.headers()?.get("server")?.to_str().ok()
    /// }
    /// ```
    pub fn headers(&self) -> Option<&HeaderMap> {
        Some(&self.inner.answer.as_ref()?.headers)
    }

    /// What the service says of a refusal, whole. It repeats what was sent, phone numbers included:
    /// `Display` shows it masked.
    ///
    /// ```
    /// fn is_unpaired(error: &wsapi_client::Error) -> bool {
    ///     error.detail() == Some("device not paired")
    /// }
    /// ```
    pub fn detail(&self) -> Option<&str> {
        match &self.inner.kind {
            Kind::Status { detail } => detail.as_deref(),
            _ => None,
        }
    }

    /// The body of the answer as it came, whatever it is: JSON, a proxy's HTML, or nothing. Of an answer with an
    /// error status it is cut after the first MiB.
    ///
    /// ```
    /// fn is_html(error: &wsapi_client::Error) -> bool {
    ///     error.body().is_some_and(|body| body.starts_with(b"<"))
    /// }
    /// ```
    pub fn body(&self) -> Option<&[u8]> {
        self.inner.answer.as_ref()?.body.as_deref()
    }

    /// The body of the answer as a type of the caller's, if it is one.
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
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.inner.kind {
            Kind::Transport(error) => Some(error),
            // An error of serde_json repeats the value that it did not expect.
            _ => None,
        }
    }
}
