//! A Redis server for a test.

use std::{
    io::{self, Write},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use redis::{AsyncConnectionConfig, Client, aio::MultiplexedConnection, cmd};
use tempfile::TempDir;
use tokio::time::sleep;
use wsapi_client::events::StreamEntry;

/// A server of the test's own on a free port, which writes all that it is told to a disk before it answers. It ends with
/// the test.
#[derive(Debug)]
pub struct RedisServer {
    folder: TempDir,
    port: u16,
    process: Option<Child>,
}

impl RedisServer {
    /// Starts one; `None`, said on the standard error, where `redis-server` is not installed. The test is over then.
    pub async fn start() -> Option<Self> {
        if let Err(error) = Command::new("redis-server").arg("--version").stdout(Stdio::null()).status() {
            // Not by a macro, whose output is shown only if a test fails.
            let _ =
                writeln!(io::stderr(), "SKIPPED: a test of Redis streams, since redis-server cannot be run: {error}");
            return None;
        }
        loop {
            let mut server = Self { folder: TempDir::new().expect("a folder"), port: free_port(), process: None };
            if server.begin().await {
                return Some(server);
            }
        }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where it keeps its data.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Ends it, as a machine ends that loses its power.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("it can be ended");
            process.wait().expect("it ends");
        }
    }

    /// Starts it again with its data.
    pub async fn start_again(&mut self) {
        while !self.begin().await {
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// A connection to it.
    pub async fn connection(&self) -> MultiplexedConnection {
        connect(self.port).await.expect("the server answers")
    }

    /// Adds an entry to a stream as the service does, and returns its id.
    pub async fn add(&self, stream: &str, entry: &StreamEntry) -> String {
        let mut command = cmd("XADD");
        command.arg(stream).arg("*");
        for (name, value) in entry.fields() {
            command.arg(name).arg(value);
        }
        command.query_async(&mut self.connection().await).await.expect("an id")
    }

    /// Starts the process, and waits until it answers; `false` if it ended instead.
    async fn begin(&mut self) -> bool {
        let process = Command::new("redis-server")
            .args(["--port", &self.port.to_string(), "--bind", "127.0.0.1", "--save", ""])
            .args(["--appendonly", "yes", "--appendfsync", "always", "--dir"])
            .arg(self.folder.path())
            .stdout(Stdio::null())
            .spawn();
        let process = self.process.insert(process.expect("the server starts"));
        while process.try_wait().expect("its state").is_none() {
            if let Some(mut connection) = connect(self.port).await
                && cmd("PING").query_async::<String>(&mut connection).await.is_ok()
                && is_of(self.folder.path(), &mut connection).await
            {
                return true;
            }
            sleep(Duration::from_millis(20)).await;
        }
        self.process = None;
        false
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn connect(port: u16) -> Option<MultiplexedConnection> {
    let client = Client::open(format!("redis://127.0.0.1:{port}/")).expect("an address");
    let config = AsyncConnectionConfig::new().set_response_timeout(None);
    client.get_multiplexed_async_connection_with_config(&config).await.ok()
}

/// Whether it is the server with this folder, and not another test's that was quicker to take the port.
async fn is_of(folder: &Path, connection: &mut MultiplexedConnection) -> bool {
    let answer = cmd("CONFIG").arg("GET").arg("dir").query_async::<Vec<String>>(connection).await;
    let folder = folder.canonicalize().expect("it is there");
    answer.is_ok_and(|answer| answer.get(1).is_some_and(|dir| Path::new(dir) == folder))
}

/// A port that was free a moment ago. Outgoing connections get other ones, so that it is still free after a restart.
fn free_port() -> u16 {
    let ports = std::iter::from_fn(|| {
        let random = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), 0_u8);
        Some(20_000 + u16::try_from(random % 12_000).expect("a small number"))
    });
    let mut free = ports.filter(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    free.next().expect("there is no end to them")
}
