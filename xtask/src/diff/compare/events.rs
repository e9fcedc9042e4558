//! Events.
//!
//! The order of the events and `Events::before_tag`, the position of the event's name in the envelope, are not
//! compared, because they make no difference: members are read by name in any order, each name has one variant, and the
//! position only decides in which order `Event` is serialized. The responses to webhooks and the limits of event data
//! are not part of the SDK, and a deprecation only adds a line to its docs.

use std::collections::BTreeMap;

use wsapi_codegen::api::{Event, Events, Field, Presence};

use super::{Comparison, kinds};
use crate::diff::finding::Subject;

/// The type that holds an event and its envelope.
const ENVELOPE: &str = "Event";

impl Comparison<'_> {
    pub(super) fn events(&mut self) {
        let (old, new) = (self.old.api.events.as_ref(), self.new.api.events.as_ref());
        let (Some(old), Some(new)) = (old, new) else {
            self.find_turned(["events-added", "events-removed"], &Subject::Service, old.is_some(), new.is_some());
            return;
        };
        let keys = |events: &Events| format!("{}, {}", events.tag, events.data);
        self.find_changed("envelope-changed", &Subject::Service, &keys(old), &keys(new));
        self.fields(ENVELOPE, &old.envelope, &new.envelope, [false, true]);
        let (old_new, new_new) = (arguments(&old.envelope, &self.renamed), arguments(&new.envelope, &BTreeMap::new()));
        self.constructor(&Subject::Type(ENVELOPE.to_owned()), &old_new, &new_new);
        for event in &old.events {
            match find(new, event) {
                Some(other) => {
                    self.event(event, other);
                    let converts = ["event-conversion-added", "event-conversion-removed"];
                    self.find_turned(converts, &at(event), is_alone(old, event), is_alone(new, other));
                }
                None => self.find("event-removed", &at(event), ""),
            }
        }
        for event in new.events.iter().filter(|event| find(old, event).is_none()) {
            self.find("event-added", &at(event), kinds::rust(&event.kind));
        }
    }

    fn event(&mut self, old: &Event, new: &Event) {
        self.find_changed("event-renamed", &at(new), &old.variant, &new.variant);
        if kinds::difference(&old.kind, &new.kind, &self.renamed, [false, true]).is_some() {
            let (old, data) = (kinds::rust(&old.kind), kinds::rust(&new.kind));
            self.find("event-data-changed", &at(new), format!("`{old}` → `{data}`"));
        }
    }
}

fn at(event: &Event) -> Subject {
    Subject::Event(event.wire.clone())
}

/// Returns whether no other event has data of the same type. `EventData` can then be converted from the data.
fn is_alone(events: &Events, event: &Event) -> bool {
    events.events.iter().filter(|other| other.kind == event.kind).count() == 1
}

fn find<'a>(events: &'a Events, event: &Event) -> Option<&'a Event> {
    events.events.iter().find(|other| other.wire == event.wire)
}

/// Returns the arguments of `Event::new`, which takes the whole envelope.
fn arguments(envelope: &[Field], renamed: &BTreeMap<&str, &str>) -> String {
    let argument = |field: &Field| match field.presence {
        Presence::Required => format!("{}: {}", field.name, kinds::text(&field.kind, renamed)),
        _ => format!("{}: Option<{}>", field.name, kinds::text(&field.kind, renamed)),
    };
    let arguments: Vec<_> = envelope.iter().map(argument).collect();
    format!("new({}, data)", arguments.join(", "))
}
