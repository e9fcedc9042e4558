//! The simulator on a socket: HTTP and network failures.
#![cfg(feature = "server")]

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use wsapi_client::{
    Delivery, Jid,
    operations::{ListGroups, SendText},
    types::SendTextRequest,
};
use wsapi_simulator::{Mode, Outcome, Server, Simulator};

const ADA: &str = "+49 170 1234567";

/// The time limit of a test that would otherwise wait forever if it failed.
const LIMIT: Duration = Duration::from_secs(60);

fn hello() -> SendTextRequest {
    SendTextRequest::new(Jid::from_digits("491701234567").expect("a number"), "hello")
}

/// Sends a request verbatim, and returns the whole response, with an error if the connection is reset.
async fn raw(server: &Server, request: &str) -> (String, std::io::Result<usize>) {
    let mut stream = TcpStream::connect(server.address()).await.expect("connecting succeeds");
    stream.write_all(request.as_bytes()).await.expect("sending succeeds");
    let mut response = Vec::new();
    let end = stream.read_to_end(&mut response).await;
    (String::from_utf8_lossy(&response).into_owned(), end)
}

fn request(line: &str) -> String {
    format!(
        "{line} HTTP/1.1\r\nHost: x\r\nX-Instance-Id: default\r\nX-Api-Key: instance-key\r\nConnection: close\r\n\r\n"
    )
}

