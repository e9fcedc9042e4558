//! Faults of requests and of events.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::{Problem, Reply, nothing, ok};
use crate::{
    Simulator,
    kit::{
        delivery::{EventFault, EventStub},
        fault::{Fault, Lost, Stub},
        shared::lock,
    },
    server,
};

/// A fault for calls.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewFault {
    /// The id of an operation; all if it is missing.
    operation: Option<String>,
    times: Option<u32>,
    probability: Option<f64>,
    fault: Kind,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
enum Kind {
    Refuse { status: u16, detail: Option<String>, retry_after_seconds: Option<u64> },
    ProxyPage { status: u16 },
    BreakConnection,
    LoseResponse,
    Delay { milliseconds: u64 },
    Stall,
    Truncate,
    Malform,
}

/// A fault for events.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewEventFault {
    /// The type of the events; all if it is missing.
    event_type: Option<String>,
    times: Option<u32>,
    fault: EventKind,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
enum EventKind {
    Duplicate,
    Delay { milliseconds: u64 },
    Reorder,
    Lose,
}

pub(super) fn add(simulator: &Simulator, new: NewFault) -> Reply {
    let operation = match new.operation.as_deref() {
        None => None,
        Some(id) => {
            let known = server::known_operation(id);
            Some(known.ok_or_else(|| Problem::new(400, format!("unknown operation `{id}`")))?)
        }
    };
    let probability = new.probability.unwrap_or(1.0);
    if !(0.0..=1.0).contains(&probability) {
        return Err(Problem::new(400, "expected a probability from 0 to 1"));
    }
    let stub = Stub { operation, times: new.times, probability, fault: new.fault.into_fault()? };
    lock(&simulator.shared.stubs).add(stub);
    nothing()
}

pub(super) fn add_for_events(simulator: &Simulator, new: NewEventFault) -> Reply {
    let fault = match new.fault {
        EventKind::Duplicate => EventFault::Duplicate,
        EventKind::Delay { milliseconds } => EventFault::Delay(Duration::from_millis(milliseconds)),
        EventKind::Reorder => EventFault::Reorder,
        EventKind::Lose => EventFault::Lose,
    };
    let stub = EventStub { event_type: new.event_type, times: new.times, fault };
    lock(&simulator.shared.event_faults).add(stub);
    nothing()
}

pub(super) fn list(simulator: &Simulator) -> Reply {
    let stubs = lock(&simulator.shared.stubs);
    let requests = stubs.all().map(|stub| {
        let Stub { operation, times, probability, fault } = stub;
        json!({ "operation": operation, "times": times, "probability": probability, "kind": fault.name() })
    });
    let event_stubs = lock(&simulator.shared.event_faults);
    let events = event_stubs.all().map(|stub| {
        let kind = match stub.fault {
            EventFault::Duplicate => "duplicate",
            EventFault::Delay(_) => "delay",
            EventFault::Reorder => "reorder",
            EventFault::Lose => "lose",
        };
        json!({ "eventType": stub.event_type, "times": stub.times, "kind": kind })
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
            Self::Refuse { status, detail, retry_after_seconds } => {
                let status = error_status(status)?.as_u16();
                Fault::refusal(status, detail.as_deref(), retry_after_seconds.map(Duration::from_secs))
            }
            Self::ProxyPage { status } => Fault::proxy_page(error_status(status)?),
            Self::BreakConnection => Fault::Lose(Lost::Request),
            Self::LoseResponse => Fault::Lose(Lost::Response),
            Self::Delay { milliseconds } => Fault::Delay(Duration::from_millis(milliseconds)),
            Self::Stall => Fault::Stall,
            Self::Truncate => Fault::Truncate,
            Self::Malform => Fault::Malform,
        })
    }
}

fn error_status(status: u16) -> Result<StatusCode, Problem> {
    let status = StatusCode::from_u16(status).ok().filter(|_| (400..600).contains(&status));
    status.ok_or_else(|| Problem::new(400, "expected the status of an error, from 400 to 599"))
}
