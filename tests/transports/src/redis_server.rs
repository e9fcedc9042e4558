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

/// Runs the server until standard input is closed, which happens even if the test process is aborted.
const SCRIPT: &str =
    r#"exec 3<&0; redis-server "$@" 3<&- & server=$!; (read -r _ <&3; kill -9 $server) & wait $server"#;

/// A Redis server of one test on a free port. It writes every change to the disk before it responds, and stops with the
/// test.
#[derive(Debug)]
pub struct RedisServer {
    folder: TempDir,
    port: u16,
    process: Option<Child>,
}

impl RedisServer {
    /// Starts a server. If `redis-server` is not installed, reports that on standard error and returns `None`; the test
    /// is then skipped.
    pub async fn start() -> Option<Self> {
        if let Err(error) = Command::new("redis-server").arg("--version").stdout(Stdio::null()).status() {
            // The output of `eprintln!` would be shown only if the test fails.
            let _ = writeln!(io::stderr(), "SKIPPED: a test of Redis streams, since redis-server cannot run: {error}");
            return None;
        }
        loop {
            let mut server = Self { folder: TempDir::new().expect("a folder"), port: free_port(), process: None };
            if server.begin().await {
                return Some(server);
            }
        }
    }

    /// The URL of the first database, which contains the streams.
    pub fn url(&self) -> String {
        self.database(0)
    }

    /// The URL of a database.
    pub fn database(&self, number: u8) -> String {
        format!("redis://127.0.0.1:{}/{number}", self.port)
    }

    /// The URL of the first database for a user.
    pub fn url_as(&self, user: &str, password: &str) -> String {
        format!("redis://{user}:{password}@127.0.0.1:{}/", self.port)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder with the data.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Kills the server, as a power failure would.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            // This closes standard input.
            process.wait().expect("it ends");
        }
    }

    /// Starts the server again with its data.
    pub async fn start_again(&mut self) {
        while !self.begin().await {
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// A connection to the first database.
    pub async fn connection(&self) -> MultiplexedConnection {
        connect(&self.url()).await.expect("the server responds")
    }

    /// Starts the process and waits until it responds. Returns `false` if it ends instead.
    async fn begin(&mut self) -> bool {
        let process = Command::new("sh")
            .args(["-c", SCRIPT, "redis-server"])
            .args(["--port", &self.port.to_string(), "--bind", "127.0.0.1", "--save", ""])
            .args(["--appendonly", "yes", "--appendfsync", "always", "--dir"])
            .arg(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let url = self.url();
        let process = self.process.insert(process.expect("the server starts"));
        while process.try_wait().expect("its state").is_none() {
            if let Some(mut connection) = connect(&url).await
                && cmd("PING").query_async::<String>(&mut connection).await.is_ok()
                && is_in(self.folder.path(), &mut connection).await
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

async fn connect(url: &str) -> Option<MultiplexedConnection> {
    let client = Client::open(url).expect("a URL");
    let config = AsyncConnectionConfig::new().set_response_timeout(None);
    client.get_multiplexed_async_connection_with_config(&config).await.ok()
}

/// Returns whether the server has this folder. The server of another test may have taken the port.
async fn is_in(folder: &Path, connection: &mut MultiplexedConnection) -> bool {
    let response = cmd("CONFIG").arg("GET").arg("dir").query_async::<Vec<String>>(connection).await;
    let folder = folder.canonicalize().expect("the folder exists");
    response.is_ok_and(|response| response.get(1).is_some_and(|dir| Path::new(dir) == folder))
}

/// Returns a free port. Outgoing connections use other ports, so it is still free after a restart.
fn free_port() -> u16 {
    let ports = std::iter::from_fn(|| {
        let random = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), 0_u8);
        Some(20_000 + u16::try_from(random % 12_000).expect("a small number"))
    });
    let mut free = ports.filter(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    free.next().expect("the ports are endless")
}
