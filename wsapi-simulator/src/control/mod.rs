//! The control API, below `/_sim`: what programs in other languages use in place of the methods of
//! [`Simulator`](crate::Simulator). `openapi.json` describes it.

mod access;
mod clock;
mod faults;
mod history;
mod people;
mod problem;
mod snapshots;
mod state;

use std::collections::BTreeMap;
use std::sync::Mutex;

use bytes::Bytes;
use http::{HeaderValue, header};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use self::problem::Problem;
use crate::{
    Simulator, Snapshot,
    serve::Site,
    server::{Request, Response},
};

/// The path that all operations of the control API begin with.
pub(crate) const PREFIX: &str = "/_sim";

/// The document of the control API.
const DOCUMENT: &str = include_str!("openapi.json");

/// The state of the control API itself.
pub(crate) struct Control {
    /// A request must have it, if there is one.
    token: Option<String>,
    /// The state to which a reset returns.
    start: Snapshot,
    snapshots: Mutex<BTreeMap<String, Snapshot>>,
}

/// A response with a status; `Null` for one without a body.
type Reply = Result<(u16, Value), Problem>;

impl Control {
    pub(crate) fn new(simulator: &Simulator, token: Option<String>) -> Self {
        Self { token, start: simulator.snapshot(), snapshots: Mutex::default() }
    }
}

/// Responds to a request, whose path has no prefix any more.
pub(crate) async fn respond(site: &Site, path: &str, request: &Request) -> Response {
    let reply = match access::check(site.control.token.as_deref(), request.headers()) {
        // The text keeps the order of the document.
        Ok(()) if path == "/openapi.json" && request.method() == http::Method::GET => return response(200, DOCUMENT),
        Ok(()) => route(site, path, request).await,
        Err(problem) => Err(problem),
    };
    match reply.unwrap_or_else(Problem::into_parts) {
        (status, Value::Null) => response(status, ""),
        (status, body) => response(status, body.to_string()),
    }
}

fn response(status: u16, json: impl Into<Bytes>) -> Response {
    let mut response = Response::new(json.into());
    *response.status_mut() = http::StatusCode::from_u16(status).expect("a status that was written here");
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

async fn route(site: &Site, path: &str, request: &Request) -> Reply {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let simulator = &site.simulator;
    match (request.method().as_str(), &*segments) {
        ("GET", ["state"]) => state::show(simulator),
        ("POST", ["reset"]) => snapshots::reset(site),
        ("GET", ["snapshots"]) => snapshots::list(site),
        ("PUT", ["snapshots", name]) => snapshots::save(site, name),
        ("DELETE", ["snapshots", name]) => snapshots::delete(site, name),
        ("POST", ["snapshots", name, "restore"]) => snapshots::restore(site, name),
        ("POST", ["people"]) => people::add(simulator, read(request)?),
        ("POST", ["people", phone, "acts"]) => people::act(simulator, phone, read(request)?).await,
        ("GET", ["people", phone, "inbox"]) => people::inbox(simulator, phone),
        ("GET", ["faults"]) => faults::list(simulator),
        ("DELETE", ["faults"]) => faults::clear(simulator),
        ("POST", ["faults", "requests"]) => faults::add(simulator, read(request)?),
        ("POST", ["faults", "events"]) => faults::add_for_events(simulator, read(request)?),
        ("DELETE", ["streams"]) => {
            site.streams.close();
            nothing()
        }
        ("GET", ["clock"]) => clock::show(simulator),
        ("POST", ["clock", "advance"]) => clock::advance(simulator, &read(request)?),
        ("GET", ["requests"]) => history::requests(simulator, request.uri().query()),
        ("GET", ["deliveries"]) => history::deliveries(simulator, request.uri().query()),
        _ => Err(Problem::new(404, "there is no such operation; GET /_sim/openapi.json describes all")),
    }
}

fn read<T: DeserializeOwned>(request: &Request) -> Result<T, Problem> {
    serde_json::from_slice(request.body()).map_err(|error| Problem::new(400, format!("invalid body: {error}")))
}

fn ok(body: &impl Serialize) -> Reply {
    Ok((200, serde_json::to_value(body).expect("what was written here can be printed")))
}

const fn nothing() -> Reply {
    Ok((204, Value::Null))
}
