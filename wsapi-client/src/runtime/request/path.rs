//! Appends a path to the base URL and fills its template, so that a value can never address another endpoint.
//!
//! The self-hosted server routes on the raw path and does not unescape it, so `@`, `+` and `:` must be sent as they
//! are. Only the characters that RFC 3986 does not allow in a segment are encoded. Dot segments are rejected, because
//! URL libraries resolve them even if they are encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::runtime::client::base_url::BaseUrl;

/// Everything but the `pchar` of RFC 3986: unreserved, sub-delims, `:` and `@`.
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

/// The capacity for the values of most paths: a JID and an id.
const VALUES: usize = 64;

/// A path template that is filled from left to right.
#[derive(Clone)]
pub(crate) struct Path {
    /// The base URL, and the part of the path that is filled.
    url: String,
    template: &'static str,
}

impl Path {
    pub(crate) fn new(base: &BaseUrl, template: &'static str) -> Self {
        let mut url = String::with_capacity(base.as_str().len() + template.len() + VALUES);
        url.push_str(base.as_str());
        Self { url, template }
    }

    /// Replaces the next `{name}` by the value. Fails if the value cannot be a path segment.
    pub(crate) fn fill(&mut self, value: Result<String, &str>) -> Result<(), String> {
        let (literal, name, rest) = next_parameter(self.template).ok_or("the path has no more parameters")?;
        let value = value.map_err(|problem| format!("the path parameter `{name}` {problem}"))?;
        if let "" | "." | ".." = value.as_str() {
            let what = if value.is_empty() { "be empty" } else { "be `.` or `..`" };
            return Err(format!("the path parameter `{name}` must not {what}: it would address another endpoint"));
        }
        self.url.push_str(literal);
        self.url.extend(utf8_percent_encode(&value, NOT_IN_A_SEGMENT));
        self.template = rest;
        Ok(())
    }

    /// Returns the whole URL. Fails if a parameter is missing.
    pub(crate) fn finish(mut self) -> Result<String, String> {
        if let Some((_, name, _)) = next_parameter(self.template) {
            return Err(format!("the path parameter `{name}` is missing"));
        }
        self.url.push_str(self.template);
        Ok(self.url)
    }
}

/// Splits `/a/{name}/b` into `/a/`, `name` and `/b`.
fn next_parameter(template: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, rest) = template.split_once('{')?;
    let (name, rest) = rest.split_once('}')?;
    Some((literal, name, rest))
}
