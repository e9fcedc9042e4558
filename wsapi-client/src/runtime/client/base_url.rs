//! The base URL, to which every path is appended.

use std::{fmt, net::IpAddr};

use http::{Uri, uri::Authority};

/// A scheme, a host, and optionally a path that does not end with a slash.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    text: String,
    authority: Authority,
    is_plain: bool,
}

impl BaseUrl {
    /// Parses a base URL. Fails if no path can be appended to it, or if it contains a login. The error does not show
    /// the URL, because it may contain a password.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let uri: Uri = text.parse().map_err(|error| format!("the base URL is invalid: {error}"))?;
        let (Some(scheme @ ("http" | "https")), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err("the base URL must begin with `https://` or `http://` and a host".to_owned());
        };
        let problem = match () {
            () if authority.as_str().contains('@') => "must not contain a user name or a password",
            () if authority.host().is_empty() => "has no host",
            () if !has_valid_port(authority) => "has an invalid port",
            () if text.contains(['?', '#']) => "must not contain a query or a fragment",
            () if uri.path().split('/').any(is_dots) => "must not contain the segment `.` or `..`",
            () => {
                let text = text.trim_end_matches('/').to_owned();
                return Ok(Self { text, authority: authority.clone(), is_plain: scheme == "http" });
            }
        };
        Err(format!("the base URL {problem}"))
    }

    /// Returns the text to which a path is appended. The path begins with a slash.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn host(&self) -> &str {
        self.authority.host()
    }

    pub(crate) fn port(&self) -> u16 {
        self.authority.port_u16().unwrap_or(if self.is_plain { 80 } else { 443 })
    }

    /// Returns the host and the port.
    pub(crate) fn server(&self) -> String {
        format!("{}:{}", self.host(), self.port())
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Returns whether the requests stay on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let host = self.host().trim_start_matches('[').trim_end_matches(']');
        host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

fn has_valid_port(authority: &Authority) -> bool {
    // The brackets of an IPv6 address contain colons too.
    let after_host = authority.as_str().rsplit(']').next().unwrap_or_default();
    !after_host.contains(':') || authority.port_u16().is_some()
}

/// Returns whether it is a dot segment. URL libraries resolve them, encoded or not.
pub(crate) fn is_dots(segment: &str) -> bool {
    matches!(segment.replace("%2e", ".").replace("%2E", ".").as_str(), "." | "..")
}
