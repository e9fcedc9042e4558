//! The received requests, and the attempts to deliver events.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};
use wsapi_client::Time;

use super::{Problem, Reply, masking::Secrets, nothing, ok, query};
use crate::{
    Outcome, Simulator,
    kit::{
        attempt::Record,
        delivery::{self, Delivery},
        journal::{Entry, Journal},
        shared::lock,
    },
};

/// The maximum number of entries in a response.
const PAGE: usize = 1_000;

/// The maximum size of a body that is shown.
const MOST_BODY: usize = 64 << 10;

/// The maximum total size of the bodies in a response.
const MOST_BODIES: usize = 8 << 20;

pub(super) fn requests(simulator: &Simulator, query: Option<&str>) -> Reply {
    let size = |record: &Record| {
        let reply = record.reply.as_ref().and_then(|reply| reply.body.as_ref());
        shown_size(record.body.len()) + reply.map_or(0, |body| shown_size(body.len()))
    };
    let entries = page(&simulator.shared.journal, query, size)?;
    let entries = entries.iter().map(|(number, record)| request(*number, record, Secrets::Masked));
    ok(&json!({ "requests": entries.collect::<Vec<_>>() }))
}

/// One request, with its secrets if they are asked for.
pub(super) fn request_with(simulator: &Simulator, number: &str, query: Option<&str>) -> Reply {
    let [secrets] = query::values(query, ["secrets"])?;
    let secrets = match secrets.as_deref() {
        None | Some("false") => Secrets::Masked,
        Some("true") => Secrets::Shown,
        Some(other) => return Err(Problem::new(400, format!("secrets: expected true or false, found `{other}`"))),
    };
    let (number, record) = entry(&simulator.shared.journal, number)
        .ok_or_else(|| Problem::new(404, "there is no request with this number"))?;
    ok(&request(number, &record, secrets))
}

fn request(number: u64, record: &Record, secrets: Secrets) -> Value {
    let response = record.reply.as_ref().map(|reply| {
        json!({
            "headers": secrets.headers(&reply.headers),
            "bodyLength": reply.length,
            "body": reply.body.as_ref().filter(|body| is_text(body)).map(|body| secrets.body(body)),
        })
    });
    json!({
        "number": number,
        "at": Time::from(record.at),
        "method": record.method.as_str(),
        "operation": record.operation,
        "path": record.path,
        "query": record.query,
        "instanceId": record.headers.get("x-instance-id").and_then(|value| value.to_str().ok()),
        "headers": secrets.headers(&record.headers),
        "bodyLength": record.body.len(),
        "body": (record.body.len() <= MOST_BODY).then(|| secrets.body(&record.body)),
        "fault": record.fault,
        "outcome": outcome(record.outcome),
        "milliseconds": record.reply.as_ref().map(|reply| milliseconds(reply.duration)),
        "response": response,
    })
}

/// Returns `true` for a body that can be shown, such as JSON, and `false` for a picture.
fn is_text(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok()
}

pub(super) fn deliveries(simulator: &Simulator, query: Option<&str>) -> Reply {
    let entries = page(&simulator.shared.deliveries, query, |delivery| shown_size(delivery.json.len()))?;
    let entries = entries.iter().map(|(number, delivery)| {
        let Delivery { attempt, target, headers, status, duration, json, signature } = &**delivery;
        json!({
            "number": number,
            "at": Time::from(attempt.at),
            "eventId": attempt.event_id,
            "eventType": attempt.event_type,
            "instanceId": attempt.instance_id,
            "transport": attempt.transport,
            "target": target,
            "headers": headers.as_ref().map(|headers| Secrets::Masked.headers(headers)),
            "status": status.map(|status| status.as_u16()),
            "error": attempt.error,
            "milliseconds": duration.map(milliseconds),
            "signature": signature,
            "bodyLength": json.len(),
            "body": (json.len() <= MOST_BODY).then(|| String::from_utf8_lossy(json)),
        })
    });
    ok(&json!({ "deliveries": entries.collect::<Vec<_>>() }))
}

/// Delivers the event of an attempt again.
pub(super) fn deliver_again(simulator: &Simulator, number: &str) -> Reply {
    let (_, delivery) = entry(&simulator.shared.deliveries, number)
        .ok_or_else(|| Problem::new(404, "there is no delivery with this number"))?;
    delivery::deliver_again(&simulator.shared, &delivery)?;
    nothing()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn outcome(outcome: Outcome) -> Value {
    match outcome {
        Outcome::Response(status) => json!({ "kind": "response", "status": status.as_u16() }),
        Outcome::Truncated(status) => json!({ "kind": "truncated", "status": status.as_u16() }),
        Outcome::NotReceived => json!({ "kind": "notReceived" }),
        Outcome::ResponseLost => json!({ "kind": "responseLost" }),
        Outcome::Pending => json!({ "kind": "pending" }),
    }
}

/// Returns the size of a body in a response.
fn shown_size(length: usize) -> usize {
    if length <= MOST_BODY { length } else { 0 }
}

/// Returns the entry with a number, if there is one.
fn entry<T: Entry>(journal: &Mutex<Journal<T>>, number: &str) -> Option<(u64, Arc<T>)> {
    let number = number.parse().ok()?;
    Some((number, lock(journal).get(number)?))
}

/// Returns the entries after the number in `after`, oldest first; only the last ones if `newest` has a number. They are
/// printed without the lock, which requests wait for.
fn page<T: Entry>(
    journal: &Mutex<Journal<T>>,
    query: Option<&str>,
    size: impl Fn(&T) -> usize,
) -> Result<Vec<(u64, Arc<T>)>, Problem> {
    let [after, newest] = query::values(query, ["after", "newest"])?;
    let after = query::number("after", after)?.unwrap_or_default();
    let newest = query::number("newest", newest)?.map(|newest| usize::try_from(newest).unwrap_or(PAGE));
    let mut bodies = 0;
    let mut fits = |(_, entry): &(u64, &Arc<T>)| {
        bodies += size(entry);
        bodies <= MOST_BODIES
    };
    let journal = lock(journal);
    let entries = journal.iter().filter(|(number, _)| *number > after);
    let mut page: Vec<_> = match newest {
        None => entries.take(PAGE).take_while(&mut fits).collect(),
        Some(newest) => entries.rev().take(newest.min(PAGE)).take_while(&mut fits).collect(),
    };
    if newest.is_some() {
        page.reverse();
    }
    Ok(page.into_iter().map(|(number, entry)| (number, entry.clone())).collect())
}
