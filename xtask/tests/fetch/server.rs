//! A local file server that can misbehave.

use std::{
    collections::HashMap,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

/// A response, byte for byte.
pub(crate) type Bytes = Vec<u8>;

/// A server that responds to each path with fixed bytes and then closes the connection. It runs until the process ends.
pub(crate) struct Server {
    address: String,
}

impl Server {
    /// Starts a server on a free port. The responses may contain its address.
    pub(crate) fn start(responses: impl FnOnce(&str) -> Vec<(&'static str, Bytes)>) -> Self {
        Self::start_with(responses, |_| {})
    }

    /// Starts a server that calls a function with the path of each request before it responds.
    pub(crate) fn start_with(
        responses: impl FnOnce(&str) -> Vec<(&'static str, Bytes)>,
        on_request: impl Fn(&str) + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("it has an address"));
        let responses: HashMap<_, _> = responses(&address).into_iter().collect();
        thread::spawn(move || listener.incoming().flatten().for_each(|stream| serve(stream, &responses, &on_request)));
        Self { address }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

fn serve(mut stream: TcpStream, responses: &HashMap<&'static str, Bytes>, on_request: &dyn Fn(&str)) {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(read) => request.extend_from_slice(&buffer[..read]),
        }
    }
    let request = String::from_utf8_lossy(&request);
    let path = request.split(' ').nth(1).unwrap_or_default();
    on_request(path);
    let missing = response("404 Not Found", "text/plain", "there is no such file\n");
    _ = stream.write_all(responses.get(path).unwrap_or(&missing));
}

/// A complete response.
pub(crate) fn response(status: &str, media_type: &str, body: &str) -> Bytes {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The response with a file.
pub(crate) fn file(text: &str) -> Bytes {
    response("200 OK", "text/plain; charset=utf-8", text)
}

pub(crate) fn redirect(to: &str) -> Bytes {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
}
