//! The errors that a caller gets when a call fails.

use std::time::Duration;

use serde::Deserialize;
use tokio::net::TcpListener;

use super::{Act, Member, Script, SendTextRequest, client, json, person, respond};
use crate::{Client, Error, Jid, ReqwestTransport, RetryPolicy, TransportError};

async fn failed_with(acts: Vec<Act>) -> Error {
    client(&Script::new([acts]).await).sample().send_text(SendTextRequest::new(person(), "Hello")).await.unwrap_err()
}

fn cause(error: &Error) -> &TransportError {
    error.transport_error().expect("a transport error")
}

#[tokio::test]
async fn error_preserves_the_detail_and_shows_it_masked() {
    let body = r#"{"detail":"invalid JID \"491701234567\":\nsee https://a.example/b?t=1","status":400}"#;
    let error = failed_with(json("400 Bad Request", body)).await;
    assert!(error.is_status() && error.is_bad_request() && !error.is_not_found() && !error.is_transport());
    assert_eq!(error.detail(), Some("invalid JID \"491701234567\":\nsee https://a.example/b?t=1"));
    assert_eq!(error.body(), Some(body.as_bytes()));
    let shown = "sendText: 400 Bad Request: invalid JID \"…\":; see https://a.example/b?…";
    assert_eq!(error.to_string(), shown);

    #[derive(Deserialize)]
    struct Other {
        status: u16,
    }
    assert_eq!(error.body_as::<Other>().map(|other| other.status), Some(400));
    assert_eq!(error.body_as::<Vec<u8>>(), None);
}

#[tokio::test]
async fn error_response_needs_no_readable_body() {
    for (status, body, shown) in [
        ("500 Internal Server Error", "", "sendText: 500 Internal Server Error"),
        ("502 Bad Gateway", "<html>bad</html>", "sendText: 502 Bad Gateway"),
        ("418 I'm a teapot", "[1]", "sendText: 418 I'm a teapot"),
        ("409 Conflict", r#"{"detail":7}"#, "sendText: 409 Conflict"),
        ("499 Gone", r#"{"detail":""}"#, "sendText: 499"),
    ] {
        let error = failed_with(respond(status, "", body)).await;
        assert_eq!(error.status().map(|status| status.to_string()).as_deref(), status.get(..3));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert!(error.is_status());
        assert_eq!(error.is_server_error(), status.starts_with('5'));
        assert_eq!(error.is_conflict(), status.starts_with("409"));
        let advice = error.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
        assert_eq!(advice.contains("pair"), error.is_conflict());
        assert_eq!(error.to_string(), format!("{shown}{advice}"));
    }
}

#[tokio::test]
async fn redirect_is_not_followed() {
    let elsewhere = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect"] {
        let redirection = respond(status, &format!("location: {}\r\n", elsewhere.url()), "");
        let error = failed_with(redirection.clone()).await;
        assert!(error.is_status() && error.status().is_some_and(|status| (300..400).contains(&status)));
        // Not even if the reqwest builder allows it.
        let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(5));
        let transport = ReqwestTransport::new(builder).expect("TLS");
        let server = Script::new([redirection]).await;
        let client = Client::builder().base_url(server.url()).transport(transport).build().expect("valid");
        assert!(client.sample().health().await.unwrap_err().is_status());
        assert_eq!(server.requests().len(), 1);
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn decoding_error_names_the_path_and_the_position() {
    let group: Jid = "123456789@g.us".parse().expect("a JID");
    let body = r#"{"id":"a@lid","aliases":["b@lid",{"secret":"491701234567"}],"requestedAt":"","expiry":""}"#;
    let error = client(&Script::new([json("200 OK", body)]).await).sample().participant(&group, "a").await.unwrap_err();
    assert!(error.is_decode() && !error.is_status());
    assert_eq!((error.status(), error.body()), (Some(200), Some(body.as_bytes())));
    let shown = "getParticipant: 200 OK, but its body cannot be read: invalid type: map, expected a string at \
                 aliases[1] (line 1, column 33)";
    assert_eq!(error.to_string(), shown);

    let error = failed_with(json("201 Created", r#"{"id":491701234567}"#)).await;
    let shown = "sendText: 201 Created, but its body cannot be read: invalid type: integer, expected a string at \
                 id (line 1, column 18)";
    assert_eq!(error.to_string(), shown);

    let error = failed_with(json("201 Created", "")).await;
    assert!(error.to_string().ends_with("EOF while parsing a value at the top level (line 1, column 0)"), "{error}");

    let server = Script::new([respond("200 OK", "", b"ok \xff")]).await;
    let error = client(&server).sample().health().await.unwrap_err();
    assert!(error.is_decode() && error.to_string().ends_with("the text is not valid UTF-8 at byte 3"), "{error}");
}

#[tokio::test]
async fn unusual_values_do_not_fail_the_call() {
    let body = r#"{"id":"","aliases":["no address"],"requestedAt":"soon","expiry":"next year"}"#;
    let member: Member = serde_json::from_str(body).expect("any strings");
    assert_eq!(serde_json::to_string(&member).expect("JSON"), body);
}

#[tokio::test]
async fn refused_connection_proves_that_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let client = Client::builder().base_url(&url).api_key("instance-key").retry(RetryPolicy::never());
    let client = client.build().expect("valid");
    let error = client.sample().react("3EB0C431", super::Reaction { emoji: String::new() }).await.unwrap_err();
    assert!(error.is_transport() && error.is_connect() && !error.is_timeout());
    assert!(!cause(&error).may_have_been_sent());
    assert_eq!((error.status(), error.body(), error.detail()), (None, None, None));
    assert_eq!(error.to_string(), format!("react: cannot connect to {}: Connection refused (os error 111)", &url[7..]));
    assert!(!format!("{error:?}").contains("3EB0C431"), "the URL is not shown");
}

#[tokio::test]
async fn broken_connection_leaves_delivery_unknown() {
    let error = failed_with(vec![Act::Read, Act::Write(Vec::new())]).await;
    assert!(error.is_transport() && !error.is_connect());
    assert!(cause(&error).may_have_been_sent());
    assert!(error.to_string().ends_with(" broke: connection closed before message completed"), "{error}");

    let cut = b"HTTP/1.1 201 Created\r\ncontent-length: 20\r\n\r\n{\"id\"".to_vec();
    let error = failed_with(vec![Act::Read, Act::Write(cut)]).await;
    assert!(error.is_transport() && cause(&error).may_have_been_sent());
    assert_eq!((error.status(), error.body()), (Some(201), None));
    let shown = error.to_string();
    assert!(shown.starts_with("sendText: 201 Created, but the connection to 127.0.0.1:"), "{shown}");
}

#[tokio::test]
async fn silent_server_is_a_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let transport = ReqwestTransport::new(reqwest::Client::builder().timeout(Duration::from_millis(50)));
    let client = Client::builder().base_url(url).transport(transport.expect("TLS")).build().expect("valid");
    let error = client.sample().health().retry(RetryPolicy::never()).await.unwrap_err();
    assert!(error.is_timeout() && !error.is_connect() && cause(&error).may_have_been_sent());
    let shown = error.to_string();
    assert!(
        shown.starts_with("health: timed out waiting for a response from 127.0.0.1:")
            && shown.ends_with(": operation timed out"),
        "{shown}"
    );
}
