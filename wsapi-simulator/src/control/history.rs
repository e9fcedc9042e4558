//! The requests that arrived, and the events that were delivered.

use serde_json::{Value, json};
use wsapi_client::Time;

use super::{Problem, Reply, ok};
use crate::{
    Outcome, Simulator,
    kit::{journal::Entry, journal::Journal, shared::lock},
};

/// The most entries of one response.
const PAGE: usize = 1_000;

/// The longest body that is shown.
const MOST_BODY: usize = 64 << 10;

pub(super) fn requests(simulator: &Simulator, query: Option<&str>) -> Reply {
    let journal = lock(&simulator.shared.journal);
    let entries = page(&journal, query)?.map(|(number, record)| {
        let body = (record.body.len() <= MOST_BODY).then(|| masked(&record.body));
        json!({
            "number": number,
            "at": Time::from(record.at),
            "method": record.method.as_str(),
            "operation": record.operation,
            "path": record.path,
            "query": record.query,
            "instanceId": record.headers.get("x-instance-id").and_then(|value| value.to_str().ok()),
            "bodyLength": record.body.len(),
            "body": body,
            "outcome": outcome(record.outcome),
        })
    });
    ok(&json!({ "requests": entries.collect::<Vec<_>>() }))
}

pub(super) fn deliveries(simulator: &Simulator, query: Option<&str>) -> Reply {
    let journal = lock(&simulator.shared.deliveries);
    let entries = page(&journal, query)?.map(|(number, attempt)| {
        json!({
            "number": number,
            "at": Time::from(attempt.at),
            "eventId": attempt.event_id,
            "eventType": attempt.event_type,
            "instanceId": attempt.instance_id,
            "transport": attempt.transport,
            "error": attempt.error,
        })
    });
    ok(&json!({ "deliveries": entries.collect::<Vec<_>>() }))
}

/// Members of bodies that are secret.
const SECRETS: [&str; 5] = ["apiKey", "signingSecret", "eventSigningSecret", "defaultSigningSecret", "defaultApiKey"];

/// The body as text, without secrets.
fn masked(body: &[u8]) -> String {
    match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(mut members)) if SECRETS.iter().any(|name| members.contains_key(*name)) => {
            let secrets = members.iter_mut().filter(|(name, _)| SECRETS.contains(&name.as_str()));
            secrets.filter(|(_, value)| value.is_string()).for_each(|(_, value)| *value = json!("***"));
            Value::Object(members).to_string()
        }
        _ => String::from_utf8_lossy(body).into_owned(),
    }
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

/// The entries after the number in `after`, the oldest first.
fn page<'a, T: Entry>(
    journal: &'a Journal<T>,
    query: Option<&str>,
) -> Result<impl Iterator<Item = (u64, &'a T)> + use<'a, T>, Problem> {
    let mut after = 0_u64;
    for pair in query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let number = pair.strip_prefix("after=").and_then(|number| number.parse().ok());
        after = number.ok_or_else(|| Problem::new(400, "expected no parameter but `after` with a number"))?;
    }
    Ok(journal.iter().filter(move |(number, _)| *number > after).take(PAGE))
}
