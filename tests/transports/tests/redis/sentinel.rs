//! A server that sentinels name.

use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

use wsapi_client::events::{
    Verifier,
    redis::{Consumer, Server},
};
use wsapi_transport_tests::{RedisServer, Running, SECRET, eventually};

use crate::support::{ANNA, Notes, STREAM, add, nothing_pending};

/// A process that ends with the test.
struct Sentinel(Child);

impl Drop for Sentinel {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A sentinel of the server: the same program, started another way.
fn sentinel(server: &RedisServer, port: u16) -> Sentinel {
    let file = server.folder().join("sentinel.conf");
    let text = format!("bind 127.0.0.1\nport {port}\nsentinel monitor mymaster 127.0.0.1 {} 1\n", server.port());
    std::fs::write(&file, text).expect("the file is written");
    let process = Command::new("redis-server").arg(&file).arg("--sentinel").stdout(Stdio::null()).spawn();
    Sentinel(process.expect("the sentinel starts"))
}

#[tokio::test]
async fn the_server_that_a_sentinel_names_is_read() {
    let Some(server) = RedisServer::start().await else { return };
    let place = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its number");
    let _sentinel = sentinel(&server, place.port());
    add(&server, ANNA, "1").await;
    let notes = Notes::default();
    // The first address leads nowhere.
    let sentinels = ["redis://127.0.0.1:1".to_owned(), format!("redis://{place}")];
    let consumer =
        Consumer::builder(Server::sentinels(sentinels, "mymaster"), Verifier::new(SECRET).expect("a secret"))
            .group("bot")
            .handler(notes.clone())
            .discovery(Duration::from_millis(100));
    let running = Running::start(consumer.build().expect("a consumer"));
    notes.until(1).await;
    nothing_pending(&server, STREAM).await;
    eventually("it is counted", async || running.counts().handled == 1).await;
    running.stop().await;
}
