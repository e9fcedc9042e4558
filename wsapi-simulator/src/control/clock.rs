//! The simulator's clock.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use wsapi_client::Time;

use super::{Problem, Reply, ok};
use crate::Simulator;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Advance {
    seconds: f64,
}

pub(super) fn show(simulator: &Simulator) -> Reply {
    ok(&json!({ "now": Time::from(simulator.shared.clock.now()) }))
}

pub(super) fn advance(simulator: &Simulator, advance: &Advance) -> Reply {
    // Ten years. A later time could not be formatted as a date.
    const MOST: f64 = 10.0 * 365.0 * 86_400.0;
    let duration = Duration::try_from_secs_f64(advance.seconds).ok().filter(|_| advance.seconds <= MOST);
    let problem = || format!("seconds: expected a number from 0 to {MOST}, found {}", advance.seconds);
    simulator.advance(duration.ok_or_else(|| Problem::new(400, problem()))?);
    show(simulator)
}
