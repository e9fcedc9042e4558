//! A server that sentinels monitor.

use std::process::{Child, Command, Stdio};

use wsapi_client::events::{
    Verifier,
    redis::{Consumer, RedisConfig},
};
use wsapi_transport_tests::{GROUP, RedisServer, Running, SECRET, eventually};

use crate::support::{ANNA, STREAM, Tracker, add, discover};

/// A process that ends with the test.
struct Sentinel(Child);

impl Drop for Sentinel {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a sentinel for the server, which is the same program with other arguments.
fn sentinel(server: &RedisServer, port: u16) -> Sentinel {
    let file = server.folder().join("sentinel.conf");
    let text = format!("bind 127.0.0.1\nport {port}\nsentinel monitor mymaster 127.0.0.1 {} 1\n", server.port());
    std::fs::write(&file, text).expect("the file is written");
    let process = Command::new("redis-server").arg(&file).arg("--sentinel").stdout(Stdio::null()).spawn();
    Sentinel(process.expect("the sentinel starts"))
}

#[tokio::test]
async fn server_is_found_through_a_sentinel() {
    let Some(server) = RedisServer::start().await else { return };
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("a bound port");
    drop(listener);
    let _sentinel = sentinel(&server, address.port());
    add(&server, ANNA, "1").await;
    let tracker = Tracker::default();
    // There is no sentinel at the first URL.
    let urls = ["redis://127.0.0.1:1".to_owned(), format!("redis://{address}")];
    let config = RedisConfig::sentinels(urls, "mymaster");
    let consumer = Consumer::builder(config, Verifier::new(SECRET).expect("a secret"))
        .group(GROUP)
        .handler(tracker.clone())
        .streams(discover("stream:"));
    let running = Running::start(consumer.build().expect("a consumer"));
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    eventually("the event is counted", async || running.stats().events.handled == 1).await;
    running.stop().await;
}
