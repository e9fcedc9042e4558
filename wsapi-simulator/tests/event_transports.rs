//! Each fault of events on each transport, set by a method and by the control API.
#![cfg(feature = "server")]

mod control_client;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, body::Bytes, routing::post};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use wsapi_client::{
    Client, Event,
    events::{BoxError, sse::StreamItem},
};
use wsapi_simulator::{Server, Simulator, WhenEvents};

use self::control_client::call;

const DELAY: Duration = Duration::from_secs(60);

/// The texts of the received messages.
#[derive(Clone, Default)]
struct Texts(Arc<Mutex<Vec<String>>>);

impl Texts {
    fn add(&self, event: &Event) {
        let text = event.as_message().and_then(|message| message.text_or_caption()).unwrap_or_default();
        self.0.lock().expect("the lock is not poisoned").push(text.to_owned());
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().expect("the lock is not poisoned").clone()
    }
}

#[derive(Clone, Copy, Debug)]
enum Transport {
    Handler,
    Webhook,
    Stream,
    StreamInProcess,
}

impl Transport {
    async fn connect(self, server: &Server) -> Texts {
        let texts = Texts::default();
        match self {
            Self::Handler => {
                let seen = texts.clone();
                server.deliver_to(move |event: Event| {
                    seen.add(&event);
                    async { Ok::<(), BoxError>(()) }
                });
            }
            Self::Webhook => server.instance("default").set_webhook(&receive(texts.clone()).await, ""),
            Self::Stream => read(server.client(), texts.clone()),
            Self::StreamInProcess => read(Simulator::client(server), texts.clone()),
        }
        if matches!(self, Self::Stream | Self::StreamInProcess) {
            server.until(|| server.open_streams() == 1).await;
        }
        texts
    }
}

/// Receives webhooks, and returns their URL.
async fn receive(texts: Texts) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let handler = move |body: Bytes| async move { texts.add(&serde_json::from_slice(&body).expect("an event")) };
    tokio::spawn(async { axum::serve(listener, Router::new().route("/", post(handler))).await });
    url
}

/// Reads the event stream.
fn read(client: Client, texts: Texts) {
    tokio::spawn(async move {
        let mut events = client.events();
        while let Some(Ok(item)) = events.next().await {
            if let StreamItem::Event(Ok(event)) = item {
                texts.add(&event);
            }
        }
    });
}

#[tokio::test]
async fn fault_has_the_same_effect_on_each_transport() {
    type Decide = fn(WhenEvents<'_>);
    let cases: [(Value, Decide, &[&str]); 4] = [
        (json!({ "kind": "duplicate" }), |when| when.are_duplicated(), &["one", "one", "two"]),
        (json!({ "kind": "delay", "milliseconds": 60_000 }), |when| when.are_delayed(DELAY), &["one", "two"]),
        (json!({ "kind": "reorder" }), |when| when.are_reordered(), &["two", "one"]),
        (json!({ "kind": "lose" }), |when| when.are_lost(), &["two"]),
    ];
    for transport in [Transport::Handler, Transport::Webhook, Transport::Stream, Transport::StreamInProcess] {
        for (json, decide, expected) in &cases {
            for is_controlled in [false, true] {
                let server = Simulator::builder().serve().await;
                let (texts, ada) = (transport.connect(&server).await, server.person("+49 170 1234567"));
                if is_controlled {
                    let fault = json!({ "eventType": "message", "times": 1, "fault": json });
                    assert_eq!(call(&server, "POST /faults/events", fault).await.0, 201, "{json}");
                } else {
                    decide(server.on_events().of_type("message").once());
                }
                ada.writes("one").await;
                ada.writes("two").await;
                server.advance(DELAY);
                server.settle().await;
                server.until(|| texts.all().len() == expected.len()).await;
                assert_eq!(texts.all(), *expected, "{transport:?} {json}");
                let lost = server.deliveries().iter().filter(|delivery| delivery.error.is_some()).count();
                assert_eq!(lost, usize::from(expected.len() == 1), "{transport:?} {json}");
            }
        }
    }
}
