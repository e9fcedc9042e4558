//! What is asked, and what is made of the answer.

use std::{sync::Arc, time::Duration};

use super::{
    Act, Clock, Server,
    clock::IDLE,
    connected, disconnected, frame, item, next, next_event,
    server::{answer, open, over, stream},
};
use tokio::sync::Notify;
use wsapi_client::events::Incoming;

#[tokio::test]
async fn the_request_is_the_one_that_the_service_knows() {
    let server = Server::new([open("")]).await;
    let base = format!("{}/whatsapp/", server.url());
    let client = server.builder().base_url(base).account_key("account-key").build().expect("it is configured");
    let mut events = client.for_instance("support").events();
    assert!(server.requests().is_empty(), "nothing is sent before an item is asked for");
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
async fn a_refusal_that_no_waiting_mends_ends_the_stream() {
    for (status, detail, hint) in [
        ("401 Unauthorized", "unauthorized", Some("key is missing or wrong")),
        ("403 Forbidden", "", Some("does not permit")),
        ("404 Not Found", "instance not found", Some("no instance with this id")),
        ("404 Not Found", "not found", Some("self-hosted")),
        ("404 Not Found", "", Some("only the hosted service has an event stream")),
        ("400 Bad Request", "missing X-Instance-Id header", Some("set the instance id")),
        ("405 Method Not Allowed", "", None),
        ("410 Gone", "", None),
        ("308 Permanent Redirect", "", Some("redirects are not followed")),
    ] {
        let clock = Clock::new();
        // The service repeats the status in its body.
        let body = match detail {
            "" => String::new(),
            text => format!(r#"{{"status":{},"detail":"{text}"}}"#, &status[..3]),
        };
        let server = Server::new([answer(status, "", &body)]).await;
        let mut events = server.events(&clock);
        let error = item(&mut events).await.expect("it fails").expect_err("it is refused");
        assert_eq!(error.status().map(|status| status.to_string()).as_deref(), status.get(..3));
        assert_eq!(error.operation(), Some("streamEvents"));
        match hint {
            Some(hint) => assert!(error.to_string().contains(hint), "{error}"),
            None => assert_eq!(error.hint(), None),
        }
        assert!(item(&mut events).await.is_none(), "{status}: nothing follows");
        assert!(item(&mut events).await.is_none());
        assert_eq!((server.requests().len(), clock.waits()), (1, Vec::new()), "{status}");
    }
}

#[tokio::test]
async fn it_goes_on_after_anything_else() {
    let html = "content-type: text/html\r\n";
    for (bad, status) in [
        (answer("500 Internal Server Error", "", ""), Some(500)),
        (answer("502 Bad Gateway", html, "<html>"), Some(502)),
        (answer("503 Service Unavailable", "", ""), Some(503)),
        (answer("429 Too Many Requests", "", ""), Some(429)),
        (answer("409 Conflict", "", r#"{"status":409,"detail":"device not paired"}"#), Some(409)),
        (answer("400 Bad Request", "", r#"{"status":400,"detail":"for some reason"}"#), Some(400)),
        (answer("408 Request Timeout", "", ""), Some(408)),
        (answer("302 Found", "location: https://elsewhere.example/\r\n", ""), Some(302)),
        (answer("200 OK", html, "data: {}\n\n"), Some(200)),
        (answer("200 OK", "content-type: text/event-streams\r\n", ""), Some(200)),
        (answer("202 Accepted", "content-type: text/event-stream\r\n", "data: {}\n\n"), Some(202)),
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
        assert_eq!(next_event(&mut events).await, "evt_1", "{bad:?}: there was no connection before, and so no gap");
        assert_eq!(clock.waits().len(), 2);
    }
}

#[tokio::test]
async fn a_time_that_the_service_asks_for_is_waited_for() {
    for (asked, least) in [("7", 7), ("6.2", 7), ("299.997", 300), ("99999999999999999999", 3600)] {
        let clock = Clock::new();
        let busy = answer("429 Too Many Requests", &format!("retry-after: {asked}\r\n"), "");
        let server = Server::new([busy, open("")]).await;
        let mut events = server.events(&clock);
        let lost = disconnected(&mut events).await;
        assert!(lost.error.is_too_many_requests(), "{lost:?}");
        assert!(lost.retry_in >= Duration::from_secs(least), "{asked}: {lost:?}");
        // The clock of these tests never ends a wait of minutes.
        if least < 60 {
            connected(&mut events).await;
            assert_eq!(clock.waits(), [lost.retry_in]);
        }
    }
}

#[tokio::test]
async fn any_spelling_of_the_content_type_will_do() {
    for kind in ["content-type: Text/Event-Stream ; charset=utf-8\r\n", "content-type: text/event-stream\r\n", ""] {
        let body = frame("evt_1");
        let server = Server::new([answer("200 OK", kind, &body)]).await;
        let mut events = server.events(&Clock::new());
        connected(&mut events).await;
        assert_eq!(next_event(&mut events).await, "evt_1", "{kind}");
    }
}

#[tokio::test]
async fn no_content_is_the_end() {
    let server = Server::new([stream(frame("evt_1")), over()]).await;
    let mut events = server.events(&Clock::new());
    connected(&mut events).await;
    assert_eq!(next_event(&mut events).await, "evt_1");
    disconnected(&mut events).await;
    assert!(item(&mut events).await.is_none());
    assert!(item(&mut events).await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_service_that_is_not_up_yet_is_waited_for() {
    let first = Server::new([Vec::new()]).await;
    let address = first.url().trim_start_matches("http://").to_owned();
    let mut events = first.events(&Clock::new());
    drop(first);
    // The port is free once the task is gone.
    let mut refused = 0;
    while refused < 5 {
        let lost = disconnected(&mut events).await;
        refused = if lost.error.is_connect() { refused + 1 } else { 0 };
    }
    let second = Server::at(&address, [open(frame("evt_1"))]).await;
    while !matches!(next(&mut events).await, Incoming::Connected) {}
    assert_eq!(next_event(&mut events).await, "evt_1");
    assert_eq!(second.requests().len(), 1);
}

#[tokio::test]
async fn the_limit_of_an_attempt_is_for_its_answer_and_not_for_the_stream() {
    let event = Arc::new(Notify::new());
    let acts = vec![Act::WaitFor(event.clone()), Act::Write(frame("evt_1").into_bytes()), Act::Hold];
    let server = Server::new([vec![Act::Hold], [stream(""), acts].concat()]).await;
    let clock = Clock::new();
    let client = server.builder().clock(clock.clone()).attempt_timeout(IDLE).timeout(IDLE * 2);
    let mut events = client.build().expect("it is configured").events().idle_timeout(IDLE * 2);
    clock.run_out();
    assert!(disconnected(&mut events).await.error.is_timeout(), "it was not answered");
    connected(&mut events).await;
    clock.run_out();
    event.notify_one();
    assert_eq!(next_event(&mut events).await, "evt_1");
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_tried_again() {
    let server = Server::new([open("")]).await;
    let client = server.builder().build().expect("it is configured");
    let mut events = client.for_instance("a\nb").events();
    assert!(item(&mut events).await.expect("it fails").expect_err("no header has line breaks").is_invalid_input());
    assert!(item(&mut events).await.is_none());
    assert!(server.requests().is_empty());
}
