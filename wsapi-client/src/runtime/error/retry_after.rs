//! Reads the header `Retry-After`: seconds, or a date.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header::RETRY_AFTER};

/// Returns how long the response asks the client to wait. Returns `None` if there is no such header, or if its value
/// is neither a number of seconds nor a date.
pub(super) fn asked_by(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    seconds(text).or_else(|| {
        let date = httpdate::parse_http_date(text).ok()?;
        // For a date in the past the wait is zero.
        Some(date.duration_since(now).unwrap_or_default())
    })
}

/// Reads a number of seconds. RFC 9110 allows only whole numbers, but some servers send fractions. They are rounded up,
/// so that no retry is too early. A number that is too large becomes the longest possible wait.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let has_rest = fraction.bytes().any(|digit| digit != b'0');
    // A number that consists of digits fails to parse only if it is too large.
    let seconds = whole.parse::<u64>().ok().and_then(|seconds| seconds.checked_add(has_rest.into()));
    Some(seconds.map_or(Duration::MAX, Duration::from_secs))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use http::{HeaderMap, HeaderValue, header::RETRY_AFTER};

    use super::asked_by;

    /// Thu, 10 Sep 2026 06:01:00 GMT.
    const NOW: Duration = Duration::from_secs(1_789_020_060);

    fn asked(value: &str) -> Option<Duration> {
        let value = HeaderValue::from_bytes(value.as_bytes()).expect("a header value");
        asked_by(&HeaderMap::from_iter([(RETRY_AFTER, value)]), UNIX_EPOCH + NOW)
    }

    #[test]
    fn seconds_are_read_and_fractions_rounded_up() {
        for (value, seconds) in [
            ("0", 0),
            ("7", 7),
            (" 7 ", 7),
            ("007", 7),
            ("7.0", 7),
            ("0.000", 0),
            ("0.001", 1),
            ("1.5", 2),
            ("299.997", 300),
            ("299.99999999999999999999999999", 300),
            ("3600", 3600),
            ("18446744073709551615", u64::MAX),
        ] {
            assert_eq!(asked(value), Some(Duration::from_secs(seconds)), "{value}");
        }
    }

    #[test]
    fn number_that_overflows_is_the_longest_wait() {
        for value in ["18446744073709551616", "18446744073709551615.5", "99999999999999999999", &"9".repeat(400)] {
            assert_eq!(asked(value), Some(Duration::MAX), "{value}");
        }
    }

    #[test]
    fn dates_are_read_in_every_form_of_http() {
        for (value, seconds) in [
            ("Thu, 10 Sep 2026 06:02:00 GMT", 60),
            ("Thursday, 10-Sep-26 06:02:00 GMT", 60),
            ("Thu Sep 10 06:02:00 2026", 60),
            (" Thu, 10 Sep 2026 06:02:00 GMT ", 60),
            ("Thu, 10 Sep 2099 06:02:00 GMT", 2_303_683_260),
            ("Thu, 10 Sep 2026 06:01:00 GMT", 0),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ] {
            assert_eq!(asked(value), Some(Duration::from_secs(seconds)), "{value}");
        }
    }

    #[test]
    fn anything_else_is_ignored() {
        for value in [
            "",
            " ",
            "-5",
            "+7",
            "120junk",
            "7s",
            "1e3",
            "0x10",
            "1,5",
            "7, 9",
            ".5",
            "5.",
            "1.5.0",
            "1.-5",
            "inf",
            "NaN",
            "soon",
            "٧",
            "Thu, 40 Sep 2026 06:02:00 GMT",
        ] {
            assert_eq!(asked(value), None, "{value}");
        }
        assert_eq!(asked_by(&HeaderMap::new(), SystemTime::now()), None);
    }
}
