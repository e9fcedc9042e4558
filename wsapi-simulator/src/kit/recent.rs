//! The last requests and deliveries, as text for a failed test.

use super::{
    attempt::Record,
    delivery::{Delivery, DeliveryAttempt},
    journal::{Entry, Journal},
    shared::{Shared, lock},
};

/// The maximum number of listed requests, and of listed deliveries.
const MOST: usize = 5;

/// Describes the last requests and deliveries, one per line, oldest first.
pub(super) fn describe(shared: &Shared) -> String {
    let request = |record: &Record| {
        let Record { method, path, outcome, .. } = record;
        format!("{method} {path}: {outcome:?}")
    };
    let delivery = |delivery: &Delivery| {
        let DeliveryAttempt { event_type, instance_id, transport, error, .. } = &delivery.attempt;
        let outcome = error.as_deref().unwrap_or("delivered");
        format!("`{event_type}` of `{instance_id}` by {transport}: {outcome}")
    };
    let requests = newest("requests", &lock(&shared.journal), request);
    let deliveries = newest("deliveries", &lock(&shared.deliveries), delivery);
    format!("{requests}\n{deliveries}")
}

fn newest<T: Entry>(name: &str, journal: &Journal<T>, describe: impl Fn(&T) -> String) -> String {
    let mut lines: Vec<_> =
        journal.iter().rev().take(MOST).map(|(_, entry)| format!("\n  {}", describe(entry))).collect();
    lines.reverse();
    if lines.is_empty() { format!("no {name}") } else { format!("last {name}:{}", lines.concat()) }
}
