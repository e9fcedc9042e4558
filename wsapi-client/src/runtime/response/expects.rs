//! Checks that a response can come from the operation, and is not, for example, the page of a captive portal.

use http::{HeaderMap, header::CONTENT_DISPOSITION, response::Parts};

use crate::runtime::{
    error::{is_html, media_type},
    operation::{OperationInfo, is_documented},
};

/// The kind of body of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// No body.
    Nothing,
    /// JSON.
    Json,
    /// Plain text.
    Text,
    /// A file of any type.
    File,
    /// Server-sent events.
    Events,
    /// Any body; the caller reads it.
    Any,
}

/// The bodies that an operation expects, by status.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expects(pub(crate) fn(u16) -> Expected);

impl Expects {
    /// Returns the kind of body. Fails with the reason if the response cannot be the service's.
    pub(crate) fn check(self, operation: &OperationInfo, head: &Parts) -> Result<Expected, String> {
        let status = head.status.as_u16();
        let (expected, found) = (self.0(status), media_type(&head.headers));
        let is_documented = is_documented(operation.success, status);
        let is_page = is_html(&head.headers);
        let (fits, description) = match expected {
            // Without a body, there is only the status to check.
            Expected::Nothing if !is_documented => {
                return Err(format!("expected status {}, found {status}", alternatives(operation.success)));
            }
            Expected::Nothing => (!is_page, "no body"),
            // JSON that can be read proves more than the status. Without a type, reading it decides.
            Expected::Json => (found.is_empty() || is_json(found), "`application/json`"),
            Expected::Text => (found.is_empty() || (is_text(found) && !is_page), "plain text"),
            Expected::File => (is_documented && (!is_page || is_named(&head.headers)), "a file"),
            Expected::Events => (found.is_empty() || is(found, "text/event-stream"), "`text/event-stream`"),
            Expected::Any => (!is_page, "an API response"),
        };
        match fits {
            true => Ok(expected),
            false if found.is_empty() => Err(format!("expected {description}, found a body without a content type")),
            false => Err(format!("expected {description}, found {}", shown(found))),
        }
    }
}

impl Expected {
    pub(crate) fn is_streamed(self) -> bool {
        matches!(self, Self::File | Self::Events)
    }
}

/// `200 or 202`.
fn alternatives(statuses: &[u16]) -> String {
    let mut text = String::new();
    for status in statuses {
        if !text.is_empty() {
            text.push_str(" or ");
        }
        text.push_str(&status.to_string());
    }
    text
}

fn is(media_type: &str, expected: &str) -> bool {
    media_type.eq_ignore_ascii_case(expected)
}

fn is_json(media_type: &str) -> bool {
    is(media_type, "application/json") || media_type.rsplit_once('+').is_some_and(|(_, suffix)| is(suffix, "json"))
}

fn is_text(media_type: &str) -> bool {
    media_type.split_once('/').is_some_and(|(kind, _)| is(kind, "text"))
}

/// Returns whether the response contains a file name, as it does for a web page that someone sent as a document.
fn is_named(headers: &HeaderMap) -> bool {
    headers.contains_key(CONTENT_DISPOSITION)
}

/// The media types that an error may show. Any other could be arbitrary text.
const KNOWN: [&str; 9] = [
    "`application/json`",
    "`application/octet-stream`",
    "`application/problem+json`",
    "`application/xml`",
    "`text/event-stream`",
    "`text/html`",
    "`text/plain`",
    "`text/xml`",
    "`application/xhtml+xml`",
];

fn shown(media_type: &str) -> &'static str {
    KNOWN.iter().find(|known| is(known.trim_matches('`'), media_type)).copied().unwrap_or("another type")
}
