//! Connections that are rejected, reset, silent or closed, and what the error says about the delivery.

use std::time::Duration;

use super::{BRIEF, each, each_of, effectful, idempotent, retried_unless_effectful, safe, summaries};
use crate::{
    Delivery::{NotSent, Unknown},
    tests::{Act, Script, respond},
};

#[tokio::test]
async fn rejected_connection_is_retried_for_every_class() {
    let script = Script::nobody().await;
    let client = script.builder().build().expect("valid");
    for result in [safe(&client).await, idempotent(&client).await, effectful(&client).await] {
        let error = result.unwrap_err();
        assert!(error.is_transport() && error.is_connect() && !error.is_timeout());
        assert_eq!((error.attempts(), error.delivery(), error.status()), (3, NotSent, None));
        assert_eq!(error.retry_after(), None);
    }
}

#[tokio::test]
async fn reset_before_the_request_is_read_leaves_delivery_unknown() {
    let outcomes = each_of(&[vec![Act::LeaveUnread, Act::Reset]]).await;
    assert_eq!(outcomes.each_ref().map(|outcome| outcome.script.connections()), [3, 3, 1]);
    for (outcome, attempts) in outcomes.iter().zip([3, 3, 1]) {
        assert_eq!(outcome.summary(), (0, attempts, Unknown));
        assert!(outcome.error().is_transport() && !outcome.error().is_connect() && !outcome.error().is_timeout());
    }
}

#[tokio::test]
async fn reset_after_the_request_leaves_delivery_unknown() {
    for end in [vec![Act::Read, Act::Reset], vec![Act::Read]] {
        let outcomes = each_of(&[end]).await;
        assert_eq!(summaries(&outcomes), retried_unless_effectful(Unknown));
        for outcome in &outcomes {
            assert!(outcome.error().is_transport() && !outcome.error().is_connect());
            assert_eq!(outcome.error().status(), None);
        }
    }
}

#[tokio::test]
async fn broken_keep_alive_connection_leaves_delivery_unknown() {
    let kept = b"HTTP/1.1 201 Created\r\ncontent-length: 8\r\n\r\n{\"id\":1}".to_vec();
    let kept = [Act::Read, Act::Write(kept), Act::Read, Act::Reset].to_vec();
    let script = Script::new([kept]).await;
    let client = script.builder().build().expect("valid");
    assert!(effectful(&client).await.unwrap_err().is_decode());
    let error = effectful(&client).await.unwrap_err();
    assert!(error.is_transport());
    assert_eq!((error.attempts(), error.delivery()), (1, Unknown));
    assert_eq!((script.connections(), script.requests().len()), (1, 2));
}

#[tokio::test]
async fn missing_headers_time_out_each_attempt() {
    let outcomes = each(&[vec![Act::Read, Act::Hold]], |builder| builder.attempt_timeout(BRIEF)).await;
    assert_eq!(summaries(&outcomes), retried_unless_effectful(Unknown));
    for outcome in &outcomes {
        assert!(outcome.error().is_timeout() && !outcome.error().is_connect());
        assert_eq!(outcome.error().status(), None);
        assert!(outcome.error().to_string().contains("the limit of an attempt is 400ms"), "{}", outcome.error());
        assert!(outcome.script.notices_that_the_client_is_gone().await);
    }
}

#[tokio::test]
async fn response_that_is_not_http_leaves_delivery_unknown() {
    for bytes in ["SSH-2.0-OpenSSH_9.9\r\n", "\r\n\r\n", "HTTP/1.1 20", "HTTP/1.1 999999 What\r\n\r\n"] {
        let outcomes = each_of(&[vec![Act::Read, Act::Write(bytes.into())]]).await;
        assert_eq!(summaries(&outcomes), retried_unless_effectful(Unknown), "{bytes}");
        assert!(outcomes.iter().all(|outcome| outcome.error().is_transport()), "{bytes}");
    }
}

#[tokio::test]
async fn early_hints_before_the_response_are_skipped() {
    let early = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
    let whole = format!("{early}HTTP/1.1 201 Created\r\ncontent-length: 17\r\n\r\n{{\"id\":\"3EB0C431\"}}");
    for outcome in each_of(&[vec![Act::Read, Act::Write(whole.into())]]).await {
        outcome.result.expect("a success");
        assert_eq!(outcome.script.requests().len(), 1);
    }
}

#[tokio::test]
async fn call_without_time_sends_nothing() {
    for outcome in each(&[respond("204 No Content", "", "")], |builder| builder.timeout(Duration::ZERO)).await {
        assert!(outcome.error().is_timeout() && !outcome.error().is_connect());
        assert_eq!(outcome.summary(), (0, 0, NotSent));
        assert_eq!(outcome.script.connections(), 0);
    }
}

#[tokio::test]
async fn dropped_call_closes_its_connection() {
    let script = Script::new([vec![Act::Read, Act::Hold]]).await;
    let client = script.builder().build().expect("valid");
    tokio::select! {
        result = effectful(&client) => panic!("the server sends nothing, found {result:?}"),
        arrived = script.has_a_request() => assert!(arrived),
    }
    assert!(script.notices_that_the_client_is_gone().await);
    assert_eq!((script.connections(), script.requests().len()), (1, 1));
}
