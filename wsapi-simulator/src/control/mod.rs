//! The control API under `/_sim`. Programs in other languages use it instead of the methods of
//! [`Simulator`](crate::Simulator). `openapi.json` describes it.
//!
//! A page follows `GET /changes`: its numbers say what to read again, and a new epoch says that earlier requests,
//! deliveries and faults are gone. `GET /requests` and `GET /deliveries` show what the service received and sent, with
//! the faults and the receivers, and `POST /deliveries/{number}/again` repeats a delivery.

mod access;
mod acts;
mod calls;
mod changes;
mod clock;
mod credentials;
mod document;
mod faults;
mod files;
mod history;
mod instances;
mod masking;
mod pairing;
mod people;
mod places;
mod problem;
mod query;
mod settle;
mod snapshots;
mod state;

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Mutex,
};

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, header};
use percent_encoding::percent_decode_str;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use serde_path_to_error::Track;
use tokio::sync::watch;

#[cfg(feature = "program")]
pub(crate) use self::{instances::NewInstance, people::NewPerson};

use self::document::DOCUMENT;
pub(crate) use self::{changes::changes, problem::Problem};
use crate::{
    Simulator, Snapshot,
    kit::delivery,
    server::{Request, Response},
};

/// The prefix of the paths of the control API.
pub(crate) const PREFIX: &str = "/_sim";

/// The control API of a simulator.
pub(crate) struct Control {
    simulator: Simulator,
    /// The token that requests must have, if there is one.
    token: Option<String>,
    /// The state that a reset restores.
    start: Snapshot,
    snapshots: Mutex<BTreeMap<String, Snapshot>>,
    /// A random number that differs after a restart.
    run: u64,
    /// Becomes `true` when the server stops.
    stopping: watch::Receiver<bool>,
}

/// A status and a body; `Null` if there is no body.
type Reply = Result<(u16, Value), Problem>;

impl Control {
    pub(crate) fn new(simulator: Simulator, token: Option<String>, stopping: watch::Receiver<bool>) -> Self {
        let (start, snapshots, run) = (simulator.snapshot(), Mutex::default(), fastrand::u64(..));
        Self { token, start, snapshots, run, simulator, stopping }
    }
}

/// Returns the path of a request without the prefix, if it has the prefix.
pub(crate) fn path(request: &Request) -> Option<&str> {
    request.uri().path().strip_prefix(PREFIX).filter(|path| path.is_empty() || path.starts_with('/'))
}

/// Returns the path template that fits a path without the prefix. It is safe to log.
pub(crate) fn template(path: &str) -> Option<&'static str> {
    let segments: Vec<_> = path.split('/').skip(1).collect();
    document::resource(&segments).map(|resource| &*resource.path)
}

/// Responds to a request. `path` is its path without the prefix.
pub(crate) async fn respond(control: &Control, path: &str, request: &Request) -> Response {
    let response = match access::check(control.token.as_deref(), request) {
        Ok(()) => routed(control, path, request).await,
        Err(problem) => Err(problem),
    };
    let response = response.unwrap_or_else(Problem::into_response);
    if request.method() == Method::GET {
        return unless_known(response, request);
    }
    control.simulator.shared.changed.notify();
    response
}

async fn routed(control: &Control, path: &str, request: &Request) -> Result<Response, Problem> {
    let segments = path.split('/').skip(1).map(|segment| percent_decode_str(segment).decode_utf8());
    let segments: Vec<_> = segments.collect::<Result<_, _>>().map_err(|_| Problem::new(400, "expected UTF-8"))?;
    let segments: Vec<&str> = segments.iter().map(|segment| &**segment).collect();
    if let Some(rejection) = document::rejection(request.method().as_str(), &segments) {
        return Ok(rejection);
    }
    match (request.method().as_str(), &*segments) {
        // Sent as text, to preserve the order of the document.
        ("GET", ["openapi.json"]) => Ok(response(200, DOCUMENT)),
        ("GET", ["people", phone, "chats", chat, "messages", message, "file"]) => {
            people::file(&control.simulator, (phone, chat, message))
        }
        (method, segments) => route(control, (method, segments), request).await.map(printed),
    }
}

