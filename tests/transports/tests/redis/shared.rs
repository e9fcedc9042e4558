//! One stream for all instances, which many read side by side.

use std::{sync::Arc, time::Duration};

use tokio::{sync::Notify, time::sleep};
use wsapi_client::{Event, events::HandlerError};
use wsapi_transport_tests::{RedisServer, Running, entry, eventually};

use crate::support::{ANNA, BERT, Notes, consumer, entries, nothing_pending, run};

async fn add(server: &RedisServer, instance: &str, chat: &str, id: &str) {
    server.add("events", &entry(id, instance, chat, id)).await;
}

#[tokio::test]
async fn workers_divide_the_events_among_them() {
    let Some(server) = RedisServer::start().await else { return };
    let notes = Notes::default().fail("150", u32::MAX);
    let start = || {
        let consumer = consumer(&server, notes.clone()).shared_stream("events").tries(2);
        Running::start(consumer.build().expect("a consumer"))
    };
    let workers = [start(), start(), start()];
    for id in 0..300 {
        let instance = ["sales", "support"][id % 2];
        add(&server, instance, ANNA, &id.to_string()).await;
    }
    notes.until(301).await;
    nothing_pending(&server, "events").await;
    let mut handled = 0;
    for worker in workers {
        handled += worker.stop().await.handled;
    }
    assert_eq!((handled, notes.tries().len()), (299, 301));
    assert_eq!(entries(&server, "dead:events").await.len(), 1);
    let consumers = run(&server, "XINFO CONSUMERS events bot").await;
    assert_eq!(consumers, redis::Value::Array(Vec::new()), "who goes with nothing pending leaves no name behind");
}

#[tokio::test]
async fn a_single_worker_keeps_the_order_of_each_chat() {
    let Some(server) = RedisServer::start().await else { return };
    for id in 0..100 {
        add(&server, "sales", [ANNA, BERT][id % 2], &id.to_string()).await;
    }
    let notes = Notes::default().fail("4", 2);
    let running = Running::start(consumer(&server, notes.clone()).shared_stream("events").build().expect("a consumer"));
    notes.until(102).await;
    running.stop().await;
    let mut tries: Vec<usize> = notes.tries().iter().map(|id| id.parse().expect("a number")).collect();
    tries.retain(|id| id % 2 == 0);
    assert!(tries.is_sorted(), "{tries:?}");
}

#[tokio::test]
async fn what_nobody_keeps_any_more_goes_to_another_worker() {
    let Some(server) = RedisServer::start().await else { return };
    for id in ["1", "2", "3"] {
        add(&server, "sales", ANNA, id).await;
    }
    run(&server, "XGROUP CREATE events bot 0").await;
    run(&server, "XREADGROUP GROUP bot gone COUNT 2 STREAMS events >").await;
    let notes = Notes::default();
    let consumer = consumer(&server, notes.clone()).shared_stream("events").min_idle(Duration::from_millis(400));
    let running = Running::start(consumer.build().expect("a consumer"));
    notes.until(3).await;
    nothing_pending(&server, "events").await;
    let counts = running.stop().await;
    assert_eq!((counts.taken_over, counts.handled), (2, 3));
}

#[tokio::test]
async fn the_names_of_workers_that_died_do_not_pile_up() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, "sales", ANNA, "1").await;
    run(&server, "XGROUP CREATE events bot 0").await;
    run(&server, "XGROUP CREATECONSUMER events bot gone").await;
    let notes = Notes::default();
    let consumer = consumer(&server, notes.clone()).shared_stream("events").min_idle(Duration::from_millis(100));
    let running = Running::start(consumer.build().expect("a consumer"));
    eventually("it is forgotten", async || {
        let redis::Value::Array(consumers) = run(&server, "XINFO CONSUMERS events bot").await else { return false };
        consumers.iter().all(|consumer| !format!("{consumer:?}").contains("gone"))
    })
    .await;
    notes.until(1).await;
    running.stop().await;
}

