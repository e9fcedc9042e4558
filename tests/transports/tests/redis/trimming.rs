//! Streams that the consumer trims.

use std::time::Duration;

use redis::Value;
use tokio::time::sleep;
use wsapi_transport_tests::{RedisServer, Running, eventually};

use crate::support::{ANNA, STREAM, Tracker, add, consumer};

#[tokio::test]
async fn entries_that_every_group_has_acknowledged_are_trimmed() {
    let Some(server) = RedisServer::start().await else { return };
    for id in 0..20 {
        add(&server, ANNA, &id.to_string()).await;
    }
    // Another group has read ten entries, and acknowledged all of them but the fifth.
    server.run("XGROUP CREATE stream:sales other 0").await;
    let Value::Array(read) = server.run("XRANGE stream:sales - + COUNT 10").await else { panic!("entries") };
    server.run("XREADGROUP GROUP other x COUNT 10 STREAMS stream:sales >").await;
    for (index, entry) in read.iter().enumerate() {
        let Value::Array(parts) = entry else { panic!("an entry") };
        let Value::BulkString(id) = &parts[0] else { panic!("an id") };
        if index != 4 {
            server.run(&format!("XACK stream:sales other {}", str::from_utf8(id).expect("text"))).await;
        }
    }
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).trim_acknowledged().build().expect("a consumer"));
    tracker.until(20).await;
    server.until_acknowledged(STREAM).await;
    eventually("the stream is trimmed", async || running.stats().trimmed > 0).await;
    assert_eq!(server.entries(STREAM).await[0]["eventId"], b"4");
    server.run("XGROUP DESTROY stream:sales other").await;
    eventually("the rest is trimmed", async || server.entries(STREAM).await.len() == 1).await;
    assert_eq!(server.entries(STREAM).await[0]["eventId"], b"19", "the last entry that was read");
    assert_eq!(running.stop().await.trimmed, 19);
}

#[tokio::test]
async fn nothing_is_trimmed_by_default() {
    let Some(server) = RedisServer::start().await else { return };
    for number in 1..=3 {
        add(&server, ANNA, &number.to_string()).await;
    }
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(3).await;
    server.until_acknowledged(STREAM).await;
    // A consumer that trims would do so within this time.
    sleep(Duration::from_secs(7)).await;
    assert_eq!(running.stop().await.trimmed, 0);
    assert_eq!(server.entries(STREAM).await.len(), 3);
    assert_eq!(server.calls("xtrim").await, 0);
}
