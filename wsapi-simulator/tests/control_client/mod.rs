//! A client of the control API, like that of a program in another language. It validates requests and responses against
//! the OpenAPI document.

#![allow(dead_code, unused_imports, reason = "each test uses a part of it")]

mod changes;
mod document;

pub(crate) use self::changes::Changes;

use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use wsapi_simulator::Server;

/// A response with its head.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn json(&self) -> Value {
        if self.body.is_empty() { Value::Null } else { serde_json::from_slice(&self.body).expect("JSON") }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Sends a request to any path, without validation.
pub(crate) async fn send(address: SocketAddr, headers: &str, line: &str, body: &str) -> Response {
    let mut stream = TcpStream::connect(address).await.expect("connecting succeeds");
    let host = if headers.contains("Host:") { String::new() } else { format!("Host: {address}\r\n") };
    let request =
        format!("{line} HTTP/1.1\r\n{host}{headers}Connection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.expect("sending succeeds");
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await.expect("a response");
    let end = response.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head and a body");
    let head = String::from_utf8(response[..end].to_vec()).expect("a head is text");
    assert!(!head.to_lowercase().contains("access-control"), "{head}");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Response { status, head, body: response[end + 4..].to_vec() }
}

/// Calls the control API with additional headers. `line` is a method and a path under `/_sim`.
pub(crate) async fn call_with(address: SocketAddr, headers: &str, line: &str, body: &str) -> Response {
    let (method, path) = line.split_once(' ').expect("a method and a path");
    let response = send(address, headers, &format!("{method} /_sim{path}"), body).await;
    document::compare(line, body, &response);
    response
}

/// Calls the control API, and returns the status and the body.
pub(crate) async fn call(server: &Server, line: &str, body: Value) -> (u16, Value) {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let response = call_with(server.address(), "", line, &body).await;
    (response.status, response.json())
}

/// Sends a GET request, and returns the body.
pub(crate) async fn get(server: &Server, path: &str) -> Value {
    let (status, body) = call(server, &format!("GET {path}"), Value::Null).await;
    assert_eq!(status, 200, "{path}: {body}");
    body
}

/// Performs an act, and returns its output.
pub(crate) async fn act(server: &Server, path: &str, body: Value) -> Value {
    let (status, made) = call(server, &format!("POST {path}/acts"), body.clone()).await;
    assert!(matches!(status, 201 | 204), "{body}: {status} {made}");
    made
}

/// A body without members.
pub(crate) fn empty() -> Value {
    json!({})
}
