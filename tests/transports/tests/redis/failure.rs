//! Events whose handler fails, and entries that nobody can handle.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use redis::cmd;
use wsapi_client::{
    Event,
    events::{
        Dispatcher, HandlerError,
        redis::{DeadLetter, DeadReason, RedisStore},
    },
};
use wsapi_transport_tests::{Gate, RedisServer, Running, entry, eventually, sign};

use crate::support::{ANNA, BERT, Notes, STREAM, add, consumer, consumer_at, entries, nothing_pending, run};

#[tokio::test]
async fn what_failed_is_handled_again_in_its_place() {
    let Some(server) = RedisServer::start().await else { return };
    for (chat, id) in [(ANNA, "1"), (ANNA, "2"), (BERT, "3"), (BERT, "4")] {
        add(&server, chat, id).await;
    }
    let notes = Notes::default().fail("1", 1).fail("2", 2);
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(7).await;
    nothing_pending(&server, STREAM).await;
    let counts = running.stop().await;
    let of = |chat: [&str; 2]| notes.tries().into_iter().filter(|id| chat.contains(&id.as_str())).collect::<Vec<_>>();
    assert_eq!(of(["1", "2"]), ["1", "1", "2", "2", "2"]);
    assert_eq!(of(["3", "4"]), ["3", "4"]);
    assert_eq!((counts.read, counts.handled, counts.failed_tries, counts.dead_letters), (4, 4, 3, 0));
}

#[tokio::test]
async fn a_chat_that_fails_does_not_hold_up_others() {
    let Some(server) = RedisServer::start().await else { return };
    for (chat, id) in [(ANNA, "1"), (BERT, "2")] {
        add(&server, chat, id).await;
    }
    let notes = Notes::default().fail("1", 1);
    let hour = std::time::Duration::from_secs(3600);
    let consumer = consumer(&server, notes.clone()).backoff(hour, hour).concurrency(1);
    let running = Running::start(consumer.build().expect("a consumer"));
    notes.until(2).await;
    add(&server, ANNA, "3").await;
    add(&server, BERT, "4").await;
    notes.until(3).await;
    assert_eq!(notes.tries(), ["1", "2", "4"]);
    // Nobody waits for the hour to pass; what waits for it stays pending.
    let counts = running.stop().await;
    assert_eq!((counts.handled, counts.failed_tries), (2, 1));
    assert_eq!(crate::support::pending(&server, STREAM).await, 2);
    // The next one begins with what failed.
    let running = Running::start(crate::support::consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(5).await;
    assert_eq!(notes.tries()[3..], ["1", "3"]);
    running.stop().await;
}

#[tokio::test]
async fn what_fails_each_time_is_put_aside_with_all_of_its_fields() {
    let Some(server) = RedisServer::start().await else { return };
    let id = add(&server, ANNA, "1").await;
    add(&server, ANNA, "2").await;
    let letters = Arc::new(Mutex::new(Vec::<DeadLetter>::new()));
    let teller = letters.clone();
    let notes = Notes::default().fail("1", u32::MAX);
    let consumer = consumer(&server, notes.clone())
        .tries(3)
        .on_dead_letter(move |letter| teller.lock().expect("no panic").push(letter.clone()));
    let running = Running::start(consumer.build().expect("a consumer"));
    notes.until(4).await;
    nothing_pending(&server, STREAM).await;
    // Long enough for discovery to come upon the stream of dead letters, if it did.
    add(&server, ANNA, "3").await;
    server.add("stream:later", &entry("4", "later", ANNA, "4")).await;
    notes.until(6).await;
    let counts = running.stop().await;
    assert_eq!(notes.tries(), ["1", "1", "1", "2", "3", "4"]);
    assert_eq!((counts.failed_tries, counts.dead_letters, counts.streams_taken), (3, 1, 2));
    let letter = letters.lock().expect("no panic").pop().expect("a letter");
    assert_eq!((letter.stream.as_str(), letter.dead_stream.as_str()), (STREAM, "dead:stream:sales"));
    assert_eq!((letter.entry_id.as_str(), letter.tries, letter.reason), (id.as_str(), 3, DeadReason::Handler));
    let dead = entries(&server, "dead:stream:sales").await;
    let original = entry("1", "sales", ANNA, "1");
    assert_eq!(dead.len(), 1);
    for (name, value) in original.fields() {
        assert_eq!(dead[0][name], value.as_bytes(), "{name}");
    }
    let about = [
        ("deadReason", "handler"),
        ("deadTries", "3"),
        ("deadEntryId", &id),
        ("deadStream", STREAM),
        ("deadGroup", "bot"),
    ];
    for (name, value) in about {
        assert_eq!(dead[0][name], value.as_bytes(), "{name}");
    }
}

#[tokio::test]
async fn what_the_service_did_not_sign_is_put_aside_at_once_byte_for_byte() {
    let Some(server) = RedisServer::start().await else { return };
    let mut forged = entry("1", "sales", ANNA, "1");
    forged.event_data = forged.event_data.replace("shop", "bank");
    server.add(STREAM, &forged).await;
    let odd: &[u8] = b"\xff\xfe\x00";
    let mut command = cmd("XADD");
    command.arg(STREAM).arg("*").arg("eventData").arg(odd).arg("other").arg(odd);
    let _: String = command.query_async(&mut server.connection().await).await.expect("an id");
    add(&server, ANNA, "2").await;
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(1).await;
    nothing_pending(&server, STREAM).await;
    let counts = running.stop().await;
    assert_eq!(notes.tries(), ["2"]);
    assert_eq!((counts.bad_signatures, counts.dead_letters, counts.failed_tries), (2, 2, 0));
    let mut dead = entries(&server, "dead:stream:sales").await;
    dead.sort_by_key(|letter| letter.len());
    assert_eq!((dead[0]["eventData"].as_slice(), dead[0]["other"].as_slice()), (odd, odd));
    assert_eq!(dead[1]["eventData"], forged.event_data.as_bytes());
    assert!(dead.iter().all(|letter| letter["deadReason"] == b"signature"));
}

#[tokio::test]
async fn what_cannot_be_read_is_put_aside_after_its_tries() {
    let Some(server) = RedisServer::start().await else { return };
    let mut unreadable = entry("1", "sales", ANNA, "1");
    unreadable.event_data = "[7]".to_owned();
    unreadable.signature = Some(sign(unreadable.json().as_bytes()));
    server.add(STREAM, &unreadable).await;
    add(&server, ANNA, "2").await;
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).tries(2).build().expect("a consumer"));
    notes.until(1).await;
    nothing_pending(&server, STREAM).await;
    let counts = running.stop().await;
    assert_eq!((counts.handled, counts.failed_tries, counts.dead_letters, counts.bad_signatures), (1, 2, 1, 0));
    assert_eq!(entries(&server, "dead:stream:sales").await[0]["deadReason"], b"unreadable");
}

