//! One function for each cause of an error. An error is complete when it is made.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{StatusCode, response::Parts};

use super::{
    Error, Inner, Kind, TRANSIENT_STATUSES,
    attempt::{Attempt, Received, is_html},
    json_path::path_at,
    mask, retry_after,
};
use crate::runtime::{
    delivery::Delivery,
    operation::{Credential, is_documented},
    service::{ErrorResponse, Explanation, Service},
    transport::TransportError,
};

/// The hint for a page that something other than the service sent.
const NOT_THE_SERVICE: &str =
    "this page is not from the service: check the base URL, and whether a proxy or a captive portal requires a login";

/// Before anything is sent.
impl Error {
    /// An argument that cannot be sent. The message names the parameter but never contains its value.
    pub(crate) fn invalid_input(operation: &'static str, message: String) -> Self {
        Self::before_sending(Kind::InvalidInput(message), Some(operation))
    }

    /// A setting of the client that cannot work.
    pub(crate) fn invalid_configuration(message: String) -> Self {
        Self::before_sending(Kind::InvalidInput(message), None)
    }

    /// A text that cannot be parsed.
    pub(crate) fn invalid_text(message: &str) -> Self {
        Self::before_sending(Kind::InvalidInput(message.to_owned()), None)
    }

    /// The client lacks the credential that an operation takes.
    pub(crate) fn missing_credential(operation: &'static str, credential: Credential) -> Self {
        Self::before_sending(Kind::MissingCredential(credential), Some(operation))
    }

    /// The client was configured from an environment that contains no key.
    pub(crate) fn missing_variable(message: String) -> Self {
        Self::before_sending(Kind::MissingVariable(message), None)
    }

    /// The default transport cannot be set up.
    pub(crate) fn no_transport(error: TransportError) -> Self {
        Self::before_sending(Kind::Transport { error, server: None }, None)
    }

    /// A transport that cannot be used here.
    #[allow(dead_code, reason = "some features need it")]
    pub(crate) fn unsendable(operation: &'static str, error: TransportError) -> Self {
        Self::before_sending(Kind::Transport { error, server: None }, Some(operation))
    }

    /// A condition that is polled for was not met in time.
    pub(crate) fn overdue(operation: &'static str, message: String) -> Self {
        Self { inner: Box::new(Inner { is_transient: true, ..Inner::new(Kind::Overdue(message), Some(operation)) }) }
    }

    /// A success that was read but cannot be used, for the reason given.
    pub(crate) fn unusable(operation: &'static str, head: Parts, message: String) -> Self {
        let inner = Inner::new(Kind::Decode(message), Some(operation));
        let received = Some(Received::new(head, None));
        Self { inner: Box::new(Inner { received, delivery: Delivery::Accepted, attempts: 1, ..inner }) }
    }

    fn before_sending(kind: Kind, operation: Option<&'static str>) -> Self {
        Self { inner: Box::new(Inner::new(kind, operation)) }
    }
}

/// While a request is sent.
impl Error {
    /// The body of the request cannot be opened.
    pub(crate) fn unreadable_input(attempt: &Attempt, message: String) -> Self {
        Self::of(attempt, Kind::InvalidInput(mask::masked(&message)), None, Delivery::NotSent).after(attempt.number - 1)
    }

    /// There is no response, or it ended early: then `head` is what arrived.
    pub(crate) fn transport(attempt: &Attempt, error: TransportError, head: Option<Parts>) -> Self {
        let delivery = match &head {
            Some(head) if head.status.is_success() => Delivery::Accepted,
            None if !error.may_have_been_sent() => Delivery::NotSent,
            _ => Delivery::Unknown,
        };
        let made = attempt.number - u32::from(error.is_no_time_left());
        let is_transient = !error.is_unreadable_body();
        let kind = Kind::Transport { error, server: Some(attempt.server.clone()) };
        let received = head.map(|head| Received::new(head, None));
        Self::of(attempt, kind, received, delivery).transient(is_transient).after(made)
    }

    /// A response whose status is not a success.
    pub(crate) fn rejected(attempt: &Attempt, head: Parts, body: Bytes) -> Self {
        Self { inner: Box::new(Inner::rejected(attempt.service, attempt.operation, head, body)) }.known_after(attempt)
    }

    /// A success response that the operation cannot return.
    pub(crate) fn unexpected_response(attempt: &Attempt, head: Parts, body: Bytes, message: String) -> Self {
        let received = Received::new(head, Some(body));
        let hint = is_html(&received.headers).then_some(NOT_THE_SERVICE);
        Self::of(attempt, Kind::UnexpectedResponse(message), Some(received), Delivery::Unknown).hinted(hint)
    }

    /// A success whose body is larger than the client accepts.
    pub(crate) fn too_large(attempt: &Attempt, head: Parts, limit: u64) -> Self {
        let message = format!("it is larger than {limit} bytes, the limit of `ClientBuilder::max_response_size`");
        Self::of(attempt, Kind::Decode(message), Some(Received::new(head, None)), Delivery::Accepted)
    }

    /// A success whose body is not the expected JSON.
    pub(crate) fn undecodable(attempt: &Attempt, head: Parts, body: Bytes, error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let place = path_at(&body, line, column);
        // The names in it are the service's, everything else is the SDK's own.
        let place = mask::masked(&format!("{} at {place}", mask::without_values(error)));
        Self::unreadable(attempt, head, Some(body), format!("{place} (line {line}, column {column})"))
    }

