//! Instances, as seen by the operator of the server.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wsapi_client::{Event, EventData, Jid, Time, types::EventFilter};

use super::{Problem, Reply, nothing, ok, pairing::Pairing};
use crate::{
    InstanceHandle, Simulator,
    kit::{
        Number,
        delivery::{EventStreams, undelivered},
    },
    network::Rejected,
    server::{Config, Instance},
};

/// An instance to add. Without a phone number, it is not paired.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewInstance {
    pub(crate) id: String,
    /// The phone number of its account.
    phone: Option<Number>,
    /// The name of its account.
    name: Option<String>,
    key: Option<String>,
    webhook_url: Option<String>,
    signing_secret: Option<String>,
    event_filters: Option<Vec<String>>,
    publish_events: Option<bool>,
    history_sync: Option<bool>,
}

/// An act on an instance.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "camelCase", deny_unknown_fields)]
pub(super) enum InstanceAct {
    LosesConnection {},
    Reconnects {},
    GoesDown {},
    ComesUp {},
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Webhook {
    url: String,
    /// The default is the present secret.
    secret: Option<String>,
}

/// An event to publish.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewEvent {
    event_type: String,
    event_data: Value,
}

/// The state of an instance.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InstanceState<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'a Jid>,
    is_up: bool,
    is_paired: bool,
    is_logged_in: bool,
    is_connected: bool,
    webhook_url: &'a str,
    /// `true` if it has a secret that signs its events.
    is_signed: bool,
    /// The pending pairing.
    pairing: Option<Pairing<'a>>,
    /// The number of open event streams.
    event_streams: usize,
}

impl<'a> InstanceState<'a> {
    pub(super) fn of(id: &'a str, instance: &'a Instance, now: SystemTime, streams: &EventStreams) -> Self {
        let config = instance.publishing();
        Self {
            id,
            account: instance.account(),
            is_up: instance.is_up,
            is_paired: instance.is_paired(),
            is_logged_in: instance.is_logged_in(now),
            is_connected: instance.is_connected(now),
            webhook_url: &config.webhook_url,
            is_signed: config.signing_secret.as_ref().is_some_and(|secret| !secret.is_empty()),
            pairing: instance.link.as_ref().and_then(|link| Pairing::of(link, now)),
            event_streams: streams.count_of(id),
        }
    }
}

impl NewInstance {
    /// Adds the instance.
    pub(crate) fn add_to(&self, simulator: &Simulator) -> Result<InstanceHandle, Rejected> {
        let instance = simulator.try_add_instance(self.described())?;
        self.name_account(simulator);
        Ok(instance)
    }

    /// Sets the name of its account.
    pub(crate) fn name_account(&self, simulator: &Simulator) {
        if let (Some(account), Some(name)) = (simulator.account_of(&self.id), &self.name) {
            simulator.shared.world().network.set_push_name(&account, name);
        }
    }

    /// Converts the instance to that of the test kit.
    pub(crate) fn described(&self) -> crate::NewInstance {
        let filters = self.event_filters.iter().flatten().map(|name| EventFilter::from(&**name));
        let config = Config {
            key: self.key.clone(),
            webhook_url: self.webhook_url.clone().unwrap_or_default(),
            signing_secret: self.signing_secret.clone(),
            event_filters: filters.collect(),
            publish_events: self.publish_events,
            history_sync: self.history_sync,
            ..Config::default()
        };
        crate::NewInstance::with_config(&self.id, self.phone.as_ref().map(|number| number.0.clone()), config)
    }
}

pub(super) fn list(simulator: &Simulator) -> Reply {
    let (world, streams) = (simulator.shared.world(), &simulator.shared.streams);
    let now = world.clock.now();
    let instances = world.instances.iter().map(|(id, instance)| InstanceState::of(id, instance, now, streams));
    ok(&json!({ "instances": instances.collect::<Vec<_>>() }))
}

pub(super) fn show(simulator: &Simulator, id: &str) -> Reply {
    let world = simulator.shared.world();
    let instance = world.instances.get(id).ok_or_else(|| unknown(id))?;
    ok(&InstanceState::of(id, instance, world.clock.now(), &simulator.shared.streams))
}

pub(super) fn add(simulator: &Simulator, new: &NewInstance) -> Reply {
    let instance = new.add_to(simulator)?;
    simulator.shared.changed.notify();
    Ok((201, json!({ "id": instance.id() })))
}

pub(super) fn act(simulator: &Simulator, id: &str, act: &InstanceAct) -> Reply {
    let instance = known(simulator, id)?;
    match act {
        InstanceAct::LosesConnection {} => instance.try_loses_connection(),
        InstanceAct::Reconnects {} => instance.reconnects().attempt(),
        InstanceAct::GoesDown {} => instance.try_goes_down(),
        InstanceAct::ComesUp {} => instance.comes_up().attempt(),
    }?;
    simulator.shared.changed.notify();
    nothing()
}

pub(super) fn set_webhook(simulator: &Simulator, id: &str, webhook: &Webhook) -> Reply {
    known(simulator, id)?.try_set_webhook(&webhook.url, webhook.secret.as_deref())?;
    nothing()
}

/// Publishes an event as if something had happened.
pub(super) fn publish(simulator: &Simulator, id: &str, new: NewEvent) -> Reply {
    let instance = known(simulator, id)?;
    let envelope = json!({
        "eventId": "", "instanceId": id, "eventType": new.event_type, "receivedAt": "1970-01-01T00:00:00Z",
        "eventData": new.event_data,
    });
    let event: Event =
        serde_json::from_value(envelope).map_err(|error| Problem::new(400, format!("eventData: {error}")))?;
    if matches!(event.data, EventData::Unknown(_)) {
        return Err(Problem::new(400, format!("unknown event type `{}`", event.data.event_type())));
    }
    let (event_id, receivers) = instance.try_publishes(event.data)?;
    Ok((201, json!({ "eventId": event_id, "receivers": receivers })))
}

/// Lists the events that are not delivered yet.
pub(super) fn events(simulator: &Simulator, id: &str) -> Reply {
    known(simulator, id)?;
    let events = undelivered(&simulator.shared, id);
    let events = events.into_iter().map(|event| {
        json!({
            "eventId": event.id,
            "eventType": event.kind,
            "fault": event.fault,
            "until": event.until.map(Time::from),
        })
    });
    ok(&json!({ "events": events.collect::<Vec<_>>() }))
}

fn known(simulator: &Simulator, id: &str) -> Result<InstanceHandle, Problem> {
    match simulator.shared.world().instances.contains_key(id) {
        true => Ok(simulator.instance(id)),
        false => Err(unknown(id)),
    }
}

fn unknown(id: &str) -> Problem {
    Problem::new(404, format!("there is no instance `{id}`"))
}
