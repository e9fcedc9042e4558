//! Formats an error as one line, which is safe to log.

use std::fmt;

use super::{Error, Inner, Kind, attempt::Received, mask::masked};
use crate::runtime::operation::Credential;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, operation, received, attempts, retry_after, hint, .. } = &*self.inner;
        if let Some(operation) = operation {
            write!(f, "{operation}: ")?;
        }
        let received = received.as_ref();
        match kind {
            Kind::InvalidInput(message) | Kind::MissingVariable(message) | Kind::Overdue(message) => {
                f.write_str(message)
            }
            Kind::MissingCredential(credential) => write_missing(f, *credential),
            Kind::Transport { error, server } => {
                write_status(f, received, ", but ")?;
                let server = server.as_deref().unwrap_or("the service");
                match error.root_cause() {
                    // It names the file.
                    Some(cause) if error.is_unreadable_body() => f.write_str(&masked(&cause)),
                    Some(cause) => write!(f, "{}: {}", error.summary_for(server, received.is_some()), masked(&cause)),
                    None => f.write_str(&error.summary_for(server, received.is_some())),
                }
            }
            Kind::Status { detail: Some(detail) } if !detail.is_empty() => {
                write_status(f, received, ": ")?;
                f.write_str(&masked(&on_one_line(detail)))
            }
            Kind::Status { .. } => write_status(f, received, ""),
            Kind::Decode(message) => {
                write_status(f, received, ", but its body cannot be read: ")?;
                f.write_str(message)
            }
            Kind::UnexpectedResponse(message) => {
                write_status(f, received, ", but perhaps not from the service: ")?;
                f.write_str(message)
            }
            Kind::Storage(message) => {
                write_status(f, received, ", but ")?;
                f.write_str(message)
            }
        }?;
        if *attempts > 1 {
            write!(f, ", after {attempts} attempts")?;
        }
        if let Some(wait) = retry_after {
            write!(f, ", retry after {} s", wait.as_secs())?;
        }
        match hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("message", &self.to_string());
        debug.field("delivery", &self.inner.delivery);
        debug.field("attempts", &self.inner.attempts);
        if let Some(body) = self.body() {
            debug.field("body", &format_args!("{} bytes", body.len()));
        }
        debug.finish()
    }
}

/// Joins the lines of a text. A service may use one line for each of several problems.
fn on_one_line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !shown.is_empty() {
            shown.push_str("; ");
        }
        shown.push_str(line);
    }
    shown
}

fn write_status(f: &mut fmt::Formatter<'_>, received: Option<&Received>, then: &str) -> fmt::Result {
    let Some(Received { status, .. }) = received else { return Ok(()) };
    match status.canonical_reason() {
        Some(reason) => write!(f, "{} {reason}{then}", status.as_u16()),
        None => write!(f, "{}{then}", status.as_u16()),
    }
}

fn write_missing(f: &mut fmt::Formatter<'_>, credential: Credential) -> fmt::Result {
    let (key, method) = match credential {
        Credential::Account => ("account key", "account_key"),
        Credential::Admin => ("admin key", "admin_key"),
        Credential::Instance | Credential::None => ("API key", "api_key"),
    };
    write!(
        f,
        "missing {key}: set it with `ClientBuilder::{method}`, or call `ClientBuilder::without_authentication` \
         if the server requires none"
    )
}
