//! The predicates of an error. There is no public enum, so that a new cause breaks no caller.

use std::borrow::Cow;

use super::{Error, Kind};

/// Predicates for the kinds of failures: see the table of [`Error`].
impl Error {
    /// Returns whether an argument, a setting or a text is invalid. Nothing was sent, unless a file could not be opened
    /// again for a later attempt.
    pub fn is_invalid_input(&self) -> bool {
        matches!(self.inner.kind, Kind::InvalidInput(_) | Kind::MissingVariable(_))
    }

    /// Returns whether the client lacks the key that the operation takes, or was configured from an environment without
    /// one. Nothing was sent.
    pub fn is_missing_credential(&self) -> bool {
        matches!(self.inner.kind, Kind::MissingCredential(_) | Kind::MissingVariable(_))
    }

    /// Returns whether there is no response, or one that ended early: see [`transport_error`](Self::transport_error).
    pub fn is_transport(&self) -> bool {
        self.transport_error().is_some()
    }

    /// Returns whether the last attempt could not connect, so it sent nothing. [`delivery`](Self::delivery) covers all
    /// attempts.
    pub fn is_connect(&self) -> bool {
        self.transport_error().is_some_and(|error| error.is_connect())
    }

    /// Returns whether a time limit passed. [`delivery`](Self::delivery) returns whether the service may have carried
    /// out the call.
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::Overdue(_)) || self.transport_error().is_some_and(|error| error.is_timeout())
    }

    /// Returns whether the service reported success, but the body of its response cannot be read or is too large.
    pub fn is_decode(&self) -> bool {
        matches!(self.inner.kind, Kind::Decode(_))
    }

    /// Returns whether the response has a status of success (2xx) but is not one of the operation, so it may not have
    /// come from the service. It can be the login page of a captive portal, for example.
    pub fn is_unexpected_response(&self) -> bool {
        matches!(self.inner.kind, Kind::UnexpectedResponse(_))
    }

    /// Returns whether a download arrived, but its file cannot be stored.
    pub fn is_storage(&self) -> bool {
        matches!(self.inner.kind, Kind::Storage(_))
    }

    /// Returns whether the service responded with a status that is not a success (2xx).
    pub fn is_status(&self) -> bool {
        matches!(self.inner.kind, Kind::Status { .. })
    }

    /// Returns whether the status is 400: the request is invalid, or the service failed for a reason that has no status
    /// of its own.
    pub fn is_bad_request(&self) -> bool {
        self.is_rejected_with(400..=400)
    }

    /// Returns whether the status is 401: the key is wrong.
    #[doc(alias("authentication"))]
    pub fn is_unauthorized(&self) -> bool {
        self.is_rejected_with(401..=401)
    }

    /// Returns whether the status is 403: the key does not permit the operation.
    pub fn is_forbidden(&self) -> bool {
        self.is_rejected_with(403..=403)
    }

    /// Returns whether the status is 404: the addressed resource, or the instance, does not exist.
    pub fn is_not_found(&self) -> bool {
        self.is_rejected_with(404..=404)
    }

    /// Returns whether the status is 409: the device is not paired or not connected.
    #[doc(alias("unpaired", "logged_out"))]
    pub fn is_conflict(&self) -> bool {
        self.is_rejected_with(409..=409)
    }

    /// Returns whether the status is 413: the request or the requested file exceeds the server's limit.
    pub fn is_too_large(&self) -> bool {
        self.is_rejected_with(413..=413)
    }

    /// Returns whether the status is 429: too many requests.
    #[doc(alias("rate_limit"))]
    pub fn is_too_many_requests(&self) -> bool {
        self.is_rejected_with(429..=429)
    }

    /// Returns whether the status is 5xx: the service, or something in front of it, failed. [`status`](Self::status)
    /// says more: 503 means that the instance is not available, and 504 that a time limit of the server passed, so the
    /// call may have had its effect.
    pub fn is_server_error(&self) -> bool {
        self.is_rejected_with(500..=599)
    }
}

impl Error {
    /// Returns OpenTelemetry's `error.type`: the status if that is the error, otherwise one word.
    pub(crate) fn type_name(&self) -> Cow<'static, str> {
        match (&self.inner.kind, self.status()) {
            (Kind::Status { .. }, Some(status)) => status.to_string().into(),
            (Kind::Transport { error, .. }, _) if error.is_timeout() => "timeout".into(),
            (Kind::Overdue(_), _) => "timeout".into(),
            (Kind::Transport { error, .. }, _) if error.is_connect() => "connect".into(),
            (Kind::Transport { .. }, _) => "transport".into(),
            (Kind::Decode(_), _) => "decode".into(),
            (Kind::UnexpectedResponse(_), _) => "unexpected_response".into(),
            (Kind::Storage(_), _) => "storage".into(),
            (_, _) => "invalid_input".into(),
        }
    }

    fn is_rejected_with(&self, statuses: std::ops::RangeInclusive<u16>) -> bool {
        self.is_status() && self.status().is_some_and(|status| statuses.contains(&status))
    }
}