fn send_text() -> String {
    let body = r#"{"to":"491701234567","text":"hello"}"#;
    let head = request("POST /messages/text").replace("\r\n\r\n", "\r\n");
    format!("{head}Content-Length: {}\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn each_instance_has_a_client_over_the_socket() {
    let server = Simulator::builder().instance("sales").instance("support").serve().await;
    server.client_of("support").messages().send_text(hello()).await.expect("sending succeeds");
    assert_eq!(server.attempts::<SendText>()[0].headers["x-instance-id"], "support");
    let ada = server.person(ADA);
    assert_eq!(ada.inbox_in(&server.instance("support").phone()).texts(), ["hello"]);
    assert_eq!(ada.inbox_in(&server.phone()).texts().len(), 0);
}

#[tokio::test]
async fn servers_of_one_process_are_separate() {
    let servers = [
        Simulator::builder().serve().await,
        Simulator::builder().mode(Mode::Multi).serve().await,
        Simulator::builder().mode(Mode::Single).serve().await,
    ];
    for server in &servers {
        server.client().messages().send_text(hello()).await.expect("sending succeeds");
    }
    for server in &servers {
        assert_eq!(server.person(ADA).inbox().texts(), ["hello"], "{:?}", server.mode());
        assert_eq!(server.attempts::<SendText>().len(), 1);
    }
}

#[tokio::test]
async fn client_of_another_instance_uses_the_socket() {
    let server = Simulator::builder().instance("sales").instance("support").serve().await;
    server.client_of("support").messages().send_text(hello()).await.expect("sending succeeds");
    assert_eq!(server.attempts::<SendText>()[0].headers["x-instance-id"], "support");
    assert!(catch_unwind(AssertUnwindSafe(|| server.client_of("nobody"))).is_err());
}

#[tokio::test]
async fn dropped_server_closes_its_port() {
    let server = Simulator::builder().serve().await;
    let address = server.address();
    let mut idle = TcpStream::connect(address).await.expect("connecting succeeds");
    idle.write_all(b"GET").await.expect("sending succeeds");
    drop(server);
    assert_eq!(idle.read(&mut [0]).await.unwrap_or(0), 0);
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn stopped_server_ends_event_streams() {
    let server = Simulator::builder().serve().await;
    let mut stream = TcpStream::connect(server.address()).await.expect("connecting succeeds");
    let open = request("GET /events/stream").replace("Connection: close\r\n", "");
    stream.write_all(open.as_bytes()).await.expect("sending succeeds");
    server.until(|| server.open_streams() == 1).await;
    server.stop().await;
    let mut response = String::new();
    stream.read_to_string(&mut response).await.expect("the response ends");
    assert!(response.contains("content-type: text/event-stream\r\n"), "{response}");
}

#[tokio::test]
async fn frames_of_the_stream_are_unnamed_events() {
    let server = Simulator::builder().serve().await;
    let mut stream = TcpStream::connect(server.address()).await.expect("connecting succeeds");
    stream.write_all(request("GET /events/stream").as_bytes()).await.expect("sending succeeds");
    server.until(|| server.open_streams() == 1).await;
    server.person(ADA).writes("<hi>").await;
    server.stop().await;
    let mut response = String::new();
    stream.read_to_string(&mut response).await.expect("the response ends");
    assert_eq!(response.matches("data: {\"eventId\":\"evt_").count(), 1);
    assert!(response.contains(r#""text":"\u003chi\u003e""#) && response.contains("}\n\n"), "{response}");
}

#[tokio::test]
async fn disconnected_or_slow_stream_client_does_not_block_others() {
    let server = Simulator::builder().serve().await;
    let mut slow = TcpStream::connect(server.address()).await.expect("connecting succeeds");
    slow.write_all(request("GET /events/stream").as_bytes()).await.expect("sending succeeds");
    let mut gone = TcpStream::connect(server.address()).await.expect("connecting succeeds");
    gone.write_all(request("GET /events/stream").as_bytes()).await.expect("sending succeeds");
    server.until(|| server.open_streams() == 2).await;
    drop(gone);
    let ada = server.person(ADA);
    let text = "x".repeat(20_000);
    let until_disconnected = async {
        while server.open_streams() > 0 {
            ada.writes(&text).await;
        }
    };
    tokio::time::timeout(LIMIT, until_disconnected).await.expect("the slow client is disconnected");
    drop(slow);
}

#[tokio::test]
async fn stream_needs_the_key_and_the_hosted_service() {
    let hosted = Simulator::builder().serve().await;
    let wrong_key = request("GET /events/stream").replace("instance-key", "wrong");
    assert!(raw(&hosted, &wrong_key).await.0.starts_with("HTTP/1.1 401 "));
    let multi = Simulator::builder().mode(Mode::Multi).serve().await;
    assert!(raw(&multi, &request("GET /events/stream")).await.0.starts_with("HTTP/1.1 404 "));
}

#[tokio::test]
async fn unmatched_routes_have_the_error_body_of_the_service() {
    let server = Simulator::builder().mode(Mode::Multi).serve().await;
    let (response, _) = raw(&server, &request("GET /nowhere")).await;
    assert!(response.starts_with("HTTP/1.1 404 "), "{response}");
    assert!(response.ends_with(r#"{"status":404,"detail":"not found"}"#), "{response}");
    let (response, _) = raw(&server, &request("DELETE /messages/text")).await;
    assert!(response.starts_with("HTTP/1.1 405 "), "{response}");
    assert!(response.ends_with(r#"{"status":405,"detail":"method not allowed"}"#), "{response}");
    for line in ["HEAD /health", "GET /health/"] {
        let without_instance = request(line).replace("X-Instance-Id: default\r\n", "");
        assert!(raw(&server, &without_instance).await.0.starts_with("HTTP/1.1 400 "), "{line}");
    }
}

#[tokio::test]
async fn path_is_not_unescaped() {
    let server = Simulator::builder().serve().await;
    for line in ["GET /groups/a%2Fb%20c", "GET /%67roups"] {
        assert!(raw(&server, &request(line)).await.0.starts_with("HTTP/1.1 "));
    }
    let attempts = server.attempts::<wsapi_client::operations::GetGroup>();
    assert_eq!(attempts.iter().map(|attempt| &*attempt.path).collect::<Vec<_>>(), ["/groups/a%2Fb%20c"]);
    assert!(server.attempts::<ListGroups>().is_empty());
}

#[tokio::test]
async fn broken_connection_is_a_reset() {
    let server = Simulator::builder().serve().await;
    server.on::<SendText>().once().breaks_connection();
    server.on::<SendText>().once().loses_response();
    for outcome in [Outcome::NotReceived, Outcome::ResponseLost] {
        let (response, end) = raw(&server, &send_text()).await;
        assert_eq!(response, "");
        assert_eq!(end.expect_err("a reset").kind(), std::io::ErrorKind::ConnectionReset);
        assert_eq!(server.attempts::<SendText>().pop().map(|attempt| attempt.outcome), Some(outcome));
    }
    assert_eq!(server.person(ADA).inbox().texts(), ["hello"]);
}

#[tokio::test]
async fn truncated_and_malformed_responses_are_errors_of_accepted_calls() {
    let server = Simulator::builder().serve().await;
    // The same faults apply in process and over a socket.
    for client in [server.client(), Simulator::client(&server)] {
        server.on::<SendText>().once().truncates_response();
        let error = client.messages().send_text(hello()).await.expect_err("the response is truncated");
        assert_eq!(error.delivery(), Delivery::Accepted);
        server.on::<SendText>().once().corrupts_response();
        let error = client.messages().send_text(hello()).await.expect_err("the response is not JSON");
        assert_eq!(error.delivery(), Delivery::Accepted);
    }
    assert_eq!(server.person(ADA).inbox().messages.len(), 4);
    let (response, _) = {
        server.on::<SendText>().once().truncates_response();
        raw(&server, &send_text()).await
    };
    assert!(response.starts_with("HTTP/1.1 201 ") && response.contains("{\"id\":"), "{response}");
    assert!(!response.ends_with('}'), "{response}");
}

#[tokio::test]
async fn stalled_request_ends_when_the_time_is_advanced() {
    let server = Simulator::builder().serve().await;
    server.on::<SendText>().once().stalls();
    let is_stalled = || server.attempts::<SendText>().iter().any(|attempt| attempt.outcome == Outcome::Pending);
    let advance = async {
        server.until(|| is_stalled() && server.person(ADA).inbox().messages.len() == 1).await;
        // The server's own time limit, after which it closes the connection.
        server.advance(Duration::from_secs(91));
    };
    let request = send_text();
    let both = async { tokio::join!(raw(&server, &request), advance) };
    let ((response, end), ()) = tokio::time::timeout(LIMIT, both).await.expect("the request ends");
    assert_eq!(response, "");
    assert!(end.is_err());
}

#[tokio::test]
async fn proxy_page_and_probability_apply_over_a_socket() {
    let server = Simulator::builder().serve().await;
    server.on::<SendText>().with_probability(0.0).fails(503);
    server.on::<SendText>().once().fails_at_proxy(502);
    let (response, _) = raw(&server, &send_text()).await;
    assert!(response.starts_with("HTTP/1.1 502 ") && response.contains("<html>"), "{response}");
    assert!(raw(&server, &send_text()).await.0.starts_with("HTTP/1.1 201 "));
}
