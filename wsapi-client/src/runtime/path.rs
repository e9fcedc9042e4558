//! Fills a path template, so that a value can never address another endpoint.
//!
//! The self-hosted server routes on the raw path and does not unescape it: `@`, `+` and `:` have to go
//! out as they are. So exactly what RFC 3986 does not allow in a segment is encoded. Dot segments are
//! refused, since URL libraries resolve them even when they are encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the `pchar` of RFC 3986: unreserved, sub-delims, `:` and `@`.
const NOT_IN_A_SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// A path that is filled from left to right.
#[derive(Clone)]
pub(super) struct Path {
    done: String,
    template: &'static str,
}

impl Path {
    pub(super) fn new(template: &'static str) -> Self {
        Self { done: String::with_capacity(template.len() + 32), template }
    }

    /// Puts the value in the place of the next `{name}`, or says why it cannot stand there.
    pub(super) fn fill(&mut self, value: Result<String, &str>) -> Result<(), String> {
        let (literal, name, rest) = next_parameter(self.template).ok_or("the path takes no further parameter")?;
        let value = value.map_err(|problem| format!("the path parameter `{name}` {problem}"))?;
        if let "" | "." | ".." = value.as_str() {
            let what = if value.is_empty() { "be empty" } else { "be `.` or `..`" };
            return Err(format!("the path parameter `{name}` must not {what}: it would address another endpoint"));
        }
        self.done.push_str(literal);
        self.done.extend(utf8_percent_encode(&value, NOT_IN_A_SEGMENT));
        self.template = rest;
        Ok(())
    }

    /// The whole path, or the name of the parameter that is still to come.
    pub(super) fn finish(mut self) -> Result<String, String> {
        if let Some((_, name, _)) = next_parameter(self.template) {
            return Err(format!("the path parameter `{name}` is missing"));
        }
        self.done.push_str(self.template);
        Ok(self.done)
    }
}

/// Splits `/a/{name}/b` into `/a/`, `name` and `/b`.
fn next_parameter(template: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, rest) = template.split_once('{')?;
    let (name, rest) = rest.split_once('}')?;
    Some((literal, name, rest))
}
