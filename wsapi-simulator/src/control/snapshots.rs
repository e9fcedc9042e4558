//! Named snapshots.

use serde_json::json;

use super::{Control, Problem, Reply, nothing, ok};
use crate::kit::shared::lock;

/// The maximum number of snapshots.
const MOST: usize = 100;

pub(super) fn reset(control: &Control) -> Reply {
    control.simulator.restore(&control.start);
    nothing()
}

pub(super) fn list(control: &Control) -> Reply {
    ok(&json!({ "names": lock(&control.snapshots).keys().collect::<Vec<_>>() }))
}

pub(super) fn save(control: &Control, name: &str) -> Reply {
    let snapshot = control.simulator.snapshot();
    let mut snapshots = lock(&control.snapshots);
    if name.is_empty() || name.len() > 64 {
        return Err(Problem::new(400, format!("expected a name of 1 to 64 bytes, found {}", name.len())));
    }
    if snapshots.len() >= MOST && !snapshots.contains_key(name) {
        return Err(Problem::new(409, format!("there are already {MOST} snapshots: delete one first")));
    }
    snapshots.insert(name.to_owned(), snapshot);
    nothing()
}

pub(super) fn delete(control: &Control, name: &str) -> Reply {
    lock(&control.snapshots).remove(name).ok_or_else(|| unknown(name))?;
    nothing()
}

pub(super) fn restore(control: &Control, name: &str) -> Reply {
    let snapshot = lock(&control.snapshots).get(name).cloned().ok_or_else(|| unknown(name))?;
    control.simulator.restore(&snapshot);
    nothing()
}

fn unknown(name: &str) -> Problem {
    Problem::new(404, format!("there is no snapshot `{name}`"))
}
