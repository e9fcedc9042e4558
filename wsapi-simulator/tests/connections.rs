//! Unusual connections and malformed HTTP.
#![cfg(feature = "server")]

mod control_client;

use std::{io::ErrorKind, net::Shutdown};

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use wsapi_client::{Jid, operations::SendText, types::SendTextRequest};
use wsapi_simulator::{Outcome, Server, Simulator};

const KEY: &str = "Host: x\r\nX-Instance-Id: default\r\nX-Api-Key: instance-key\r\n";
const BODY: &str = r#"{"to":"491701234567","text":"hello"}"#;

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address()).await.expect("connecting succeeds")
}

/// Opens a connection, and sends a request verbatim.
async fn sent(server: &Server, request: &str) -> TcpStream {
    let mut stream = connect(server).await;
    stream.write_all(request.as_bytes()).await.expect("sending succeeds");
    stream
}

/// Closes only the write side of the connection.
fn half_close(stream: TcpStream) -> TcpStream {
    let stream = stream.into_std().expect("a socket");
    stream.shutdown(Shutdown::Write).expect("it is open");
    TcpStream::from_std(stream).expect("a socket")
}

async fn rest(mut stream: TcpStream) -> String {
    let mut response = String::new();
    stream.read_to_string(&mut response).await.expect("it is closed");
    response
}

fn get(line: &str) -> String {
    format!("{line} HTTP/1.1\r\n{KEY}\r\n")
}

fn last(line: &str) -> String {
    format!("{line} HTTP/1.1\r\n{KEY}Connection: close\r\n\r\n")
}

fn send_text() -> String {
    format!("POST /messages/text HTTP/1.1\r\n{KEY}Content-Length: {}\r\n\r\n{BODY}", BODY.len())
}

#[tokio::test]
async fn half_closed_connection_gets_its_response() {
    let server = Simulator::builder().serve().await;
    for request in [get("GET /chats"), send_text()] {
        let response = rest(half_close(sent(&server, &request).await)).await;
        assert!(response.starts_with("HTTP/1.1 20"), "{response}");
    }
}

#[tokio::test]
async fn disconnected_client_is_not_waited_for() {
    let server = Simulator::builder().serve().await;
    server.on::<SendText>().once().stalls();
    let stalled = sent(&server, &send_text()).await;
    let stream = sent(&server, &get("GET /events/stream")).await;
    server.until(|| server.open_streams() == 1 && server.attempts::<SendText>().len() == 1).await;
    drop((stalled, stream));
    server.until(|| server.open_streams() == 0).await;
    server.until(|| server.attempts::<SendText>()[0].outcome == Outcome::ResponseLost).await;
    // Returns at once, because no request is in flight.
    server.stop().await;
}

#[tokio::test]
async fn pipelined_requests_get_their_responses_in_order() {
    let server = Simulator::builder().serve().await;
    let requests = [send_text(), get("GET /nowhere"), get("HEAD /nowhere"), last("GET /chats")].concat();
    let response = rest(sent(&server, &requests).await).await;
    let statuses: Vec<&str> = response.split("HTTP/1.1 ").skip(1).map(|response| &response[..3]).collect();
    assert_eq!(statuses[..2], ["201", "404"], "{response}");
    assert_eq!((statuses.len(), statuses[3]), (4, "200"), "{response}");
}

#[tokio::test]
async fn response_to_head_has_no_body() {
    let server = Simulator::builder().serve().await;
    let response = rest(sent(&server, &last("HEAD /chats")).await).await;
    assert!(response.starts_with("HTTP/1.1 405 ") && response.ends_with("\r\n\r\n"), "{response}");
}

#[tokio::test]
async fn unusual_request_targets_are_routed_or_rejected() {
    let server = Simulator::builder().serve().await;
    for (line, status) in [
        ("GET http://elsewhere.example/chats", "200"),
        ("OPTIONS /chats", "405"),
        ("OPTIONS *", "404"),
        ("CONNECT elsewhere.example:443", "404"),
        ("GET /chats?", "200"),
        ("GET //chats", "404"),
        ("GET /_simulator", "404"),
        ("BREW /chats", "405"),
    ] {
        let response = rest(sent(&server, &last(line)).await).await;
        assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{line}: {response}");
    }
}

#[tokio::test]
async fn malformed_requests_get_a_4xx() {
    let server = Simulator::builder().serve().await;
    let many = (0..200).map(|number| format!("X-{number}: 1\r\n")).collect::<String>();
    let long = format!("X-Long: {}\r\n", "x".repeat(2 << 20));
    for (request, status) in [
        ("nonsense\r\n\r\n".to_owned(), "400"),
        (format!("GET /chats HTTP/1.1\r\n{many}\r\n"), "431"),
        (format!("GET /chats HTTP/1.1\r\n{long}\r\n"), "431"),
    ] {
        let mut stream = connect(&server).await;
        // The server may respond before it has read the whole request.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut response = [0; 12];
        stream.read_exact(&mut response).await.expect("a response");
        assert_eq!(&response[9..], status.as_bytes());
    }
}

#[tokio::test]
async fn expect_100_continue_gets_a_continue_or_a_rejection_at_once() {
    let server = Simulator::builder().serve().await;
    let announced = |length: usize| {
        format!("POST /messages/text HTTP/1.1\r\n{KEY}Expect: 100-continue\r\nContent-Length: {length}\r\n\r\n")
    };
    let mut stream = sent(&server, &announced(BODY.len())).await;
    let mut interim = [0; 25];
    stream.read_exact(&mut interim).await.expect("an interim response");
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(BODY.as_bytes()).await.expect("sending succeeds");
    let mut status = [0; 12];
    stream.read_exact(&mut status).await.expect("a response");
    assert_eq!(&status, b"HTTP/1.1 201");

    let rejected = rest(sent(&server, &announced(200 << 20)).await).await;
    assert!(rejected.starts_with("HTTP/1.1 413 "), "{rejected}");
    let requests = control_client::get(&server, "/requests").await;
    let rejected = &requests["requests"][1];
    assert_eq!((&rejected["path"], &rejected["outcome"]["status"]), (&json!("/messages/text"), &json!(413)));
}

#[tokio::test]
async fn dropped_server_breaks_requests_in_flight() {
    let server = Simulator::builder().serve().await;
    server.on::<SendText>().stalls();
    let client = server.client();
    let to = Jid::from_digits("491701234567").expect("a number");
    let call = tokio::spawn(async move { client.messages().send_text(SendTextRequest::new(to, "hello")).await });
    let mut unfinished = sent(&server, "POST /messages/text HTTP/1.1\r\nContent-Length: 10\r\n\r\n{").await;
    server.until(|| server.attempts::<SendText>().len() == 1).await;
    drop(server);
    let error = call.await.expect("the task completes").expect_err("the connection breaks");
    assert!(error.is_transport(), "{error}");
    match unfinished.read(&mut [0]).await {
        Ok(length) => assert_eq!(length, 0),
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
    }
}

#[tokio::test]
async fn idle_connections_do_not_block_others() {
    let server = Simulator::builder().serve().await;
    let mut idle = Vec::new();
    for _ in 0..200 {
        idle.push(sent(&server, "GET /chats HTTP/1.1\r\nX-").await);
    }
    assert!(rest(sent(&server, &last("GET /chats")).await).await.starts_with("HTTP/1.1 200 "));
    drop(server);
    for mut stream in idle {
        assert_eq!(stream.read(&mut [0]).await.unwrap_or(0), 0);
    }
}