#[tokio::test]
async fn what_a_living_worker_has_in_hand_is_its_own_however_long_it_takes() {
    let Some(server) = RedisServer::start().await else { return };
    let notes = Notes::default();
    let start = || {
        let notes = notes.clone();
        // Many times longer than what looks abandoned.
        let slow = move |event: Event| {
            let notes = notes.clone();
            async move {
                wsapi_client::events::Handler::handle(&notes, event).await?;
                sleep(Duration::from_secs(8)).await;
                Ok::<_, HandlerError>(())
            }
        };
        let consumer = consumer(&server, slow).shared_stream("events").min_idle(Duration::from_secs(3));
        Running::start(consumer.build().expect("a consumer"))
    };
    let workers = [start(), start()];
    for (chat, id) in [(ANNA, "1"), (BERT, "2")] {
        add(&server, "sales", chat, id).await;
    }
    eventually("both are handled", async || workers.iter().map(|worker| worker.counts().handled).sum::<u64>() == 2)
        .await;
    let mut taken_over = 0;
    for worker in workers {
        taken_over += worker.stop().await.taken_over;
    }
    assert_eq!((notes.tries().len(), taken_over), (2, 0));
}

/// Gives the first entry to another consumer.
async fn take_away(server: &RedisServer, id: &str) {
    run(server, &format!("XCLAIM events bot another 0 {id} JUSTID")).await;
}

/// Whether another consumer has all that is pending.
async fn is_anothers(server: &RedisServer) -> bool {
    format!("{:?}", run(server, "XPENDING events bot - + 10 another").await) != "array([])"
        && crate::support::pending(server, "events").await == 1
}

#[tokio::test]
async fn what_another_has_taken_is_not_put_aside() {
    let Some(server) = RedisServer::start().await else { return };
    let id = server.add("events", &entry("1", "sales", ANNA, "1")).await;
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (teller, waiter) = (begun.clone(), go_on.clone());
    let handler = move |_: Event| {
        let (teller, waiter) = (teller.clone(), waiter.clone());
        async move {
            teller.notify_one();
            waiter.notified().await;
            Err::<(), HandlerError>("not any more".into())
        }
    };
    let running = Running::start(consumer(&server, handler).shared_stream("events").tries(1).build().expect("one"));
    begun.notified().await;
    take_away(&server, &id).await;
    go_on.notify_one();
    eventually("it is noticed", async || {
        let counts = running.counts();
        counts.vanished + counts.dead_letters == 1
    })
    .await;
    assert_eq!(running.stop().await.dead_letters, 0);
    assert!(is_anothers(&server).await);
    assert_eq!(entries(&server, "dead:events").await.len(), 0);
}

#[tokio::test]
async fn what_another_has_taken_is_given_up() {
    struct Dropped(Arc<Notify>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.notify_one();
        }
    }
    let Some(server) = RedisServer::start().await else { return };
    let id = server.add("events", &entry("1", "sales", ANNA, "1")).await;
    let (begun, dropped) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (teller, ending) = (begun.clone(), dropped.clone());
    let handler = move |_: Event| {
        teller.notify_one();
        let guard = Dropped(ending.clone());
        async move {
            let _guard = guard;
            std::future::pending::<Result<(), HandlerError>>().await
        }
    };
    let consumer = consumer(&server, handler).shared_stream("events").min_idle(Duration::from_secs(3));
    let running = Running::start(consumer.build().expect("a consumer"));
    begun.notified().await;
    // The other one is heard of all the time.
    let ended = dropped.notified();
    let keeping = async {
        loop {
            take_away(&server, &id).await;
            sleep(Duration::from_millis(100)).await;
        }
    };
    let limit = tokio::time::timeout(Duration::from_secs(60), ended);
    tokio::select! {
        ended = limit => ended.expect("the handler is given up"),
        () = keeping => {}
    }
    assert!(is_anothers(&server).await);
    let counts = running.stop().await;
    assert_eq!((counts.handled, counts.failed_tries), (0, 0));
}
