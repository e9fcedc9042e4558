//! Events.
//!
//! The order of the events and `Events::before_tag`, the position of the event's name in the envelope, are not
//! compared, because they make no difference: members are read by name in any order, each name has one variant, and the
//! position only decides in which order `Event` is serialized. The responses to webhooks and the limits of event data
//! are not part of the SDK, and a deprecation only adds a line to its docs.

use wsapi_codegen::api::{Event, Events};

use super::{Comparison, calls, kinds, names::Meaning};
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
        // `Event::new` takes the whole envelope.
        let [old_new, new_new] = [old, new].map(|events| calls::of_fields(events.envelope.iter()));
        self.constructor(&Subject::Type(ENVELOPE.to_owned()), &old_new, &new_new, "data");
        self.meanings(&members(old), &members(new), |wire| Subject::Member(ENVELOPE.to_owned(), wire.to_owned()));
        self.meanings(&variants(old), &variants(new), |wire| Subject::Event(wire.to_owned()));
        for event in &old.events {
            match find(new, event) {
                Some(other) => {
                    self.event(event, other);
                    let converts = ["event-conversion-added", "event-conversion-removed"];
                    self.find_turned(converts, &at(event), old.is_convertible(event), new.is_convertible(other));
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

fn members(events: &Events) -> Vec<Meaning<'_>> {
    events.envelope.iter().map(|field| (field.name.as_str(), field.wire.clone())).collect()
}

fn variants(events: &Events) -> Vec<Meaning<'_>> {
    events.events.iter().map(|event| (event.variant.as_str(), event.wire.clone())).collect()
}

fn at(event: &Event) -> Subject {
    Subject::Event(event.wire.clone())
}

fn find<'a>(events: &'a Events, event: &Event) -> Option<&'a Event> {
    events.events.iter().find(|other| other.wire == event.wire)
}
