//! Responses to requests on a socket.

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;
#[cfg(feature = "program")]
use http::{HeaderValue, header};
use http::{Method, Response, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};
use wsapi_client::Clock;

use super::{
    Site,
    connection::READ_TIMEOUT,
    log_line::LogLine,
    outgoing::{Outgoing, Stream},
    socket::Socket,
};
use crate::{
    control::{self, Problem},
    kit::{
        attempt::Record,
        delivery::Frames,
        fault::{Exchange, Lost},
        shared::Shared,
        truncated::Truncated,
    },
    server::{self, Rejection, Request},
};

/// The maximum size of a body. It is large enough for a file of 100 MB in base64.
const MOST_BYTES: usize = 160 << 20;

/// The time limit for a response, on the simulator's clock.
const WRITE_TIMEOUT: Duration = Duration::from_secs(90);

/// The connection breaks without a response, for this reason.
#[derive(Clone, Copy, Debug)]
pub(super) struct Broken(&'static str);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Broken {}

/// Responds to a request, and logs it.
pub(super) async fn respond(
    site: &Site,
    socket: &Socket,
    request: hyper::Request<Incoming>,
) -> Result<Response<Outgoing>, Broken> {
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts, Bytes::new());
    let mut line = LogLine::new(&request, site.simulator.shared.mode);
    #[cfg(feature = "program")]
    let is_last = site.has_page && is_of_browser(&request) && !crate::playground::is_file(&request);
    let result = responded(site, socket, request, body).await;
    #[cfg(feature = "program")]
    let result = result.map(|response| if is_last { closing(response) } else { response });
    line.end(&result);
    result
}

/// Returns `true` if a browser has sent the request.
#[cfg(feature = "program")]
fn is_of_browser(request: &Request) -> bool {
    request.headers().get(header::USER_AGENT).is_some_and(|agent| agent.as_bytes().starts_with(b"Mozilla/"))
}

/// Makes a response the last one of its connection. If a connection breaks that a browser has used before, the browser
/// sends the request again by itself, so that the page would never see a fault that breaks the connection.
#[cfg(feature = "program")]
fn closing(mut response: Response<Outgoing>) -> Response<Outgoing> {
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Responds to a request, whose body is read first.
async fn responded(
    site: &Site,
    socket: &Socket,
    mut request: Request,
    body: Incoming,
) -> Result<Response<Outgoing>, Broken> {
    let shared = &site.simulator.shared;
    *request.body_mut() = match whole(body).await? {
        Some(body) => body,
        None => return Ok(too_large(shared, &request)),
    };
    #[cfg(feature = "program")]
    if let Some(file) = site.has_page.then(|| crate::playground::respond(&request)).flatten() {
        return Ok(file.map(Outgoing::Whole));
    }
    if let Some(path) = control::path(&request) {
        if path == "/changes" && request.method() == Method::GET {
            let stream = control::changes(&site.control, &request).map_err(Problem::into_response);
            return Ok(streamed(socket, stream));
        }
        return Ok(control::respond(&site.control, path, &request).await.map(Outgoing::Whole));
    }
    match shared.open_stream(&request) {
        Some(stream) => Ok(streamed(socket, stream.map_err(Rejection::into_response))),
        None => exchanged(shared, socket, request).await,
    }
}

/// Passes a request to the service.
async fn exchanged(shared: &Arc<Shared>, socket: &Socket, request: Request) -> Result<Response<Outgoing>, Broken> {
    let exchange = tokio::select! {
        biased;
        exchange = shared.exchange(request) => exchange,
        () = shared.clock.sleep(WRITE_TIMEOUT) => return Err(Broken("timeout")),
        // The client may disconnect while it waits for a late response.
        () = socket.clone().closed_by_client() => return Err(Broken("client disconnected")),
    };
    match exchange {
        Exchange::Response(response) => Ok(response.map(Outgoing::Whole)),
        // An empty body cannot be truncated.
        Exchange::Truncated(response) if response.body().is_empty() => Err(Broken("response truncated")),
        Exchange::Truncated(response) => {
            let half = Outgoing::Truncated(Truncated::new(response.body()));
            Ok(response.map(|_| half))
        }
        Exchange::Lost(Lost::Request) => Err(Broken("request lost")),
        Exchange::Lost(Lost::Response) => Err(Broken("response lost")),
    }
}

/// Sends a stream, which ends when the client disconnects, or the response that says why there is none.
fn streamed(socket: &Socket, stream: Result<Response<Frames>, server::Response>) -> Response<Outgoing> {
    match stream {
        Ok(response) => response
            .map(|frames| Outgoing::Stream(Stream { frames, is_gone: Box::pin(socket.clone().closed_by_client()) })),
        Err(response) => response.map(Outgoing::Whole),
    }
}

/// Reads the whole body. Returns `None` if it is too large.
async fn whole(body: Incoming) -> Result<Option<Bytes>, Broken> {
    if body.size_hint().lower() > MOST_BYTES as u64 {
        return Ok(None);
    }
    match tokio::time::timeout(READ_TIMEOUT, Limited::new(body, MOST_BYTES).collect()).await {
        Ok(Ok(body)) => Ok(Some(body.to_bytes())),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Ok(None),
        Ok(Err(_)) => Err(Broken("body truncated")),
        Err(_) => Err(Broken("body timeout")),
    }
}

/// Rejects a request whose body is too large, and records it without the body.
fn too_large(shared: &Shared, request: &Request) -> Response<Outgoing> {
    if control::path(request).is_none() {
        let record = Record::rejected(request, shared.clock.now(), StatusCode::PAYLOAD_TOO_LARGE);
        shared.record(record);
    }
    Rejection::new(413, "request body too large").into_response().map(Outgoing::Whole)
}
