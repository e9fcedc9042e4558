//! Response bodies that are truncated, stalled, slow or endless.

use std::time::Duration;

use super::{BRIEF, always, each, each_of, head, retried_unless_effectful, summaries};
use crate::{
    Delivery::{Accepted, Rejected, Unknown},
    tests::{Act, Script, respond},
};

#[tokio::test]
async fn stalled_body_is_a_timeout_of_an_accepted_call() {
    let stalled = vec![Act::Read, Act::Write(head("200 OK")), Act::Write(b"half".to_vec()), Act::Hold];
    let outcomes = each(&[stalled], |builder| builder.attempt_timeout(BRIEF)).await;
    assert_eq!(summaries(&outcomes), retried_unless_effectful(Accepted));
    for outcome in &outcomes {
        assert!(outcome.error().is_timeout() && !outcome.error().is_decode());
        assert_eq!((outcome.error().status(), outcome.error().body()), (Some(200), None));
    }
}

#[tokio::test]
async fn truncated_body_is_a_broken_connection_of_an_accepted_call() {
    let whole = [head("200 OK"), b"half".to_vec()].concat();
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n".to_vec();
    let cuts = [
        vec![Act::Read, Act::Write(whole.clone())],
        vec![Act::Read, Act::Write(whole), Act::Reset],
        vec![Act::Read, Act::Write(chunked)],
    ];
    for cut in cuts {
        let outcomes = each_of(&[cut]).await;
        assert_eq!(summaries(&outcomes), retried_unless_effectful(Accepted));
        for outcome in &outcomes {
            assert!(outcome.error().is_transport() && !outcome.error().is_timeout());
            assert_eq!((outcome.error().status(), outcome.error().body()), (Some(200), None));
        }
    }
}

#[tokio::test]
async fn error_status_is_reported_even_if_its_body_is_truncated() {
    let rejected = |end| vec![vec![Act::Read, Act::Write([head("409 Conflict"), b"half".to_vec()].concat()), end]];
    for end in [Act::Reset, Act::Hold] {
        let outcomes = each(&rejected(end), |builder| builder.attempt_timeout(BRIEF)).await;
        assert_eq!(summaries(&outcomes), always(1, Rejected));
        for outcome in &outcomes {
            assert!(outcome.error().is_conflict() && !outcome.error().is_timeout());
        }
    }
}

#[tokio::test]
async fn endless_body_is_read_up_to_the_limit() {
    let endless = |status: &str| {
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n");
        vec![vec![Act::Read, Act::Write(head.into_bytes()), Act::WriteForever]]
    };
    let outcomes = each(&endless("200 OK"), |builder| builder.max_response_size(1 << 20)).await;
    assert_eq!(summaries(&outcomes), always(1, Accepted));
    for outcome in &outcomes {
        assert!(outcome.error().is_decode() && !outcome.error().is_transport());
        assert_eq!((outcome.error().status(), outcome.error().body()), (Some(200), None));
        assert!(outcome.error().to_string().contains("larger than 1048576 bytes"), "{}", outcome.error());
        assert!(outcome.script.notices_that_the_client_is_gone().await);
    }
    let outcomes = each_of(&endless("500 Internal Server Error")).await;
    assert_eq!(summaries(&outcomes), always(1, Unknown));
    for outcome in &outcomes {
        assert_eq!(outcome.error().body().map(<[u8]>::len), Some(1 << 20));
        assert!(outcome.script.notices_that_the_client_is_gone().await);
    }
}

#[tokio::test]
async fn body_of_exactly_the_largest_size_is_read() {
    for (length, is_read) in [(64, true), (65, false)] {
        let script = Script::new([respond("200 OK", "", "a".repeat(length))]).await;
        let client = script.builder().max_response_size(64).build().expect("valid");
        assert_eq!(client.sample().health().await.is_ok(), is_read, "{length}");
    }
}

#[tokio::test]
async fn slow_body_is_read_while_there_is_time() {
    let drips = |count, pause| vec![vec![Act::Read, Act::Write(head("200 OK")), Act::Drip(count, pause)]];
    let plain = String::from_utf8(head("200 OK")).expect("a text").replace("application/json", "text/plain");
    let slow = vec![Act::Read, Act::Write(plain.into()), Act::Drip(20, Duration::from_millis(5))];
    let script = Script::new([slow]).await;
    assert_eq!(script.builder().build().expect("valid").sample().health().await.expect("a success").len(), 20);

    // A byte now and then extends neither the limit of an attempt nor that of the call.
    let endless = drips(20, BRIEF / 4);
    let outcomes = each(&endless, |builder| builder.attempt_timeout(BRIEF)).await;
    assert_eq!(summaries(&outcomes), retried_unless_effectful(Accepted));
    assert!(outcomes.iter().all(|outcome| outcome.error().is_timeout() && outcome.error().status() == Some(200)));
    let outcomes = each(&endless, |builder| builder.timeout(BRIEF)).await;
    assert_eq!(summaries(&outcomes), always(1, Accepted), "there is no time for a second attempt");
    assert!(outcomes.iter().all(|outcome| outcome.error().is_timeout()));
}
