//! A server that misbehaves as scripted, connection by connection, and records the requests.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
    time::{sleep, timeout},
};

use super::request::{Request, read};
use crate::{Backoff, Client, ClientBuilder, RetryPolicy};

/// A step of a server on a connection. After the last one it closes the connection.
#[derive(Clone)]
pub(super) enum Act {
    /// Reads a request and records it.
    Read,
    /// Waits until a request is there, and leaves it unread.
    LeaveUnread,
    /// Writes these bytes.
    Write(Vec<u8>),
    /// Writes a byte again and again, with a pause before each.
    Drip(usize, Duration),
    /// Writes for as long as anybody reads.
    WriteForever,
    /// Writes nothing until the client is gone.
    Hold,
    /// Resets the connection instead of closing it.
    Reset,
}

/// Reads a request and responds with a status, headers (each ending in a line break) and a body.
pub(super) fn respond(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<Act> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n", body.len());
    vec![Act::Read, Act::Write([head.as_bytes(), body].concat())]
}

/// Reads a request and responds with JSON.
pub(super) fn json(status: &str, body: &str) -> Vec<Act> {
    respond(status, "content-type: application/json\r\n", body)
}

/// Plays one list of acts for each connection, the last list again and again, until it is dropped.
pub(super) struct Script {
    url: String,
    seen: Arc<Seen>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    requests: Mutex<Vec<Request>>,
    /// Clients that left a server which held the connection or continued to write.
    gone: AtomicUsize,
}

impl Script {
    pub(super) async fn new(connections: impl IntoIterator<Item = Vec<Act>>) -> Self {
        let mut connections: VecDeque<_> = connections.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Seen::default());
        let witness = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            let mut players = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                witness.connections.fetch_add(1, SeqCst);
                let acts = if connections.len() > 1 { connections.pop_front() } else { connections.front().cloned() };
                players.spawn(play(stream, acts.expect("a list of acts"), Arc::clone(&witness)));
            }
        });
        Self { url, seen, task }
    }

    /// A port on which nothing listens.
    pub(super) async fn nobody() -> Self {
        let script = Self::new([Vec::new()]).await;
        script.task.abort();
        while !script.task.is_finished() {
            tokio::task::yield_now().await;
        }
        script
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// A client of the server with its keys, which retries without a delay.
    pub(super) fn builder(&self) -> ClientBuilder {
        let retry = RetryPolicy::new().backoff(Backoff::new(Duration::from_millis(1)));
        Client::builder().base_url(self.url()).api_key("instance-key").instance_id("sales").retry(retry)
    }

    pub(super) fn connections(&self) -> usize {
        self.seen.connections.load(SeqCst)
    }

    /// The requests that arrived completely.
    pub(super) fn requests(&self) -> Vec<Request> {
        self.seen.requests.lock().expect("no panic").clone()
    }

    /// The only request that arrived.
    pub(super) fn request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "exactly one request was to arrive");
        requests.remove(0)
    }

    /// Waits until the server has noticed that a client is gone.
    pub(super) async fn notices_that_the_client_is_gone(&self) -> bool {
        self.sees(|seen| seen.gone.load(SeqCst) > 0).await
    }

    /// Waits until a request has arrived.
    pub(super) async fn has_a_request(&self) -> bool {
        self.sees(|seen| !seen.requests.lock().expect("no panic").is_empty()).await
    }

    async fn sees(&self, condition: impl Fn(&Seen) -> bool) -> bool {
        let met = async {
            while !condition(&self.seen) {
                sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(Duration::from_secs(20), met).await.is_ok()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Plays until the client is gone. A test that expects more of it fails by itself.
async fn play(mut stream: TcpStream, acts: Vec<Act>, seen: Arc<Seen>) {
    for act in acts {
        let played = match act {
            Act::Read => read(&mut stream).await.map(|request| seen.requests.lock().expect("no panic").push(request)),
            Act::LeaveUnread => stream.peek(&mut [0]).await.map(drop),
            Act::Write(bytes) => stream.write_all(&bytes).await,
            Act::Drip(count, pause) => drip(&mut stream, count, pause).await,
            Act::WriteForever => {
                while stream.write_all(&[b'a'; 1 << 14]).await.is_ok() {}
                seen.gone.fetch_add(1, SeqCst);
                return;
            }
            Act::Hold => {
                while stream.read(&mut [0; 64]).await.is_ok_and(|read| read > 0) {}
                seen.gone.fetch_add(1, SeqCst);
                return;
            }
            Act::Reset => stream.set_zero_linger(),
        };
        if played.is_err() {
            return;
        }
    }
}

async fn drip(stream: &mut TcpStream, count: usize, pause: Duration) -> std::io::Result<()> {
    for _ in 0..count {
        sleep(pause).await;
        stream.write_all(b"a").await?;
    }
    Ok(())
}
