//! A caller that stops waiting for an item loses nothing.

use std::{pin::Pin, task::Poll};

use futures_core::Stream;

use super::{
    Act, Clock, Server, frame,
    server::{no_content, stream},
};
use wsapi_client::{
    Error,
    events::sse::{EventStream, StreamItem},
};

const EVENTS: usize = 40;

/// Two connections that send their events in pieces and break, and then the end.
async fn server() -> Server {
    let frames = |numbers: std::ops::Range<usize>| numbers.map(|n| frame(&format!("evt_{n}"))).collect::<String>();
    let drip = |text: String| Act::Drip(text.into_bytes());
    let first =
        vec![drip(frames(0..3)), Act::Write(frames(3..EVENTS / 2).into_bytes()), drip(": comment\n".to_owned())];
    let second = vec![Act::Write(frames(EVENTS / 2..EVENTS - 2).into_bytes()), drip(frames(EVENTS - 2..EVENTS))];
    Server::new([[stream(""), first].concat(), [stream(""), second].concat(), no_content()]).await
}

/// All items, by name.
fn expected() -> Vec<String> {
    let events = |numbers: std::ops::Range<usize>| numbers.map(|n| format!("evt_{n}"));
    let mut all = vec!["connected".to_owned()];
    all.extend(events(0..EVENTS / 2));
    all.extend(["disconnected", "connected", "gap"].map(str::to_owned));
    all.extend(events(EVENTS / 2..EVENTS));
    all.extend(["disconnected", "the end"].map(str::to_owned));
    all
}

fn end(error: Error) -> String {
    if error.status() == Some(204) { "the end".to_owned() } else { error.to_string() }
}

fn name(item: StreamItem) -> String {
    match item {
        StreamItem::Event(event) => event.expect("a readable event").event_id,
        StreamItem::Connected => "connected".to_owned(),
        StreamItem::Disconnected(_) => "disconnected".to_owned(),
        StreamItem::Gap(_) => "gap".to_owned(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn future_dropped_while_pending_loses_nothing() {
    let server = server().await;
    let mut events = server.events(&Clock::new());
    let (mut names, mut dropped) = (Vec::new(), 0_u64);
    loop {
        let item = tokio::select! {
            biased;
            item = events.next() => item,
            () = tokio::task::yield_now() => {
                dropped += 1;
                continue;
            }
        };
        let Some(item) = item else { break };
        names.push(item.map_or_else(end, name));
    }
    assert_eq!(names, expected());
    assert!(dropped > 100, "{dropped}");
}

#[tokio::test]
async fn future_polled_once_loses_nothing() {
    let server = server().await;
    let mut events = server.events(&Clock::new());
    let mut names = Vec::new();
    loop {
        let polled = tokio::select! {
            biased;
            // The waker of the dropped future must be replaced.
            item = events.next() => Some(item),
            () = std::future::ready(()) => None,
        };
        let item = match polled {
            Some(item) => item,
            None => poll_as_stream(&mut events).await,
        };
        let Some(item) = item else { break };
        names.push(item.map_or_else(end, name));
    }
    assert_eq!(names, expected());
}

/// Waits for an item through the trait, as a combinator does.
async fn poll_as_stream(events: &mut EventStream) -> Option<<EventStream as Stream>::Item> {
    let waiting = std::future::poll_fn(|context| Pin::new(&mut *events).poll_next(context));
    tokio::time::timeout(super::PATIENCE, waiting).await.expect("an item in time")
}

#[tokio::test]
async fn stream_that_is_not_polled_sends_nothing() {
    let server = Server::new([no_content()]).await;
    let mut events = server.events(&Clock::new());
    drop(events.next());
    assert!(server.requests().is_empty());
    let waits = std::future::poll_fn(|context| Poll::Ready(Pin::new(&mut events).poll_next(context).is_pending()));
    assert!(waits.await);
    let error = poll_as_stream(&mut events).await.expect("an item").expect_err("the end");
    assert_eq!(error.status(), Some(204));
    assert_eq!(server.requests().len(), 1);
}
