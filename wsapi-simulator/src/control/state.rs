//! An overview of the world.

use serde_json::json;
use wsapi_client::Time;

use super::{Reply, instances::InstanceState, ok};
use crate::{Mode, Simulator, network::Group};

pub(super) fn show(simulator: &Simulator) -> Reply {
    let (world, streams) = (simulator.shared.world(), &simulator.shared.streams);
    let now = world.clock.now();
    let instances = world.instances.iter().map(|(id, instance)| InstanceState::of(id, instance, now, streams));
    let people = world
        .network
        .accounts()
        .map(|account| json!({ "id": account.jid, "lid": account.lid, "name": account.push_name }));
    let groups = |is_wanted: fn(&Group) -> bool| {
        let groups = world.network.all_groups().filter(move |group| is_wanted(group));
        groups.map(|group| json!({ "id": group.id, "name": group.name })).collect::<Vec<_>>()
    };
    let newsletters = world.network.all_newsletters();
    let newsletters = newsletters.map(|newsletter| json!({ "id": newsletter.id, "name": newsletter.name }));
    let is_hosted = world.settings.mode == Mode::Hosted;
    let subscriptions: Vec<_> = world.customer.subscriptions.keys().filter(|_| is_hosted).collect();
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
        "groups": groups(|group| !group.is_community()),
        "communities": groups(Group::is_community),
        "newsletters": newsletters.collect::<Vec<_>>(),
        "subscriptions": subscriptions,
    }))
}
