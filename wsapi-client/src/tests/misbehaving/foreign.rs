//! Responses that are not from the service: pages, files and redirects.

use super::{always, each_of, summaries};
use crate::{
    Delivery::Unknown,
    tests::{Act, Reaction, Script, json, respond},
};

#[tokio::test]
async fn page_of_something_else_is_not_a_success_and_is_not_retried() {
    let page = respond("200 OK", "content-type: text/html; charset=utf-8\r\n", "<html>welcome</html>");
    let outcomes = each_of(&[page]).await;
    assert_eq!(summaries(&outcomes), always(1, Unknown));
    for outcome in &outcomes {
        let error = outcome.error();
        assert!(error.is_unexpected_response() && !error.is_decode() && !error.is_status() && !error.is_transient());
        assert_eq!((error.status(), error.body()), (Some(200), Some(&b"<html>welcome</html>"[..])));
        assert!(error.to_string().contains("200 OK") && error.to_string().contains("`text/html`"), "{error}");
    }
}

#[tokio::test]
async fn operation_without_a_response_body_accepts_only_its_status() {
    let gzip = respond("200 OK", "content-type: application/octet-stream\r\n", b"\x1f\x8b\x08\x00");
    for page in [
        respond("200 OK", "content-type: text/html\r\n", "<html>login</html>"),
        json("200 OK", r#"{"status":500,"detail":"no"}"#),
        json("201 Created", r#"{"stat"#),
        gzip,
    ] {
        let script = Script::new([page]).await;
        let client = script.builder().build().expect("valid");
        let error = client.sample().react("3EB0C431", Reaction { emoji: String::new() }).await.unwrap_err();
        assert!(error.is_unexpected_response(), "{error}");
        assert_eq!((error.delivery(), error.attempts()), (Unknown, 1));
        assert!(error.to_string().contains("expected status 204, found 20"), "{error}");
    }
    let script = Script::new([vec![Act::Read, Act::Write(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())]]).await;
    let client = script.builder().build().expect("valid");
    client.sample().react("3EB0C431", Reaction { emoji: String::new() }).await.expect("a success");
}

#[tokio::test]
async fn login_page_is_not_stored_as_a_download() {
    let page = respond("200 OK", "content-type: text/html\r\n", "<html>login</html>");
    let script = Script::new([page]).await;
    let error = script.builder().build().expect("valid").sample().download("a").await.unwrap_err();
    assert!(
        error.is_unexpected_response() && error.to_string().contains("expected a file, found `text/html`"),
        "{error}"
    );

    let headers = "content-type: text/html\r\ncontent-disposition: attachment; filename=\"offer.html\"\r\n";
    let script = Script::new([respond("200 OK", headers, "<html>offer</html>")]).await;
    let download = script.builder().build().expect("valid").sample().download("a").await.expect("somebody's document");
    assert_eq!(download.file_name().as_deref(), Some("offer.html"));
}

#[tokio::test]
async fn redirect_to_another_host_is_reported_and_not_followed() {
    let elsewhere = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    let there = format!("location: {}/health\r\n", elsewhere.url().replace("127.0.0.1", "localhost"));
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let outcomes = each_of(&[respond(status, &there, "")]).await;
        assert_eq!(summaries(&outcomes), always(1, Unknown), "{status}");
        for outcome in &outcomes {
            assert!(outcome.error().is_status());
            assert_eq!(outcome.error().status().map(|status| status.to_string()).as_deref(), status.get(..3));
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}
