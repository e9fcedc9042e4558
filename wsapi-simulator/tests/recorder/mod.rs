//! A handler that records events.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::sync::{Arc, Mutex};

use serde_json::Value;
use wsapi_client::{
    Event, EventData,
    events::{Attempt, BoxError, Handler},
    types::GroupChange,
};
use wsapi_simulator::Simulator;

/// The events of all instances, in order.
#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Vec<Event>>>);

impl Recorder {
    /// Records all events of a simulator from now on.
    pub(crate) fn of(sim: &Simulator) -> Self {
        let recorder = Self::default();
        sim.deliver_to(recorder.clone());
        recorder
    }

    /// Takes the events so far.
    pub(crate) fn take(&self) -> Vec<EventData> {
        std::mem::take(&mut *self.0.lock().unwrap()).into_iter().map(|event| event.data).collect()
    }

    /// Waits until all events were delivered, and takes them.
    pub(crate) async fn settled(&self, sim: &Simulator) -> Vec<EventData> {
        sim.settle().await;
        self.take()
    }

    /// Waits until all events were delivered, and takes the only one, which must be a group change.
    pub(crate) async fn group_change(&self, sim: &Simulator) -> GroupChange {
        match <[EventData; 1]>::try_from(self.settled(sim).await) {
            Ok([EventData::Group(change)]) => *change,
            Ok([other]) => panic!("expected a group change, found {other:?}"),
            Err(events) => panic!("expected one event, found {events:?}"),
        }
    }

    /// Takes the types and the data of the events, without LIDs, which are random.
    pub(crate) fn printed(&self) -> Vec<(String, Value)> {
        let events = std::mem::take(&mut *self.0.lock().unwrap());
        let print = |event: Event| {
            let mut envelope = serde_json::to_value(&event).unwrap();
            remove_lids(&mut envelope);
            (envelope["eventType"].as_str().unwrap().to_owned(), envelope["eventData"].take())
        };
        events.into_iter().map(print).collect()
    }

    /// Takes the data of the only event.
    pub(crate) fn printed_one(&self, kind: &str) -> Value {
        let mut events = self.printed();
        assert_eq!(events.len(), 1, "expected one event, found {events:?}");
        assert_eq!(events[0].0, kind);
        events.remove(0).1
    }

    /// The texts of the messages; empty for other events.
    pub(crate) fn texts(&self) -> Vec<String> {
        let text = |data: &EventData| match data {
            EventData::Message(message) => message.text_or_caption().unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        self.all().iter().map(text).collect()
    }

    pub(crate) fn all(&self) -> Vec<EventData> {
        self.0.lock().unwrap().iter().map(|event| event.data.clone()).collect()
    }

    pub(crate) fn types(&self) -> Vec<String> {
        self.all().iter().map(|data| data.event_type().to_owned()).collect()
    }

    pub(crate) fn types_of(&self, instance: &str) -> Vec<String> {
        let events = self.0.lock().unwrap();
        let own = events.iter().filter(|event| event.instance_id == instance);
        own.map(|event| event.data.event_type().to_owned()).collect()
    }

    /// Takes the reason of the only event, which must be `logged_out`.
    pub(crate) fn reason(&self) -> String {
        match self.all().as_slice() {
            [EventData::LoggedOut(event)] => event.reason.clone(),
            other => panic!("expected one `logged_out`, found {other:?}"),
        }
    }
}

impl Handler for Recorder {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        self.0.lock().unwrap().push(event);
        Ok(())
    }
}

fn remove_lids(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("lid");
            members.values_mut().for_each(remove_lids);
        }
        Value::Array(values) => values.iter_mut().for_each(remove_lids),
        _ => {}
    }
}