    /// A success that cannot be used, for the reason given. If the operation does not document its status either,
    /// nothing proves that the service has responded.
    pub(crate) fn unreadable(attempt: &Attempt, head: Parts, body: Option<Bytes>, message: String) -> Self {
        if !is_documented(attempt.success, head.status.as_u16()) {
            let message =
                format!("the operation does not document this status, and the body cannot be read: {message}");
            return Self::unexpected_response(attempt, head, body.unwrap_or_default(), message);
        }
        Self::of(attempt, Kind::Decode(message), Some(Received::new(head, body)), Delivery::Accepted)
    }

    /// A downloaded file that cannot be stored.
    pub(crate) fn not_stored(attempt: Option<&Attempt>, head: Parts, message: String) -> Self {
        let (kind, received) = (Kind::Storage(message), Some(Received::new(head, None)));
        match attempt {
            Some(attempt) => Self::of(attempt, kind, received, Delivery::Accepted),
            None => {
                let inner = Inner { received, delivery: Delivery::Accepted, attempts: 1, ..Inner::new(kind, None) };
                Self { inner: Box::new(inner) }
            }
        }
    }

    fn of(attempt: &Attempt, kind: Kind, received: Option<Received>, delivery: Delivery) -> Self {
        let inner = Inner { received, delivery, ..Inner::new(kind, Some(attempt.operation)) };
        Self { inner: Box::new(inner) }.known_after(attempt)
    }

    fn known_after(mut self, attempt: &Attempt) -> Self {
        self.inner.operation = Some(attempt.operation);
        self.inner.delivery = self.inner.delivery.after(attempt.earlier);
        self.after(attempt.number)
    }

    fn after(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    fn transient(mut self, is_transient: bool) -> Self {
        self.inner.is_transient = is_transient;
        self
    }

    fn hinted(mut self, hint: Option<&'static str>) -> Self {
        self.inner.hint = hint;
        self
    }
}

/// Errors for tests of code that handles errors. They have no operation.
impl Error {
    /// The service's own response with this status and detail.
    pub(crate) fn simulated_rejection(service: &'static Service, status: StatusCode, body: Bytes) -> Self {
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.status = status;
        head.headers.insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
        Self { inner: Box::new(Inner { attempts: 1, ..Inner::rejected(service, "", head, body) }) }
    }

    /// Creates the error for a call that was provably not sent, to test code that handles errors.
    ///
    /// ```
    /// use wsapi_client::{Delivery, Error};
    ///
    /// let error = Error::not_sent("connection refused");
    /// assert_eq!(error.delivery(), Delivery::NotSent);
    /// assert!(error.is_connect() && error.is_transient());
    /// ```
    #[doc(alias("mock"))]
    pub fn not_sent(cause: &str) -> Self {
        Self::simulated(TransportError::connect(cause))
    }

    /// Creates the error for a call whose connection broke, so that it is not known whether the service carried it out.
    /// Use it to test code that handles errors.
    ///
    /// ```
    /// use wsapi_client::{Delivery, Error};
    ///
    /// let error = Error::unknown_delivery("connection reset by peer");
    /// assert_eq!(error.delivery(), Delivery::Unknown);
    /// ```
    #[doc(alias("mock"))]
    pub fn unknown_delivery(cause: &str) -> Self {
        Self::simulated(TransportError::interrupted(cause))
    }

    /// Creates the error for a call that got no response within the limit, to test code that handles errors.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wsapi_client::{Delivery, Error};
    ///
    /// let error = Error::timed_out(Duration::from_secs(100));
    /// assert!(error.is_timeout());
    /// assert_eq!(error.delivery(), Delivery::Unknown);
    /// ```
    #[doc(alias("mock"))]
    pub fn timed_out(limit: Duration) -> Self {
        Self::simulated(TransportError::timeout(attempt_limit(limit)))
    }

    pub(crate) fn simulated(error: TransportError) -> Self {
        let delivery = if error.may_have_been_sent() { Delivery::Unknown } else { Delivery::NotSent };
        let inner = Inner::new(Kind::Transport { error, server: None }, None);
        Self { inner: Box::new(Inner { delivery, attempts: 1, is_transient: true, ..inner }) }
    }
}

impl Inner {
    fn new(kind: Kind, operation: Option<&'static str>) -> Self {
        Self {
            kind,
            operation,
            received: None,
            delivery: Delivery::NotSent,
            attempts: 0,
            retry_after: None,
            is_transient: false,
            hint: None,
        }
    }

    fn rejected(service: &'static Service, operation: &str, head: Parts, body: Bytes) -> Self {
        let is_html = is_html(&head.headers);
        let response = ErrorResponse { operation, status: head.status, is_html, body: &body };
        let Explanation { detail, delivery, is_transient, hint } = (service.explain)(&response);
        let hint = hint.or_else(|| general_hint(&response));
        let retry_after = retry_after::asked_by(&head.headers, SystemTime::now());
        let is_transient = is_transient || TRANSIENT_STATUSES.contains(&head.status.as_u16());
        let received = Some(Received::new(head, Some(body)));
        Self { received, delivery, retry_after, is_transient, hint, ..Self::new(Kind::Status { detail }, None) }
    }
}

/// The cause of a timeout.
pub(crate) fn attempt_limit(limit: Duration) -> String {
    format!("the limit of an attempt is {limit:?} (`attempt_timeout`)")
}

/// Returns what to do about a response that any server can send.
fn general_hint(response: &ErrorResponse<'_>) -> Option<&'static str> {
    match response.status.as_u16() {
        300..=399 => Some("redirects are not followed, because that would leak the key: check the base URL"),
        404 | 405 if response.is_html => Some(NOT_THE_SERVICE),
        _ => None,
    }
}
