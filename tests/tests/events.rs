//! Every event of the document, as a separate test, decodes, and encodes back to the original.

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
    add("an unknown event preserves its type and data".to_owned(), an_unknown_event_preserves_its_type_and_data);
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
        expect("it is mistaken for unknown", !matches!(decoded.data, EventData::Unknown(_)));
        expect("it has another type", decoded.data.event_type() == event.name);
        expect(&format!("it encodes to {encoded} and arrived as {sample}"), encoded == sample);
    }
    problems.extend(event.samples().iter().flat_map(|sample| examine_variants(event, sample)));
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

/// Each value of the event's data is changed on its own: it is removed, null, or another text.
fn examine_variants(event: &Documented, sample: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let mut expect = |what: &str, pointer: &str, came: &Value, expected: &Value| {
        let encoded = decode(came).and_then(|decoded| Ok((decoded.data.event_type() == event.name, encode(&decoded)?)));
        match encoded {
            Ok((true, encoded)) if encoded == *expected => {}
            Ok((is_type, encoded)) => problems.push(format!("{pointer} {what}: {is_type}, encodes to {encoded}")),
            Err(error) => problems.push(format!("{pointer} {what}: {error}")),
        }
    };
    for pointer in pointers(&sample["eventData"], "/eventData") {
        let with = |value: Value| {
            let mut changed = sample.clone();
            *changed.pointer_mut(&pointer).expect("it was found there") = value;
            changed
        };
        let name = pointer.rsplit('/').next().unwrap_or_default();
        let may_be_missing = |without: &Value| {
            let missing = format!("missing field `{name}`");
            let is_rejected = decode(without).is_err_and(|error| error.to_string().contains(&missing));
            event.schema.problems(without).is_empty() && !(is_rejected && ALWAYS.contains(&name))
        };
        if let Some(without) = without(sample, &pointer).filter(may_be_missing) {
            expect("is missing", &pointer, &without, &without);
            // A null counts as missing if the value may be missing.
            expect("is null", &pointer, &with(Value::Null), &without);
        }
        if sample.pointer(&pointer).is_some_and(Value::is_string) {
            for text in TEXTS {
                expect(text, &pointer, &with(json!(text)), &with(json!(text)));
            }
        }
    }
    problems
}

/// Fields that the service always sends, as the overlay says; the document lets them be missing.
const ALWAYS: [&str; 14] = [
    "deviceId",
    "emoji",
    "error",
    "expiration",
    "id",
    "isGroup",
    "isVideo",
    "lastSeen",
    "mediaType",
    "messageId",
    "pinned",
    "reason",
    "sender",
    "timestamp",
];

/// Texts that any field may contain: future values, times in every form, characters that Go and JavaScript escape.
const TEXTS: [&str; 5] = [
    "",
    "of_the_future",
    "2026-03-09T08:07:06.123456789+05:30",
    "0001-01-01T00:00:00Z",
    "<b>&\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{2028}\u{2029}\u{fffd}😀",
];

/// Reads it as the service prints it, with Go's escapes.
fn decode(event: &Value) -> serde_json::Result<Event> {
    let mut printed = event.to_string();
    for char in ['<', '>', '&', '\u{2028}', '\u{2029}'] {
        printed = printed.replace(char, &format!("\\u{:04x}", u32::from(char)));
    }
    serde_json::from_str(&printed)
}

fn encode(event: &Event) -> serde_json::Result<Value> {
    serde_json::to_value(event)
}

/// The pointers to the values below this one.
fn pointers(value: &Value, pointer: &str) -> Vec<String> {
    let below = |(step, value): (String, &Value)| {
        let pointer = format!("{pointer}/{step}");
        let mut found = pointers(value, &pointer);
        found.push(pointer);
        found
    };
    match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).flat_map(below).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).flat_map(below).collect()
        }
        _ => Vec::new(),
    }
}

/// The event without one of its fields; items of lists are preserved.
fn without(event: &Value, pointer: &str) -> Option<Value> {
    let (holder, name) = pointer.rsplit_once('/')?;
    let mut event = event.clone();
    event.pointer_mut(holder)?.as_object_mut()?.remove(name)?;
    Some(event)
}

fn the_sdk_has_the_events_of_the_document() {
    let documents: BTreeSet<String> = events().into_iter().map(|event| event.name).collect();
    let sdk: BTreeSet<String> = EventData::TYPES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(sdk, documents);
    assert_eq!([EventData::TYPES.len(), sdk.len(), events().len()], [EVENTS; 3]);
}

fn an_unknown_event_preserves_its_type_and_data() {
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
        let EventData::Unknown(unknown) = &event.data else { panic!("{event:?} is not an unknown event") };
        assert_eq!(unknown.data_as::<Value>().as_ref(), Some(&data));
        assert_eq!(serde_json::to_value(&event).expect("it can be written"), raw);
    }
}
