//! States to return to.

use serde_json::json;

use super::{Problem, Reply, nothing, ok};
use crate::{kit::shared::lock, serve::Site};

/// The most snapshots that are kept.
const MOST: usize = 100;

pub(super) fn reset(site: &Site) -> Reply {
    site.simulator.restore(&site.control.start);
    nothing()
}

pub(super) fn list(site: &Site) -> Reply {
    ok(&json!({ "names": lock(&site.control.snapshots).keys().collect::<Vec<_>>() }))
}

pub(super) fn save(site: &Site, name: &str) -> Reply {
    let snapshot = site.simulator.snapshot();
    let mut snapshots = lock(&site.control.snapshots);
    if name.is_empty() || name.len() > 64 {
        return Err(Problem::new(400, "expected a name of 1 to 64 bytes"));
    }
    if snapshots.len() >= MOST && !snapshots.contains_key(name) {
        return Err(Problem::new(409, format!("there are {MOST} snapshots already")));
    }
    snapshots.insert(name.to_owned(), snapshot);
    nothing()
}

pub(super) fn delete(site: &Site, name: &str) -> Reply {
    lock(&site.control.snapshots).remove(name).ok_or_else(|| unknown(name))?;
    nothing()
}

pub(super) fn restore(site: &Site, name: &str) -> Reply {
    let snapshot = lock(&site.control.snapshots).get(name).cloned().ok_or_else(|| unknown(name))?;
    site.simulator.restore(&snapshot);
    nothing()
}

fn unknown(name: &str) -> Problem {
    Problem::new(404, format!("there is no snapshot `{name}`"))
}
