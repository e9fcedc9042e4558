//! The page of the program, and what the control API has for it.
#![cfg(feature = "server")]

mod control_client;

use serde_json::{Value, json};
use wsapi_client::EventData;
use wsapi_client::{
    operations::SendText,
    types::{CallOffer, SendTextRequest},
};
use wsapi_simulator::Simulator;

use self::control_client::{Changes, call, call_with, get, send};

#[tokio::test]
async fn server_of_a_test_has_no_page() {
    let server = Simulator::builder().serve().await;
    for path in ["/", "/_sim/page/app.js"] {
        let response = send(server.address(), "", &format!("GET {path}"), "").await;
        assert!(response.status >= 400 && response.header("content-security-policy").is_none(), "{path}");
    }
}

#[tokio::test]
async fn credentials_are_those_that_the_service_accepts() {
    let server = Simulator::builder().instance("sales").serve().await;
    let keys = get(&server, "/credentials").await;
    let key = keys["instances"]["sales"].as_str().expect("the instance has a key");
    let headers = format!("X-Api-Key: {key}\r\nX-Instance-Id: sales\r\n");
    assert_eq!(send(server.address(), &headers, "GET /chats", "").await.status, 200);
}

#[tokio::test]
async fn request_shows_its_key_only_if_asked() {
    let server = Simulator::builder().serve().await;
    let ada = server.person("+49 170 1234567");
    server.client().messages().send_text(SendTextRequest::new(ada.jid(), "Hello")).await.expect("it is sent");
    let all = get(&server, "/requests").await;
    let request = &all["requests"][0];
    let header = |request: &Value, name: &str| {
        let headers = request["headers"].as_array().expect("headers");
        headers.iter().find(|header| header[0] == name).map(|header| header[1].clone())
    };
    assert_eq!(header(request, "x-api-key"), Some(json!("***")));
    assert_eq!(request["response"]["body"].as_str().map(|body| body.contains("3EB0")), Some(true));
    assert!(request["milliseconds"].is_number());

    let path = format!("/requests/{}", request["number"]);
    assert_eq!(header(&get(&server, &path).await, "x-api-key"), Some(json!("***")));
    let shown = get(&server, &format!("{path}?secrets=true")).await;
    assert_eq!(header(&shown, "x-api-key"), Some(json!("instance-key")));
    assert_eq!(call(&server, "GET /requests/99", Value::Null).await.0, 404);
}

#[tokio::test]
async fn newest_requests_are_shown_without_the_earlier_ones() {
    let server = Simulator::builder().serve().await;
    for _ in 0..5 {
        server.client().chats().list().await.expect("a list");
    }
    let newest = get(&server, "/requests?newest=2").await;
    let numbers: Vec<_> =
        newest["requests"].as_array().expect("requests").iter().map(|one| one["number"].clone()).collect();
    assert_eq!(numbers, [4, 5]);
}

#[tokio::test]
async fn published_event_is_delivered() {
    let server = Simulator::builder().serve().await;
    server.deliver_to(|_: wsapi_client::Event| async { Ok::<(), wsapi_client::events::BoxError>(()) });
    let offer = json!({
        "id": "7F1A0C52E94B3D6880A1", "caller": { "id": "491701234567@s.whatsapp.net" },
        "chatId": "491701234567@s.whatsapp.net", "isGroup": false, "time": "2026-03-09T12:00:03Z", "isVideo": true,
    });
    let event = json!({ "eventType": "call_offer", "eventData": offer });
    let (status, published) = call(&server, "POST /instances/default/events", event).await;
    assert_eq!(status, 201);
    server.settle().await;
    let delivered: Vec<_> = server.deliveries().into_iter().map(|delivery| delivery.event_id).collect();
    assert_eq!(delivered, [published["eventId"].as_str().expect("an id")]);
    for (event, expected) in [
        (json!({ "eventType": "call_ofer", "eventData": {} }), "unknown event type `call_ofer`"),
        (json!({ "eventType": "call_offer", "eventData": { "isGroup": "no" } }), "eventData: "),
    ] {
        let (status, problem) = call(&server, "POST /instances/default/events", event).await;
        let detail = problem["detail"].as_str().unwrap_or_default();
        assert!(status == 400 && detail.starts_with(expected), "{status} {detail}");
    }
}

#[tokio::test]
async fn test_publishes_an_event_that_nothing_else_causes() {
    let sim = Simulator::new();
    let events = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = events.clone();
    sim.deliver_to(move |event: wsapi_client::Event| {
        seen.lock().expect("no panic").push(event.data.event_type().to_owned());
        async { Ok::<(), wsapi_client::events::BoxError>(()) }
    });
    sim.instance("default").publishes(EventData::CallOffer(Box::new(CallOffer::new()))).await;
    assert_eq!(*events.lock().expect("no panic"), ["call_offer"]);
}

#[tokio::test]
async fn changes_are_streamed() {
    let server = Simulator::builder().serve().await;
    let mut changes = Changes::open(server.address()).await;
    changes.until(|change| change["requests"] == 0).await;
    let ada = server.person("+49 170 1234567");
    server.client().messages().send_text(SendTextRequest::new(ada.jid(), "Hello")).await.expect("it is sent");
    assert_eq!(server.attempts::<SendText>().len(), 1);
    // The request, and its outcome.
    changes.until(|change| change["requests"] == 2).await;
}

#[tokio::test]
async fn stream_of_changes_rejects_other_pages() {
    let server = Simulator::builder().serve().await;
    let response = call_with(server.address(), "Origin: https://evil.example\r\n", "GET /changes", "").await;
    assert_eq!(response.status, 403);
}
