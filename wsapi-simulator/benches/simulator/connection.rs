//! A connection that sends one request after another.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub(crate) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.expect("it listens");
        stream.set_nodelay(true).expect("a socket without delay");
        Self { stream, received: Vec::new() }
    }

    /// Sends a request, and reads the response, which must be a success.
    pub(crate) async fn request(&mut self, request: &[u8]) {
        self.stream.write_all(request).await.expect("it is sent");
        self.received.clear();
        loop {
            let count = self.stream.read_buf(&mut self.received).await.expect("a response");
            assert_ne!(count, 0, "the connection ended");
            if let Some(end) = self.received.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&self.received[..end]).to_ascii_lowercase();
                assert!(head.starts_with("http/1.1 20"), "{head}");
                let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
                let length: usize = length.map_or(0, |length| length.trim().parse().expect("a number"));
                if self.received.len() >= end + 4 + length {
                    return;
                }
            }
        }
    }
}
