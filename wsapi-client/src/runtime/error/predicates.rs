//! Questions to an error. Predicates and not an enum, so that a new cause breaks no caller.

use std::borrow::Cow;

use super::{Error, Kind};

/// Writes predicates that differ in a condition only, each with its documentation and an example.
macro_rules! predicates {
    ($($(#[doc = $doc:literal])+ $name:ident: $condition:expr;)*) => {
        /// What kind of failure it is.
        impl Error {
            $(
                $(#[doc = $doc])+
                ///
                /// ```
                /// fn matters(error: &wsapi_client::Error) -> bool {
                #[doc = concat!("    error.", stringify!($name), "()")]
                /// }
                /// ```
                pub fn $name(&self) -> bool {
                    let condition: fn(&Error) -> bool = $condition;
                    condition(self)
                }
            )*
        }
    };
}

predicates! {
    /// An argument, a setting or a text is not valid. Nothing was sent.
    is_invalid_input: |error| matches!(error.inner.kind, Kind::InvalidInput(_));
    /// The client has no key of the kind that the operation takes. Nothing was sent.
    is_missing_key: |error| matches!(error.inner.kind, Kind::MissingKey(_));
    /// No answer came, or it broke off: see the [`TransportError`](crate::runtime::TransportError) that is the source.
    is_transport: |error| matches!(error.inner.kind, Kind::Transport(_));
    /// No connection came about. Nothing was sent.
    is_connect: |error| matches!(&error.inner.kind, Kind::Transport(error) if error.is_connect());
    /// Time ran out. Whether the service may have done its work says [`delivery`](Self::delivery).
    is_timeout: |error| match &error.inner.kind {
        Kind::Transport(error) => error.is_timeout(),
        kind => matches!(kind, Kind::Overdue(_)),
    };
    /// The service did its work, but its answer cannot be read, or is larger than the client takes.
    is_decode: |error| matches!(error.inner.kind, Kind::Decode(_));
    /// A download arrived, but its file cannot be stored.
    is_storage: |error| matches!(error.inner.kind, Kind::Storage(_));
    /// The service answered with a status that is not a success (2xx).
    is_status: |error| matches!(error.inner.kind, Kind::Status { .. });
    /// 400: the request is not valid, or the service failed for a reason that it has no other status for.
    is_bad_request: |error| error.is_refused_with(400..=400);
    /// 401: the key is wrong.
    is_unauthorized: |error| error.is_refused_with(401..=401);
    /// 403: the key does not permit it.
    is_forbidden: |error| error.is_refused_with(403..=403);
    /// 404: what was addressed does not exist, the instance included.
    is_not_found: |error| error.is_refused_with(404..=404);
    /// 409: the device is not paired or not connected.
    is_conflict: |error| error.is_refused_with(409..=409);
    /// 413: the request, or the medium that was asked for, is larger than the server permits.
    is_too_large: |error| error.is_refused_with(413..=413);
    /// 429: too many requests in too short a time.
    is_too_many_requests: |error| error.is_refused_with(429..=429);
    /// 500: the server has a fault. Its answer may be empty.
    is_internal_server_error: |error| error.is_refused_with(500..=500);
    /// 502: what stands behind the server or its gateway failed.
    is_bad_gateway: |error| error.is_refused_with(502..=502);
    /// 503: the instance, or what stands before it, is not up.
    is_unavailable: |error| error.is_refused_with(503..=503);
    /// 504: WhatsApp did not acknowledge in time, or a gateway gave up. The message may have gone out.
    is_gateway_timeout: |error| error.is_refused_with(504..=504);
    /// 5xx: the service, or something in front of it, failed.
    is_server_error: |error| error.is_refused_with(500..=599);
}

impl Error {
    /// Whether it came up before anything was sent, such as for a file that is not there or a call without time left.
    pub(in crate::runtime) fn is_no_attempt(&self) -> bool {
        match &self.inner.kind {
            Kind::InvalidInput(_) => true,
            Kind::Transport(error) => error.is_no_time_left(),
            _ => false,
        }
    }

    /// OpenTelemetry's `error.type`: the status where that is the error, else one word.
    pub(in crate::runtime) fn type_name(&self) -> Cow<'static, str> {
        match (&self.inner.kind, self.status()) {
            (Kind::Status { .. }, Some(status)) => status.to_string().into(),
            (Kind::Transport(error), _) if error.is_timeout() => "timeout".into(),
            (Kind::Overdue(_), _) => "timeout".into(),
            (Kind::Transport(error), _) if error.is_connect() => "connect".into(),
            (Kind::Transport(_), _) => "transport".into(),
            (Kind::Decode(_), _) => "decode".into(),
            (Kind::Storage(_), _) => "storage".into(),
            (Kind::InvalidInput(_) | Kind::MissingKey(_) | Kind::Status { .. }, _) => "invalid_input".into(),
        }
    }

    fn is_refused_with(&self, statuses: std::ops::RangeInclusive<u16>) -> bool {
        self.is_status() && self.status().is_some_and(|status| statuses.contains(&status))
    }
}
