//! Acts and `settle` of the control API while events are being delivered.
#![cfg(feature = "server")]

mod control_client;
mod webhook;

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};
use wsapi_simulator::{NewInstance, Server, Simulator};

use self::{
    control_client::{call, get},
    webhook::Webhook,
};

async fn writes(server: &Server, instance: &str) {
    let act = json!({ "act": "writes", "text": "ping", "instance": instance });
    assert_eq!(call(server, "POST /people/491701234567/acts", act).await.0, 201);
}

async fn settle(server: &Server, body: Value) -> Value {
    let (status, settled) = call(server, "POST /settle", body).await;
    assert_eq!(status, 200, "{settled}");
    settled
}

#[tokio::test]
async fn hanging_webhook_does_not_block_acts_or_other_instances() {
    let (fine, hangs) = (Webhook::start(StatusCode::OK, 9).await, Webhook::start(StatusCode::OK, 0).await);
    let builder = Simulator::builder().instance(NewInstance::named("a")).instance(NewInstance::named("b"));
    let server = builder.serve().await;
    server.instance("a").set_webhook(&fine.url, "");
    server.instance("b").set_webhook(&hangs.url, "");
    writes(&server, "b").await;
    writes(&server, "a").await;
    let settled = settle(&server, json!({ "instance": "a" })).await;
    let waiting = json!([{ "instanceId": "b", "events": 1 }]);
    assert_eq!(settled, json!({ "isSettled": true, "waiting": waiting }));
    assert_eq!(fine.count(), 1);
    let settled = settle(&server, json!({ "timeoutSeconds": 0.001 })).await;
    assert_eq!(settled, json!({ "isSettled": false, "waiting": waiting }));
    hangs.permits.add_permits(1);
    assert_eq!(settle(&server, Value::Null).await, json!({ "isSettled": true, "waiting": [] }));
    assert_eq!(get(&server, "/deliveries").await["deliveries"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn delayed_event_is_delivered_when_the_clock_is_advanced() {
    let webhook = Webhook::start(StatusCode::OK, 1).await;
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook(&webhook.url, "");
    let delay = json!({ "times": 1, "fault": { "kind": "delay", "milliseconds": 3_600_000 } });
    assert_eq!(call(&server, "POST /faults/events", delay).await.0, 201);
    writes(&server, "default").await;
    // Wait until the fault delays the event.
    let waiting = json!([{ "instanceId": "default", "events": 1 }]);
    assert_eq!(settle(&server, Value::Null).await, json!({ "isSettled": true, "waiting": waiting }));
    assert_eq!(webhook.count(), 0);
    call(&server, "POST /clock/advance", json!({ "seconds": 3600 })).await;
    assert_eq!(settle(&server, Value::Null).await, json!({ "isSettled": true, "waiting": [] }));
    assert_eq!(webhook.count(), 1);
}

#[tokio::test]
async fn reset_drops_the_delayed_event() {
    let webhook = Webhook::start(StatusCode::OK, 1).await;
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook(&webhook.url, "");
    // The reset removes this webhook, so the events of the next act are not delivered.
    call(&server, "POST /faults/events", json!({ "fault": { "kind": "delay", "milliseconds": 1000 } })).await;
    writes(&server, "default").await;
    call(&server, "POST /reset", Value::Null).await;
    assert_eq!(settle(&server, Value::Null).await, json!({ "isSettled": true, "waiting": [] }));
    call(&server, "POST /clock/advance", json!({ "seconds": 1 })).await;
    settle(&server, Value::Null).await;
    assert_eq!((webhook.count(), server.deliveries().len()), (0, 0));
}

#[tokio::test]
async fn invalid_settle_is_rejected_with_a_detail() {
    let server = Simulator::builder().serve().await;
    for (body, status) in [
        (json!({ "timeoutSeconds": -1 }), 400),
        (json!({ "timeoutSeconds": 301 }), 400),
        (json!({ "within": 1 }), 400),
        (json!({ "instance": "nobody" }), 404),
    ] {
        let (found, problem) = call(&server, "POST /settle", body.clone()).await;
        assert_eq!(found, status, "{body}");
        assert!(problem["detail"].is_string(), "{body}");
    }
}

#[tokio::test]
async fn removing_all_faults_drops_the_event_that_is_held_back() {
    let webhook = Webhook::start(StatusCode::OK, 9).await;
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook(&webhook.url, "");
    call(&server, "POST /faults/events", json!({ "times": 1, "fault": { "kind": "reorder" } })).await;
    writes(&server, "default").await;
    settle(&server, Value::Null).await;
    call(&server, "DELETE /faults", Value::Null).await;
    writes(&server, "default").await;
    settle(&server, Value::Null).await;
    assert_eq!(webhook.count(), 1);
}

#[tokio::test]
async fn settle_publishes_the_events_that_are_due() {
    let webhook = Webhook::start(StatusCode::OK, 9).await;
    let instance = NewInstance::named("default").unpaired().history_sync(true).webhook_url(&webhook.url);
    let server = Simulator::builder().instance(instance).real_time().serve().await;
    let code = server.client().session().qr_text().await.expect("a code").code;
    let login = Duration::from_millis(20);
    let start = Instant::now();
    server.person("+49 170 1234567").scans(code).takes(login).await.expect("it is linked");
    while start.elapsed() <= login * 2 {
        std::thread::yield_now();
    }
    settle(&server, Value::Null).await;
    assert_eq!(webhook.count(), 2);
}
