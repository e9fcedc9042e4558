//! No `Debug` and no `Display` shows a key, a phone number or a text.

use std::collections::BTreeMap;

use super::{NUMBER, Script, SendTextRequest, client, json, person};
use crate::{
    Body, Client, Error, Jid, JsonObject, Nullable, ReqwestTransport, Secret, http, reqwest,
    runtime::json::{Field, show::Shown},
};

#[tokio::test]
async fn debug_and_display_show_no_secret_number_or_text() {
    let detail = format!(r#"{{"detail":"{NUMBER} https://a.example/?t=canary-text"}}"#);
    let server = Script::new([json("400 Bad Request", &detail)]).await;
    let client = client(&server);
    let builder = Client::builder().api_key("canary-key").base_url("https://canary-user:canary-password@a.example");
    let request = SendTextRequest::new(person(), "canary-text").signing_secret("canary-secret");
    let call = client.sample().send_text(request.clone());
    let mut shown = vec![
        format!("{client:?} {builder:?} {:?}", builder.clone().build().unwrap_err()),
        format!("{request:#?} {call:?}"),
        format!("{:?}", Body::from("canary-text")),
    ];
    let future = call.into_future();
    shown.push(format!("{future:?}"));
    let error = future.await.unwrap_err();
    assert!(error.detail().is_some_and(|detail| detail.contains(NUMBER)));
    shown.push(format!("{error:?} {error}"));
    for text in shown {
        for canary in ["canary", "-key", NUMBER] {
            assert!(!text.contains(canary), "{canary} in {text}");
        }
    }
}

#[test]
fn texts_of_a_transport_are_shown_only_without_numbers_and_queries() {
    let error = Error::unknown_delivery(&format!("GET https://a.example/users/+{NUMBER}/check?t=canary"));
    for shown in [format!("{error} {error:?}"), format!("{:?}", error.transport_error())] {
        for canary in ["canary", NUMBER] {
            assert!(!shown.contains(canary), "{canary} in {shown}");
        }
    }
}

#[test]
fn default_headers_of_reqwest_are_not_shown() {
    let headers = [(http::header::COOKIE, http::HeaderValue::from_static("canary"))].into_iter().collect();
    let builder = reqwest::Client::builder().default_headers(headers);
    let transport = ReqwestTransport::new(builder).expect("a transport");
    let client = Client::builder().api_key("k").transport(transport).build().expect("valid");
    assert!(!format!("{client:?}").contains("canary"), "{client:?}");
}

#[test]
fn debug_shows_settings_and_field_names() {
    let client = Client::builder().api_key("a").instance_id("sales").build().expect("valid");
    let shown = format!("{client:?}");
    let expected = "Client { base_url: \"https://api.wsapi.chat\", instance_id: Some(\"sales\"), api_key: Some(…), \
                    account_key: None, admin_key: None, transport: ";
    assert!(shown.starts_with(expected), "{shown}");

    let request = SendTextRequest::new(person(), "canary-text").history_sync(true).signing_secret("s");
    let expected = "SendTextRequest { to: Jid(…@s.whatsapp.net), text: …, mentions: None, reply_to: None, \
                    reply_to_sender_id: None, ephemeral_expiration: None, history_sync: Value(true), \
                    signing_secret: Some(Secret(…)) }";
    assert_eq!(format!("{request:?}"), expected);
}

#[test]
fn only_the_presence_of_a_text_is_shown() {
    fn shown(value: &dyn Field) -> String {
        format!("{:?}", Shown(value))
    }
    let shown = [
        shown(&"text".to_owned()),
        shown(&Some("text".to_owned())),
        shown(&None::<i64>),
        shown(&vec![vec!["text".to_owned()], Vec::new()]),
        shown(&BTreeMap::from([("text".to_owned(), 1.5)])),
        shown(&Nullable::Value("text".to_owned())),
        shown(&Nullable::<bool>::Unset),
        shown(&JsonObject::new()),
        shown(&serde_json::json!("text")),
        shown(&Secret::from("text")),
    ];
    let expected = ["…", "Some(…)", "None", "[[…], []]", "…", "Value(…)", "Unset", "…", "…", "Secret(…)"];
    assert_eq!(shown, expected);
}

#[test]
fn only_the_server_of_a_jid_is_shown() {
    for (text, shown) in [
        ("491701234567@s.whatsapp.net", "Jid(…@s.whatsapp.net)"),
        ("", "Jid()"),
        ("491701234567", "Jid(…)"),
        ("a@491701234567", "Jid(…@…)"),
        ("Anna@some text", "Jid(…@…)"),
        ("491701234567@anna", "Jid(…@…)"),
        ("491701234567@S.WHATSAPP.NET", "Jid(…@s.whatsapp.net)"),
    ] {
        let jid: Jid = serde_json::from_value(text.into()).expect("any string");
        assert_eq!(format!("{jid:?}"), shown);
        assert_eq!(jid.to_string(), text);
    }
}
