//! The keys that the simulated service accepts.

use serde_json::{Map, json};

use super::{Reply, ok};
use crate::Simulator;

pub(super) fn show(simulator: &Simulator) -> Reply {
    let world = simulator.shared.world();
    let instances = world.instances.iter();
    let instances = instances.map(|(id, instance)| (id.clone(), json!(world.settings.key_of(&instance.config))));
    ok(&json!({
        "instances": instances.collect::<Map<_, _>>(),
        "account": world.settings.account_key,
        "admin": world.settings.admin_key,
    }))
}
