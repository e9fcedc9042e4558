//! Integers are read at the limits of what the service can send, and written again as they came.

use serde_json::{Value, json};
use wsapi_client::Event;

fn event(event_type: &str, data: &Value) -> Value {
    json!({
        "eventId": "evt_1767225600000_0123456789abcdef", "instanceId": "sales", "eventType": event_type,
        "receivedAt": "2026-01-01T00:00:00Z", "eventData": data,
    })
}

fn message(media: &Value) -> Value {
    json!({
        "id": "3EB0C431C26A1916E07A", "chatId": "491701234567@s.whatsapp.net", "isGroup": false,
        "sender": { "id": "491701234567@s.whatsapp.net", "isMe": false, "device": 65_535 },
        "time": "2026-01-01T00:00:00Z", "type": "media", "media": media,
    })
}

/// Reads the text of an event and compares what is written again.
fn assert_preserved(event: &Value) {
    let read: Event = serde_json::from_str(&event.to_string()).unwrap_or_else(|error| panic!("{error}: {event}"));
    assert!(!matches!(read.data, wsapi_client::EventData::Unknown(_)), "{event}");
    assert_eq!(serde_json::to_value(&read).expect("it can be written"), *event);
}

#[test]
fn file_length_of_64_bits_is_preserved() {
    for length in [0, 9_223_372_036_854_775_807, 9_223_372_036_854_775_808, 18_446_744_073_709_551_615_u64] {
        assert_preserved(&event("message", &message(&json!({ "mediaType": "image", "fileLength": length }))));
    }
}

/// One number that a stranger chose does not cost the other messages of a history event.
#[test]
fn file_length_of_64_bits_is_preserved_in_history() {
    let lengths = [9_223_372_036_854_775_808, 20_480, 18_446_744_073_709_551_615_u64];
    let messages: Vec<_> =
        lengths.iter().map(|length| message(&json!({ "mediaType": "image", "fileLength": length }))).collect();
    assert_preserved(&event("message_history_sync", &json!({ "messages": messages })));
}

#[test]
fn other_integers_of_32_bits_are_preserved() {
    for number in [0, i64::from(u32::MAX), i64::from(i32::MIN)] {
        let media = json!({
            "mediaType": "video", "height": number, "width": number, "duration": number, "pageCount": number,
        });
        assert_preserved(&event("message", &message(&media)));
    }
}
