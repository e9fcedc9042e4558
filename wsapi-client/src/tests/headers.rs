//! Each call carries the credential that its operation takes, and no other.

use super::{Reaction, Script, SendTextRequest, client, json, person, respond};
use crate::Client;

#[tokio::test]
async fn instance_call_carries_the_api_key_and_the_instance_id() {
    let server = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    client(&server).sample().send_text(SendTextRequest::new(person(), "Hello")).await.expect("a success");

    let request = server.request();
    assert_eq!(request.line, "POST /messages/text HTTP/1.1");
    assert_eq!(request.header("x-api-key"), Some("instance-key"));
    assert_eq!(request.header("x-instance-id"), Some("sales"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("accept"), Some("application/json, */*;q=0.5"));
    assert_eq!(request.header("user-agent"), Some(concat!("wsapi-client/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(request.body, r#"{"to":"491701234567@s.whatsapp.net","text":"Hello"}"#);
}

#[tokio::test]
async fn other_calls_carry_their_own_credential_and_no_instance() {
    let replies = [json("200 OK", "[]"), respond("204 No Content", "", ""), respond("200 OK", "", "fine")];
    let server = Script::new(replies).await;
    let builder = server.builder().account_key("account-key").admin_key("admin-key");
    let sample = builder.build().expect("valid").sample();
    sample.instances().x_trace("a trace").await.expect("a success");
    sample.restart("sales").await.expect("a success");
    sample.health().await.expect("a success");

    let requests = server.requests();
    let keys: Vec<_> = requests.iter().map(|request| request.header("x-api-key")).collect();
    assert_eq!(keys, [Some("account-key"), Some("admin-key"), None]);
    assert!(requests.iter().all(|request| request.header("x-instance-id").is_none()));
    assert!(requests.iter().all(|request| request.header("content-type").is_none()));
    assert_eq!(requests[0].header("x-trace"), Some("a trace"));
}

#[tokio::test]
async fn server_without_authentication_gets_no_key() {
    let server = Script::new([json("200 OK", "[]")]).await;
    let client = Client::builder().base_url(server.url()).without_authentication().build().expect("valid");
    client.sample().instances().await.expect("a success");
    client.sample().look_up().await.expect_err("there is no id in a list");
    for request in server.requests() {
        assert_eq!((request.header("x-api-key"), request.header("x-instance-id")), (None, None));
    }
    assert_eq!(server.requests().len(), 2);

    let client = Client::builder().base_url(server.url()).without_authentication().admin_key("admin-key");
    _ = client.build().expect("valid").sample().restart("sales").await;
    assert_eq!(server.requests()[2].header("x-api-key"), Some("admin-key"), "a key that is set is sent");
}

#[tokio::test]
async fn missing_key_is_rejected_before_a_connection_is_made() {
    let server = Script::new([json("200 OK", "[]")]).await;
    let sample = Client::builder().base_url(server.url()).build().expect("valid").sample();

    let error = sample.look_up().await.unwrap_err();
    assert!(error.is_missing_credential() && error.to_string().contains("`ClientBuilder::api_key`"), "{error}");

    let error = sample.instances().await.unwrap_err();
    assert!(error.is_missing_credential());
    assert_eq!(error.operation(), Some("listInstances"));
    let shown = "listInstances: missing account key: set it with `ClientBuilder::account_key`, or call \
                 `ClientBuilder::without_authentication` if the server requires none";
    assert_eq!(error.to_string(), shown);

    let error = sample.restart("sales").await.unwrap_err();
    assert!(error.is_missing_credential() && error.to_string().contains("`ClientBuilder::admin_key`"));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn later_header_replaces_an_earlier_one_but_not_a_declared_one() {
    let server = Script::new([json("200 OK", "[]")]).await;
    let call = client(&server).sample().instances().header("x-own", "one").header("X-Own", "two");
    let call = call.x_trace("declared").header("x-trace", "own").header("user-agent", "mine/1");
    call.await.expect("a success");

    let request = server.request();
    assert_eq!(request.header("x-own"), Some("two"));
    assert_eq!(request.header("x-trace"), Some("declared"));
    assert_eq!(request.header("user-agent"), Some("mine/1"));
}

#[tokio::test]
async fn each_attempt_sends_the_same_request_line_and_headers() {
    let script = Script::new([json("503 Service Unavailable", "{}"), json("200 OK", "[]")]).await;
    let client = script.builder().account_key("account-key").build().expect("valid");
    client.sample().instances().x_trace("a trace").header("x-own", "own").await.expect("a success");

    let requests = script.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!((&requests[0].line, &requests[0].headers), (&requests[1].line, &requests[1].headers));
    assert_eq!(requests[1].header("x-api-key"), Some("account-key"));
    assert_eq!(requests[1].header("x-own"), Some("own"));
}

#[tokio::test]
async fn header_value_cannot_inject_another_header() {
    let server = Script::new([json("200 OK", "[]")]).await;
    for value in ["a\r\nX-Other: 1", "a\nb", "a\0b", "ü"] {
        let error = client(&server).sample().instances().x_trace(value).await.unwrap_err();
        assert!(error.is_invalid_input());
        assert!(error.to_string().starts_with("listInstances: the header `X-Trace` contains a "), "{error}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn media_types_of_the_operation_are_sent() {
    let server = Script::new([json("200 OK", r#"{"id":"1"}"#)]).await;
    let sample = client(&server).sample();
    sample.replace(Reaction { emoji: "👍".to_owned() }).await.expect("a success");
    sample.look_up().await.expect("a success");
    let [replace, look_up] = &server.requests()[..] else { panic!("two requests") };
    assert_eq!(replace.header("content-type"), Some("application/merge-patch+json"));
    assert_eq!(replace.header("accept"), Some("application/vnd.things.v2+json, */*;q=0.5"));
    assert_eq!(look_up.header("content-type"), None);
    assert_eq!(look_up.header("accept"), Some("application/json, */*;q=0.5"));
}

#[tokio::test]
async fn list_in_a_header_is_joined_by_commas() {
    let server = Script::new([json("200 OK", "[]")]).await;
    let sample = client(&server).sample();
    sample.instances().x_ids(vec!["a".to_owned(), "b c".to_owned()]).await.expect("a success");
    sample.instances().x_ids(Vec::new()).await.expect("a success");
    let error = sample.instances().x_ids(vec!["a,b".to_owned()]).await.unwrap_err();
    assert!(error.is_invalid_input());
    assert!(error.to_string().contains("the header `X-Ids` must not contain a comma"), "{error}");
    let [joined, empty] = &server.requests()[..] else { panic!("two requests") };
    assert_eq!(joined.header("x-ids"), Some("a,b c"));
    assert_eq!(empty.header("x-ids"), None);
}
