//! A fast path for envelopes as the service serializes them.

use crate::{Event, EventData, Time};

/// The members before the data, in the order in which the service serializes them.
const MEMBERS: [&str; 4] = [r#"{"eventId":""#, r#"","instanceId":""#, r#"","eventType":""#, r#"","receivedAt":""#];

/// Precedes the data, which is the last member.
const DATA: &str = r#"","eventData":"#;

/// Reads an event whose envelope is exactly as the service serializes it, without escapes or white space. So there is
/// no need to search for the data, which is parsed only once. Returns `None` for any other text, and if the event
/// cannot be read.
pub(super) fn read(json: &[u8]) -> Option<Event> {
    let mut rest = str::from_utf8(json).ok()?;
    let mut texts = [""; MEMBERS.len()];
    for (member, text) in MEMBERS.iter().zip(&mut texts) {
        rest = rest.strip_prefix(member)?;
        let end = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
        // An escape or a control character is not followed by the next member.
        (*text, rest) = rest.split_at(end);
    }
    let data = rest.strip_prefix(DATA)?.strip_suffix('}')?;
    let [event_id, instance_id, event_type, received_at] = texts;
    // This fails if the data is followed by other members.
    let data = EventData::from_raw(event_type, data).ok()?;
    Some(Event::new(event_id, instance_id, Time::from_received(received_at), data))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::Event;

    const DATA: &str = r#"{"reason":"401"}"#;

    fn envelope(head: &str, data: &str) -> String {
        format!(r#"{{{head},"eventData":{data}}}"#)
    }

    #[test]
    fn fast_path_agrees_with_the_parser() {
        let head =
            r#""eventId":"evt_1","instanceId":"sälés","eventType":"logged_out","receivedAt":"2026-03-09T08:07:06Z""#;
        for (kind, data) in [("logged_out", DATA), ("brand_new", r#"[1, {"a":"}"}]"#)] {
            let json = envelope(&head.replace("logged_out", kind), data);
            let slow = serde_json::from_str::<Event>(&json).expect("an event");
            assert_eq!(read(json.as_bytes()), Some(slow));
        }
    }

    #[test]
    fn other_texts_are_left_to_the_parser() {
        let head =
            r#""eventId":"evt_1","instanceId":"sales","eventType":"logged_out","receivedAt":"2026-03-09T08:07:06Z""#;
        let texts = [
            envelope(head, "7"),
            envelope(head, ""),
            envelope(head, r#"{"reason":"401"},"eventData":{"reason":"402"}"#),
            envelope(head, r#"{"reason":"401"},"more":1"#),
            envelope(&head.replace("sales", r"sa\u006ces"), DATA),
            envelope(&head.replace("sales", "sa\nles"), DATA),
            envelope(&head.replace(':', ": "), DATA),
            envelope(&head.replace("eventId", "id"), DATA),
            format!("{} ", envelope(head, DATA)),
            envelope(head, DATA).replace('}', ""),
            "{}".to_owned(),
            String::new(),
        ];
        for json in texts {
            assert_eq!(read(json.as_bytes()), None, "{json}");
        }
        assert_eq!(read(b"\xff"), None);
    }
}
