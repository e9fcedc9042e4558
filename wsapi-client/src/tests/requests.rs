//! Requests, byte by byte: paths, queries and bodies.

use std::time::{Duration, UNIX_EPOCH};

use super::{Created, Expiry, Participant, Reaction, Script, SendTextRequest, client, json, person, respond};
use crate::{Client, Jid, MessageRef, Secret};

#[tokio::test]
async fn path_characters_are_literal_and_everything_else_is_encoded() {
    let server = Script::new([respond("204 No Content", "", "")]).await;
    let sample = client(&server).sample();
    for (id, path) in [
        ("491701234567@s.whatsapp.net", "491701234567@s.whatsapp.net"),
        ("+49170:1", "+49170:1"),
        ("a-._~!$&'()*+,;=:@z", "a-._~!$&'()*+,;=:@z"),
        ("a/../b", "a%2F..%2Fb"),
        ("a\\..\\b", "a%5C..%5Cb"),
        ("a?b#c%2e", "a%3Fb%23c%252e"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        (" \"<>^`{|}[]\t\n\0\u{7f}", "%20%22%3C%3E%5E%60%7B%7C%7D%5B%5D%09%0A%00%7F"),
        ("ü", "%C3%BC"),
    ] {
        sample.react(id, Reaction { emoji: "👍".to_owned() }).await.expect("a success");
        let request = server.requests().pop().expect("a request");
        assert_eq!(request.line, format!("PUT /messages/{path}/reaction HTTP/1.1"));
        assert_eq!(request.body, r#"{"emoji":"👍"}"#);
    }
}

#[tokio::test]
async fn path_parameter_that_addresses_another_endpoint_is_rejected() {
    let server = Script::new([respond("204 No Content", "", "")]).await;
    let sample = client(&server).sample();
    for id in ["", ".", ".."] {
        let error = sample.react(id, Reaction { emoji: String::new() }).await.unwrap_err();
        assert!(error.is_invalid_input());
        let shown = error.to_string();
        assert!(shown.starts_with("react: the path parameter `messageId` must not be "), "{shown}");
    }
    let group: Jid = "123456789@g.us".parse().expect("a JID");
    let error = sample.participant(&group, "..").await.unwrap_err();
    assert!(error.to_string().starts_with("getParticipant: the path parameter `name` "), "{error}");
    // The service may send an empty JID: it is preserved, but cannot be sent back.
    let empty: Jid = serde_json::from_str("\"\"").expect("any string");
    let error = sample.participant(empty, "a").await.unwrap_err();
    assert!(error.to_string().starts_with("getParticipant: the path parameter `groupId` "), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn call_that_is_not_awaited_sends_nothing() {
    let server = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    let call = client(&server).sample().send_text(SendTextRequest::new(person(), "Hello"));
    assert_eq!(call.operation().path, "/messages/text");
    drop(call.into_future());
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn call_owns_everything_it_needs() {
    let server = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    let call = client(&server).sample().send_text(SendTextRequest::new(person(), "Hello"));
    let created: Created = tokio::spawn(call.into_future()).await.expect("no panic").expect("a success");
    assert_eq!(created.id.as_str(), "3EB0C431");
}

#[tokio::test]
async fn query_has_each_parameter_once_and_is_fully_encoded() {
    let server = Script::new([json("200 OK", "[]")]).await;
    client(&server)
        .sample()
        .instances()
        .page_number(1)
        .page_number(2)
        .created_from(UNIX_EPOCH + Duration::from_secs(1))
        .expiry(Expiry::Day)
        .ids(vec!["a b".to_owned(), "c&d=e+f".to_owned()])
        .tags(vec!["x,y".to_owned(), "it's #ü".to_owned()])
        .await
        .expect("a success");
    let query = "pageNumber=2&createdFrom=1970-01-01T00%3A00%3A01Z&expiry=24h&ids=a%20b&ids=c%26d%3De%2Bf\
                 &tags=x%2Cy,it%27s%20%23%C3%BC";
    assert_eq!(server.request().line, format!("GET /account/instances?{query} HTTP/1.1"));
}

#[tokio::test]
async fn base_url_may_have_a_path() {
    for base in ["/prefix", "/prefix/", "/prefix//"] {
        let server = Script::new([respond("200 OK", "content-type: image/jpeg\r\n", b"\xff\xd8")]).await;
        let url = format!("{}{base}", server.url());
        let client = Client::builder().base_url(url).api_key("instance-key").build().expect("valid");
        let download = client.sample().download("a b").await.expect("a success");
        assert_eq!((download.content_type(), download.size()), (Some("image/jpeg"), Some(2)));
        assert_eq!(download.bytes().await.expect("all bytes"), &b"\xff\xd8"[..]);
        assert_eq!(server.request().line, "GET /prefix/media/download?id=a%20b HTTP/1.1");
    }
}

#[tokio::test]
async fn body_contains_only_what_was_set() {
    let server = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    let earlier = MessageRef::new("3EB0A", person());
    let request = SendTextRequest::new(person(), "Hello")
        .reply_to(&earlier)
        .ephemeral_expiration("24h")
        .history_sync(false)
        .signing_secret("s3");
    client(&server).sample().send_text(request).await.expect("a success");
    let expected = concat!(
        r#"{"to":"491701234567@s.whatsapp.net","text":"Hello","replyTo":"3EB0A","#,
        r#""replyToSenderId":"491701234567@s.whatsapp.net","ephemeralExpiration":"24h","historySync":false,"#,
        r#""signingSecret":"s3"}"#
    );
    assert_eq!(server.request().body, expected);
}

#[tokio::test]
async fn jid_that_some_server_accepts_is_sent_as_it_was_received() {
    let received = |text: &str| serde_json::from_value::<Jid>(text.into()).expect("any string");
    for text in [
        "status@broadcast",
        "STATUS@broadcast",
        "+491701234567@s.whatsapp.net",
        "+491701234567",
        "491701234567",
        "491701234567@S.WHATSAPP.NET",
        "491701234567-1612345678@g.us",
    ] {
        let server = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
        client(&server).sample().send_text(SendTextRequest::new(received(text), "Hello")).await.expect("a success");
        assert_eq!(server.request().body, format!(r#"{{"to":"{text}","text":"Hello"}}"#));
    }
    let server = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    for (text, problem) in [
        ("", "is empty"),
        ("491701234567@", "has nothing after its `@`"),
        ("491701234567:4@s.whatsapp.net", "is the address of a single device; use `Jid::without_device`"),
        ("abc@g.us", "is not an address that the service accepts; expected a phone number or `<digits>@<server>`"),
        (
            "++491701234567@s.whatsapp.net",
            "is not an address that the service accepts; expected a phone number or `<digits>@<server>`",
        ),
    ] {
        let request = SendTextRequest::new(received(text), "Hello");
        let error = client(&server).sample().send_text(request).await.unwrap_err();
        assert_eq!(error.to_string(), format!("sendText: `to` {problem}"));
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn secret_with_white_space_around_it_is_not_sent_unless_it_was_received() {
    let request = |secret: Secret| SendTextRequest::new(person(), "Hello").signing_secret(secret);
    for (text, problem) in [
        ("", "is empty; use `Secret::server_default()` for the server's default"),
        (" ", "is blank"),
        ("whsec\n", "ends with a line break, which must be removed"),
    ] {
        let server = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
        let sample = client(&server).sample();
        let error = sample.send_text(request(Secret::from(text))).await.unwrap_err();
        assert_eq!(error.to_string(), format!("sendText: `signingSecret` {problem}"));
        assert!(server.requests().is_empty());

        let received: Secret = serde_json::from_value(text.into()).expect("any string");
        sample.send_text(request(received)).await.expect("what the service has can be written back");
        let body: serde_json::Value = serde_json::from_str(&server.request().body).expect("JSON");
        assert_eq!(body["signingSecret"], text);
    }
    let server = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    client(&server).sample().send_text(request(Secret::server_default())).await.expect("it is empty on purpose");
}

#[tokio::test]
async fn each_status_of_success_has_its_own_body() {
    let group: Jid = "123456789@g.us".parse().expect("a JID");
    let server = Script::new([json("202 Accepted", r#"{"id":"3EB0C431"}"#)]).await;
    let output = client(&server).sample().participant(&group, "a").await.expect("a success");
    assert!(matches!(output, Participant::Pending(created) if created.id.as_str() == "3EB0C431"));

    let server = Script::new([json("206 Partial Content", "{}")]).await;
    let error = client(&server).sample().participant(&group, "a").await.unwrap_err();
    assert!(error.is_unexpected_response());
    assert_eq!((error.status(), error.body()), (Some(206), Some(&b"{}"[..])));
    let shown = "getParticipant: 206 Partial Content, but perhaps not from the service: expected status 200 or 202 or \
                 204, found 206";
    assert_eq!(error.to_string(), shown);
}

#[tokio::test]
async fn empty_lists_send_nothing() {
    let server = Script::new([json("200 OK", "[]")]).await;
    client(&server).sample().instances().ids(Vec::new()).tags(Vec::new()).await.expect("a success");
    assert_eq!(server.requests()[0].line, "GET /account/instances HTTP/1.1");
}

#[tokio::test]
async fn empty_200_of_an_operation_with_a_documented_204_is_no_content() {
    for status in ["200 OK", "204 No Content"] {
        let server = Script::new([respond(status, "", "")]).await;
        let participant = client(&server).sample().participant(person(), "Ada").await.expect("a success");
        assert_eq!(participant, Participant::NoContent, "{status}");
    }
}

#[tokio::test]
async fn documented_redirection_is_a_success_and_is_not_followed() {
    let server = Script::new([respond("302 Found", "location: /elsewhere\r\n", "")]).await;
    let response = client(&server).sample().locate().with_response().await.expect("a success");
    assert_eq!(response.status(), 302);
    assert_eq!(response.headers()["location"], "/elsewhere");
    assert_eq!(server.requests().len(), 1);
    let error = client(&server).sample().look_up().await.unwrap_err();
    assert_eq!(error.status(), Some(302));
}
