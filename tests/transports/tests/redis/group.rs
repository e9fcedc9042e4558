//! Groups and streams that vanish.

use wsapi_transport_tests::{RedisServer, Running, entry};

use crate::support::{ANNA, Notes, STREAM, add, consumer, nothing_pending, run};

#[tokio::test]
async fn a_group_that_vanished_is_made_again_and_goes_on_where_it_was() {
    let Some(server) = RedisServer::start().await else { return };
    let notes = Notes::default();
    add(&server, ANNA, "1").await;
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(1).await;
    nothing_pending(&server, STREAM).await;
    run(&server, "XGROUP DESTROY stream:sales bot").await;
    add(&server, ANNA, "2").await;
    notes.until(2).await;
    nothing_pending(&server, STREAM).await;
    running.stop().await;
    assert_eq!(notes.tries(), ["1", "2"]);
}

#[tokio::test]
async fn a_stream_that_was_removed_is_found_when_it_is_there_again() {
    let Some(server) = RedisServer::start().await else { return };
    let notes = Notes::default();
    add(&server, ANNA, "1").await;
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(1).await;
    run(&server, "DEL stream:sales").await;
    add(&server, ANNA, "2").await;
    notes.until(2).await;
    nothing_pending(&server, STREAM).await;
    run(&server, "FLUSHALL").await;
    add(&server, ANNA, "3").await;
    notes.until(3).await;
    nothing_pending(&server, STREAM).await;
    running.stop().await;
    assert_eq!(notes.tries(), ["1", "2", "3"]);
}

#[tokio::test]
async fn a_shared_stream_need_not_be_there_and_may_vanish() {
    let Some(server) = RedisServer::start().await else { return };
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).shared_stream("events").build().expect("a consumer"));
    for id in ["1", "2", "3"] {
        server.add("events", &entry(id, "sales", ANNA, id)).await;
        notes.until(id.parse().expect("a number")).await;
        run(&server, "DEL events").await;
    }
    running.stop().await;
    assert_eq!(notes.tries(), ["1", "2", "3"]);
}
