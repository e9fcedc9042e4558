//! The stream of changes.

use std::net::SocketAddr;

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use super::document;

/// An open stream of changes.
pub(crate) struct Changes(BufReader<TcpStream>);

impl Changes {
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        let request = format!("GET /_sim/changes HTTP/1.1\r\nHost: {address}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("it is sent");
        Self(BufReader::new(stream))
    }

    /// Reads events until one is the wanted one, and returns it.
    pub(crate) async fn until(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).await.expect("the stream continues") > 0, "the stream ended");
            let Some(data) = line.strip_prefix("data: ") else { continue };
            let change = serde_json::from_str(data).expect("the data is JSON");
            document::assert_is("Change", &change);
            if is_wanted(&change) {
                return change;
            }
        }
    }
}
