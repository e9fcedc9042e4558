//! A server that does as it is told, connection by connection, and records what it was asked.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::{JoinHandle, JoinSet},
    time::sleep,
};
use wsapi_client::{Client, ClientBuilder, events::EventStream};

use super::clock::{Clock, IDLE};

/// What is done on a connection after its request was read. After the last act it is closed.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Write(Vec<u8>),
    /// Writes byte by byte, each in a packet of its own.
    Drip(Vec<u8>),
    /// Goes on when the test says so.
    WaitFor(Arc<Notify>),
    /// Tells the test that all before it was written.
    Tell(Arc<Notify>),
    /// Says nothing until the client is gone.
    Hold,
    Reset,
}

/// The head of an event stream, and what comes on it.
pub(super) fn stream(text: impl AsRef<[u8]>) -> Vec<Act> {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
    vec![Act::Write([head, text.as_ref()].concat())]
}

/// Like [`stream`], and stays open behind it.
pub(super) fn open(text: impl AsRef<[u8]>) -> Vec<Act> {
    [stream(text), vec![Act::Hold]].concat()
}

/// An answer that is none. Headers end in a line break each.
pub(super) fn answer(status: &str, headers: &str, body: &str) -> Vec<Act> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n", body.len());
    vec![Act::Write((head + body).into_bytes())]
}

/// There is no more.
pub(super) fn over() -> Vec<Act> {
    vec![Act::Write(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_vec())]
}

/// Plays one list of acts for each connection, and the last again and again.
pub(super) struct Server {
    url: String,
    requests: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Server {
    pub(super) async fn new(connections: impl IntoIterator<Item = Vec<Act>>) -> Self {
        Self::at("127.0.0.1:0", connections).await
    }

    pub(super) async fn at(address: &str, connections: impl IntoIterator<Item = Vec<Act>>) -> Self {
        let mut connections: VecDeque<_> = connections.into_iter().collect();
        let listener = TcpListener::bind(address).await.expect("the port is free");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let witness = requests.clone();
        let task = tokio::spawn(async move {
            let mut players = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let acts = if connections.len() > 1 { connections.pop_front() } else { connections.front().cloned() };
                players.spawn(play(stream, acts.unwrap_or_default(), witness.clone()));
            }
        });
        Self { url, requests, task }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(self.url()).api_key("instance-key").instance_id("sales")
    }

    /// The stream of a client whose waits take no time.
    pub(super) fn events(&self, clock: &Clock) -> EventStream {
        let client = self.builder().clock(clock.clone()).build().expect("it is configured");
        client.events().idle_timeout(IDLE)
    }

    /// The heads of the requests, as they arrived.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no panic").clone()
    }

    /// The value of a header in each of the requests.
    pub(super) fn headers(&self, name: &str) -> Vec<Option<String>> {
        let value = |head: &String| {
            let mut lines = head.lines().filter_map(|line| line.split_once(": "));
            lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
        };
        self.requests().iter().map(value).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Plays until the client is gone, which its own test will tell.
async fn play(mut stream: TcpStream, acts: Vec<Act>, requests: Arc<Mutex<Vec<String>>>) {
    stream.set_nodelay(true).expect("it is a TCP stream");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    requests.lock().expect("no panic").push(String::from_utf8(head).expect("a head is text"));
    for act in acts {
        let played = match act {
            Act::Write(bytes) => stream.write_all(&bytes).await,
            Act::Drip(bytes) => drip(&mut stream, &bytes).await,
            Act::WaitFor(notify) => {
                notify.notified().await;
                Ok(())
            }
            Act::Tell(notify) => {
                notify.notify_one();
                Ok(())
            }
            Act::Hold => {
                while stream.read(&mut [0; 64]).await.is_ok_and(|read| read > 0) {}
                return;
            }
            Act::Reset => stream.set_zero_linger(),
        };
        if played.is_err() {
            return;
        }
    }
}

/// The pauses make it likely that each byte is read by itself; no test needs that it is.
async fn drip(stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        sleep(Duration::from_micros(100)).await;
    }
    Ok(())
}
