//! The control API, as a test in another language uses it.
#![cfg(feature = "server")]

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use wsapi_client::{Jid, operations::SendText, types::SendTextRequest};
use wsapi_simulator::{Server, Simulator};

const ADA: &str = "491701234567";

/// Calls the control API with more headers.
async fn call_with(server: &Server, headers: &str, line: &str, body: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(server.address()).await.expect("it listens");
    let (method, path) = line.split_once(' ').expect("a method and a path");
    let host = if headers.contains("Host:") { String::new() } else { format!("Host: {}\r\n", server.address()) };
    let request = format!(
        "{method} /_sim{path} HTTP/1.1\r\n{host}{headers}Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("it is sent");
    let mut response = String::new();
    stream.read_to_string(&mut response).await.expect("a response");
    let (head, body) = response.split_once("\r\n\r\n").expect("a head and a body");
    assert!(!head.to_lowercase().contains("access-control"), "{head}");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, if body.is_empty() { Value::Null } else { serde_json::from_str(body).expect("JSON") })
}

async fn call(server: &Server, line: &str, body: Value) -> (u16, Value) {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    call_with(server, "", line, &body).await
}

async fn get(server: &Server, path: &str) -> Value {
    let (status, body) = call(server, &format!("GET {path}"), Value::Null).await;
    assert_eq!(status, 200, "{path}: {body}");
    body
}

fn hello() -> SendTextRequest {
    SendTextRequest::new(Jid::from_digits("491701234567").expect("a number"), "hello")
}

#[tokio::test]
async fn people_write_react_and_read_their_inbox() {
    let server = Simulator::builder().serve().await;
    assert_eq!(call(&server, "POST /people", json!({ "phone": "+49 170 1234567", "name": "Ada" })).await.0, 200);
    let (status, sent) =
        call(&server, "POST /people/491701234567/acts", json!({ "act": "writes", "text": "ping" })).await;
    assert_eq!(status, 201);
    let reaction = json!({ "act": "reacts", "message": sent["id"], "emoji": "👍" });
    assert_eq!(call(&server, "POST /people/%2B491701234567/acts", reaction).await.0, 204);
    let unseen = json!({ "act": "reacts", "message": "3A00", "emoji": "👍" });
    assert_eq!(call(&server, "POST /people/491701234567/acts", unseen).await.0, 404);
    let refused = json!({ "act": "writes", "text": "ping", "chat": "120363000000000000@g.us" });
    assert_eq!(call(&server, "POST /people/491701234567/acts", refused).await.0, 409);
    server.client().messages().send_text(hello()).await.expect("it is sent");
    assert_eq!(get(&server, "/people/491701234567/inbox").await["messages"][0]["text"], "hello");
    let state = get(&server, "/state").await;
    assert_eq!(state["people"].as_array().map(Vec::len), Some(2));
    assert_eq!(state["instances"][0]["isPaired"], true);
}

#[tokio::test]
async fn faults_apply_are_listed_and_are_cleared() {
    let server = Simulator::builder().serve().await;
    let fault = |kind: Value| json!({ "operation": "sendText", "times": 1, "fault": kind });
    assert_eq!(call(&server, "POST /faults/requests", fault(json!({ "kind": "refuse", "status": 400 }))).await.0, 204);
    let error = server.client().messages().send_text(hello()).await.expect_err("it is refused");
    assert_eq!(error.status(), Some(400));
    for kind in ["breakConnection", "loseResponse", "stall", "truncate", "malform"] {
        assert_eq!(call(&server, "POST /faults/requests", fault(json!({ "kind": kind }))).await.0, 204, "{kind}");
    }
    let events = json!({ "eventType": "message", "fault": { "kind": "delay", "milliseconds": 5 } });
    assert_eq!(call(&server, "POST /faults/events", events).await.0, 204);
    let listed = get(&server, "/faults").await;
    assert_eq!((listed["requests"].as_array().map(Vec::len), &listed["events"][0]["kind"]), (Some(5), &json!("delay")));
    assert_eq!(call(&server, "DELETE /faults", Value::Null).await.0, 204);
    server.client().messages().send_text(hello()).await.expect("it is sent");
}

#[tokio::test]
async fn invalid_requests_are_explained() {
    let server = Simulator::builder().serve().await;
    for (line, body) in [
        ("POST /people", json!({ "phone": "nobody" })),
        ("POST /people", json!([])),
        ("POST /people/1/acts", json!({ "act": "writes", "text": "x" })),
        ("POST /people/491701234567/acts", json!({ "act": "flies" })),
        ("POST /faults/requests", json!({ "operation": "fly", "fault": { "kind": "stall" } })),
        ("POST /faults/requests", json!({ "fault": { "kind": "refuse", "status": 200 } })),
        ("POST /faults/requests", json!({ "fault": { "kind": "proxyPage", "status": 999 } })),
        ("POST /faults/requests", json!({ "probability": 2, "fault": { "kind": "stall" } })),
        ("POST /faults/events", json!({ "fault": { "kind": "stall" } })),
        ("POST /clock/advance", json!({ "seconds": -1 })),
        ("POST /clock/advance", json!({ "seconds": 1e300 })),
        ("GET /requests?after=x", Value::Null),
    ] {
        let (status, problem) = call(&server, line, body).await;
        assert_eq!(status, 400, "{line}");
        assert!(problem["error"].is_string(), "{line}");
    }
    assert_eq!(call(&server, "GET /nowhere", Value::Null).await.0, 404);
    let unknown = json!({ "act": "writes", "text": "x", "instance": "nobody" });
    assert_eq!(call(&server, "POST /people/491701234567/acts", unknown).await.0, 409);
}

