//! The request, and the responses to it.

use std::{sync::Arc, time::Duration};

use super::{
    Act, Clock, Server,
    clock::IDLE,
    connected, disconnected, frame, item, next, next_event,
    server::{no_content, open, response, stream},
};
use tokio::sync::Notify;
use wsapi_client::{Client, events::sse::StreamItem};

#[tokio::test]
async fn request_has_documented_headers_and_is_sent_on_demand() {
    let server = Server::new([open("")]).await;
    let base = format!("{}/whatsapp/", server.url());
    let client = server.builder().base_url(base).account_key("account-key").build().expect("a client");
    let mut events = client.for_instance("support").events();
    assert!(server.requests().is_empty(), "nothing is sent before an item is requested");
    connected(&mut events).await;
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    let mut lines: Vec<_> = requests[0].trim_end().split("\r\n").map(str::to_owned).collect();
    lines[1..].sort();
    let host = server.url().trim_start_matches("http://");
    assert_eq!(
        lines,
        [
            "GET /whatsapp/events/stream HTTP/1.1".to_owned(),
            "accept: text/event-stream".to_owned(),
            "cache-control: no-store".to_owned(),
            format!("host: {host}"),
            format!("user-agent: wsapi-client/{}", env!("CARGO_PKG_VERSION")),
            "x-api-key: instance-key".to_owned(),
            "x-instance-id: support".to_owned(),
        ]
    );
}

#[tokio::test]
async fn permanent_rejection_ends_stream_with_hint() {
    for (status, detail, hint) in [
        ("401 Unauthorized", "unauthorized", Some("it is missing or wrong")),
        ("403 Forbidden", "", Some("does not permit")),
        ("404 Not Found", "instance not found", Some("no instance with this id")),
        ("404 Not Found", "not found", Some("self-hosted")),
        ("404 Not Found", "", Some("only the hosted service has an event stream")),
        ("406 Not Acceptable", "", None),
        ("501 Not Implemented", "", None),
        ("405 Method Not Allowed", "", None),
        ("410 Gone", "", None),
        ("301 Moved Permanently", "", Some("redirects are not followed")),
        ("308 Permanent Redirect", "", Some("redirects are not followed")),
    ] {
        let clock = Clock::new();
        let server = Server::new([rejection(status, detail)]).await;
        let mut events = server.events(&clock);
        let error = item(&mut events).await.expect("an item").expect_err("a rejection");
        assert_eq!(error.status().map(|status| status.to_string()).as_deref(), status.get(..3));
        assert_eq!(error.operation(), Some("streamEvents"));
        match hint {
            Some(hint) => assert!(error.to_string().contains(hint), "{error}"),
            None => assert_eq!(error.hint(), None),
        }
        assert!(item(&mut events).await.is_none(), "{status}: nothing follows");
        assert!(item(&mut events).await.is_none(), "{status}: the stream has ended");
        assert_eq!((server.requests().len(), clock.delays()), (1, Vec::new()), "{status}");
    }
}

