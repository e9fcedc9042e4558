//! What is told of a call to those who listen: one span a call and one event an attempt, with the names that
//! OpenTelemetry has for HTTP clients. Nothing in it is an id, a number or a text of the caller's.

use std::time::Duration;

use tracing::{Level, Span, field::Empty};

use super::{Error, OperationInfo, base_url::BaseUrl};

pub(super) fn call(operation: &'static OperationInfo, base_url: &BaseUrl) -> Span {
    tracing::span!(
        Level::INFO,
        "wsapi.call",
        otel.name = operation.id,
        otel.kind = "client",
        otel.status_code = Empty,
        wsapi.operation = operation.id,
        http.request.method = operation.method.as_str(),
        url.template = operation.path,
        server.address = base_url.host(),
        server.port = base_url.port(),
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.type = Empty,
    )
}

/// The span is given, since the current one is the caller's where ours is filtered out.
pub(super) fn answered(span: &Span, attempt: u32, status: u16) {
    span.record("http.response.status_code", status);
    if attempt > 1 {
        span.record("http.request.resend_count", attempt - 1);
    }
    tracing::event!(
        Level::DEBUG,
        http.request.resend_count = attempt - 1,
        http.response.status_code = status,
        "answered"
    );
}

/// An answer came, and cannot be read.
pub(super) fn unreadable(span: &Span, attempt: u32, error: &Error) {
    span.in_scope(|| failed(span, attempt, error, None));
}

pub(super) fn failed(span: &Span, attempt: u32, error: &Error, wait: Option<Duration>) {
    let resend_count = attempt - 1;
    let kind = error.type_name();
    let status = error.status();
    match wait {
        Some(wait) => tracing::event!(
            Level::WARN,
            http.request.resend_count = resend_count,
            http.response.status_code = status,
            error.type = &*kind,
            wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
            "failed, will be tried again"
        ),
        None => {
            if let Some(status) = status {
                span.record("http.response.status_code", status);
            }
            if resend_count > 0 {
                span.record("http.request.resend_count", resend_count);
            }
            span.record("error.type", &*kind);
            span.record("otel.status_code", "ERROR");
            tracing::event!(
                Level::DEBUG,
                http.request.resend_count = resend_count,
                http.response.status_code = status,
                error.type = &*kind,
                "failed"
            );
        }
    }
}
