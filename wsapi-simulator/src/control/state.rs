//! An overview of the world.

use serde_json::json;
use wsapi_client::Time;

use super::{Reply, ok};
use crate::{Mode, Simulator};

pub(super) fn show(simulator: &Simulator) -> Reply {
    let world = simulator.shared.world();
    let now = world.clock.now();
    let instances = world.instances.iter().map(|(id, instance)| {
        json!({
            "id": id,
            "account": instance.account(),
            "isPaired": instance.is_paired(),
            "isConnected": instance.is_connected(now),
        })
    });
    let people = world
        .network
        .accounts()
        .map(|account| json!({ "id": account.jid, "lid": account.lid, "name": account.push_name }));
    let mode = match world.settings.mode {
        Mode::Hosted => "hosted",
        Mode::Single => "single",
        Mode::Multi => "multi",
    };
    ok(&json!({
        "mode": mode,
        "now": Time::from(now),
        "instances": instances.collect::<Vec<_>>(),
        "people": people.collect::<Vec<_>>(),
    }))
}
