//! Webhooks and undelivered events over the control API.
#![cfg(feature = "server")]

mod control_client;
mod webhook;

use axum::http::StatusCode;
use serde_json::{Value, json};
use wsapi_simulator::{Server, Simulator};

use self::{
    control_client::{call, get},
    webhook::Webhook,
};

async fn set_webhook(server: &Server, webhook: Value) {
    assert_eq!(call(server, "PUT /instances/default/webhook", webhook).await.0, 204);
}

async fn publish(server: &Server) -> Value {
    let event = json!({ "eventType": "logged_out", "eventData": { "reason": "a test" } });
    let (status, published) = call(server, "POST /instances/default/events", event).await;
    assert_eq!(status, 201, "{published}");
    call(server, "POST /settle", Value::Null).await;
    published["eventId"].clone()
}

#[tokio::test]
async fn webhook_without_secret_keeps_the_present_one() {
    let (server, webhook) = (Simulator::builder().serve().await, Webhook::start(StatusCode::OK, 9).await);
    let is_signed = async || get(&server, "/state").await["instances"][0]["isSigned"].clone();
    for (secret, expected) in [(None, false), (Some("whsec_test"), true), (None, true), (Some(""), false)] {
        let mut body = json!({ "url": webhook.url });
        if let Some(secret) = secret {
            body["secret"] = json!(secret);
        }
        set_webhook(&server, body).await;
        assert_eq!(is_signed().await, expected);
        publish(&server).await;
        let posts = webhook.posts();
        let (headers, _) = posts.last().expect("a post");
        assert_eq!(headers.contains_key("x-webhook-signature"), expected);
    }
}

#[tokio::test]
async fn failed_delivery_says_where_and_why() {
    let server = Simulator::builder().serve().await;
    let last = async || {
        publish(&server).await;
        let deliveries = get(&server, "/deliveries").await;
        let all = deliveries["deliveries"].as_array().expect("deliveries").clone();
        all.last().expect("a delivery")["error"].as_str().expect("an error").to_owned()
    };
    set_webhook(&server, json!({ "url": "http://user:pass@127.0.0.1:1/secret?token=1" })).await;
    assert_eq!(last().await, "cannot connect to 127.0.0.1:1: connection refused");
    set_webhook(&server, json!({ "url": "http://nowhere.invalid/wsapi" })).await;
    let unknown = last().await;
    assert!(unknown.starts_with("cannot connect to nowhere.invalid: ") && unknown.contains("lookup"), "{unknown}");
}

#[tokio::test]
async fn undelivered_event_has_the_fault_that_holds_it_back() {
    let (server, webhook) = (Simulator::builder().serve().await, Webhook::start(StatusCode::OK, 9).await);
    set_webhook(&server, json!({ "url": webhook.url })).await;
    let undelivered = async || get(&server, "/instances/default/events").await["events"].clone();
    let expected = |id: &Value, fault: Option<&str>, until: Option<&str>| json!({ "eventId": id, "eventType": "logged_out", "fault": fault, "until": until });
    assert_eq!(undelivered().await, json!([]));

    call(&server, "POST /faults/events", json!({ "times": 1, "fault": { "kind": "reorder" } })).await;
    let held = publish(&server).await;
    assert_eq!(undelivered().await, json!([expected(&held, Some("reorder"), None)]));
    publish(&server).await;
    assert_eq!(undelivered().await, json!([]));

    call(&server, "POST /faults/events", json!({ "times": 1, "fault": { "kind": "delay", "milliseconds": 5000 } }))
        .await;
    let (first, second) = (publish(&server).await, publish(&server).await);
    let until = Some("2026-01-01T12:00:05Z");
    assert_eq!(undelivered().await, json!([expected(&first, Some("delay"), until), expected(&second, None, until)]));
    call(&server, "POST /clock/advance", json!({ "seconds": 5 })).await;
    call(&server, "POST /settle", Value::Null).await;
    assert_eq!(undelivered().await, json!([]));
    assert_eq!(call(&server, "GET /instances/none/events", Value::Null).await.0, 404);
}

#[tokio::test]
async fn invalid_body_names_its_member() {
    let server = Simulator::builder().serve().await;
    let (status, problem) = call(&server, "POST /people", json!({ "phone": "1", "name": "Ada" })).await;
    let detail = "invalid body: expected a phone number with a country code, such as +49 170 1234567";
    assert_eq!((status, problem), (400, json!({ "status": 400, "detail": detail, "member": "phone" })));
    let (_, problem) = call(&server, "POST /people", json!({})).await;
    assert_eq!(problem, json!({ "status": 400, "detail": "invalid body: missing field `phone`" }));
}
