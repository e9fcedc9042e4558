//! What comes first.

use wsapi_transport_tests::{RedisServer, Running, eventually};

use crate::support::{ANNA, BERT, Notes, STREAM, add, consumer, nothing_pending, run};

#[tokio::test]
async fn a_new_owner_finishes_what_was_pending_before_it_reads_on() {
    let Some(server) = RedisServer::start().await else { return };
    let ids: Vec<String> = (1..=9).map(|number| number.to_string()).collect();
    for id in &ids[..6] {
        add(&server, ANNA, id).await;
    }
    // Somebody read some of them, acknowledged one in their midst, and is gone.
    run(&server, "XGROUP CREATE stream:sales bot 0").await;
    run(&server, "XREADGROUP GROUP bot gone COUNT 3 STREAMS stream:sales >").await;
    run(&server, "XREADGROUP GROUP bot another COUNT 2 STREAMS stream:sales >").await;
    for id in &ids[6..] {
        add(&server, ANNA, id).await;
    }
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(9).await;
    nothing_pending(&server, STREAM).await;
    let counts = running.stop().await;
    assert_eq!(notes.tries(), ids);
    assert_eq!((counts.taken_over, counts.handled), (5, 9));
}

#[tokio::test]
async fn more_than_is_ever_in_hand_is_handled_in_order() {
    let Some(server) = RedisServer::start().await else { return };
    let number = 300;
    for id in 0..number {
        add(&server, if id % 2 == 0 { ANNA } else { BERT }, &id.to_string()).await;
    }
    run(&server, "XGROUP CREATE stream:sales bot 0").await;
    run(&server, "XREADGROUP GROUP bot gone COUNT 150 STREAMS stream:sales >").await;
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).in_hand(7).build().expect("a consumer"));
    notes.until(number).await;
    nothing_pending(&server, STREAM).await;
    running.stop().await;
    for chat in 0..2 {
        let all: Vec<usize> = notes.tries().iter().map(|id| id.parse().expect("a number")).collect();
        let of_chat: Vec<_> = all.into_iter().filter(|id| id % 2 == chat).collect();
        assert_eq!(of_chat, (chat..number).step_by(2).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn an_entry_that_was_removed_holds_nothing_up() {
    let Some(server) = RedisServer::start().await else { return };
    let removed = add(&server, ANNA, "1").await;
    add(&server, ANNA, "2").await;
    run(&server, "XGROUP CREATE stream:sales bot 0").await;
    run(&server, "XREADGROUP GROUP bot owner STREAMS stream:sales >").await;
    run(&server, &format!("XDEL stream:sales {removed}")).await;
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(1).await;
    nothing_pending(&server, STREAM).await;
    assert_eq!(notes.tries(), ["2"]);
    running.stop().await;
}

#[tokio::test]
async fn a_group_can_begin_with_what_comes_from_now_on() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).from_now().build().expect("a consumer"));
    eventually("the group is there", async || {
        let groups = run(&server, "XINFO GROUPS stream:sales").await;
        matches!(groups, redis::Value::Array(groups) if !groups.is_empty())
    })
    .await;
    add(&server, ANNA, "2").await;
    // A stream that begins later is read from its beginning.
    server.add("stream:later", &wsapi_transport_tests::entry("3", "later", ANNA, "3")).await;
    notes.until(2).await;
    running.stop().await;
    let mut tries = notes.tries();
    tries.sort();
    assert_eq!(tries, ["2", "3"]);
}
