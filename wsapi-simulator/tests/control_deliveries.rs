//! Attempts to deliver events, as the control API shows and repeats them.
#![cfg(feature = "server")]

mod control_client;
mod webhook;

use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream};
use wsapi_client::events::Verifier;
use wsapi_simulator::{Server, Simulator};

use self::{
    control_client::{Changes, call, get},
    webhook::Webhook,
};

async fn deliveries(server: &Server) -> Vec<Value> {
    get(server, "/deliveries").await["deliveries"].as_array().expect("deliveries").clone()
}

/// Opens the event stream of an instance.
async fn open_stream(server: &Server) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).await.expect("connecting succeeds");
    let open = "GET /events/stream HTTP/1.1\r\nHost: x\r\nX-Instance-Id: default\r\nX-Api-Key: instance-key\r\n\r\n";
    stream.write_all(open.as_bytes()).await.expect("sending succeeds");
    server.until(|| server.open_streams() == 1).await;
    stream
}

/// An event that people do not cause.
fn new_event() -> Value {
    json!({ "eventType": "logged_out", "eventData": { "reason": "a test" } })
}

#[tokio::test]
async fn delivery_to_a_webhook_has_its_request_and_status() {
    let server = Simulator::builder().serve().await;
    for status in [StatusCode::OK, StatusCode::INTERNAL_SERVER_ERROR] {
        let webhook = Webhook::start(status, 10).await;
        server.instance("default").set_webhook(&webhook.url, "whsec_test");
        server.person("+49 170 1234567").writes("ping").await;
        let all = deliveries(&server).await;
        let delivery = all.last().expect("a delivery");
        assert_eq!(delivery["target"], webhook.url);
        assert_eq!(delivery["status"], status.as_u16());
        assert_eq!(delivery["error"].is_null(), status == StatusCode::OK);
        assert!(delivery["milliseconds"].as_f64().is_some_and(|duration| duration > 0.0));
        let posts = webhook.posts();
        let (headers, body) = posts.last().expect("a request");
        let shown = delivery["headers"].as_array().expect("headers");
        let names: Vec<_> = shown.iter().map(|pair| pair[0].as_str().expect("a name")).collect();
        assert_eq!(names, ["content-type", "x-instance-id", "x-webhook-signature"]);
        for pair in shown {
            let (name, value) = (pair[0].as_str().expect("a name"), pair[1].as_str().expect("a value"));
            assert_eq!(headers[name], value);
        }
        assert_eq!(delivery["body"].as_str().expect("a body").as_bytes(), body);
    }
    // No server listens here.
    server.instance("default").set_webhook("http://127.0.0.1:1/", "");
    server.person("+49 170 1234567").writes("ping").await;
    let all = deliveries(&server).await;
    let unreachable = all.last().expect("a delivery");
    assert_eq!((&unreachable["status"], &unreachable["target"]), (&Value::Null, &json!("http://127.0.0.1:1/")));
    assert!(unreachable["headers"].is_array() && unreachable["milliseconds"].is_number());
}

#[tokio::test]
async fn lost_event_has_a_target_but_no_request() {
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook("http://127.0.0.1:1/", "");
    server.on_events().once().are_lost();
    server.person("+49 170 1234567").writes("ping").await;
    let lost = deliveries(&server).await[0].clone();
    assert_eq!(lost["target"], "http://127.0.0.1:1/");
    assert_eq!((&lost["headers"], &lost["status"], &lost["milliseconds"]), (&Value::Null, &Value::Null, &Value::Null));
}

