//! A server that follows a script for each connection and records the requests.

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
use wsapi_client::{Client, ClientBuilder, events::sse::EventStream};

use super::clock::{Clock, IDLE};

/// A step on a connection whose request was read. After the last step the connection is closed.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Write(Vec<u8>),
    /// Writes byte by byte, each in its own packet.
    Drip(Vec<u8>),
    /// Waits for the test.
    WaitFor(Arc<Notify>),
    /// Notifies the test.
    Notify(Arc<Notify>),
    /// Waits until the client has closed the connection.
    Hold,
    Reset,
}

/// The head of an event stream, and its text.
pub(super) fn stream(text: impl AsRef<[u8]>) -> Vec<Act> {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
    vec![Act::Write([head, text.as_ref()].concat())]
}

/// Like [`stream`], and the connection stays open.
pub(super) fn open(text: impl AsRef<[u8]>) -> Vec<Act> {
    [stream(text), vec![Act::Hold]].concat()
}

/// A response that is not an event stream. Each header ends with a line break.
pub(super) fn response(status: &str, headers: &str, body: &str) -> Vec<Act> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n", body.len());
    vec![Act::Write((head + body).into_bytes())]
}

/// The response that ends the stream.
pub(super) fn no_content() -> Vec<Act> {
    vec![Act::Write(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_vec())]
}

/// Plays one list of acts for each connection, and the last one for all further connections.
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
        let record = requests.clone();
        let task = tokio::spawn(async move {
            let mut players = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let acts = if connections.len() > 1 { connections.pop_front() } else { connections.front().cloned() };
                players.spawn(play(stream, acts.unwrap_or_default(), record.clone()));
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

    /// The event stream of a client with this clock.
    pub(super) fn events(&self, clock: &Clock) -> EventStream {
        let client = self.builder().clock(clock.clone()).build().expect("a client");
        client.events().idle_timeout(IDLE)
    }

    /// The heads of the requests, in order.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no panic").clone()
    }

    /// The value of a header in each request.
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

/// Plays until the client has closed the connection.
async fn play(mut stream: TcpStream, acts: Vec<Act>, requests: Arc<Mutex<Vec<String>>>) {
    stream.set_nodelay(true).expect("a TCP stream");
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
            Act::Notify(notify) => {
                notify.notify_one();
                Ok(())
            }
            Act::Hold => {
                while stream.read(&mut [0; 64]).await.is_ok_and(|read| read > 0) {}
                Ok(())
            }
            Act::Reset => stream.set_zero_linger(),
        };
        if played.is_err() {
            return;
        }
    }
}

/// The pauses make it likely that each byte is read separately. No test depends on it.
async fn drip(stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        sleep(Duration::from_micros(100)).await;
    }
    Ok(())
}
