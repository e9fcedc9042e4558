//! The address that every path is appended to.

use std::fmt;

use http::Uri;

/// Scheme, host and an optional path without a slash at its end.
#[derive(Clone)]
pub(super) struct BaseUrl(String);

impl BaseUrl {
    /// Refuses what would not survive the appending of a path, or would carry a secret of its own.
    /// The URL is not repeated in the message, since it may hold a password.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let uri: Uri = text.parse().map_err(|error| format!("the base URL is invalid: {error}"))?;
        let problem = match (uri.scheme_str(), uri.authority()) {
            (Some("http" | "https"), Some(authority)) if authority.as_str().contains('@') => {
                "must not hold a user name or a password"
            }
            (Some("http" | "https"), Some(authority)) if authority.host().is_empty() => "has no host",
            (Some("http" | "https"), Some(authority)) if !has_valid_port(authority) => "has an invalid port",
            (Some("http" | "https"), Some(_)) if text.contains(['?', '#']) => "must not have a query or a fragment",
            (Some("http" | "https"), Some(_)) if uri.path().split('/').any(is_dots) => "must not have dot segments",
            (Some("http" | "https"), Some(_)) => return Ok(Self(text.trim_end_matches('/').to_owned())),
            _ => "must begin with `https://` or `http://` and a host",
        };
        Err(format!("the base URL {problem}"))
    }

    /// The URL of a path, which begins with a slash.
    pub(super) fn join(&self, path: &str) -> String {
        [self.0.as_str(), path].concat()
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn has_valid_port(authority: &http::uri::Authority) -> bool {
    // The brackets of an IPv6 address hold colons of their own.
    let after_host = authority.as_str().rsplit(']').next().unwrap_or_default();
    !after_host.contains(':') || authority.port_u16().is_some()
}

/// URL libraries resolve these, be they encoded or not.
fn is_dots(segment: &str) -> bool {
    matches!(segment.replace("%2e", ".").replace("%2E", ".").as_str(), "." | "..")
}
