//! The predicates of an error. There is no public enum, so that a new cause breaks no caller.

use std::borrow::Cow;

use super::{Error, Kind};

/// Predicates for the kinds of failures: see the table of [`Error`].
impl Error {
    /// An argument, a setting or a text is invalid. It is refused before anything is sent, except a file that cannot
    /// be opened again for another attempt.
    pub fn is_invalid_input(&self) -> bool {
        matches!(self.inner.kind, Kind::InvalidInput(_) | Kind::MissingVariable(_))
    }

    /// The client lacks the key that the operation takes, or was configured from an environment without one. Nothing
    /// was sent.
    pub fn is_missing_credential(&self) -> bool {
        matches!(self.inner.kind, Kind::MissingCredential(_) | Kind::MissingVariable(_))
    }

    /// There is no response, or it ended early: see [`transport_error`](Self::transport_error).
    pub fn is_transport(&self) -> bool {
        self.transport_error().is_some()
    }

    /// The last attempt found no connection, so it sent nothing. [`delivery`](Self::delivery) covers all attempts.
    pub fn is_connect(&self) -> bool {
        self.transport_error().is_some_and(|error| error.is_connect())
    }

    /// A time limit passed. [`delivery`](Self::delivery) returns whether the service may have carried out the call.
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::Overdue(_)) || self.transport_error().is_some_and(|error| error.is_timeout())
    }

    /// The service reported success, but the body of its response cannot be read or is too large.
    pub fn is_decode(&self) -> bool {
        matches!(self.inner.kind, Kind::Decode(_))
    }

    /// The response has a status of success (2xx) but did not come from the service, such as the login page of a
    /// captive portal.
    pub fn is_foreign(&self) -> bool {
        matches!(self.inner.kind, Kind::Foreign(_))
    }

    /// A download arrived, but its file cannot be stored.
    pub fn is_storage(&self) -> bool {
        matches!(self.inner.kind, Kind::Storage(_))
    }

    /// The service responded with a status that is not a success (2xx).
    pub fn is_status(&self) -> bool {
        matches!(self.inner.kind, Kind::Status { .. })
    }

    /// 400: the request is invalid, or the service failed for a reason that it has no other status for.
    pub fn is_bad_request(&self) -> bool {
        self.is_refused_with(400..=400)
    }

    /// 401: the key is wrong.
    pub fn is_unauthorized(&self) -> bool {
        self.is_refused_with(401..=401)
    }

    /// 403: the key does not permit the operation.
    pub fn is_forbidden(&self) -> bool {
        self.is_refused_with(403..=403)
    }

    /// 404: the addressed resource, or the instance, does not exist.
    pub fn is_not_found(&self) -> bool {
        self.is_refused_with(404..=404)
    }

    /// 409: the device is not paired or not connected.
    pub fn is_conflict(&self) -> bool {
        self.is_refused_with(409..=409)
    }

    /// 413: the request, or the file that was asked for, exceeds the server's limit.
    pub fn is_too_large(&self) -> bool {
        self.is_refused_with(413..=413)
    }

    /// 429: too many requests.
    pub fn is_too_many_requests(&self) -> bool {
        self.is_refused_with(429..=429)
    }

    /// 5xx: the service, or something in front of it, failed. To tell them apart, use [`status`](Self::status): 503
    /// means that the instance is not up, 504 that a time limit of the server passed and the call may have had its
    /// effect.
    pub fn is_server_error(&self) -> bool {
        self.is_refused_with(500..=599)
    }
}

impl Error {
    /// OpenTelemetry's `error.type`: the status if that is the error, otherwise one word.
    pub(crate) fn type_name(&self) -> Cow<'static, str> {
        match (&self.inner.kind, self.status()) {
            (Kind::Status { .. }, Some(status)) => status.to_string().into(),
            (Kind::Transport { error, .. }, _) if error.is_timeout() => "timeout".into(),
            (Kind::Overdue(_), _) => "timeout".into(),
            (Kind::Transport { error, .. }, _) if error.is_connect() => "connect".into(),
            (Kind::Transport { .. }, _) => "transport".into(),
            (Kind::Decode(_), _) => "decode".into(),
            (Kind::Foreign(_), _) => "foreign".into(),
            (Kind::Storage(_), _) => "storage".into(),
            (_, _) => "invalid_input".into(),
        }
    }

    fn is_refused_with(&self, statuses: std::ops::RangeInclusive<u16>) -> bool {
        self.is_status() && self.status().is_some_and(|status| statuses.contains(&status))
    }
}
