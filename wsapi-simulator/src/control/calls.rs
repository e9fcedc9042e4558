//! Calls made by people.

use serde_json::{Value, json};

use super::{Problem, Reply, ok};
use crate::{Simulator, network::Call};

/// Lists the calls, oldest first.
pub(super) fn list(simulator: &Simulator) -> Reply {
    let world = simulator.shared.world();
    let calls = world.network.calls().map(|(id, call)| described(id, call));
    ok(&json!({ "calls": calls.collect::<Vec<_>>() }))
}

pub(super) fn show(simulator: &Simulator, id: &str) -> Reply {
    let world = simulator.shared.world();
    let call = world.network.find_call(id).ok_or_else(|| Problem::new(404, "there is no call with this id"))?;
    ok(&described(id, call))
}

fn described(id: &str, call: &Call) -> Value {
    let Call { caller, callee, is_video, state } = call;
    json!({ "id": id, "from": caller, "to": callee, "video": is_video, "state": state })
}
