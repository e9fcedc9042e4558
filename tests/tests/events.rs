//! Every event of the document decodes, and encodes back to what came.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wsapi_client::{Event, EventData};
use wsapi_tests::{EVENTS, events};

#[test]
fn every_event_decodes_and_encodes_back() {
    let mut problems = Vec::new();
    let events = events();
    for (event, sample) in
        events.iter().flat_map(|event| event.samples().into_iter().map(move |sample| (event, sample)))
    {
        let name = &event.name;
        let mut expect = |what: &str, holds: bool| {
            if !holds {
                problems.push(format!("{name}: {what}"))
            }
        };
        match serde_json::from_value::<Event>(sample.clone()) {
            Ok(decoded) => {
                let encoded = serde_json::to_value(&decoded).expect("an event can be written as JSON");
                expect("is taken for unknown", !matches!(decoded.data, EventData::Unknown(_)));
                expect("has another type", decoded.data.event_type() == name);
                expect(&format!("encodes to {encoded} and came as {sample}"), encoded == sample);
            }
            Err(error) => expect(&error.to_string(), false),
        }
        event.schema.problems(&sample).iter().for_each(|problem| expect(problem, false));
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn the_sdk_has_the_events_of_the_document() {
    let documents: BTreeSet<String> = events().into_iter().map(|event| event.name).collect();
    let sdk: BTreeSet<String> = EventData::TYPES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(sdk, documents);
    assert_eq!([EventData::TYPES.len(), sdk.len(), events().len()], [EVENTS; 3]);
    println!("{} events", sdk.len());
}

#[test]
fn an_unknown_event_keeps_its_type_and_data() {
    let text_like = [json!({ "a": [1, null, "x"], "b": { "c": 1.5 } }), json!("text"), json!([]), Value::Null];
    for data in text_like {
        let mut raw = events().remove(0).example;
        raw["eventType"] = json!("an_event_of_tomorrow");
        raw["eventData"] = data.clone();
        let event: Event = serde_json::from_value(raw.clone()).expect("an unknown event decodes");
        assert_eq!(event.data.event_type(), "an_event_of_tomorrow");
        let EventData::Unknown(unknown) = &event.data else { panic!("{event:?} is no unknown event") };
        assert_eq!(unknown.data(), &data);
        assert_eq!(serde_json::to_value(&event).expect("it can be written"), raw);
    }
}