fn printed((status, body): (u16, Value)) -> Response {
    match body {
        Value::Null => response(status, ""),
        body => response(status, body.to_string()),
    }
}

fn response(status: u16, json: impl Into<Bytes>) -> Response {
    let mut response = Response::new(json.into());
    *response.status_mut() = StatusCode::from_u16(status).expect("the status is a valid literal");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    // It may contain keys and messages.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Responds with 304 if the client already has the body, so that polling an unchanged resource is cheap.
fn unless_known(mut response: Response, request: &Request) -> Response {
    if response.status() != StatusCode::OK {
        return response;
    }
    let mut hasher = DefaultHasher::new();
    response.body().hash(&mut hasher);
    let tag = format!("\"{:016x}\"", hasher.finish());
    if request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        *response.body_mut() = Bytes::new();
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    let tag = HeaderValue::from_str(&tag).expect("hexadecimal digits are a valid header value");
    response.headers_mut().insert(header::ETAG, tag);
    response
}

async fn route(control: &Control, (method, segments): (&str, &[&str]), request: &Request) -> Reply {
    let (simulator, query) = (&control.simulator, request.uri().query());
    match (method, segments) {
        ("GET", ["state"]) => state::show(simulator),
        ("POST", ["reset"]) => snapshots::reset(control),
        ("GET", ["snapshots"]) => snapshots::list(control),
        ("PUT", ["snapshots", name]) => snapshots::save(control, name),
        ("DELETE", ["snapshots", name]) => snapshots::delete(control, name),
        ("POST", ["snapshots", name, "restore"]) => snapshots::restore(control, name),
        ("POST", ["settle"]) => settle::settle(simulator, read_or_default(request)?).await,
        ("GET", ["faults"]) => faults::list(simulator),
        ("DELETE", ["faults"]) => faults::clear(simulator),
        ("POST", ["faults", "requests"]) => faults::add(simulator, read(request)?),
        ("DELETE", ["faults", "requests", number]) => faults::remove(simulator, number),
        ("DELETE", ["faults", "events", number]) => faults::remove_for_events(simulator, number),
        ("POST", ["faults", "events"]) => faults::add_for_events(simulator, read(request)?),
        ("DELETE", ["streams"]) => {
            simulator.close_streams();
            nothing()
        }
        ("PUT", ["files"]) => files::place(simulator, read(request)?),
        ("GET", ["clock"]) => clock::show(simulator),
        ("POST", ["clock", "advance"]) => clock::advance(simulator, &read(request)?),
        ("GET", ["requests"]) => history::requests(simulator, query),
        ("GET", ["requests", number]) => history::request_with(simulator, number, query),
        ("GET", ["credentials"]) => credentials::show(simulator),
        ("GET", ["deliveries"]) => history::deliveries(simulator, query),
        ("POST", ["deliveries", number, "again"]) => history::deliver_again(simulator, number),
        _ => {
            let reply = world(simulator, (method, segments), request)?;
            if method == "POST" {
                // An act returns while its events are being delivered; `settle` waits for them.
                delivery::start(&simulator.shared);
            }
            Ok(reply)
        }
    }
}

/// People, groups and instances.
fn world(simulator: &Simulator, (method, segments): (&str, &[&str]), request: &Request) -> Reply {
    match (method, segments) {
        ("POST", ["people"]) => people::add(simulator, read(request)?),
        ("GET", ["people", phone]) => people::show(simulator, phone),
        ("POST", ["people", phone, "acts"]) => people::act(simulator, phone, read(request)?),
        ("POST", ["people", phone, "groups", id, "acts"]) => {
            people::act_in_group(simulator, (phone, id), read(request)?)
        }
        ("POST", ["people", phone, "communities", id, "acts"]) => {
            people::act_in_community(simulator, (phone, id), read(request)?)
        }
        ("GET", ["people", phone, "chats"]) => people::chats(simulator, phone),
        ("GET", ["people", phone, "chats", chat]) => people::chat(simulator, phone, chat, request.uri().query()),
        ("GET", ["people", phone, "inbox"]) => people::inbox(simulator, phone, request.uri().query()),
        ("GET", ["people", phone, "statuses", author]) => people::statuses(simulator, phone, author),
        ("GET", ["calls"]) => calls::list(simulator),
        ("GET", ["calls", id]) => calls::show(simulator, id),
        ("POST", ["groups"]) => places::add_group(simulator, read(request)?),
        ("GET", ["groups", id]) => places::group(simulator, id),
        ("POST", ["communities"]) => places::add_community(simulator, read(request)?),
        ("GET", ["communities", id]) => places::community(simulator, id),
        ("POST", ["newsletters"]) => places::add_newsletter(simulator, read(request)?),
        ("GET", ["newsletters", id]) => places::newsletter(simulator, id),
        ("GET", ["instances"]) => instances::list(simulator),
        ("POST", ["instances"]) => instances::add(simulator, &read(request)?),
        ("GET", ["instances", id]) => instances::show(simulator, id),
        ("POST", ["instances", id, "acts"]) => instances::act(simulator, id, &read(request)?),
        ("GET", ["instances", id, "events"]) => instances::events(simulator, id),
        ("POST", ["instances", id, "events"]) => instances::publish(simulator, id, read(request)?),
        ("PUT", ["instances", id, "webhook"]) => instances::set_webhook(simulator, id, &read(request)?),
        _ => Err(Problem::new(404, "unknown operation")),
    }
}

fn read<T: DeserializeOwned>(request: &Request) -> Result<T, Problem> {
    let body = request.body();
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let mut track = Track::new();
    let read = T::deserialize(serde_path_to_error::Deserializer::new(&mut deserializer, &mut track));
    // Nothing may follow the value.
    let read = read.and_then(|read| deserializer.end().map(|()| read));
    read.map_err(|error| Problem::of_body(body, serde_path_to_error::Error::new(track.path(), error)))
}

/// Reads an optional body.
fn read_or_default<T: DeserializeOwned + Default>(request: &Request) -> Result<T, Problem> {
    if request.body().is_empty() { Ok(T::default()) } else { read(request) }
}

fn ok(body: &impl Serialize) -> Reply {
    Ok((200, serde_json::to_value(body).expect("the body can be serialized")))
}

const fn nothing() -> Reply {
    Ok((204, Value::Null))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::{
        DOCUMENT,
        acts::{CommunityAct, GroupAct, PersonAct},
    };

    fn document() -> Value {
        serde_json::from_str(DOCUMENT).expect("it is JSON")
    }

    #[test]
    fn document_has_every_act() {
        let camel_case = |name: &&str| format!("{}{}", name[..1].to_lowercase(), &name[1..]);
        for (schema, names) in
            [("PersonAct", PersonAct::NAMES), ("GroupAct", GroupAct::NAMES), ("CommunityAct", CommunityAct::NAMES)]
        {
            let documented = &document()["components"]["schemas"][schema]["oneOf"];
            let documented: Vec<_> = documented.as_array().expect("a list").iter().map(act).collect();
            assert_eq!(documented, names.iter().map(camel_case).collect::<Vec<_>>(), "{schema}");
        }
    }

    fn act(schema: &Value) -> String {
        schema["properties"]["act"]["const"].as_str().expect("a name").to_owned()
    }

    #[test]
    fn document_has_every_route_and_no_other() {
        let source = include_str!("mod.rs").lines().map(str::trim);
        let routes = source.filter_map(|line| line.strip_prefix("(\"")?.split_once("\", [")).map(|(method, rest)| {
            let (segments, _) = rest.split_once("])").expect("the end of a pattern");
            let segment =
                |segment: &str| segment.strip_prefix('"').map_or("{}", |name| name.trim_end_matches('"')).to_owned();
            let segments: Vec<_> = segments.split(", ").map(segment).collect();
            format!("{} /{}", method.to_lowercase(), segments.join("/"))
        });
        let mut documented = BTreeSet::new();
        for (path, item) in document()["paths"].as_object().expect("paths") {
            let segments = path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
            let path = segments.collect::<Vec<_>>().join("/");
            let methods = item.as_object().expect("methods").keys().filter(|key| *key != "parameters");
            documented.extend(methods.map(|method| format!("{method} {path}")));
        }
        // A stream has a body of another kind, so `serve` responds to it.
        let routes = routes.chain(["get /changes".to_owned()]);
        assert_eq!(routes.collect::<BTreeSet<_>>(), documented);
    }
}
