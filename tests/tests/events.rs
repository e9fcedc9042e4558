//! Every event of the document, each a test of its own, decodes and encodes back to what came.

use std::collections::BTreeSet;

use libtest_mimic::{Arguments as Options, Failed, Trial};
use serde_json::{Value, json};
use wsapi_client::{Event, EventData};
use wsapi_tests::{EVENTS, Event as Documented, events};

fn main() {
    let trial = |event: Documented| Trial::test(event.name.clone(), move || examine(&event)).with_kind("event");
    let mut trials: Vec<Trial> = events().into_iter().map(trial).collect();
    let mut add = |name: String, test: fn()| {
        trials.push(Trial::test(name, move || {
            test();
            Ok(())
        }));
    };
    add(format!("the SDK has the {EVENTS} events of the document"), the_sdk_has_the_events_of_the_document);
    add("an unknown event keeps its type and data".to_owned(), an_unknown_event_keeps_its_type_and_data);
    libtest_mimic::run(&Options::from_args(), trials).exit();
}

fn examine(event: &Documented) -> Result<(), Failed> {
    let mut problems = Vec::new();
    for sample in event.samples() {
        problems.extend(event.schema.problems(&sample));
        let decoded: Event = serde_json::from_value(sample.clone())?;
        let encoded = serde_json::to_value(&decoded)?;
        let mut expect = |what: &str, holds: bool| {
            if !holds {
                problems.push(what.to_owned());
            }
        };
        expect("it is taken for unknown", !matches!(decoded.data, EventData::Unknown(_)));
        expect("it has another type", decoded.data.event_type() == event.name);
        expect(&format!("it encodes to {encoded} and came as {sample}"), encoded == sample);
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

fn the_sdk_has_the_events_of_the_document() {
    let documents: BTreeSet<String> = events().into_iter().map(|event| event.name).collect();
    let sdk: BTreeSet<String> = EventData::TYPES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(sdk, documents);
    assert_eq!([EventData::TYPES.len(), sdk.len(), events().len()], [EVENTS; 3]);
}

fn an_unknown_event_keeps_its_type_and_data() {
    let data = r#"{"b": 1.10, "a":12345678901234567890123,  "a": "<\u00e9>"}"#;
    let raw = format!(
        r#"{{"eventId":"e","instanceId":"i","receivedAt":"2026-03-01T12:00:00Z","eventType":"new","eventData":{data}}}"#
    );
    let event: Event = serde_json::from_str(&raw).expect("an unknown event decodes");
    assert!(matches!(&event.data, EventData::Unknown(unknown) if unknown.json() == data), "to the byte");
    assert_eq!(serde_json::to_string(&event).expect("it can be written"), raw);
    let without = r#"{"eventId":"e","instanceId":"i","eventType":"new","receivedAt":""}"#;
    let event: Event = serde_json::from_str(without).expect("it may have no data");
    assert!(matches!(&event.data, EventData::Unknown(unknown) if unknown.json() == "null"));

    let text_like = [json!({ "a": [1, null, "x"], "b": { "c": 1.5 } }), json!("text"), json!([]), Value::Null];
    for data in text_like {
        let mut raw = events().remove(0).example;
        raw["eventType"] = json!("an_event_of_tomorrow");
        raw["eventData"] = data.clone();
        let event: Event = serde_json::from_value(raw.clone()).expect("an unknown event decodes");
        assert_eq!(event.data.event_type(), "an_event_of_tomorrow");
        let EventData::Unknown(unknown) = &event.data else { panic!("{event:?} is no unknown event") };
        assert_eq!(unknown.data_as::<Value>().as_ref(), Some(&data));
        assert_eq!(serde_json::to_value(&event).expect("it can be written"), raw);
    }
}
