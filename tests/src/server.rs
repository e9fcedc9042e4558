//! A server on a loopback socket that answers what it is told and keeps what it is asked.

use std::{
    collections::VecDeque,
    convert::Infallible,
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
use serde_json::Value;
use tokio::{net::TcpListener, sync::Notify};

/// What arrived.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path as it stood in the request line.
    pub path: String,
    /// The query as it stood there.
    pub query: String,
    /// Names in small letters, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

/// What is sent back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The media type of the body.
    pub media_type: Option<String>,
    /// The header `Content-Disposition`, which names a file.
    pub disposition: Option<String>,
    /// The body.
    pub body: Bytes,
}

/// The server. It ends with the runtime of the test.
#[derive(Clone, Debug)]
pub struct Server {
    url: String,
    state: Arc<Mutex<State>>,
    changed: Arc<Notify>,
}

#[derive(Debug)]
struct State {
    answer: Answer,
    /// Those that come first, each once.
    first: VecDeque<Answer>,
    requests: Vec<Request>,
    /// The path whose answers wait.
    held: Option<String>,
}

impl Server {
    /// Starts a server on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a loopback port");
        let url = format!("http://{}", listener.local_addr().expect("a bound port"));
        let state = State { answer: Answer::empty(204), first: VecDeque::new(), requests: Vec::new(), held: None };
        let server = Self { url, state: Arc::new(Mutex::new(state)), changed: Arc::default() };
        tokio::spawn(server.clone().serve(listener));
        server
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sets the answer to all requests from now on.
    pub fn answer(&self, answer: Answer) {
        self.state().answer = answer;
    }

    /// Answers the next requests one by one; then those after them as before.
    pub fn answer_next(&self, answers: impl IntoIterator<Item = Answer>) {
        self.state().first.extend(answers);
    }

    /// All requests since the last time.
    pub fn requests(&self) -> Vec<Request> {
        mem::take(&mut self.state().requests)
    }

    /// The only request since the last time.
    pub fn request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "one request was expected, not {requests:?}");
        requests.remove(0)
    }

    /// Keeps back the answers to this path until they are released.
    pub fn hold(&self, path: &str) {
        self.state().held = Some(path.to_owned());
    }

    /// Sends what was kept back.
    pub fn release(&self) {
        self.state().held = None;
        self.changed.notify_waiters();
    }

    /// Waits until a request for this path has arrived since the last time.
    pub async fn has_request(&self, path: &str) {
        self.is_so(|state| state.requests.iter().any(|request| request.path == path)).await;
    }

    async fn is_so(&self, condition: impl Fn(&State) -> bool) {
        loop {
            // It hears of every change from here on, also of one before it is awaited.
            let change = self.changed.notified();
            if condition(&self.state()) {
                return;
            }
            change.await;
        }
    }

    async fn serve(self, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            let server = self.clone();
            let service = service_fn(move |request| server.clone().respond(request));
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    }

    async fn respond(self, request: hyper::Request<Incoming>) -> Result<hyper::Response<Full<Bytes>>, Infallible> {
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
        let path = request.path.clone();
        let answer = {
            let mut state = self.state();
            state.requests.push(request);
            state.first.pop_front().unwrap_or_else(|| state.answer.clone())
        };
        self.changed.notify_waiters();
        self.is_so(|state| state.held.as_ref() != Some(&path)).await;
        Ok(answer.response())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it holds the state")
    }
}

impl Answer {
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

    /// JSON of the given type.
    pub fn json(status: u16, media_type: &str, body: &Value) -> Self {
        Self::of(status, media_type, body.to_string())
    }

    fn response(&self) -> hyper::Response<Full<Bytes>> {
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
    /// The value of a header, if it came once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "`{name}` came more than once");
        value
    }

    /// The type of the body without its parameters.
    pub fn media_type(&self) -> Option<&str> {
        self.header("content-type").map(|value| value.split(';').next().unwrap_or_default().trim())
    }

    /// The body as JSON; none if it is empty.
    pub fn json(&self) -> Option<Value> {
        let json = || serde_json::from_slice(&self.body).expect("a body is JSON");
        (!self.body.is_empty()).then(json)
    }

    /// The query as pairs, decoded and sorted: their order means nothing to the service.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        let pairs = self.query.split('&').filter(|pair| !pair.is_empty());
        let mut pairs: Vec<_> = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
        pairs.sort_unstable();
        pairs.into_iter().map(|(name, value)| (decoded(name), decoded(value))).collect()
    }
}

/// A `+` is a blank, as Go's servers read it.
fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text).decode_utf8().expect("text is UTF-8").into_owned()
}
