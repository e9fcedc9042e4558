//! Reading a connection.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll},
};

use super::{
    Act, Clock, Server, connected, disconnected, frame, next, next_event,
    server::{open, stream},
};
use wsapi_client::{
    Body, BoxFuture, Client, EventData, Transport, TransportError, bytes::Bytes, events::sse::StreamItem, http,
};

#[tokio::test]
async fn frames_may_be_split_anywhere() {
    let json = |id: &str| {
        format!(r#"{{"eventId":"{id}","instanceId":"Café ☕","receivedAt":"","eventType":"new","eventData":1}}"#)
    };
    let text = format!(
        "\u{feff}: hello\r\n\r\ndata: {}\r\n\r\nid: 1\rdata:{}\rretry: 10\r\r:\n",
        json("evt_1"),
        json("evt_2").replacen(',', "\rdata: ,\rdata:", 1)
    );
    let bytes = text.as_bytes();
    let head = stream("");
    let mut connections = vec![[head.clone(), vec![Act::Drip(bytes.to_vec())]].concat()];
    for cut in 0..=bytes.len() {
        let (first, second) = bytes.split_at(cut);
        let first = [stream(first)[0].clone()];
        // The pause after the first byte makes it likely that the chunks arrive separately.
        connections.push(
            [
                &first[..],
                &[Act::Drip(second[..second.len().min(1)].to_vec())],
                &[Act::Write(second.get(1..).unwrap_or_default().to_vec())],
            ]
            .concat(),
        );
    }
    let count = connections.len();
    connections.push(open(""));
    let server = Server::new(connections).await;
    let mut events = server.events(&Clock::new());
    for number in 0..count {
        connected(&mut events).await;
        let mut ids = Vec::new();
        while ids.len() < 2 {
            match next(&mut events).await {
                StreamItem::Event(Ok(event)) => {
                    assert_eq!(event.instance_id, "Café ☕");
                    ids.push(event.event_id);
                }
                other => panic!("connection {number}: {other:?}"),
            }
        }
        assert_eq!(ids, ["evt_1", "evt_2"], "connection {number}");
        assert_eq!(disconnected(&mut events).await.failures, 1);
    }
    // The service numbers its events, so there is no gap.
    assert_eq!(server.headers("last-event-id").iter().flatten().count(), count - 1);
}

#[tokio::test]
async fn unreadable_event_has_its_json_and_stream_continues() {
    let known = r#"{"eventId":"evt_1","eventType":"message","eventData":7}"#;
    let text = format!(
        "data: no JSON, a secret text\n\ndata: {known}\n\ndata: {{\"eventId\": \ndata: 7}}\n\n{}data: {}\n\n",
        frame("evt_2"),
        r#"{"eventId":"evt_3","instanceId":"sales","receivedAt":"","eventType":"new","eventData":[1]}"#,
    );
    let server = Server::new([open(text)]).await;
    let mut events = server.events(&Clock::new());
    connected(&mut events).await;
    for json in ["no JSON, a secret text", known, "{\"eventId\": \n7}"] {
        let item = next(&mut events).await;
        let shown = format!("{item:?}");
        assert!(!shown.contains("secret"), "{shown}");
        let StreamItem::Event(Err(unreadable)) = item else { panic!("{shown}") };
        assert_eq!(unreadable.json(), json.as_bytes());
    }
    assert_eq!(next_event(&mut events).await, "evt_2");
    let StreamItem::Event(Ok(event)) = next(&mut events).await else { panic!("an event of a new type is readable") };
    assert!(matches!(event.data, EventData::Unknown(_)));
}

#[tokio::test]
async fn heartbeats_and_comments_yield_no_item() {
    let named = frame("evt_2").replace("data:", "event: message\ndata:");
    let new_name = frame("evt_3").replace("data:", "event: whatsapp\ndata:");
    let unreadable = "event: whatsapp\ndata: {\"eventId\":\"evt_4\"}\n\n";
    let text = format!(
        ": comment\n\nevent: ping\ndata: {{}}\n\nevent: heartbeat\ndata: now\n\ndata\n\ndata:\n\n\
         id: 1\n\nretry: 5\n\n{}{named}{new_name}{unreadable}",
        frame("evt_1")
    );
    let server = Server::new([open(text)]).await;
    let mut events = server.events(&Clock::new());
    connected(&mut events).await;
    for id in ["evt_1", "evt_2", "evt_3"] {
        assert_eq!(next_event(&mut events).await, id);
    }
    let StreamItem::Event(Err(unreadable)) = next(&mut events).await else {
        panic!("a frame with an event id is an event")
    };
    assert_eq!(unreadable.event_id(), Some("evt_4"));
}

#[tokio::test]
async fn oversized_event_is_skipped_and_reported() {
    let large = frame("evt_1").replace("shop", &"x".repeat(10_000));
    let endless = format!("data: {}\ndata: {}\n\n", "y".repeat(3_000_000), "z".repeat(3_000_000));
    let (large_size, endless_size) = (large.len() as u64 - 2, endless.len() as u64 - 3);
    let text = [large, frame("evt_2"), format!(": {}\n", "w".repeat(100_000)), endless, frame("evt_3")].concat();
    let server = Server::new([open(text)]).await;
    let mut events = server.events(&Clock::new()).max_event_size(5_000);
    connected(&mut events).await;
    for (size, id) in [(large_size, "evt_2"), (endless_size, "evt_3")] {
        let StreamItem::Oversized(event) = next(&mut events).await else { panic!("expected an oversized event") };
        assert_eq!(event.size, size);
        assert_eq!(next_event(&mut events).await, id);
    }
}

/// A body that always has another event, and counts them.
#[derive(Clone, Debug, Default)]
struct Endless(Arc<AtomicUsize>);

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        let number = self.0.fetch_add(1, SeqCst);
        assert!(number < 1_000, "the stream is read ahead without a limit");
        Poll::Ready(Some(Ok(http_body::Frame::data(frame(&format!("evt_{number}")).into()))))
    }
}

impl Transport for Endless {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { Ok(http::Response::new(Body::wrap(self.clone()))) })
    }
}

#[tokio::test]
async fn nothing_is_read_before_items_are_taken() {
    let body = Endless::default();
    let client = Client::builder().without_authentication().transport(body.clone()).build().expect("a client");
    let mut events = client.events();
    connected(&mut events).await;
    assert_eq!(body.0.load(SeqCst), 0);
    for number in 0..10 {
        assert_eq!(next_event(&mut events).await, format!("evt_{number}"));
        assert_eq!(body.0.load(SeqCst), number + 1);
    }
}
