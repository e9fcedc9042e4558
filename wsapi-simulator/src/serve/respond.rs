//! From a request on a socket to its response.

use std::{
    fmt,
    time::{Duration, Instant},
};

use http::{HeaderValue, Method, StatusCode, header, request::Parts};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use wsapi_client::Clock;

use super::{Site, connection::READ_TIMEOUT, outgoing::Outgoing};
use crate::{
    Mode,
    control::{self, PREFIX},
    kit::{fault::Exchange, truncated::Truncated},
    server::{self, Refusal, Request, Response},
};

/// The largest body: more than a file of 100 MB in base64.
const MOST_BYTES: usize = 160 << 20;

/// The time that the server has for a response, on the simulator's clock.
const WRITE_TIMEOUT: Duration = Duration::from_secs(90);

/// The connection breaks without a response.
#[derive(Clone, Copy, Debug)]
pub(super) struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the simulator breaks the connection")
    }
}

impl std::error::Error for Broken {}

/// Responds to a request.
pub(super) async fn respond(
    site: &Site,
    request: hyper::Request<Incoming>,
) -> Result<http::Response<Outgoing>, Broken> {
    let start = Instant::now();
    let (parts, body) = request.into_parts();
    let request = match whole(parts, body).await? {
        Ok(request) => request,
        Err(refusal) => return Ok(refusal.into_response().map(Outgoing::Whole)),
    };
    let path = request.uri().path();
    if let Some(path) = path.strip_prefix(PREFIX).filter(|path| path.is_empty() || path.starts_with('/')) {
        let response = control::respond(site, path, &request).await;
        tracing::info!("{} {PREFIX} {}", request.method(), status(&response));
        return Ok(response.map(Outgoing::Whole));
    }
    if site.simulator.mode() == Mode::Hosted && path == "/events/stream" && request.method() == Method::GET {
        return Ok(stream(site, &request));
    }
    let method = request.method().clone();
    let operation = server::operation(&request, site.simulator.mode());
    let shared = &site.simulator.shared;
    let exchange = tokio::select! {
        biased;
        exchange = shared.exchange(request) => exchange,
        () = shared.clock.sleep(WRITE_TIMEOUT) => return Err(Broken),
    };
    log(&method, operation, &exchange, start.elapsed());
    match exchange {
        Exchange::Response(response) => Ok(response.map(Outgoing::Whole)),
        // Nothing can be cut off.
        Exchange::Truncated(response) if response.body().is_empty() => Err(Broken),
        Exchange::Truncated(response) => {
            let half = Outgoing::Truncated(Truncated::new(response.body()));
            Ok(response.map(|_| half))
        }
        Exchange::Lost(_) => Err(Broken),
    }
}

/// Reads the whole body.
async fn whole(parts: Parts, body: Incoming) -> Result<Result<Request, Refusal>, Broken> {
    let body = match tokio::time::timeout(READ_TIMEOUT, Limited::new(body, MOST_BYTES).collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            return Ok(Err(Refusal::new(413, "request body too large")));
        }
        Ok(Err(_)) | Err(_) => return Err(Broken),
    };
    Ok(Ok(Request::from_parts(parts, body)))
}

/// Opens the event stream.
fn stream(site: &Site, request: &Request) -> http::Response<Outgoing> {
    let instance = server::authenticate(&site.simulator.shared.world(), request);
    let instance = match instance {
        Ok(instance) => instance,
        Err(refusal) => return refusal.into_response().map(Outgoing::Whole),
    };
    let mut response = http::Response::new(Outgoing::Stream(site.streams.open(&instance)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    site.simulator.shared.changed();
    tracing::info!("GET /events/stream 200");
    response
}

/// One line for each request. Paths and details can contain phone numbers, so neither is logged.
fn log(method: &Method, operation: Option<&'static str>, exchange: &Exchange, duration: Duration) {
    let path = operation.and_then(server::template).unwrap_or("(no operation)");
    let operation = operation.unwrap_or("none");
    let outcome = match exchange {
        Exchange::Response(response) => status(response),
        Exchange::Truncated(response) => format!("{} truncated", status(response)),
        Exchange::Lost(lost) => format!("{lost:?} lost"),
    };
    tracing::info!(operation, duration_us = duration.as_micros() as u64, "{method} {path} {outcome}");
}

fn status(response: &Response) -> String {
    let status: StatusCode = response.status();
    status.as_u16().to_string()
}
