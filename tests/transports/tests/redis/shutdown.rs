//! What happens to events when a consumer is stopped.

use std::{sync::Arc, time::Duration};

use tokio::sync::Notify;
use wsapi_client::{Event, events::HandlerError};
use wsapi_transport_tests::{RedisServer, Running, eventually};

use crate::support::{ANNA, BERT, Notes, STREAM, add, consumer, nothing_pending, pending, run};

#[tokio::test]
async fn what_is_in_hand_is_finished_and_nothing_more_is_read() {
    let Some(server) = RedisServer::start().await else { return };
    for id in ["1", "2"] {
        add(&server, ANNA, id).await;
    }
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let notes = Notes::default();
    let handler = {
        let (begun, go_on, notes) = (begun.clone(), go_on.clone(), notes.clone());
        move |event: Event| {
            let (begun, go_on, notes) = (begun.clone(), go_on.clone(), notes.clone());
            async move {
                begun.notify_one();
                go_on.notified().await;
                wsapi_client::events::Handler::handle(&notes, event).await
            }
        }
    };
    let running = Running::start(consumer(&server, handler).build().expect("a consumer"));
    begun.notified().await;
    let end = running.ask_to_stop();
    eventually("the worker has taken its leave", async || {
        run(&server, "EXISTS wsapi:workers:bot:stream:").await == redis::Value::Int(0)
    })
    .await;
    add(&server, BERT, "3").await;
    go_on.notify_one();
    begun.notified().await;
    go_on.notify_one();
    let counts = end.await.expect("no panic").expect("the server let it in");
    assert_eq!((notes.tries(), counts.handled), (vec!["1".to_owned(), "2".to_owned()], 2));
    assert_eq!(pending(&server, STREAM).await, 0);
    assert_eq!(run(&server, "EXISTS wsapi:lease:bot:stream:sales").await, redis::Value::Int(0));
}

#[tokio::test]
async fn what_is_not_finished_in_time_stays_pending_for_the_next() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let begun = Arc::new(Notify::new());
    let teller = begun.clone();
    let stuck = consumer(&server, move |_: Event| {
        teller.notify_one();
        std::future::pending::<Result<(), HandlerError>>()
    });
    // Nobody waits so long for the lease to run out: it is given back.
    let stuck = stuck.lease(Duration::from_secs(3600)).drain(Duration::from_millis(100));
    let running = Running::start(stuck.build().expect("a consumer"));
    begun.notified().await;
    let counts = running.stop().await;
    assert_eq!((counts.handled, counts.failed_tries), (0, 0));
    assert_eq!(pending(&server, STREAM).await, 1);
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(1).await;
    nothing_pending(&server, STREAM).await;
    assert_eq!(running.stop().await.taken_over, 1);
}
