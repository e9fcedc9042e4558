//! One worker at a time owns a stream.

use std::{sync::Arc, time::Duration};

use tokio::sync::Notify;
use wsapi_client::{Event, events::HandlerError};
use wsapi_transport_tests::{RedisServer, Running, entry, eventually};

use crate::support::{ANNA, BERT, Notes, STREAM, add, consumer, nothing_pending, pending, run};

#[tokio::test]
async fn streams_are_found_while_the_consumer_runs() {
    let Some(server) = RedisServer::start().await else { return };
    run(&server, "SET stream:text none").await;
    run(&server, "XADD other:stream * a b").await;
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    for number in 1..=3 {
        let (stream, instance) = (format!("stream:{number}"), number.to_string());
        server.add(&stream, &entry(&instance, &instance, ANNA, "A")).await;
        notes.until(number).await;
        nothing_pending(&server, &stream).await;
    }
    let counts = running.stop().await;
    assert_eq!(notes.tries(), ["1", "2", "3"]);
    assert_eq!(counts.streams_taken, 3);
}

#[tokio::test]
async fn what_a_prefix_could_be_taken_for_is_not_read() {
    let Some(server) = RedisServer::start().await else { return };
    server.add("ax1", &entry("1", "x", ANNA, "1")).await;
    server.add("a*1", &entry("2", "x", ANNA, "2")).await;
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).stream_prefix("a*").build().expect("a consumer"));
    notes.until(1).await;
    let counts = running.stop().await;
    assert_eq!((notes.tries(), counts.streams_taken), (vec!["2".to_owned()], 1));
}

#[tokio::test]
async fn streams_are_shared_out_and_shared_anew() {
    let Some(server) = RedisServer::start().await else { return };
    let add = async |round: &str| {
        for instance in 0..7 {
            let id = format!("{round}{instance}");
            server.add(&format!("stream:{instance}"), &entry(&id, "x", ANNA, &id)).await;
        }
    };
    add("a").await;
    let notes = Notes::default();
    let start = || Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    let first = start();
    notes.until(7).await;
    let others = [start(), start()];
    eventually("the new ones have their share", async || others.iter().all(|other| other.counts().streams_taken >= 2))
        .await;
    add("b").await;
    notes.until(14).await;
    let [second, third] = others;
    // Who goes leaves its streams to those who stay.
    first.stop().await;
    second.stop().await;
    eventually("the last one has all", async || third.counts().streams_taken >= 7).await;
    let counts = third.stop().await;
    assert_eq!(counts.leases_lost, 0);
    assert_eq!(notes.tries().len(), 14, "nothing was handled twice");
}

#[tokio::test]
async fn a_worker_that_lost_its_stream_acknowledges_nothing() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let begun = Arc::new(Notify::new());
    let teller = begun.clone();
    let running = Running::start(
        consumer(&server, move |_: Event| {
            teller.notify_one();
            std::future::pending::<Result<(), HandlerError>>()
        })
        .build()
        .expect("a consumer"),
    );
    begun.notified().await;
    // As if the worker had been paused, and another had taken over.
    run(&server, "SET wsapi:lease:bot:stream:sales another").await;
    eventually("it is noticed", async || running.counts().leases_lost == 1).await;
    assert_eq!(pending(&server, STREAM).await, 1);
    let counts = running.stop().await;
    assert_eq!((counts.handled, counts.failed_tries), (0, 0));
    let lease = run(&server, "GET wsapi:lease:bot:stream:sales").await;
    assert_eq!(lease, redis::Value::BulkString(b"another".to_vec()), "what is another's is left alone");
}

#[tokio::test]
async fn what_was_handled_while_the_lease_went_is_left_to_the_new_owner() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (teller, waiter) = (begun.clone(), go_on.clone());
    let handler = move |_: Event| {
        let (teller, waiter) = (teller.clone(), waiter.clone());
        async move {
            teller.notify_one();
            waiter.notified().await;
            Ok::<_, HandlerError>(())
        }
    };
    // It does not look at its lease before the test is over, but the server does.
    let running =
        Running::start(consumer(&server, handler).lease(Duration::from_secs(600)).build().expect("a consumer"));
    begun.notified().await;
    run(&server, "SET wsapi:lease:bot:stream:sales another").await;
    go_on.notify_one();
    eventually("it is noticed", async || running.counts().leases_lost == 1).await;
    assert_eq!(pending(&server, STREAM).await, 1);
    running.stop().await;
}

#[tokio::test]
async fn fleets_of_the_same_group_share_no_streams_where_their_prefixes_differ() {
    let Some(server) = RedisServer::start().await else { return };
    for (place, prefix) in ["live:", "test:"].iter().cycle().take(8).enumerate() {
        let id = place.to_string();
        server.add(&format!("{prefix}{id}"), &entry(&id, &id, ANNA, &id)).await;
    }
    let notes = Notes::default();
    let start =
        |prefix| Running::start(consumer(&server, notes.clone()).stream_prefix(prefix).build().expect("a consumer"));
    let fleets = [start("live:"), start("test:")];
    eventually("each has all of its own", async || fleets.iter().all(|fleet| fleet.counts().streams_taken == 4)).await;
    notes.until(8).await;
    for fleet in fleets {
        assert_eq!(fleet.stop().await.handled, 4);
    }
}

#[tokio::test]
async fn a_handler_that_does_not_end_does_not_keep_a_stream_from_its_new_owner() {
    let Some(server) = RedisServer::start().await else { return };
    let add = async |chat: &str, id: &str| {
        for instance in ["1", "2"] {
            let id = format!("{id}{instance}");
            server.add(&format!("stream:{instance}"), &entry(&id, instance, chat, &id)).await;
        }
    };
    add(ANNA, "slow").await;
    let notes = Notes::default();
    let start = || {
        let notes = notes.clone();
        let handler = move |event: Event| {
            let notes = notes.clone();
            async move {
                let is_slow = event.event_id.starts_with("slow");
                wsapi_client::events::Handler::handle(&notes, event).await?;
                if is_slow { std::future::pending().await } else { Ok::<_, HandlerError>(()) }
            }
        };
        let consumer = consumer(&server, handler).drain(Duration::from_millis(200));
        Running::start(consumer.build().expect("a consumer"))
    };
    let first = start();
    notes.until(2).await;
    let second = start();
    eventually("the new one has its share", async || second.counts().streams_taken == 1).await;
    add(BERT, "quick").await;
    eventually("others are handled", async || first.counts().handled + second.counts().handled == 2).await;
    assert_eq!((first.stop().await.leases_lost, second.stop().await.leases_lost), (0, 0));
}
