//! Logging: one span for each call and one event for each attempt, with OpenTelemetry's names for HTTP clients. They
//! contain no ids, phone numbers or texts of the caller.

use std::time::Duration;

use tracing::{Level, Span, field::Empty};

use super::{error::Error, operation::OperationInfo};

/// The target of spans and events: the name of the crate, whatever module the code is in.
const TARGET: &str = env!("CARGO_CRATE_NAME");

pub(crate) fn call(operation: &OperationInfo, host: &str, port: u16) -> Span {
    tracing::span!(
        target: TARGET,
        Level::INFO,
        "call",
        otel.name = operation.id,
        otel.kind = "client",
        otel.status_code = Empty,
        operation = operation.id,
        http.request.method = operation.method.as_str(),
        url.template = operation.path,
        server.address = host,
        server.port = port,
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.type = Empty,
    )
}

/// The span is an argument, because the current span is the caller's if ours is filtered out.
pub(crate) fn responded(span: &Span, attempt: u32, status: u16) {
    span.record("http.response.status_code", status);
    if attempt > 1 {
        span.record("http.request.resend_count", attempt - 1);
    }
    tracing::event!(
        target: TARGET,
        Level::DEBUG,
        http.request.resend_count = attempt - 1,
        http.response.status_code = status,
        "response received"
    );
}

/// Records that a response arrived but cannot be read.
pub(crate) fn unreadable(span: &Span, attempt: u32, error: &Error) {
    span.in_scope(|| failed(span, attempt, error, None));
}

pub(crate) fn failed(span: &Span, attempt: u32, error: &Error, wait: Option<Duration>) {
    let resend_count = attempt - 1;
    let kind = error.type_name();
    let status = error.status();
    match wait {
        Some(wait) => tracing::event!(
            target: TARGET,
            Level::WARN,
            http.request.resend_count = resend_count,
            http.response.status_code = status,
            error.type = &*kind,
            wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
            "attempt failed, retrying"
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
                target: TARGET,
                Level::DEBUG,
                http.request.resend_count = resend_count,
                http.response.status_code = status,
                error.type = &*kind,
                "call failed"
            );
        }
    }
}
