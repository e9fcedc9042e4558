//! Access to the control API.

use http::{HeaderMap, HeaderValue, header, uri::Authority};

use super::problem::Problem;
use crate::server::Request;

/// Rejects requests from other web pages, and, if there is a token, requests without it. A server without a token
/// listens only on the loopback interface. With a token, it has any name: another page does not know the token.
pub(super) fn check(token: Option<&str>, request: &Request) -> Result<(), Problem> {
    let headers = request.headers();
    let value = |name| headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok());
    // The host of an absolute request target takes precedence over the header `Host`.
    let host = request.uri().authority().map(Authority::as_str).or_else(|| value(header::HOST)).unwrap_or_default();
    if !is_of_program_or_own_page(headers, host, token.is_some()) {
        return Err(Problem::new(403, "requests from other web pages are not allowed"));
    }
    match token {
        None if is_local(host) => Ok(()),
        None => Err(Problem::new(403, "expected an IP address or localhost as the host")),
        Some(token) => match value(header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer ")) {
            Some(found) if is_same(token, found) => Ok(()),
            _ => Err(Problem::new(401, "expected the header `Authorization: Bearer` with the token")),
        },
    }
}

/// Returns `true` if the request is from a program, from a user who typed the address, or from a page of the simulator
/// itself. A browser sends `Sec-Fetch-Site` with every request to a local host, and `Origin` at least with every
/// cross-origin request and every request that changes something. With a token, the page may have any host name, and a
/// proxy may add TLS.
fn is_of_program_or_own_page(headers: &HeaderMap, host: &str, has_token: bool) -> bool {
    let is_safe = has_token || is_local(host);
    let is_own_origin = |origin: &HeaderValue| {
        let (scheme, name) = origin.to_str().ok().and_then(|origin| origin.split_once("://")).unwrap_or_default();
        is_safe && name == host && (scheme == "http" || (scheme == "https" && has_token))
    };
    let is_own_site = |site: &HeaderValue| site == "none" || (site == "same-origin" && is_safe);
    headers.get_all("sec-fetch-site").iter().all(is_own_site)
        && headers.get_all(header::ORIGIN).iter().all(is_own_origin)
}

/// Returns `true` unless the owner of a web page could have pointed the name to this machine (DNS rebinding).
fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || name.parse::<std::net::IpAddr>().is_ok()
}

/// Compares in constant time.
fn is_same(one: &str, other: &str) -> bool {
    let differences = one.bytes().zip(other.bytes()).fold(0, |differences, (one, other)| differences | (one ^ other));
    one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn public_host_names_are_not_local() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "10.0.0.1"] {
            assert!(is_local(host), "{host}");
        }
        for host in ["", "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example"] {
            assert!(!is_local(host), "{host}");
        }
    }
}
