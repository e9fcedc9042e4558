//! The header `Retry-After`: how long a call waits, and when it fails at once.

use std::time::{Duration, SystemTime};

use super::{LONG, always, each, each_of, summaries};
use crate::{Backoff, Delivery::Rejected, RetryPolicy, tests::respond};

#[tokio::test]
async fn too_many_requests_is_retried_after_the_wait_for_every_class() {
    let past = httpdate::fmt_http_date(SystemTime::UNIX_EPOCH);
    for (wait, asked) in [
        ("0", Some(Duration::ZERO)),
        (past.as_str(), Some(Duration::ZERO)),
        ("0.0", Some(Duration::ZERO)),
        ("soon", None),
        ("120junk", None),
        ("-5", None),
    ] {
        let headers = format!("retry-after: {wait}\r\n");
        let outcomes = each_of(&[respond("429 Too Many Requests", &headers, "")]).await;
        assert_eq!(summaries(&outcomes), always(3, Rejected), "{wait}");
        for outcome in &outcomes {
            assert!(outcome.error().is_too_many_requests() && outcome.error().is_status());
            assert_eq!(outcome.error().retry_after(), asked, "{wait}");
        }
    }
}

#[tokio::test]
async fn retry_after_over_the_maximum_fails_at_once_and_is_reported() {
    let later = httpdate::fmt_http_date(SystemTime::now() + LONG);
    for wait in ["3600", &later, "3599.5", "18446744073709551615", "99999999999999999999"] {
        let headers = format!("retry-after: {wait}\r\n");
        let outcomes = each_of(&[respond("429 Too Many Requests", &headers, "")]).await;
        assert_eq!(summaries(&outcomes), always(1, Rejected), "{wait}");
        for outcome in &outcomes {
            let asked = outcome.error().retry_after().expect("a wait");
            assert!(asked > LONG / 2, "{wait}: {asked:?}");
        }
    }
}

#[tokio::test]
async fn retry_after_without_a_maximum_may_be_of_any_length() {
    for wait in ["18446744073709551615", "99999999999999999999"] {
        let forever = [respond("429 Too Many Requests", &format!("retry-after: {wait}\r\n"), "")];
        let outcomes = each(&forever, |builder| {
            builder.retry(RetryPolicy::new().backoff(Backoff::new(LONG).max_delay(LONG)).max_retry_after(Duration::MAX))
        });
        assert_eq!(summaries(&outcomes.await), always(1, Rejected), "{wait}");
    }
}

#[tokio::test]
async fn retry_after_longer_than_the_time_left_fails_at_once() {
    let slow = respond("429 Too Many Requests", "retry-after: 59\r\n", "");
    let outcomes = each(&[slow], |builder| builder.timeout(Duration::from_secs(30))).await;
    assert_eq!(summaries(&outcomes), always(1, Rejected));
    assert!(outcomes.iter().all(|outcome| outcome.error().is_too_many_requests()));
}
