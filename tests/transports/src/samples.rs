//! Events as the service sends them.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use wsapi_client::events::StreamEntry;

/// The secret that the events are signed with.
pub const SECRET: &str = "whsec_example";

/// The envelope of a message.
pub fn message(event_id: &str, instance_id: &str, chat_id: &str, message_id: &str) -> String {
    let person = "491701234567@s.whatsapp.net";
    let data = json!({
        "id": message_id, "chatId": chat_id, "sender": { "id": person, "isMe": false }, "isGroup": false,
        "time": "2026-03-09T08:07:06Z", "type": "text", "text": "Is the shop open today?",
    });
    // The members are in the order of the service, since the signature covers it.
    format!(
        "{{\"eventId\":{},\"instanceId\":{},\"eventType\":\"message\",\"receivedAt\":\"2026-03-09T08:07:06.1Z\",\
         \"eventData\":{data}}}",
        json!(event_id),
        json!(instance_id)
    )
}

/// A signed message as an entry of a stream.
pub fn entry(event_id: &str, instance_id: &str, chat_id: &str, message_id: &str) -> StreamEntry {
    let envelope: Value = serde_json::from_str(&message(event_id, instance_id, chat_id, message_id)).expect("JSON");
    let mut entry = StreamEntry::default();
    event_id.clone_into(&mut entry.event_id);
    instance_id.clone_into(&mut entry.instance_id);
    entry.event_type = "message".to_owned();
    entry.received_at = "2026-03-09T08:07:06.1Z".to_owned();
    entry.event_data = envelope["eventData"].to_string();
    signed(entry)
}

/// Returns the entry with a valid signature for its current fields.
pub fn signed(mut entry: StreamEntry) -> StreamEntry {
    entry.signature = Some(sign(entry.json().as_bytes()));
    entry
}

/// The signature of an envelope, as in the header `X-Webhook-Signature`.
pub fn sign(body: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC accepts keys of any length");
    let digest = mac.chain_update(body).finalize().into_bytes();
    digest.iter().fold("sha256=".to_owned(), |text, byte| text + &format!("{byte:02x}"))
}
