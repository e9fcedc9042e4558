//! Servers and connections that fail for a while.

use std::{
    cell::Cell,
    sync::{Arc, Mutex},
    time::Duration,
};

use redis::{Value, cmd};
use tokio::{net::TcpListener, time::sleep};
use wsapi_client::events::redis::{RedisError, Streams};
use wsapi_transport_tests::{Fault, Gate, RedisServer, Running, entry, eventually, signed};

use crate::support::{ANNA, Log, STREAM, Tracker, add, consumer, consumer_at};

#[tokio::test]
async fn consumer_continues_after_a_server_restart() {
    let Some(mut server) = RedisServer::start().await else { return };
    let tracker = Tracker::default();
    add(&server, ANNA, "1").await;
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(1).await;
    for number in 2..=3 {
        server.stop();
        server.start_again().await;
        add(&server, ANNA, &number.to_string()).await;
        tracker.until(number).await;
    }
    server.until_acknowledged(STREAM).await;
    let stats = running.stop().await;
    assert_eq!(tracker.ids(), ["1", "2", "3"]);
    assert!(stats.server_errors > 0, "{stats:?}");
}

#[tokio::test]
async fn consumer_waits_for_a_server_that_starts_later() {
    let Some(mut server) = RedisServer::start().await else { return };
    server.stop();
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    eventually("a connection fails", async || running.stats().server_errors > 0).await;
    server.start_again().await;
    add(&server, ANNA, "1").await;
    tracker.until(1).await;
    running.stop().await;
}

#[tokio::test]
async fn unreachable_server_is_reported_with_address_and_cause() {
    let (log, _guard) = Log::start();
    // Nothing listens on the port any longer.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound port").to_string();
    drop(listener);
    let errors = Arc::new(Mutex::new(Vec::new()));
    let reported = errors.clone();
    let on_error = move |error: &RedisError| {
        let mut errors = reported.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        errors.push(error.to_string());
        // A panic ends neither the consumer nor the reports.
        assert!(errors.len() > 1, "a bug in the callback");
    };
    let consumer = consumer_at(format!("redis://bot:sesame@{address}/"), Tracker::default()).on_server_error(on_error);
    let running = Running::start(consumer.build().expect("a consumer"));
    eventually("three errors are counted", async || running.stats().server_errors >= 3).await;
    let stats = running.stop().await;
    let errors = errors.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    assert!(errors.len() >= 3 && errors.len() as u64 <= stats.server_errors, "{errors:?} {stats:?}");
    for error in errors {
        assert!(error.contains(&address) && error.to_lowercase().contains("refused"), "{error}");
        assert!(!error.contains("sesame"), "{error}");
    }
    assert!(!log.lines("WARN", &[&address, "refused"]).is_empty(), "{}", log.text());
    assert!(!log.text().contains("sesame"), "{}", log.text());
}

#[tokio::test]
async fn half_open_connections_do_not_lose_leases() {
    let Some(server) = RedisServer::start().await else { return };
    let streams = 20;
    let gate = Gate::open(server.port(), Fault::None).await;
    let add = async |round: &str| {
        let entries = (0..streams).map(|instance| {
            let id = format!("{round}{instance}");
            (format!("stream:{instance}"), entry(&id, &instance.to_string(), ANNA, &id))
        });
        server.add_all(entries).await;
    };
    add("before").await;
    let tracker = Tracker::default();
    // The lease has its default duration of 10 s.
    let running = Running::start(consumer_at(gate.url(), tracker.clone()).build().expect("a consumer"));
    tracker.until(streams).await;
    eventually("nothing is in flight", async || running.stats().events.in_flight == 0).await;
    // The connection of the renewals must be open too.
    let last = Cell::new(i64::MAX);
    eventually("the leases are renewed", async || {
        let Value::Int(time) = server.run("PTTL wsapi:lease:bot:stream:0").await else { panic!("a number") };
        last.replace(time) < time
    })
    .await;
    let tokens = tokens(&server).await;
    assert_eq!(tokens.len(), streams);

    assert!(gate.freeze() > 0, "there are connections");
    let frozen = tokio::time::Instant::now();
    add("after").await;
    tracker.until(2 * streams).await;
    println!("all {streams} events were handled {:.1?} after the connections froze", frozen.elapsed());
    // By now, leases that were not renewed have expired.
    tokio::time::sleep_until(frozen + Duration::from_secs(15)).await;
    assert_eq!(self::tokens(&server).await, tokens, "the leases are the same");
    for instance in 0..streams {
        server.until_acknowledged(&format!("stream:{instance}")).await;
    }
    let stats = running.stop().await;
    assert_eq!((stats.leases_acquired, stats.leases_lost), (streams as u64, 0), "{stats:?}");
    assert_eq!(tracker.ids().len(), 2 * streams, "no event was handled twice");
}

