//! Streams that are kept short.

use wsapi_transport_tests::{RedisServer, Running, eventually};

use crate::support::{ANNA, Notes, STREAM, add, consumer, entries, nothing_pending, run};

#[tokio::test]
async fn what_every_group_is_done_with_is_removed_and_nothing_else() {
    let Some(server) = RedisServer::start().await else { return };
    for id in 0..20 {
        add(&server, ANNA, &id.to_string()).await;
    }
    // Another group has read ten, and acknowledged all of them but the fifth.
    run(&server, "XGROUP CREATE stream:sales other 0").await;
    let redis::Value::Array(read) = run(&server, "XRANGE stream:sales - + COUNT 10").await else { panic!("entries") };
    run(&server, "XREADGROUP GROUP other x COUNT 10 STREAMS stream:sales >").await;
    for (place, entry) in read.iter().enumerate() {
        let redis::Value::Array(parts) = entry else { panic!("an entry") };
        let redis::Value::BulkString(id) = &parts[0] else { panic!("an id") };
        if place != 4 {
            run(&server, &format!("XACK stream:sales other {}", str::from_utf8(id).expect("text"))).await;
        }
    }
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).trim().build().expect("a consumer"));
    notes.until(20).await;
    nothing_pending(&server, STREAM).await;
    eventually("it is trimmed", async || running.counts().trimmed > 0).await;
    assert_eq!(entries(&server, STREAM).await[0]["eventId"], b"4");
    run(&server, "XGROUP DESTROY stream:sales other").await;
    eventually("the rest is trimmed", async || entries(&server, STREAM).await.len() == 1).await;
    assert_eq!(entries(&server, STREAM).await[0]["eventId"], b"19", "the last one that was read");
    assert_eq!(running.stop().await.trimmed, 19);
}

#[tokio::test]
async fn nothing_is_removed_unless_that_is_said() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(1).await;
    nothing_pending(&server, STREAM).await;
    assert_eq!(running.stop().await.trimmed, 0);
    assert_eq!(entries(&server, STREAM).await.len(), 1);
}
