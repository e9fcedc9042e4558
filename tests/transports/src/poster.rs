//! A sender of events over TCP, which sees what really comes back.

use std::{io, net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::sign;

/// A safety net: no test waits that long unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(60);

/// Posts events one after the other, over one connection as long as all is well.
#[derive(Debug)]
pub struct Poster {
    address: SocketAddr,
    stream: Option<TcpStream>,
}

impl Poster {
    /// A sender to a server on this machine.
    pub fn new(address: SocketAddr) -> Self {
        Self { address, stream: None }
    }

    /// Posts an event with its signature, and returns the status.
    pub async fn post(&mut self, body: &str) -> u16 {
        self.try_post(body).await.expect("an answer")
    }

    /// Posts an event with its signature to a server that may be gone.
    pub async fn try_post(&mut self, body: &str) -> io::Result<u16> {
        self.try_send(&request("POST", Some(&sign(body.as_bytes())), body)).await
    }

    /// Sends a request as it stands, and returns the status.
    pub async fn send(&mut self, request: &str) -> u16 {
        self.try_send(request).await.expect("an answer")
    }

    /// Sends a request, or the beginning of one, and waits for no answer.
    pub async fn begin(&mut self, request: &str) {
        self.connect().await.expect("a connection").write_all(request.as_bytes()).await.expect("a connection");
    }

    /// Waits for the answer to what was begun.
    pub async fn finish(&mut self) -> u16 {
        self.answer().await.expect("an answer")
    }

    async fn try_send(&mut self, request: &str) -> io::Result<u16> {
        // A server that refuses need not read to the end, so the answer counts and not the writing.
        let written = self.connect().await?.write_all(request.as_bytes()).await;
        self.answer().await.map_err(|error| written.err().unwrap_or(error))
    }

    async fn connect(&mut self) -> io::Result<&mut TcpStream> {
        let stream = match self.stream.take() {
            Some(stream) => stream,
            None => TcpStream::connect(self.address).await?,
        };
        Ok(self.stream.insert(stream))
    }

    async fn answer(&mut self) -> io::Result<u16> {
        let mut stream = self.stream.take().ok_or(io::ErrorKind::NotConnected)?;
        let head = timeout(PATIENCE, head(&mut stream)).await??;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status: u16 = status.ok_or(io::ErrorKind::InvalidData)?;
        let is_empty = head.to_ascii_lowercase().contains("content-length: 0") || status == 204;
        assert!(is_empty, "an answer says nothing but its status: {head}");
        if (200..300).contains(&status) {
            self.stream = Some(stream);
        }
        Ok(status)
    }
}

/// A request as the service sends it.
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
