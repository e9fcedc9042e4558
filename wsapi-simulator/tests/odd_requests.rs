//! Invalid requests to the operations on messages fail only with a 4xx.

use serde_json::{Value, json};
use wsapi_client::http::Method;
use wsapi_simulator::Simulator;

const PATHS: [&str; 21] = [
    "/messages/text",
    "/messages/image",
    "/messages/video",
    "/messages/audio",
    "/messages/voice",
    "/messages/document",
    "/messages/sticker",
    "/messages/contact",
    "/messages/location",
    "/messages/link",
    "/messages/{messageId}/reaction",
    "/messages/{messageId}/edit",
    "/messages/{messageId}/read",
    "/messages/{messageId}/star",
    "/messages/{messageId}/pin",
    "/messages/{messageId}/delete",
    "/messages/{messageId}/delete-for-me",
    "/status/text",
    "/status/image",
    "/status/video",
    "/calls/{callId}/reject",
];

/// A body that all these operations accept.
fn valid() -> Value {
    let ada = "491701234567@s.whatsapp.net";
    json!({
        "to": ada, "text": "Hi", "data": "AA==", "mimeType": "image/png", "caption": "Look", "mentions": [ada],
        "replyTo": "3EB0", "replyToSenderId": ada, "isForwarded": true, "viewOnce": true, "ephemeralExpiration": "7d",
        "filename": "menu.pdf", "isAnimated": true, "displayName": "Jonas", "vcard": "BEGIN:VCARD", "latitude": 1.5,
        "longitude": 2, "name": "Shop", "address": "Street 1", "title": "A", "description": "B",
        "jpegThumbnail": "AA==", "senderId": ada, "reaction": "👍", "chatId": ada, "receiptType": "read",
        "starred": true, "isFromMe": true, "timestamp": "2026-03-09T08:07:06Z", "pinned": true, "pinExpiration": "7d",
        "callerId": ada,
    })
}

fn odd_values() -> Vec<Value> {
    let texts = ["", " ", "\0", "é", "@", "@s.whatsapp.net", "1@", "-@g.us", "1-@g.us", "+@lid", "1:2:3@lid", "::@::"];
    let mut values: Vec<_> = texts.into_iter().map(Value::from).collect();
    values.push("9".repeat(400).into());
    values.push(format!("{}@newsletter", "9".repeat(400)).into());
    values.extend([json!(null), json!(true), json!(-1), json!(1e300), json!([]), json!([null]), json!([1]), json!({})]);
    values
}

#[tokio::test]
async fn odd_value_is_accepted_or_rejected() {
    let client = Simulator::new().client();
    for path in PATHS {
        // A body with both `url` and `data` is rejected.
        let body = if path == "/messages/link" { with(valid(), "url", json!("https://a.example")) } else { valid() };
        let call = || {
            let call = client.request(Method::POST, path);
            if path.contains('{') { call.path("3EB0C431C26A1916E07A") } else { call }
        };
        call().json(&body).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        let members: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
        for member in members.iter().map(String::as_str).chain(["url"]) {
            for value in odd_values() {
                let result = call().json(&with(body.clone(), member, value.clone())).await;
                let status = result.map_or_else(|error| error.status().unwrap(), |response| response.status().as_u16());
                assert!(matches!(status, 200 | 201 | 204 | 400), "{path}: {member} {value}: {status}");
            }
        }
    }
}

fn with(mut body: Value, member: &str, value: Value) -> Value {
    body[member] = value;
    body
}
