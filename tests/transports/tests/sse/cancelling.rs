//! Who stops waiting for an item loses nothing.

use std::{pin::Pin, task::Poll};

use futures_core::Stream;

use super::{
    Act, Clock, Server, frame,
    server::{over, stream},
};
use wsapi_client::events::{EventStream, Incoming};

const EVENTS: usize = 40;

/// Two connections that are cut, each in pieces, and the end.
async fn server() -> Server {
    let frames = |numbers: std::ops::Range<usize>| numbers.map(|n| frame(&format!("evt_{n}"))).collect::<String>();
    let drip = |text: String| Act::Drip(text.into_bytes());
    let first =
        vec![drip(frames(0..3)), Act::Write(frames(3..EVENTS / 2).into_bytes()), drip(": comment\n".to_owned())];
    let second = vec![Act::Write(frames(EVENTS / 2..EVENTS - 2).into_bytes()), drip(frames(EVENTS - 2..EVENTS))];
    Server::new([[stream(""), first].concat(), [stream(""), second].concat(), over()]).await
}

/// All items, by name.
fn expected() -> Vec<String> {
    let events = |numbers: std::ops::Range<usize>| numbers.map(|n| format!("evt_{n}"));
    let mut all = vec!["connected".to_owned()];
    all.extend(events(0..EVENTS / 2));
    all.extend(["disconnected", "connected", "gap"].map(str::to_owned));
    all.extend(events(EVENTS / 2..EVENTS));
    all.push("disconnected".to_owned());
    all
}

fn name(item: Incoming) -> String {
    match item {
        Incoming::Event(event) => event.expect("it can be read").event_id,
        Incoming::Connected => "connected".to_owned(),
        Incoming::Disconnected(_) => "disconnected".to_owned(),
        Incoming::Gap(_) => "gap".to_owned(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_future_that_is_dropped_each_time_it_waits_has_lost_nothing() {
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
        names.push(name(item.expect("nothing ends the stream")));
    }
    assert_eq!(names, expected());
    assert!(dropped > 100, "{dropped}");
}

#[tokio::test]
async fn a_future_that_is_polled_once_and_no_more_has_lost_nothing() {
    let server = server().await;
    let mut events = server.events(&Clock::new());
    let mut names = Vec::new();
    loop {
        let polled = tokio::select! {
            biased;
            // The waker of a dropped future must not be the one that is told.
            item = events.next() => Some(item),
            () = std::future::ready(()) => None,
        };
        let item = match polled {
            Some(item) => item,
            None => wait_for_news(&mut events).await,
        };
        let Some(item) = item else { break };
        names.push(name(item.expect("nothing ends the stream")));
    }
    assert_eq!(names, expected());
}

/// By the trait, as a combinator would.
async fn wait_for_news(events: &mut EventStream) -> Option<<EventStream as Stream>::Item> {
    let waiting = std::future::poll_fn(|context| Pin::new(&mut *events).poll_next(context));
    tokio::time::timeout(super::LONG, waiting).await.expect("it does not take forever")
}

#[tokio::test]
async fn nothing_is_received_by_a_stream_that_nobody_asks() {
    let server = Server::new([over()]).await;
    let mut events = server.events(&Clock::new());
    drop(events.next());
    assert!(server.requests().is_empty());
    let waits = std::future::poll_fn(|context| Poll::Ready(Pin::new(&mut events).poll_next(context).is_pending()));
    assert!(waits.await);
    assert!(wait_for_news(&mut events).await.is_none());
    assert_eq!(server.requests().len(), 1);
}