#[tokio::test]
async fn tries_are_counted_beyond_the_life_of_a_worker() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let notes = Notes::default().fail("1", u32::MAX);
    let hour = std::time::Duration::from_secs(3600);
    for number in 1..=3 {
        let consumer = consumer(&server, notes.clone()).tries(3).backoff(hour, hour);
        let running = Running::start(consumer.build().expect("a consumer"));
        eventually("it was tried", async || running.counts().failed_tries == 1).await;
        let counts = running.stop().await;
        assert_eq!(counts.dead_letters, u64::from(number == 3), "worker {number}");
    }
    assert_eq!(notes.tries().len(), 3);
    nothing_pending(&server, STREAM).await;
}

#[tokio::test]
async fn what_kills_each_worker_that_tries_it_is_put_aside() {
    let Some(server) = RedisServer::start().await else { return };
    let id = add(&server, ANNA, "1").await;
    add(&server, ANNA, "2").await;
    // Workers have counted their tries and have not been heard of since.
    run(&server, "XGROUP CREATE stream:sales bot 0").await;
    run(&server, "XREADGROUP GROUP bot owner STREAMS stream:sales >").await;
    run(&server, &format!("HSET wsapi:tries:bot:stream:sales {id} 5")).await;
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(1).await;
    nothing_pending(&server, STREAM).await;
    assert_eq!((notes.tries(), running.stop().await.dead_letters), (vec!["2".to_owned()], 1));
    let left = run(&server, "EXISTS wsapi:tries:bot:stream:sales").await;
    assert_eq!(left, redis::Value::Int(0), "the tries are forgotten");
}

#[tokio::test]
async fn a_store_that_is_away_costs_no_tries() {
    let Some(server) = RedisServer::start().await else { return };
    let Some(mut elsewhere) = RedisServer::start().await else { return };
    elsewhere.stop();
    add(&server, ANNA, "1").await;
    // Both what is new and what was pending.
    run(&server, "XGROUP CREATE stream:sales bot 0").await;
    run(&server, "XREADGROUP GROUP bot gone STREAMS stream:sales >").await;
    add(&server, ANNA, "2").await;
    add(&server, BERT, "3").await;
    let notes = Notes::default();
    let store = RedisStore::new(elsewhere.url()).expect("a store");
    let dispatcher = Dispatcher::new(notes.clone()).store(store);
    let running =
        Running::start(consumer(&server, notes.clone()).dispatcher(dispatcher).tries(1).build().expect("a consumer"));
    eventually("they were read", async || running.counts().read == 3).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    elsewhere.start_again().await;
    notes.until(3).await;
    nothing_pending(&server, STREAM).await;
    let counts = running.stop().await;
    assert_eq!((counts.handled, counts.failed_tries, counts.dead_letters), (3, 0, 0));
}