#[tokio::test]
async fn journals_show_requests_and_deliveries_without_the_key() {
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook("http://127.0.0.1:1/", "");
    server.client().messages().send_text(hello()).await.expect("it is sent");
    server.person("+49 170 1234567").writes("ping").await;
    let requests = get(&server, "/requests").await;
    let request = &requests["requests"][0];
    assert_eq!((&request["operation"], &request["outcome"]["status"]), (&json!("sendText"), &json!(201)));
    assert!(!requests.to_string().contains("instance-key"));
    let after = get(&server, &format!("/requests?after={}", request["number"])).await;
    assert_eq!(after["requests"], json!([]));
    let deliveries = get(&server, "/deliveries").await;
    assert_eq!(deliveries["deliveries"][0]["transport"], "webhook");
    // Nobody listens there, and there is no retry.
    assert!(deliveries["deliveries"][0]["error"].is_string());
    assert_eq!(deliveries["deliveries"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn state_is_reset_saved_and_restored() {
    let server = Simulator::builder().serve().await;
    let texts = || server.person("+49 170 1234567").inbox().messages.len();
    server.client().messages().send_text(hello()).await.expect("it is sent");
    assert_eq!(call(&server, "PUT /snapshots/one", Value::Null).await.0, 204);
    server.client().messages().send_text(hello()).await.expect("it is sent");
    assert_eq!(texts(), 2);
    assert_eq!(call(&server, "POST /snapshots/one/restore", Value::Null).await.0, 204);
    assert_eq!(texts(), 1);
    assert_eq!(call(&server, "POST /reset", Value::Null).await.0, 204);
    assert_eq!((texts(), server.attempts::<SendText>().len()), (0, 0));
    assert_eq!(get(&server, "/snapshots").await["names"], json!(["one"]));
    assert_eq!(call(&server, "DELETE /snapshots/one", Value::Null).await.0, 204);
    assert_eq!(call(&server, "POST /snapshots/one/restore", Value::Null).await.0, 404);
}

#[tokio::test]
async fn event_streams_are_closed() {
    let server = Simulator::builder().serve().await;
    let mut stream = TcpStream::connect(server.address()).await.expect("it listens");
    let open = "GET /events/stream HTTP/1.1\r\nHost: x\r\nX-Instance-Id: default\r\nX-Api-Key: instance-key\r\n\r\n";
    stream.write_all(open.as_bytes()).await.expect("it is sent");
    server.until(|| server.open_streams() == 1).await;
    assert_eq!(call(&server, "DELETE /streams", Value::Null).await.0, 204);
    let mut response = String::new();
    // The connection itself stays open for the next request.
    while !response.ends_with("0\r\n\r\n") {
        let mut bytes = [0; 1024];
        let length = stream.read(&mut bytes).await.expect("the end of the stream");
        assert_ne!(length, 0, "{response}");
        response.push_str(&String::from_utf8_lossy(&bytes[..length]));
    }
    assert_eq!(server.open_streams(), 0);
}

#[tokio::test]
async fn clock_is_advanced() {
    let server = Simulator::builder().serve().await;
    assert_eq!(get(&server, "/clock").await["now"], "2026-01-01T12:00:00Z");
    let (_, later) = call(&server, "POST /clock/advance", json!({ "seconds": 90 })).await;
    assert_eq!(later["now"], "2026-01-01T12:01:30Z");
}

#[tokio::test]
async fn web_pages_are_refused() {
    let server = Simulator::builder().serve().await;
    for headers in ["Origin: https://evil.example\r\n", "Host: evil.example\r\n"] {
        assert_eq!(call_with(&server, headers, "GET /state", "").await.0, 403, "{headers}");
    }
}

#[tokio::test]
async fn document_names_operations_that_exist() {
    let server = Simulator::builder().serve().await;
    let document = get(&server, "/openapi.json").await;
    let paths = document["paths"].as_object().expect("paths");
    let mut count = 0;
    for (path, item) in paths {
        for method in ["get", "put", "post", "delete"].into_iter().filter(|method| item.get(method).is_some()) {
            let line = format!("{} {}", method.to_uppercase(), path.replace("{phone}", ADA).replace("{name}", "one"));
            let (status, body) = call(&server, &line, json!({})).await;
            let is_unknown = body["error"].as_str().is_some_and(|error| error.contains("no such operation"));
            assert!(!is_unknown, "{line}: {status} {body}");
            count += 1;
        }
    }
    assert_eq!(count, 19);
}
