//! Faults of requests and of events.

use std::time::Duration;

use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Problem, Reply, nothing, ok, response};
use crate::{
    Simulator,
    events::escaped,
    kit::{
        delivery::EventFault,
        fault::{Described, Fault, Lost, milliseconds},
        shared::lock,
        stubs::{Stub, is_probability},
    },
    server,
};

/// A fault for calls.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewFault {
    /// The id of an operation. The default is all operations.
    operation: Option<String>,
    times: Option<u32>,
    probability: Option<f64>,
    fault: Kind,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
enum Kind {
    Reject { status: u16, detail: Option<String>, retry_after_seconds: Option<u64> },
    ProxyPage { status: u16 },
    Reply { status: Option<u16>, body: Option<Value> },
    // The braces make serde reject unknown members.
    BreakConnection {},
    LoseResponse {},
    Delay { milliseconds: u64 },
    Stall {},
    Truncate {},
    Corrupt {},
}

/// A fault for events.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewEventFault {
    /// The type of the events. The default is all types.
    event_type: Option<String>,
    times: Option<u32>,
    probability: Option<f64>,
    fault: EventKind,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
enum EventKind {
    Duplicate {},
    Delay { milliseconds: u64 },
    Reorder {},
    Lose {},
}

/// A fault for calls that still applies.
#[derive(Serialize)]
struct Listed<'a> {
    number: u64,
    operation: Option<&'a str>,
    times: Option<u32>,
    probability: f64,
    #[serde(flatten)]
    described: Described,
}

pub(super) fn add(simulator: &Simulator, new: NewFault) -> Reply {
    let operation = match new.operation.as_deref() {
        None => None,
        Some(id) => {
            let known = server::known_operation(id);
            Some(known.ok_or_else(|| Problem::new(400, format!("unknown operation `{id}`")))?)
        }
    };
    let (subject, probability) = (operation.map(Into::into), probability(new.probability)?);
    let stub = Stub { subject, times: new.times, probability, fault: new.fault.into_fault()? };
    added(lock(&simulator.shared.stubs).add(stub))
}

pub(super) fn add_for_events(simulator: &Simulator, new: NewEventFault) -> Reply {
    let fault = match new.fault {
        EventKind::Duplicate {} => EventFault::Duplicate,
        EventKind::Delay { milliseconds } => EventFault::Delay(Duration::from_millis(milliseconds)),
        EventKind::Reorder {} => EventFault::Reorder,
        EventKind::Lose {} => EventFault::Lose,
    };
    if let Some(unknown) = new.event_type.as_deref().filter(|kind| !server::is_event_type(kind)) {
        return Err(Problem::new(400, format!("unknown event type `{unknown}`")));
    }
    let (subject, probability) = (new.event_type.map(Into::into), probability(new.probability)?);
    added(lock(&simulator.shared.event_faults).stubs.add(Stub { subject, times: new.times, probability, fault }))
}

pub(super) fn remove(simulator: &Simulator, number: &str) -> Reply {
    removed(|number| lock(&simulator.shared.stubs).remove(number), number)
}

pub(super) fn remove_for_events(simulator: &Simulator, number: &str) -> Reply {
    removed(|number| lock(&simulator.shared.event_faults).stubs.remove(number), number)
}

fn added(number: u64) -> Reply {
    Ok((201, json!({ "number": number })))
}

fn removed(remove: impl FnOnce(u64) -> bool, number: &str) -> Reply {
    match number.parse().is_ok_and(remove) {
        true => nothing(),
        false => Err(Problem::new(404, "there is no fault with this number, or it no longer applies")),
    }
}

fn probability(stated: Option<f64>) -> Result<f64, Problem> {
    let probability = stated.unwrap_or(1.0);
    match is_probability(probability) {
        true => Ok(probability),
        false => Err(Problem::new(400, format!("expected a probability from 0 to 1, found {probability}"))),
    }
}

pub(super) fn list(simulator: &Simulator) -> Reply {
    let stubs = lock(&simulator.shared.stubs);
    let requests = stubs.all().map(|(number, stub)| {
        let Stub { subject, times, probability, fault } = stub;
        let described = fault.described();
        Listed { number, operation: subject.as_deref(), times: *times, probability: *probability, described }
    });
    let event_stubs = lock(&simulator.shared.event_faults);
    let events = event_stubs.stubs.all().map(|(number, stub)| {
        let Stub { subject, times, probability, fault } = stub;
        let (kind, delay) = match fault {
            EventFault::Duplicate => ("duplicate", None),
            EventFault::Delay(delay) => ("delay", Some(milliseconds(*delay))),
            EventFault::Reorder => ("reorder", None),
            EventFault::Lose => ("lose", None),
        };
        json!({
            "number": number, "eventType": subject, "times": times, "probability": probability,
            "kind": kind, "milliseconds": delay,
        })
    });
    ok(&json!({ "requests": requests.collect::<Vec<_>>(), "events": events.collect::<Vec<_>>() }))
}

pub(super) fn clear(simulator: &Simulator) -> Reply {
    lock(&simulator.shared.stubs).clear();
    lock(&simulator.shared.event_faults).clear();
    nothing()
}

impl Kind {
    fn into_fault(self) -> Result<Fault, Problem> {
        Ok(match self {
            Self::Reject { status, detail, retry_after_seconds } => {
                let status = error_status(status)?.as_u16();
                Fault::rejection(status, detail.as_deref(), retry_after_seconds.map(Duration::from_secs))
            }
            Self::ProxyPage { status } => Fault::proxy_page(error_status(status)?),
            Self::Reply { status, body } => {
                let status = status.unwrap_or(200);
                let problem = || Problem::new(400, format!("expected a status from 200 to 299, found {status}"));
                let status = StatusCode::from_u16(status).ok().filter(StatusCode::is_success).ok_or_else(problem)?;
                let body = body.map(|body| escaped(body.to_string().as_bytes())).unwrap_or_default();
                Fault::Reply(response(status.as_u16(), body))
            }
            Self::BreakConnection {} => Fault::Lose(Lost::Request),
            Self::LoseResponse {} => Fault::Lose(Lost::Response),
            Self::Delay { milliseconds } => Fault::Delay(Duration::from_millis(milliseconds)),
            Self::Stall {} => Fault::Stall,
            Self::Truncate {} => Fault::Truncate,
            Self::Corrupt {} => Fault::Corrupt,
        })
    }
}

fn error_status(status: u16) -> Result<StatusCode, Problem> {
    let problem = || Problem::new(400, format!("expected an error status from 400 to 599, found {status}"));
    StatusCode::from_u16(status).ok().filter(|_| (400..600).contains(&status)).ok_or_else(problem)
}