#[tokio::test]
async fn delivery_to_an_event_stream_has_no_target() {
    let server = Simulator::builder().serve().await;
    let _stream = open_stream(&server).await;
    server.person("+49 170 1234567").writes("ping").await;
    let delivery = deliveries(&server).await[0].clone();
    assert_eq!((&delivery["transport"], &delivery["error"]), (&json!("stream"), &Value::Null));
    assert_eq!(
        (&delivery["target"], &delivery["headers"], &delivery["status"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert!(delivery["milliseconds"].is_number());
}

#[tokio::test]
async fn event_is_delivered_again_with_the_same_id_and_body() {
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook("http://127.0.0.1:1/", "old");
    server.person("+49 170 1234567").writes("ping").await;
    let failed = deliveries(&server).await.last().expect("a delivery").clone();
    assert!(failed["error"].is_string());
    let again = format!("POST /deliveries/{}/again", failed["number"]);

    // The present webhook and secret apply.
    let webhook = Webhook::start(StatusCode::OK, 10).await;
    server.instance("default").set_webhook(&webhook.url, "new");
    let mut changes = Changes::open(server.address()).await;
    let before = changes.until(|_| true).await["deliveries"].as_u64();
    for count in 1..=2 {
        assert_eq!(call(&server, &again, Value::Null).await.0, 204);
        server.settle().await;
        assert_eq!(webhook.count(), count);
    }
    changes.until(|change| change["deliveries"].as_u64() > before).await;
    let (headers, body) = webhook.posts()[0].clone();
    assert_eq!(failed["body"].as_str().expect("a body").as_bytes(), body);
    let signature = headers["x-webhook-signature"].to_str().ok();
    Verifier::new("new").expect("a secret").verify(&body, signature).expect("the signature is valid");
    let repeated = deliveries(&server).await.last().expect("a delivery").clone();
    assert_eq!((&repeated["eventId"], &repeated["error"]), (&failed["eventId"], &Value::Null));
    assert_eq!(repeated["target"], webhook.url);
}

#[tokio::test]
async fn event_is_delivered_again_by_its_own_transport() {
    let server = Simulator::builder().serve().await;
    let stream = open_stream(&server).await;
    server.person("+49 170 1234567").writes("ping").await;
    let webhook = Webhook::start(StatusCode::OK, 10).await;
    server.instance("default").set_webhook(&webhook.url, "");
    let all = deliveries(&server).await;
    for delivery in &all {
        let again = format!("POST /deliveries/{}/again", delivery["number"]);
        assert_eq!(call(&server, &again, Value::Null).await.0, 204);
    }
    server.settle().await;
    assert_eq!((deliveries(&server).await.len(), webhook.count()), (2 * all.len(), 0));

    drop(stream);
    server.until(|| server.open_streams() == 0).await;
    let (status, problem) = call(&server, &format!("POST /deliveries/{}/again", all[0]["number"]), Value::Null).await;
    assert_eq!((status, &problem["detail"]), (409, &json!("the transport `stream` has no receiver for this event")));
    for number in ["99", "none", "0"] {
        assert_eq!(call(&server, &format!("POST /deliveries/{number}/again"), Value::Null).await.0, 404, "{number}");
    }
    server.client().account().delete_instance("sub_1", "default").await.expect("it is deleted");
    let (status, problem) = call(&server, &format!("POST /deliveries/{}/again", all[0]["number"]), Value::Null).await;
    assert_eq!((status, &problem["detail"]), (409, &json!("there is no instance `default`")));
}

#[tokio::test]
async fn published_event_names_its_receivers() {
    let server = Simulator::builder().serve().await;
    let publish = async || {
        let (status, published) = call(&server, "POST /instances/default/events", new_event()).await;
        assert_eq!(status, 201);
        published["receivers"].clone()
    };
    assert_eq!(publish().await, json!([]));
    server.instance("default").set_webhook("http://127.0.0.1:1/", "");
    assert_eq!(publish().await, json!(["webhook"]));
    let stream = open_stream(&server).await;
    assert_eq!(publish().await, json!(["stream", "webhook"]));
    drop(stream);
    server.until(|| server.open_streams() == 0).await;
    assert_eq!(publish().await, json!(["webhook"]));
}

#[tokio::test]
async fn closed_event_stream_is_a_change() {
    let server = Simulator::builder().serve().await;
    let mut changes = Changes::open(server.address()).await;
    changes.until(|_| true).await;
    let stream = open_stream(&server).await;
    let streams = async || get(&server, "/state").await["instances"][0]["eventStreams"].clone();
    assert_eq!(streams().await, 1);
    let open = changes.until(|_| true).await["state"].clone();
    drop(stream);
    changes.until(|change| change["state"].as_u64() > open.as_u64()).await;
    assert_eq!(streams().await, 0);
}
