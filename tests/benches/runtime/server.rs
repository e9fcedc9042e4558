//! The server, in a process of its own.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
};

use http_body_util::{BodyExt, Full};
use hyper::{StatusCode, body::Bytes, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use wsapi_client::http::HeaderMap;

use super::{AGENT, INSTANCE, KEY, TEXT, TO, calls::ByHand, this};

const RESPONSE: &str = r#"{"id":"3EB0C431C26A1916E07A"}"#;

/// Responds to each request with an id, after reading its body. A text message must be the one that all sides send.
pub(crate) async fn serve() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a loopback port");
    println!("http://{}", listener.local_addr().expect("a bound port"));
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| async {
            let (head, mut body) = request.into_parts();
            let status = if head.uri.path() == "/messages/text" {
                text_message(&head.headers, &body.collect().await?.to_bytes())
            } else {
                while let Some(frame) = body.frame().await {
                    frame?;
                }
                StatusCode::CREATED
            };
            let response = hyper::Response::builder().status(status).header("content-type", "application/json");
            let body = Full::new(Bytes::from_static(RESPONSE.as_bytes()));
            Ok::<_, hyper::Error>(response.body(body).expect("a response"))
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

fn text_message(headers: &HeaderMap, body: &[u8]) -> StatusCode {
    let has = |name, value: &str| headers.get(name).is_some_and(|header| header == value);
    let agent = headers.get("user-agent").and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let is_expected = has("x-api-key", KEY)
        && has("x-instance-id", INSTANCE)
        && has("content-type", "application/json")
        // The Python SDK has no setting for it.
        && (agent == AGENT || agent.starts_with("python-httpx/"))
        && headers.contains_key("accept")
        && serde_json::from_slice(body).is_ok_and(|ByHand { to, text }| (to, text) == (TO, TEXT));
    if is_expected { StatusCode::CREATED } else { StatusCode::BAD_REQUEST }
}

/// A server, which stops when this value is dropped.
pub(crate) struct Server {
    child: Child,
    /// Its address.
    pub(crate) url: String,
}

impl Server {
    /// Starts it and waits for its address.
    pub(crate) fn start() -> Self {
        let mut child = this().arg("serve").stdout(Stdio::piped()).spawn().expect("this program starts");
        let mut url = String::new();
        let output = child.stdout.take().expect("its output is piped");
        BufReader::new(output).read_line(&mut url).expect("it prints its address");
        Self { child, url: url.trim().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
