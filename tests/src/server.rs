//! A server on a loopback socket that sends configured responses and records the requests.

use std::{
    collections::VecDeque,
    convert::Infallible,
    future::pending,
    mem,
    net::Ipv4Addr,
    sync::{Arc, Mutex, MutexGuard},
};

use http_body_util::{BodyExt, Full};
use hyper::{
    body::Bytes,
    body::Incoming,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// A received request.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path, as in the request line.
    pub path: String,
    /// The query, as in the request line.
    pub query: String,
    /// The headers, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

/// A response to send.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The media type of the body.
    pub media_type: Option<String>,
    /// The header `Content-Disposition`, which names a file.
    pub disposition: Option<String>,
    /// The body.
    pub body: Bytes,
}

/// A server, which stops with the runtime of the test.
#[derive(Clone, Debug)]
pub struct Server {
    url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    response: Response,
    /// The responses to send before `response`, each once.
    next: VecDeque<Response>,
    requests: Vec<Request>,
    /// The path whose requests get no response.
    held: Option<String>,
}

impl Server {
    /// Starts a server on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a loopback port");
        let url = format!("http://{}", listener.local_addr().expect("a bound port"));
        let state = State { response: Response::empty(204), next: VecDeque::new(), requests: Vec::new(), held: None };
        let server = Self { url, state: Arc::new(Mutex::new(state)) };
        tokio::spawn(server.clone().serve(listener));
        server
    }

    /// The URL of the server.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sets the response to all requests from now on.
    pub fn respond_with(&self, response: Response) {
        self.state().response = response;
    }

    /// Sets the responses to the next requests, one for each. Later requests get the usual response.
    pub fn respond_next_with(&self, responses: impl IntoIterator<Item = Response>) {
        self.state().next.extend(responses);
    }

    /// Returns the requests since the last call.
    pub fn requests(&self) -> Vec<Request> {
        mem::take(&mut self.state().requests)
    }

    /// Returns the only request since the last call.
    pub fn request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "expected one request, found {requests:?}");
        requests.remove(0)
    }

    /// Sends no response to requests for this path from now on.
    pub fn hold(&self, path: &str) {
        self.state().held = Some(path.to_owned());
    }

    async fn serve(self, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            let server = self.clone();
            let service = service_fn(move |request| server.clone().exchange(request));
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    }

    async fn exchange(self, request: hyper::Request<Incoming>) -> Result<hyper::Response<Full<Bytes>>, Infallible> {
        let (head, body) = request.into_parts();
        let body = body.collect().await.expect("the whole body arrives").to_bytes();
        let header = |value: &hyper::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let request = Request {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            query: head.uri.query().unwrap_or_default().to_owned(),
            headers: head.headers.iter().map(|(name, value)| (name.to_string(), header(value))).collect(),
            body,
        };
        let (response, is_held) = {
            let mut state = self.state();
            let is_held = state.held.as_ref() == Some(&request.path);
            state.requests.push(request);
            (state.next.pop_front().unwrap_or_else(|| state.response.clone()), is_held)
        };
        if is_held {
            pending::<()>().await;
        }
        Ok(response.to_hyper())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it holds the state")
    }
}

impl Response {
    /// A status without a body.
    pub fn empty(status: u16) -> Self {
        Self { status, media_type: None, disposition: None, body: Bytes::new() }
    }

    /// A body of the given type.
    pub fn of(status: u16, media_type: &str, body: impl Into<Bytes>) -> Self {
        Self { status, media_type: Some(media_type.to_owned()), disposition: None, body: body.into() }
    }

    /// The same body as a file of this name.
    pub fn named(self, file_name: &str) -> Self {
        Self { disposition: Some(format!("attachment; filename=\"{file_name}\"")), ..self }
    }

    /// JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::of(status, "application/json", body.to_string())
    }

    /// The service's response to a call that failed.
    pub fn failure(status: u16, detail: &str) -> Self {
        Self::json(status, &json!({ "status": status, "detail": detail }))
    }

    fn to_hyper(&self) -> hyper::Response<Full<Bytes>> {
        let mut response = hyper::Response::builder().status(self.status);
        if let Some(media_type) = &self.media_type {
            response = response.header(CONTENT_TYPE, media_type);
        }
        if let Some(disposition) = &self.disposition {
            response = response.header(CONTENT_DISPOSITION, disposition);
        }
        response.body(Full::new(self.body.clone())).expect("the tests name valid statuses and types")
    }
}

impl Request {
    /// The value of a header. Panics if the request has it twice.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "duplicate header `{name}`");
        value
    }

    /// The type of the body without its parameters.
    pub fn media_type(&self) -> Option<&str> {
        self.header("content-type").map(|value| value.split(';').next().unwrap_or_default().trim())
    }

    /// The body as JSON, or `None` if it is empty.
    pub fn json(&self) -> Option<Value> {
        let json = || serde_json::from_slice(&self.body).expect("a body is JSON");
        (!self.body.is_empty()).then(json)
    }

    /// The pairs of the query, decoded and sorted, because their order has no meaning.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        let pairs = self.query.split('&').filter(|pair| !pair.is_empty());
        let mut pairs: Vec<_> = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
        pairs.sort_unstable();
        pairs.into_iter().map(|(name, value)| (decoded(name), decoded(value))).collect()
    }
}

/// Decodes a text as a server in Go does: `+` is a space.
fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text).decode_utf8().expect("text is UTF-8").into_owned()
}