/// The fencing tokens of the leases, which differ for each run of a consumer.
async fn tokens(server: &RedisServer) -> Vec<String> {
    let keys = server.keys("wsapi:lease:*").await;
    if keys.is_empty() {
        return Vec::new();
    }
    let mut command = cmd("MGET");
    command.arg(keys).query_async(&mut server.connection().await).await.expect("each lease has a token")
}

#[tokio::test]
async fn large_entries_on_a_slow_connection_are_read_without_losing_leases() {
    let Some(server) = RedisServer::start().await else { return };
    for number in 0..12 {
        let id = number.to_string();
        let mut large = entry(&id, "sales", ANNA, &id);
        large.event_data = large.event_data.replace("shop", &"x".repeat(400_000));
        server.add(STREAM, &signed(large)).await;
    }
    // All of them in one response would exceed the timeout of a response.
    let gate = Gate::open(server.port(), Fault::Throttles(400_000)).await;
    let tracker = Tracker::default();
    let running = Running::start(consumer_at(gate.url(), tracker.clone()).build().expect("a consumer"));
    tracker.until(12).await;
    server.until_acknowledged(STREAM).await;
    let stats = running.stop().await;
    assert_eq!((stats.events.handled, stats.leases_lost), (12, 0), "{stats:?}");
}

#[tokio::test]
async fn slow_heartbeat_responses_do_not_lose_leases() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let seconds = Duration::from_secs;
    let tracker = Tracker::default();
    // Another worker loads the scripts into the server.
    let other = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(1).await;
    other.stop().await;
    // Acquiring a stream and sending a heartbeat takes longer than a lease lasts.
    let fault = Fault::DelaysResponses("wsapi:workers:bot:stream:".to_owned(), seconds(4));
    let gate = Gate::open(server.port(), fault).await;
    let consumer = consumer_at(gate.url(), tracker).lease_duration(seconds(7));
    let streams = Streams::with_prefix("stream:").refresh_interval(seconds(60));
    let running = Running::start(consumer.streams(streams).build().expect("a consumer"));
    eventually("the stream is acquired", async || running.stats().leases_acquired > 0).await;
    sleep(seconds(10)).await;
    let stats = running.stats();
    assert_eq!((stats.leases_acquired, stats.leases_lost), (1, 0), "{stats:?}");
}

#[tokio::test]
async fn resp3_connection_blocks_at_the_server() {
    let Some(server) = RedisServer::start().await else { return };
    let tracker = Tracker::default();
    let url = format!("{}?protocol=resp3", server.url());
    let running = Running::start(consumer_at(url, tracker.clone()).build().expect("a consumer"));
    for number in 1..=5 {
        add(&server, ANNA, &number.to_string()).await;
        tracker.until(number).await;
    }
    server.until_acknowledged(STREAM).await;
    running.stop().await;
    let calls = server.calls("xread").await;
    assert!((1..100).contains(&calls), "the server is asked {calls} times");
}

#[tokio::test]
async fn stream_that_becomes_another_type_does_not_disturb_others() {
    let Some(server) = RedisServer::start().await else { return };
    let tracker = Tracker::default();
    server.add("stream:other", &entry("1", "other", ANNA, "1")).await;
    add(&server, ANNA, "2").await;
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(2).await;
    server.run("SET stream:other text").await;
    for number in 3..=5 {
        add(&server, ANNA, &number.to_string()).await;
        tracker.until(number).await;
    }
    server.until_acknowledged(STREAM).await;
    server.run("DEL stream:other").await;
    running.stop().await;
}
