//! The fleet on a Redis server. Where none is installed, the tests print a message and pass.

use std::{io::Write, time::Duration};

use redis::AsyncCommands;
use wsapi_client::operations::SendText;
use wsapi_simulator::{Person, Server};

use crate::{
    SHORT_LEASE, connect,
    fleet::{Fields, Fleet, LEASE, MAX_ATTEMPTS, PAGE},
    redis_server::RedisServer,
    running::Running,
    simulator,
};

struct Shop {
    // The server ends after the workers.
    fleet: Fleet,
    sim: Server,
    ada: Person,
    _redis: RedisServer,
}

impl Shop {
    async fn open(lease: Duration) -> Option<Self> {
        let redis = match RedisServer::start() {
            Ok(redis) => redis,
            Err(error) => {
                // The output of `eprintln!` would be shown only if the test fails.
                _ = writeln!(std::io::stderr(), "SKIPPED: a test of redis_fleet: cannot start redis-server: {error}");
                return None;
            }
        };
        let sim = simulator().serve().await;
        let fleet = connect(&sim, redis.url(), lease).await.expect("a fleet");
        let ada = sim.person("+49 170 1234567").named("Ada");
        Some(Self { fleet, sim, ada, _redis: redis })
    }

    fn start(&self, name: &str) -> Running {
        Running::start(self.fleet.worker(name).expect("a worker"))
    }

    async fn until_attempts(&self, count: usize) {
        self.sim.until(|| self.sim.attempts::<SendText>().len() == count).await;
    }
}

/// Kills the worker that handles an event, and waits until these are the replies.
async fn kill_worker(shop: &Shop, replies: &[&str]) {
    let a = shop.start("A");
    shop.ada.writes("Hello").await;
    shop.until_attempts(1).await;
    let b = shop.start("B");
    a.dies().await;
    shop.until_attempts(2).await;
    let stats = b.shuts_down().await.expect("a shutdown");
    assert_eq!(stats.events.handled, 1);
    assert_eq!(shop.ada.inbox().texts(), replies);
}

#[tokio::test]
async fn another_worker_handles_the_event_of_a_worker_that_died() {
    let Some(shop) = Shop::open(SHORT_LEASE).await else { return };
    // The client waits before it sends the reply again.
    shop.sim.on::<SendText>().once().retry_after(Duration::from_secs(20)).fails(429);
    kill_worker(&shop, &["You wrote: Hello"]).await;
}

/// Delivery is at-least-once: Redis does not know that the reply was sent.
#[tokio::test]
async fn worker_that_dies_after_its_reply_causes_a_second_one() {
    let Some(shop) = Shop::open(SHORT_LEASE).await else { return };
    shop.sim.on::<SendText>().once().stalls();
    kill_worker(&shop, &["You wrote: Hello"; 2]).await;
}

#[tokio::test]
async fn reply_whose_response_was_lost_is_not_sent_again() {
    let Some(shop) = Shop::open(LEASE).await else { return };
    shop.sim.on::<SendText>().once().loses_response();
    let worker = shop.start("A");
    shop.ada.writes("Hello").await;
    shop.until_attempts(1).await;
    let stats = worker.shuts_down().await.expect("a shutdown");
    assert_eq!((stats.events.handled, stats.events.failed_attempts), (1, 0));
    assert_eq!(shop.ada.inbox().texts(), ["You wrote: Hello"]);
}

#[tokio::test]
async fn rejected_reply_is_a_dead_letter_until_it_is_replayed() {
    let Some(shop) = Shop::open(LEASE).await else { return };
    shop.sim.on::<SendText>().times(MAX_ATTEMPTS).fails(403);
    let worker = shop.start("A");
    shop.ada.writes("Hello").await;
    shop.sim.until(|| worker.failed() == 1).await;
    assert!(shop.ada.inbox().texts().is_empty());
    assert_eq!(shop.fleet.replay().await.expect("Redis responds"), 1);
    assert_eq!(shop.fleet.replay().await.expect("Redis responds"), 0, "the dead letter was moved");
    shop.sim.until(|| shop.ada.inbox().texts() == ["You wrote: Hello"]).await;
    worker.shuts_down().await.expect("a shutdown");
}

#[tokio::test]
async fn only_dead_letters_that_had_no_effect_are_replayed() {
    let Some(shop) = Shop::open(LEASE).await else { return };
    let client = redis::Client::open(shop.fleet.streams_url()).expect("a URL");
    let mut redis = client.get_multiplexed_async_connection().await.expect("Redis responds");
    let not_utf8: &[u8] = b"\xff";
    // More than one page of each kind.
    for _ in 0..=PAGE {
        for (reason, may_be_partly_handled) in [
            ("signature", "false"),
            ("interrupted", "true"),
            ("panic", "true"),
            ("handler", "true"),
            ("handler", "false"),
            ("unreadable", "false"),
        ] {
            let fields = [
                ("json", not_utf8),
                ("deadReason", reason.as_bytes()),
                ("deadMayBePartlyHandled", may_be_partly_handled.as_bytes()),
            ];
            let _: String = redis.xadd("dead:stream:shop", "*", &fields).await.expect("Redis responds");
        }
    }
    let (harmless, others) = (2 * (PAGE + 1), 4 * (PAGE + 1));
    assert_eq!(shop.fleet.replay().await.expect("Redis responds"), harmless);
    let replayed: Vec<(String, Fields)> = redis.xrange_all("stream:shop").await.expect("Redis responds");
    let left: usize = redis.xlen("dead:stream:shop").await.expect("Redis responds");
    assert_eq!((replayed.len(), left), (harmless, others));
    assert!(replayed.iter().all(|(_, fields)| *fields == [(b"json".to_vec(), not_utf8.to_vec())]));
}

#[tokio::test]
async fn shutdown_finishes_the_event_in_flight() {
    let Some(shop) = Shop::open(LEASE).await else { return };
    shop.sim.on::<SendText>().once().delays(Duration::from_secs(5));
    let worker = shop.start("A");
    shop.ada.writes("Hello").await;
    shop.until_attempts(1).await;
    let (stats, ()) = tokio::join!(worker.shuts_down(), async { shop.sim.advance(Duration::from_secs(5)) });
    let stats = stats.expect("a shutdown");
    assert_eq!((stats.events.handled, stats.events.released), (1, 0));
    assert_eq!(shop.ada.inbox().texts(), ["You wrote: Hello"]);
}