/// A rejection, with the service's own body if there is a detail.
fn rejection(status: &str, detail: &str) -> Vec<Act> {
    let body = match detail {
        "" => String::new(),
        text => format!(r#"{{"status":{},"detail":"{text}"}}"#, &status[..3]),
    };
    response(status, "", &body)
}

#[tokio::test]
async fn missing_instance_id_ends_stream_and_other_400s_do_not() {
    let clock = Clock::new();
    let bad_request = rejection("400 Bad Request", "missing X-Instance-Id header");
    let server = Server::new([bad_request.clone(), bad_request, open("")]).await;
    let client = Client::builder().base_url(server.url()).api_key("instance-key").clock(clock.clone());
    let client = client.build().expect("a client");
    let mut events = client.events();
    let error = item(&mut events).await.expect("an item").expect_err("a rejection");
    assert!(error.is_bad_request() && error.to_string().contains("set the instance id"), "{error}");
    assert!(item(&mut events).await.is_none());
    let mut events = client.for_instance("sales").events();
    assert_eq!(disconnected(&mut events).await.error.status(), Some(400));
    connected(&mut events).await;
}

#[tokio::test]
async fn stream_continues_after_any_other_failure() {
    let html = "content-type: text/html\r\n";
    for (bad, status) in [
        (response("500 Internal Server Error", "", ""), Some(500)),
        (response("502 Bad Gateway", html, "<html>"), Some(502)),
        (response("503 Service Unavailable", "", ""), Some(503)),
        (response("429 Too Many Requests", "", ""), Some(429)),
        (response("409 Conflict", "", r#"{"status":409,"detail":"device not paired"}"#), Some(409)),
        (response("400 Bad Request", "", r#"{"status":400,"detail":"for some reason"}"#), Some(400)),
        (response("408 Request Timeout", "", ""), Some(408)),
        (response("302 Found", "location: https://elsewhere.example/\r\n", ""), Some(302)),
        (response("200 OK", html, "data: {}\n\n"), Some(200)),
        (response("200 OK", "content-type: text/event-streams\r\n", ""), Some(200)),
        (response("202 Accepted", "content-type: text/event-stream\r\n", "data: {}\n\n"), Some(202)),
        (vec![], None),
        (vec![Act::Write(b"HTTP/1.1 200 OK\r\ncontent-".to_vec()), Act::Reset], None),
        (vec![Act::Write(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec())], None),
    ] {
        let clock = Clock::new();
        let server = Server::new([bad.clone(), bad.clone(), open(frame("evt_1"))]).await;
        let mut events = server.events(&clock);
        for failures in 1..=2 {
            let lost = disconnected(&mut events).await;
            assert_eq!((lost.error.status(), lost.failures), (status, failures), "{bad:?}");
        }
        connected(&mut events).await;
        assert_eq!(next_event(&mut events).await, "evt_1", "{bad:?}: without an earlier connection there is no gap");
        assert_eq!(clock.delays().len(), 2);
    }
}

#[tokio::test]
async fn retry_after_is_respected_up_to_an_hour() {
    for (asked, least) in [("7", 7), ("6.2", 7), ("299.997", 300), ("99999999999999999999", 3600)] {
        let clock = Clock::new();
        let busy = response("429 Too Many Requests", &format!("retry-after: {asked}\r\n"), "");
        let server = Server::new([busy, open("")]).await;
        let mut events = server.events(&clock);
        let lost = disconnected(&mut events).await;
        assert!(lost.error.is_too_many_requests(), "{lost:?}");
        assert!(lost.retry_in >= Duration::from_secs(least), "{asked}: {lost:?}");
        // A delay of minutes never passes on this clock.
        if least < 60 {
            connected(&mut events).await;
            assert_eq!(clock.delays(), [lost.retry_in]);
        }
    }
}

#[tokio::test]
async fn content_type_is_accepted_in_any_spelling() {
    for kind in ["content-type: Text/Event-Stream ; charset=utf-8\r\n", "content-type: text/event-stream\r\n", ""] {
        let body = frame("evt_1");
        let server = Server::new([response("200 OK", kind, &body)]).await;
        let mut events = server.events(&Clock::new());
        connected(&mut events).await;
        assert_eq!(next_event(&mut events).await, "evt_1", "{kind}");
    }
}

#[tokio::test]
async fn no_content_ends_stream_with_an_error() {
    let server = Server::new([stream(frame("evt_1")), no_content()]).await;
    let mut events = server.events(&Clock::new());
    connected(&mut events).await;
    assert_eq!(next_event(&mut events).await, "evt_1");
    disconnected(&mut events).await;
    let error = item(&mut events).await.expect("an item").expect_err("the end");
    assert!(error.is_unexpected_response() && !error.is_transient(), "{error}");
    assert_eq!(error.status(), Some(204));
    assert!(item(&mut events).await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn stream_waits_for_service_that_is_down() {
    let first = Server::new([Vec::new()]).await;
    let address = first.url().trim_start_matches("http://").to_owned();
    let mut events = first.events(&Clock::new());
    drop(first);
    // The port is free after the task has ended.
    let mut rejected = 0;
    while rejected < 5 {
        let lost = disconnected(&mut events).await;
        rejected = if lost.error.is_connect() { rejected + 1 } else { 0 };
    }
    let second = Server::at(&address, [open(frame("evt_1"))]).await;
    while !matches!(next(&mut events).await, StreamItem::Connected) {}
    assert_eq!(next_event(&mut events).await, "evt_1");
    assert_eq!(second.requests().len(), 1);
}

#[tokio::test]
async fn attempt_timeout_applies_to_response_and_not_to_stream() {
    let event = Arc::new(Notify::new());
    let acts = vec![Act::WaitFor(event.clone()), Act::Write(frame("evt_1").into_bytes()), Act::Hold];
    let server = Server::new([vec![Act::Hold], [stream(""), acts].concat()]).await;
    let clock = Clock::new();
    let client = server.builder().clock(clock.clone()).attempt_timeout(IDLE).timeout(IDLE * 2);
    let mut events = client.build().expect("a client").events().idle_timeout(IDLE * 2);
    clock.pass_idle_timeout();
    assert!(disconnected(&mut events).await.error.is_timeout(), "there was no response");
    connected(&mut events).await;
    clock.pass_idle_timeout();
    event.notify_one();
    assert_eq!(next_event(&mut events).await, "evt_1");
}

#[tokio::test]
async fn request_that_cannot_be_sent_is_not_retried() {
    let server = Server::new([open("")]).await;
    let client = server.builder().build().expect("a client");
    let mut events = client.for_instance("a\nb").events();
    assert!(item(&mut events).await.expect("an item").expect_err("an invalid header").is_invalid_input());
    assert!(item(&mut events).await.is_none());
    assert!(server.requests().is_empty());
}
