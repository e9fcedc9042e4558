//! A sender of events over TCP, which sees the bytes of the response.

use std::{io, net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::sign;

/// The longest wait, which only a failing test reaches.
const PATIENCE: Duration = Duration::from_secs(60);

/// Posts events one after the other, over one connection while requests succeed.
#[derive(Debug)]
pub struct Poster {
    address: SocketAddr,
    stream: Option<TcpStream>,
}

impl Poster {
    /// Creates a sender to a server on this machine.
    pub fn new(address: SocketAddr) -> Self {
        Self { address, stream: None }
    }

    /// Posts an event with its signature, and returns the status.
    pub async fn post(&mut self, body: &str) -> u16 {
        self.try_post(body).await.expect("a response")
    }

    /// Posts an event with its signature to a server that may have stopped.
    pub async fn try_post(&mut self, body: &str) -> io::Result<u16> {
        self.try_send(&request("POST", Some(&sign(body.as_bytes())), body)).await
    }

    /// Sends a request unchanged, and returns the status.
    pub async fn send(&mut self, request: &str) -> u16 {
        self.try_send(request).await.expect("a response")
    }

    /// Sends a request, or its beginning, without waiting for the response.
    pub async fn begin(&mut self, request: &str) {
        self.connect().await.expect("a connection").write_all(request.as_bytes()).await.expect("a connection");
    }

    /// Waits for the response to a request that was begun.
    pub async fn finish(&mut self) -> u16 {
        self.response().await.expect("a response")
    }

    async fn try_send(&mut self, request: &str) -> io::Result<u16> {
        // A server that rejects a request need not read all of it, so only the response counts, not the write.
        let written = self.connect().await?.write_all(request.as_bytes()).await;
        self.response().await.map_err(|error| written.err().unwrap_or(error))
    }

    async fn connect(&mut self) -> io::Result<&mut TcpStream> {
        let stream = match self.stream.take() {
            Some(stream) => stream,
            None => TcpStream::connect(self.address).await?,
        };
        Ok(self.stream.insert(stream))
    }

    async fn response(&mut self) -> io::Result<u16> {
        let mut stream = self.stream.take().ok_or(io::ErrorKind::NotConnected)?;
        let head = timeout(PATIENCE, head(&mut stream)).await??;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status: u16 = status.ok_or(io::ErrorKind::InvalidData)?;
        let is_empty = head.to_ascii_lowercase().contains("content-length: 0") || status == 204;
        assert!(is_empty, "the body of a response is empty: {head}");
        if (200..300).contains(&status) {
            self.stream = Some(stream);
        }
        Ok(status)
    }
}

/// Returns a request as the service sends it.
pub fn request(method: &str, signature: Option<&str>, body: &str) -> String {
    let signature = signature.map(|text| format!("X-Webhook-Signature: {text}\r\n")).unwrap_or_default();
    format!(
        "{method} /wsapi HTTP/1.1\r\nHost: receiver\r\nContent-Type: application/json\r\nX-Instance-Id: sales\r\n\
         {signature}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

async fn head(stream: &mut TcpStream) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    String::from_utf8(head).map_err(|_| io::ErrorKind::InvalidData.into())
}
