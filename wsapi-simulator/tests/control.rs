//! The control API as used by tests in other languages.
#![cfg(feature = "server")]

mod control_client;

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use wsapi_client::{
    Jid, Media,
    operations::SendText,
    types::{SendMediaRequest, SendTextRequest},
};
use wsapi_simulator::Simulator;

use self::control_client::{call, call_with, get, send};

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
    let reaction = json!({ "act": "reactsTo", "message": sent["id"], "emoji": "👍" });
    assert_eq!(call(&server, "POST /people/%2B491701234567/acts", reaction).await.0, 204);
    let unseen = json!({ "act": "reactsTo", "message": "3A00", "emoji": "👍" });
    assert_eq!(call(&server, "POST /people/491701234567/acts", unseen).await.0, 409);
    let rejected = json!({ "act": "writes", "text": "ping", "chat": "120363000000000000@g.us" });
    assert_eq!(call(&server, "POST /people/491701234567/acts", rejected).await.0, 409);
    server.client().messages().send_text(hello()).await.expect("sending succeeds");
    assert_eq!(get(&server, "/people/491701234567/inbox").await["messages"][0]["text"], "hello");
    let state = get(&server, "/state").await;
    assert_eq!(state["people"].as_array().map(Vec::len), Some(2));
    assert_eq!(state["instances"][0]["isPaired"], true);
}

#[tokio::test]
async fn faults_are_applied_listed_and_cleared() {
    let server = Simulator::builder().serve().await;
    let fault = |kind: Value| json!({ "operation": "sendText", "times": 1, "fault": kind });
    assert_eq!(call(&server, "POST /faults/requests", fault(json!({ "kind": "reject", "status": 400 }))).await.0, 201);
    let error = server.client().messages().send_text(hello()).await.expect_err("the call is rejected");
    assert_eq!(error.status(), Some(400));
    for kind in ["breakConnection", "loseResponse", "stall", "truncate", "corrupt"] {
        assert_eq!(call(&server, "POST /faults/requests", fault(json!({ "kind": kind }))).await.0, 201, "{kind}");
    }
    let events = json!({ "eventType": "message", "fault": { "kind": "delay", "milliseconds": 5 } });
    assert_eq!(call(&server, "POST /faults/events", events).await.0, 201);
    let listed = get(&server, "/faults").await;
    assert_eq!((listed["requests"].as_array().map(Vec::len), &listed["events"][0]["kind"]), (Some(5), &json!("delay")));
    assert_eq!(call(&server, "DELETE /faults", Value::Null).await.0, 204);
    server.client().messages().send_text(hello()).await.expect("sending succeeds");
}

#[tokio::test]
async fn fault_is_removed_by_its_number() {
    let server = Simulator::builder().serve().await;
    for (path, fault) in [("requests", json!({ "kind": "stall" })), ("events", json!({ "kind": "lose" }))] {
        let add = format!("POST /faults/{path}");
        let (_, first) = call(&server, &add, json!({ "fault": fault })).await;
        let (_, second) = call(&server, &add, json!({ "fault": fault })).await;
        let remove = format!("DELETE /faults/{path}/{}", first["number"]);
        assert_eq!(call(&server, &remove, Value::Null).await.0, 204);
        assert_eq!(call(&server, &remove, Value::Null).await.0, 404);
        let left = get(&server, "/faults").await;
        assert_eq!((left[path].as_array().map(Vec::len), &left[path][0]["number"]), (Some(1), &second["number"]));
    }
}

#[tokio::test]
async fn invalid_requests_are_rejected_with_a_detail() {
    let server = Simulator::builder().serve().await;
    for (line, body) in [
        ("POST /people", json!({ "phone": "nobody" })),
        ("POST /people", json!([])),
        ("POST /people/1/acts", json!({ "act": "writes", "text": "x" })),
        ("POST /people/491701234567/acts", json!({ "act": "flies" })),
        ("POST /faults/requests", json!({ "operation": "fly", "fault": { "kind": "stall" } })),
        ("POST /faults/requests", json!({ "fault": { "kind": "reject", "status": 200 } })),
        ("POST /faults/requests", json!({ "fault": { "kind": "proxyPage", "status": 999 } })),
        ("POST /faults/requests", json!({ "probability": 2, "fault": { "kind": "stall" } })),
        ("POST /faults/events", json!({ "fault": { "kind": "stall" } })),
        ("POST /faults/events", json!({ "eventType": "mesage", "fault": { "kind": "lose" } })),
        ("POST /faults/events", json!({ "fault": { "kind": "lose", "milliseconds": 5 } })),
        ("POST /faults/requests", json!({ "fault": { "kind": "stall", "milliseconds": 5 } })),
        ("POST /faults/requests", json!({ "fault": { "kind": "reply", "status": 500 } })),
        ("PUT /files", json!({ "url": "https://shop.example/logo.png", "data": "%" })),
        ("POST /clock/advance", json!({ "seconds": -1 })),
        ("POST /clock/advance", json!({ "seconds": 1e300 })),
        ("GET /requests?after=x", Value::Null),
    ] {
        let (status, problem) = call(&server, line, body).await;
        assert_eq!((status, &problem["status"]), (400, &json!(400)), "{line}");
        assert!(problem["detail"].is_string(), "{line}");
    }
    assert_eq!(call(&server, "GET /nowhere", Value::Null).await.0, 404);
    for id in ["", ".a", "a b", &"a".repeat(65)] {
        assert_eq!(call(&server, "POST /instances", json!({ "id": id })).await.0, 409, "{id}");
    }
    let unknown = json!({ "act": "writes", "text": "x", "instance": "nobody" });
    assert_eq!(call(&server, "POST /people/491701234567/acts", unknown).await.0, 409);
}

