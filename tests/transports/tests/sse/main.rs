//! The event stream of the hosted service, against a server that misbehaves on demand.

mod building;
mod cancelling;
mod clock;
mod connecting;
mod handling;
mod reading;
mod reconnecting;
mod server;
mod shutdown;

use std::time::Duration;

use tokio::time::timeout;
use wsapi_client::{
    Backoff, Error,
    events::sse::{Disconnected, EventStream, Gap, StreamItem, SubscriberBuilder, SubscriberStats},
};

use self::clock::Clock;
use self::server::{Act, Server};

/// The longest wait, which only a failing test reaches.
const PATIENCE: Duration = Duration::from_secs(60);

/// A chat for events whose chat does not matter.
const CHAT: &str = "491701234567@s.whatsapp.net";

/// The frame of a message with this id.
fn frame(event_id: &str) -> String {
    format!("data: {}\n\n", wsapi_transport_tests::message(event_id, "sales", CHAT, event_id))
}

/// The next item of a stream that continues.
async fn next(events: &mut EventStream) -> StreamItem {
    item(events).await.expect("another item").expect("no error")
}

async fn item(events: &mut EventStream) -> Option<Result<StreamItem, Error>> {
    timeout(PATIENCE, events.next()).await.expect("an item in time")
}

/// The id of the next item, which must be an event.
async fn next_event(events: &mut EventStream) -> String {
    match next(events).await {
        StreamItem::Event(Ok(event)) => event.event_id,
        other => panic!("expected an event, found {other:?}"),
    }
}

async fn connected(events: &mut EventStream) {
    let item = next(events).await;
    assert!(matches!(item, StreamItem::Connected), "{item:?}");
}

async fn disconnected(events: &mut EventStream) -> Disconnected {
    match next(events).await {
        StreamItem::Disconnected(lost) => lost,
        other => panic!("expected a lost connection, found {other:?}"),
    }
}

async fn gap(events: &mut EventStream) -> Gap {
    match next(events).await {
        StreamItem::Gap(gap) => gap,
        other => panic!("expected a gap, found {other:?}"),
    }
}

/// Runs a subscriber until its stream ends, and returns the error. Its handlers are called again without a delay.
async fn run(builder: SubscriberBuilder) -> (SubscriberStats, Error) {
    let builder = builder.backoff(Backoff::new(Duration::ZERO).max_delay(Duration::ZERO));
    let subscriber = builder.build().expect("a subscriber");
    let result = timeout(PATIENCE, subscriber.run_until(std::future::pending())).await.expect("an end in time");
    (subscriber.stats(), result.expect_err("a stream ends only with an error"))
}

/// Runs a subscriber until the service ends the stream.
async fn run_to_end(builder: SubscriberBuilder) -> SubscriberStats {
    let (stats, error) = run(builder).await;
    assert_eq!(error.status(), Some(204), "{error}");
    stats
}
