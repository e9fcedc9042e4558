//! The hosted event stream, beside a server that behaves as badly as it is told to.

mod cancelling;
mod clock;
mod connecting;
mod reading;
mod reconnecting;
mod running;
mod server;

use std::time::Duration;

use tokio::time::timeout;
use wsapi_client::{
    Error,
    events::{Disconnected, EventStream, Gap, Incoming},
};

use self::clock::Clock;
use self::server::{Act, Server};

/// A safety net: no test takes as long.
const LONG: Duration = Duration::from_secs(60);

/// A chat to write in where it does not matter which.
const CHAT: &str = "491701234567@s.whatsapp.net";

/// The frame of a message with these ids.
fn frame(event_id: &str) -> String {
    format!("data: {}\n\n", wsapi_transport_tests::message(event_id, "sales", CHAT, event_id))
}

/// The next item, which is there.
async fn next(events: &mut EventStream) -> Incoming {
    item(events).await.expect("the stream goes on").expect("and has not failed")
}

async fn item(events: &mut EventStream) -> Option<Result<Incoming, Error>> {
    timeout(LONG, events.next()).await.expect("it does not take forever")
}

/// The id of the event that comes next, with nothing before it.
async fn next_event(events: &mut EventStream) -> String {
    match next(events).await {
        Incoming::Event(Ok(event)) => event.event_id,
        other => panic!("no event, but {other:?}"),
    }
}

async fn connected(events: &mut EventStream) {
    let item = next(events).await;
    assert!(matches!(item, Incoming::Connected), "{item:?}");
}

async fn disconnected(events: &mut EventStream) -> Disconnected {
    match next(events).await {
        Incoming::Disconnected(lost) => lost,
        other => panic!("still connected: {other:?}"),
    }
}

async fn gap(events: &mut EventStream) -> Gap {
    match next(events).await {
        Incoming::Gap(gap) => gap,
        other => panic!("no gap, but {other:?}"),
    }
}