#[tokio::test]
async fn journals_show_requests_and_deliveries_without_the_key() {
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook("http://127.0.0.1:1/", "");
    server.client().messages().send_text(hello()).await.expect("sending succeeds");
    server.person("+49 170 1234567").writes("ping").await;
    let requests = get(&server, "/requests").await;
    let request = &requests["requests"][0];
    assert_eq!((&request["operation"], &request["outcome"]["status"]), (&json!("sendText"), &json!(201)));
    assert!(!requests.to_string().contains("instance-key"));
    let after = get(&server, &format!("/requests?after={}", request["number"])).await;
    assert_eq!(after["requests"], json!([]));
    let deliveries = get(&server, "/deliveries").await;
    assert_eq!(deliveries["deliveries"][0]["transport"], "webhook");
    // No server listens at this address, and there is no retry.
    assert!(deliveries["deliveries"][0]["error"].is_string());
    assert_eq!(deliveries["deliveries"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn secrets_in_bodies_and_headers_are_masked() {
    let server = Simulator::builder().serve().await;
    let headers = "X-Api-Key: account-key\r\nAuthorization: Bearer account-key\r\n";
    for body in [
        r#"{"apiKey":"account-key"}"#,
        r#"{"eventSigningSecret":"account-key"}"#,
        r#"{"apiKey":["account-key"]}"#,
        r#"{"apiKey":"account-key"} and more"#,
        r#"{"apiKey":"account-key"#,
        r#"[{"apiKey":"account-key"}]"#,
    ] {
        send(server.address(), headers, "POST /account/instances", body).await;
    }
    let requests = get(&server, "/requests").await;
    assert_eq!(requests["requests"].as_array().map(Vec::len), Some(6));
    assert!(requests["requests"][0]["headers"].to_string().contains(r#"["x-api-key","***"]"#), "{requests}");
    assert!(!requests.to_string().contains("account-key"), "{requests}");
}

#[tokio::test]
async fn number_of_snapshots_is_limited() {
    let server = Simulator::builder().serve().await;
    for number in 0..100 {
        assert_eq!(call(&server, &format!("PUT /snapshots/{number}"), Value::Null).await.0, 204);
    }
    assert_eq!(call(&server, "PUT /snapshots/one", Value::Null).await.0, 409);
    assert_eq!(call(&server, "PUT /snapshots/99", Value::Null).await.0, 204);
    assert_eq!(call(&server, "DELETE /snapshots/99", Value::Null).await.0, 204);
    assert_eq!(call(&server, "PUT /snapshots/one", Value::Null).await.0, 204);
}

#[tokio::test]
async fn wrong_method_is_rejected_with_the_right_one() {
    let server = Simulator::builder().serve().await;
    for (line, allowed) in [("GET /reset", "POST"), ("POST /faults", "DELETE, GET"), ("HEAD /state", "GET")] {
        let response = call_with(server.address(), "", line, "").await;
        assert_eq!((response.status, response.header("Allow")), (405, Some(allowed)), "{line}");
    }
    let (_, problem) = call(&server, "GET /people/491701234567/acts", Value::Null).await;
    assert_eq!(problem["detail"], "expected the method POST, found GET");
}

#[tokio::test]
async fn replies_and_files_are_set() {
    let server = Simulator::builder().serve().await;
    let reply = json!({ "kind": "reply", "status": 201, "body": { "id": "<1>" } });
    call(&server, "POST /faults/requests", json!({ "operation": "sendText", "times": 1, "fault": reply })).await;
    let created = server.client().messages().send_text(hello()).await.expect("the reply is a success");
    assert_eq!(created.id, "<1>");

    let url = "https://shop.example/logo.png";
    assert_eq!(call(&server, "PUT /files", json!({ "url": url, "data": "YSBsb2dv" })).await.0, 204);
    let to = Jid::from_digits("491701234567").expect("a number");
    server.client().messages().send_image(SendMediaRequest::new(to, Media::url(url))).await.expect("sending succeeds");
    let chat = server.person("+49 170 1234567").chat(&server.instance("default").phone());
    assert_eq!(chat.last().expect("a message").file.as_ref().expect("a file").bytes, "a logo");
}

#[tokio::test]
async fn state_is_reset_saved_and_restored() {
    let server = Simulator::builder().serve().await;
    let texts = || server.person("+49 170 1234567").inbox().messages.len();
    server.client().messages().send_text(hello()).await.expect("sending succeeds");
    assert_eq!(call(&server, "PUT /snapshots/one", Value::Null).await.0, 204);
    server.client().messages().send_text(hello()).await.expect("sending succeeds");
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
    let mut stream = TcpStream::connect(server.address()).await.expect("connecting succeeds");
    let open = "GET /events/stream HTTP/1.1\r\nHost: x\r\nX-Instance-Id: default\r\nX-Api-Key: instance-key\r\n\r\n";
    stream.write_all(open.as_bytes()).await.expect("sending succeeds");
    server.until(|| server.open_streams() == 1).await;
    assert_eq!(call(&server, "DELETE /streams", Value::Null).await.0, 204);
    let mut response = String::new();
    // The connection remains open for the next request.
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
async fn web_pages_are_rejected() {
    let server = Simulator::builder().serve().await;
    for headers in ["Origin: https://evil.example\r\n", "Host: evil.example\r\n"] {
        assert_eq!(call_with(server.address(), headers, "GET /state", "").await.status, 403, "{headers}");
    }
}
