//! Calls whose attempts end differently, and the retry budget of a client.

use super::{always, each_of, idempotent, safe, summaries};
use crate::{
    Delivery::{Accepted, Rejected, Unknown},
    tests::{Act, Script, json, respond},
};

#[tokio::test]
async fn decoding_error_counts_the_attempts_before_it() {
    let slow_down = respond("429 Too Many Requests", "retry-after: 0\r\n", "");
    let [.., effectful] = each_of(&[slow_down.clone(), json("201 Created", "{}")]).await;
    assert!(effectful.error().is_decode());
    assert_eq!(effectful.summary(), (2, 2, Accepted));
    let [safe, ..] = each_of(&[slow_down, respond("200 OK", "", b"\xff")]).await;
    assert!(safe.error().is_decode());
    assert_eq!(safe.summary(), (2, 2, Accepted));
}

#[tokio::test]
async fn call_whose_retry_succeeds_is_a_success() {
    let success = json("201 Created", r#"{"id":"3EB0C431"}"#);
    let rejection = json("503 Service Unavailable", r#"{"status":503,"detail":"instance not available"}"#);
    let slow_down = respond("429 Too Many Requests", "retry-after: 0\r\n", "");
    for outcome in each_of(&[rejection.clone(), slow_down, success.clone()]).await {
        outcome.result.expect("a success");
        assert_eq!(outcome.script.requests().len(), 3);
        let [first, second, third] = &outcome.script.requests()[..] else { panic!("three requests") };
        assert!(first.line == second.line && second.line == third.line && second.body == third.body);
        assert!(first.headers == second.headers && second.headers == third.headers);
    }
    for failure in [vec![Act::Read, Act::Reset], respond("502 Bad Gateway", "", ""), vec![Act::Read]] {
        let [safe, idempotent, effectful] = each_of(&[failure, success.clone()]).await;
        for outcome in [safe, idempotent] {
            outcome.result.expect("a success");
            assert_eq!(outcome.script.requests().len(), 2);
        }
        assert_eq!(effectful.summary(), (1, 1, Unknown));
    }
}

#[tokio::test]
async fn unknown_delivery_of_an_earlier_attempt_is_preserved() {
    let rejected = json("400 Bad Request", r#"{"status":400,"detail":"invalid JID"}"#);
    let [safe, idempotent, _] = each_of(&[respond("502 Bad Gateway", "", ""), rejected.clone()]).await;
    assert_eq!((safe.summary(), idempotent.summary()), ((2, 2, Unknown), (2, 2, Unknown)));
    assert!(safe.error().is_bad_request(), "the last response is the one reported");
    // A rejected attempt leaves no doubt.
    let outcomes = each_of(&[respond("429 Too Many Requests", "", ""), rejected.clone()]).await;
    assert_eq!(summaries(&outcomes), always(2, Rejected));
    let broken = vec![Act::Read, Act::Reset];
    let [.., effectful] = each_of(&[respond("429 Too Many Requests", "", ""), broken, rejected]).await;
    assert_eq!(effectful.summary(), (2, 2, Unknown));
}

#[tokio::test]
async fn retry_budget_of_a_client_is_finite_and_shared() {
    let script = Script::new([respond("502 Bad Gateway", "", "")]).await;
    let client = script.builder().build().expect("valid");
    let clone = client.for_instance("support");
    let mut attempts = Vec::new();
    for _ in 0..20 {
        attempts.push(safe(&client).await.unwrap_err().attempts());
        attempts.push(idempotent(&clone).await.unwrap_err().attempts());
    }
    // Fifty retries, two for each call.
    assert_eq!(attempts, [[3; 25].as_slice(), &[1; 15]].concat());
    assert_eq!(script.requests().len(), 40 + 50);
    // Another client has its own.
    assert_eq!(safe(&script.builder().build().expect("valid")).await.unwrap_err().attempts(), 3);
}
