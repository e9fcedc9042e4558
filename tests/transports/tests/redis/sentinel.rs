//! A server that sentinels monitor.

use wsapi_client::events::{
    Verifier,
    redis::{Consumer, RedisConfig},
};
use wsapi_transport_tests::{GROUP, RedisServer, Running, SECRET, Sentinel, eventually};

use crate::support::{ANNA, STREAM, Tracker, add, with_prefix};

#[tokio::test]
async fn server_is_found_through_a_sentinel() {
    let Some(server) = RedisServer::start().await else { return };
    let sentinel = Sentinel::start(&server);
    let address = sentinel.address();
    add(&server, ANNA, "1").await;
    let tracker = Tracker::default();
    // There is no sentinel at the first URL.
    let urls = ["redis://127.0.0.1:1".to_owned(), format!("redis://{address}")];
    let config = RedisConfig::sentinels(urls, "mymaster");
    let consumer = Consumer::builder(config, Verifier::new(SECRET).expect("a secret"))
        .group(GROUP)
        .handler(tracker.clone())
        .streams(with_prefix("stream:"));
    let running = Running::start(consumer.build().expect("a consumer"));
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    eventually("the event is counted", async || running.stats().events.handled == 1).await;
    running.stop().await;
}
