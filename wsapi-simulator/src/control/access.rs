//! Who may use the control API.

use http::{HeaderMap, header};

use super::problem::Problem;

/// Refuses web pages, and requests without the token if there is one. Without a token, the server listens on this
/// machine only.
pub(super) fn check(token: Option<&str>, headers: &HeaderMap) -> Result<(), Problem> {
    // A browser sends it for a page of another origin, whose script must not control the simulator.
    if headers.contains_key(header::ORIGIN) {
        return Err(Problem::new(403, "requests of web pages are refused"));
    }
    let value = |name| headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok());
    match token {
        None if is_local(value(header::HOST).unwrap_or_default()) => Ok(()),
        None => Err(Problem::new(403, "the host must be an IP address or localhost")),
        Some(token) => match value(header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer ")) {
            Some(found) if is_same(token, found) => Ok(()),
            _ => Err(Problem::new(401, "expected the header `Authorization: Bearer` with the token")),
        },
    }
}

/// Whether the name cannot be one that a page has pointed to this machine.
fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || name.parse::<std::net::IpAddr>().is_ok()
}

/// Takes the same time wherever the difference is.
fn is_same(one: &str, other: &str) -> bool {
    let differences = one.bytes().zip(other.bytes()).fold(0, |differences, (one, other)| differences | (one ^ other));
    one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn names_that_a_page_can_own_are_not_local() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "10.0.0.1"] {
            assert!(is_local(host), "{host}");
        }
        for host in ["", "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example"] {
            assert!(!is_local(host), "{host}");
        }
    }
}
