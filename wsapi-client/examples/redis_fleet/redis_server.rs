//! A Redis server for the simulator and the tests.

use std::{
    env,
    io::{self, BufRead, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

/// A Redis server that was started here and ends when it is dropped, or another one.
pub(crate) struct RedisServer {
    url: String,
    process: Option<(Child, TempDir)>,
}

impl RedisServer {
    /// Uses the server at `REDIS_URL`, or starts one.
    pub(crate) fn from_env() -> Result<Self, String> {
        if let Ok(url) = env::var("REDIS_URL") {
            return Ok(Self { url, process: None });
        }
        Self::start().map_err(|error| {
            format!("cannot start `redis-server` ({error}): install it (Debian: redis-server), or set REDIS_URL")
        })
    }

    /// Starts a server on a free port. Fails if `redis-server` is not installed.
    pub(crate) fn start() -> io::Result<Self> {
        for _ in 0..10 {
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            let folder = TempDir::new()?;
            let mut process = Command::new("redis-server")
                .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--dir"])
                .arg(folder.path())
                .stdout(Stdio::piped())
                .spawn()?;
            let output = BufReader::new(process.stdout.take().expect("it is piped"));
            let is_ready =
                output.lines().map_while(Result::ok).any(|line| line.contains("Ready to accept connections"));
            let server = Self { url: format!("redis://127.0.0.1:{port}"), process: Some((process, folder)) };
            // Otherwise it has exited, because another program has taken the port.
            if is_ready {
                return Ok(server);
            }
        }
        Err(io::Error::other("it exits at once"))
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        if let Some((process, _)) = &mut self.process {
            _ = process.kill();
            _ = process.wait();
        }
    }
}
