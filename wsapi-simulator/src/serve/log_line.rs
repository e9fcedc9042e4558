//! The log line of a request.

use std::{fmt, time::Instant};

use http::{Method, Response};

use super::{outgoing::Outgoing, respond::Broken};
use crate::{
    control,
    server::{self, Mode, Request},
};

/// The path of the event stream.
const STREAM: &str = "/events/stream";

/// Logs one line for each request when it is dropped, even if the request was aborted. Paths and details can contain
/// phone numbers, so neither is logged.
pub(super) struct LogLine {
    start: Instant,
    method: Method,
    operation: Option<&'static str>,
    path: String,
    outcome: Option<String>,
}

impl LogLine {
    pub(super) fn new(request: &Request, mode: Mode) -> Self {
        let operation = server::operation(request, mode);
        let template = operation.and_then(server::template);
        let path = match control::path(request) {
            Some(path) => format!("{}{}", control::PREFIX, control::template(path).unwrap_or("/(no operation)")),
            None if request.uri().path() == STREAM => STREAM.to_owned(),
            None => template.unwrap_or("(no operation)").to_owned(),
        };
        Self { start: Instant::now(), method: request.method().clone(), operation, path, outcome: None }
    }

    /// Sets the outcome to log.
    pub(super) fn end(&mut self, result: &Result<Response<Outgoing>, Broken>) {
        self.outcome = Some(match result {
            Ok(response) if matches!(response.body(), Outgoing::Truncated(_)) => {
                format!("{} truncated", response.status().as_u16())
            }
            Ok(response) => response.status().as_u16().to_string(),
            Err(broken) => broken.to_string(),
        });
    }
}

impl Drop for LogLine {
    fn drop(&mut self) {
        let (operation, duration) = (self.operation.unwrap_or("none"), self.start.elapsed().as_micros() as u64);
        tracing::info!(operation, duration_us = duration, "{self}");
    }
}

impl fmt::Display for LogLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = self.outcome.as_deref().unwrap_or("aborted");
        write!(f, "{} {} {outcome}", self.method, self.path)
    }
}
