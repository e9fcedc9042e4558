//! A sentinel that monitors a Redis server.

use std::{
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
};

use crate::RedisServer;

/// A sentinel that ends when it is dropped. It calls the server `mymaster`.
#[derive(Debug)]
pub struct Sentinel {
    process: Child,
    address: SocketAddr,
}

impl Sentinel {
    /// Starts a sentinel for the server, which is the same program with other arguments.
    ///
    /// # Panics
    ///
    /// Panics if there is no free port, or if the program cannot be started.
    pub fn start(server: &RedisServer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        drop(listener);
        let file = server.folder().join("sentinel.conf");
        let monitored = format!("sentinel monitor mymaster 127.0.0.1 {} 1\n", server.port());
        let text = format!("bind 127.0.0.1\nport {}\n{monitored}", address.port());
        std::fs::write(&file, text).expect("the file is written");
        let process = Command::new("redis-server").arg(&file).arg("--sentinel").stdout(Stdio::null()).spawn();
        Self { process: process.expect("the sentinel starts"), address }
    }

    /// The address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Sentinel {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
