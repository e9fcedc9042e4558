//! The header `Retry-After`: seconds, or a date.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header::RETRY_AFTER};

/// How long the answer asks to wait; `None` if it does not, or in no form that the standard knows.
pub(super) fn asked_by(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    // A date that is past asks for no wait at all.
    Some(date.duration_since(now).unwrap_or_default())
}