#[tokio::test]
async fn what_was_put_aside_is_put_aside_once_though_the_answer_is_lost() {
    let Some(server) = RedisServer::start().await else { return };
    for (dead, is_shared) in [("dead:stream:sales", false), ("dead:events", true)] {
        // As if nobody had asked for anything before.
        run(&server, "SCRIPT FLUSH").await;
        let address = Gate::Losing(dead.to_owned()).open(server.port()).await;
        server.add(&dead[5..], &entry("1", "sales", ANNA, "1")).await;
        let told = Arc::new(Mutex::new(0));
        let teller = told.clone();
        let notes = Notes::default().fail("1", u32::MAX);
        let consumer =
            consumer_at(address, notes).tries(1).on_dead_letter(move |_| *teller.lock().expect("no panic") += 1);
        let consumer = if is_shared { consumer.shared_stream("events") } else { consumer };
        let running = Running::start(consumer.build().expect("a consumer"));
        eventually("it is over", async || {
            let counts = running.counts();
            counts.dead_letters + counts.vanished > 0
        })
        .await;
        let counts = running.stop().await;
        assert_eq!((counts.dead_letters, counts.vanished, *told.lock().expect("no panic")), (1, 0, 1), "{dead}");
        assert_eq!(entries(&server, dead).await.len(), 1, "{dead}");
    }
}

#[tokio::test]
async fn who_is_told_of_a_dead_letter_may_panic() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let notes = Notes::default().fail("1", 1);
    let consumer = consumer(&server, notes.clone()).tries(1).on_dead_letter(|_| panic!("what is told is too much"));
    let running = Running::start(consumer.build().expect("a consumer"));
    eventually("it is put aside", async || running.counts().dead_letters == 1).await;
    // Somebody has the group begin anew, so that the same entry comes again.
    run(&server, "XGROUP SETID stream:sales bot 0").await;
    add(&server, BERT, "2").await;
    eventually("both are handled", async || running.counts().handled == 2).await;
    running.stop().await;
}

#[tokio::test]
async fn what_kills_whoever_tries_it_is_tried_as_often_as_was_said() {
    let Some(server) = RedisServer::start().await else { return };
    for most in 1..=3 {
        add(&server, ANNA, &most.to_string()).await;
        let begun = Arc::new(AtomicU32::new(0));
        let is_over = async || begun.load(Ordering::SeqCst) > most || dead(&server).await == most as usize;
        for killed in 1..=most + 1 {
            let teller = begun.clone();
            let deadly = consumer(&server, move |_: Event| {
                teller.fetch_add(1, Ordering::SeqCst);
                std::future::pending::<Result<(), HandlerError>>()
            });
            let deadly = deadly.tries(most).build().expect("a consumer");
            let running = tokio::spawn(async move { deadly.run_until(std::future::pending()).await });
            eventually("it is tried", async || begun.load(Ordering::SeqCst) == killed || is_over().await).await;
            running.abort();
            assert!(running.await.is_err_and(|error| error.is_cancelled()));
            // Nobody waits until it is missed.
            run(&server, "DEL wsapi:lease:bot:stream:sales wsapi:workers:bot:stream:").await;
        }
        assert_eq!((begun.load(Ordering::SeqCst), dead(&server).await), (most, most as usize));
    }
}

async fn dead(server: &RedisServer) -> usize {
    entries(server, "dead:stream:sales").await.len()
}

#[tokio::test]
async fn a_try_that_did_not_come_about_is_given_back() {
    let Some(server) = RedisServer::start().await else { return };
    let Some(mut elsewhere) = RedisServer::start().await else { return };
    elsewhere.stop();
    let address = elsewhere.url();
    // Two that somebody else had read, and a new one.
    for id in ["1", "2"] {
        add(&server, id, id).await;
    }
    run(&server, "XGROUP CREATE stream:sales bot 0").await;
    run(&server, "XREADGROUP GROUP bot gone STREAMS stream:sales >").await;
    add(&server, "3", "3").await;
    let notes = Notes::default().fail("2", 1).fail("3", 1);
    let start = || {
        let dispatcher = Dispatcher::new(notes.clone()).store(RedisStore::new(address.clone()).expect("a store"));
        let consumer = consumer(&server, notes.clone()).dispatcher(dispatcher).tries(2);
        Running::start(consumer.build().expect("a consumer"))
    };
    for _ in 0..3 {
        let running = start();
        eventually("they were read", async || running.counts().read == 3).await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        running.stop().await;
    }
    elsewhere.start_again().await;
    let running = start();
    eventually("all are over", async || {
        let counts = running.counts();
        counts.handled + counts.dead_letters == 3
    })
    .await;
    let counts = running.stop().await;
    // Of what somebody else had read nobody knows whether it was begun, which counts as a try.
    assert_eq!((counts.handled, counts.failed_tries, counts.dead_letters), (2, 2, 1));
}
