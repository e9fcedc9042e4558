//! Requests to any path of the service: `Client::request`.

mod spans;

use std::time::Duration;

use serde::{Deserialize, Serialize, Serializer, ser::Error as _};
use serde_json::{Value, json};
use wsapi_client::{
    Backoff, Class, Client, ClientBuilder, Credential, Delivery, Error, RawCall, RetryPolicy, http::Method,
};
use wsapi_tests::{Request, Response, Server};

const VOTES: &str = "/messages/{messageId}/votes";
const CANARY: &str = "canary-491701234567";

fn builder(server: &Server) -> ClientBuilder {
    let retry = RetryPolicy::new().backoff(Backoff::new(Duration::from_millis(1)));
    Client::builder().base_url(server.url()).retry(retry)
}

fn client(server: &Server) -> Client {
    let builder = builder(server).api_key("instance-key").account_key("account-key").admin_key("admin-key");
    builder.instance_id("sales").build().expect("a valid configuration")
}

fn credentials(request: &Request) -> (Option<&str>, Option<&str>) {
    (request.header("x-api-key"), request.header("x-instance-id"))
}

/// Awaits a call that must not reach the server, and returns the error's text.
async fn rejected(server: &Server, call: RawCall) -> String {
    let error = call.await.expect_err("the call is rejected");
    assert_eq!((error.attempts(), error.delivery()), (0, Delivery::NotSent));
    assert!(server.requests().is_empty(), "nothing was sent");
    error.to_string()
}

#[tokio::test]
async fn request_carries_method_path_query_and_json() {
    let server = Server::start().await;
    server.respond_with(Response::json(201, &json!({ "id": "3EB0" })));
    let body = json!({ "to": "491701234567@s.whatsapp.net", "options": ["Tea", "Coffee"], "none": null });
    let call = client(&server).request(Method::PUT, "/messages/poll").query("by", "a b&c=ü").query("limit", "10");
    let response = call.json(&body).header("traceparent", "00-ab").await.expect("a success");
    assert_eq!((response.status().as_u16(), response.json::<Value>().expect("JSON")), (201, json!({ "id": "3EB0" })));
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(&response.bytes()[..], br#"{"id":"3EB0"}"#);

    let request = server.request();
    assert_eq!((request.method.as_str(), request.path.as_str()), ("PUT", "/messages/poll"));
    assert_eq!(request.query, "by=a%20b%26c%3D%C3%BC&limit=10");
    assert_eq!((request.json(), request.media_type()), (Some(body), Some("application/json")));
    assert_eq!(request.header("traceparent"), Some("00-ab"));
    assert_eq!(credentials(&request), (Some("instance-key"), Some("sales")));
}

#[tokio::test]
async fn request_without_a_body_has_no_content_type() {
    let server = Server::start().await;
    let response = client(&server).request(Method::DELETE, "/polls").await.expect("a success");
    assert_eq!((response.status().as_u16(), response.bytes().len()), (204, 0));
    let request = server.request();
    assert_eq!((request.media_type(), request.body.len(), request.query.as_str()), (None, 0, ""));
}

#[tokio::test]
async fn path_parameter_is_encoded_and_cannot_leave_its_segment() {
    let server = Server::start().await;
    let client = client(&server);
    for (value, path) in [
        ("3EB0/../admin?x=1#y", "/messages/3EB0%2F..%2Fadmin%3Fx=1%23y/votes"),
        ("491701234567@s.whatsapp.net", "/messages/491701234567@s.whatsapp.net/votes"),
        ("%2e%2e", "/messages/%252e%252e/votes"),
        ("...", "/messages/.../votes"),
        ("{messageId}", "/messages/%7BmessageId%7D/votes"),
        ("a b ü", "/messages/a%20b%20%C3%BC/votes"),
    ] {
        client.request(Method::GET, VOTES).path(value).await.expect("a success");
        assert_eq!(server.request().path, path, "{value}");
    }
    let call = client.request(Method::GET, "/a/{one}/b/{two}").path("1").path("2");
    call.await.expect("a success");
    assert_eq!(server.request().path, "/a/1/b/2");
}

#[tokio::test]
async fn path_parameter_that_addresses_another_path_is_rejected() {
    let server = Server::start().await;
    for (value, reason) in
        [("", "must not be empty"), (".", "must not be `.` or `..`"), ("..", "must not be `.` or `..`")]
    {
        let shown = rejected(&server, client(&server).request(Method::GET, VOTES).path(value)).await;
        assert!(shown.starts_with(&format!("{VOTES}: the path parameter `messageId` {reason}")), "{shown}");
    }
}

#[tokio::test]
async fn missing_and_superfluous_path_parameters_are_rejected() {
    let server = Server::start().await;
    let client = client(&server);
    let shown = rejected(&server, client.request(Method::GET, VOTES)).await;
    assert_eq!(shown, format!("{VOTES}: the path parameter `messageId` is missing"));
    let shown = rejected(&server, client.request(Method::GET, "/a/{one}/b/{two}").path("1")).await;
    assert_eq!(shown, "/a/{one}/b/{two}: the path parameter `two` is missing");
    let shown = rejected(&server, client.request(Method::GET, VOTES).path("3EB0").path(CANARY)).await;
    assert_eq!(shown, format!("{VOTES}: the path has no more parameters"));
    let shown = rejected(&server, client.request(Method::GET, "/polls").path(CANARY)).await;
    assert_eq!(shown, "/polls: the path has no more parameters");
}

#[tokio::test]
async fn path_template_that_cannot_be_a_path_is_rejected() {
    let server = Server::start().await;
    for (path, reason) in [
        ("polls", "must begin with `/`"),
        ("", "must begin with `/`"),
        ("@evil.example/polls", "must begin with `/`"),
        (":1/polls", "must begin with `/`"),
        ("/polls/../admin", "`.` or `..`"),
        ("/polls/%2E%2e", "`.` or `..`"),
        ("/polls?limit=10", "`RawCall::query`"),
        ("/polls#top", "`RawCall::query`"),
        ("/polls/{id", "`{` and `}`"),
        ("/polls/id}", "`{` and `}`"),
    ] {
        let shown = rejected(&server, client(&server).request(Method::GET, path)).await;
        assert!(shown.contains(reason), "{path}: {shown}");
    }
}

#[tokio::test]
async fn call_carries_the_credential_of_its_kind_only() {
    let server = Server::start().await;
    for (credential, expected) in [
        (Credential::Instance, (Some("instance-key"), Some("sales"))),
        (Credential::Account, (Some("account-key"), None)),
        (Credential::Admin, (Some("admin-key"), None)),
        (Credential::None, (None, None)),
    ] {
        client(&server).request(Method::GET, "/version").credential(credential).await.expect("a success");
        assert_eq!(credentials(&server.request()), expected, "{credential:?}");
    }
    let other = client(&server).for_instance("support").with_api_key("support-key");
    other.request(Method::GET, "/version").await.expect("a success");
    assert_eq!(credentials(&server.request()), (Some("support-key"), Some("support")));
}

#[tokio::test]
async fn missing_credential_is_rejected() {
    let server = Server::start().await;
    let bare = builder(&server).build().expect("a valid configuration");
    for (credential, setter) in [
        (Credential::Instance, "`ClientBuilder::api_key`"),
        (Credential::Account, "`ClientBuilder::account_key`"),
        (Credential::Admin, "`ClientBuilder::admin_key`"),
    ] {
        let shown = rejected(&server, bare.request(Method::GET, "/version").credential(credential)).await;
        assert!(shown.starts_with("/version: missing ") && shown.contains(setter), "{shown}");
    }
    bare.request(Method::GET, "/health").credential(Credential::None).await.expect("it takes no key");
    let open = builder(&server).without_authentication().build().expect("a valid configuration");
    open.request(Method::GET, "/version").await.expect("the server asks for no key");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn reserved_and_invalid_headers_are_rejected() {
    let server = Server::start().await;
    let client = client(&server);
    for name in ["X-Api-Key", "x-instance-id", "Content-Type", "content-length", "Host", "Accept", "Transfer-Encoding"]
    {
        let shown = rejected(&server, client.request(Method::GET, "/polls").header(name, CANARY)).await;
        let expected =
            format!("/polls: the header `{}` is set by the SDK and cannot be replaced", name.to_ascii_lowercase());
        assert_eq!(shown, expected);
    }
    for (name, value) in [("a b", "c"), ("", "c"), ("x-trace", "canary\r\nX-Api-Key: other"), ("x-trace", "canaryü")] {
        let shown = rejected(&server, client.request(Method::GET, "/polls").header(name, value)).await;
        assert!(shown.contains("header") && !shown.contains("canary"), "{shown}");
    }
    client.request(Method::GET, "/polls").header("User-Agent", "a bot").await.expect("a success");
    assert_eq!(server.request().header("user-agent"), Some("a bot"));
}

#[tokio::test]
async fn body_that_is_not_json_is_rejected_without_its_values() {
    struct Unwritable;
    impl Serialize for Unwritable {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom(CANARY))
        }
    }
    let server = Server::start().await;
    let shown = rejected(&server, client(&server).request(Method::POST, "/polls").json(&Unwritable)).await;
    assert_eq!(shown, "/polls: the body cannot be written as JSON");
}

#[tokio::test]
async fn class_decides_about_retries() {
    let server = Server::start().await;
    let own_503 = || Response::failure(503, "instance not available");
    let cases: [(Class, Response, usize); 9] = [
        (Class::Effectful, Response::empty(502), 1),
        (Class::Safe, Response::empty(502), 3),
        (Class::Idempotent, Response::empty(502), 3),
        (Class::Effectful, Response::empty(429), 3),
        (Class::Safe, Response::empty(429), 3),
        (Class::Effectful, Response::empty(503), 1),
        (Class::Effectful, own_503(), 3),
        (Class::Safe, Response::empty(500), 1),
        (Class::Effectful, Response::failure(400, "failed"), 1),
    ];
    for (class, response, attempts) in cases {
        let case = format!("{class:?} {response:?}");
        server.respond_with(response);
        let error = client(&server).request(Method::POST, "/polls").class(class).await.expect_err("a failure");
        assert_eq!((server.requests().len(), error.attempts() as usize), (attempts, attempts), "{case}");
    }
    server.respond_with(Response::empty(502));
    client(&server).request(Method::POST, "/polls").await.expect_err("a failure");
    assert_eq!(server.requests().len(), 1, "a request is effectful by default");
    let never = client(&server).request(Method::GET, "/polls").class(Class::Safe).retry(RetryPolicy::never());
    never.await.expect_err("a failure");
    assert_eq!(server.requests().len(), 1, "the call has its own policy");
}

#[tokio::test]
async fn error_has_status_detail_hint_and_delivery() {
    let server = Server::start().await;
    server.respond_with(Response::failure(409, "device not paired"));
    let error = client(&server).request(Method::POST, VOTES).path("3EB0").await.expect_err("a failure");
    assert!(error.is_conflict());
    assert_eq!((error.operation(), error.status()), (Some(VOTES), Some(409)));
    assert_eq!((error.detail(), error.delivery()), (Some("device not paired"), Delivery::Rejected));
    assert!(error.hint().is_some_and(|hint| hint.contains("pairing()")));
    assert!(error.to_string().starts_with(&format!("{VOTES}: 409 Conflict: device not paired (pair the device")));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn time_limits_of_the_call_apply() {
    let server = Server::start().await;
    server.hold("/polls");
    let limit = Duration::from_millis(30);
    let call = || client(&server).request(Method::POST, "/polls");
    for (call, expected) in [
        (call().timeout(limit), "the limit of the call is 30ms (`timeout`)"),
        (call().attempt_timeout(limit), "the limit of an attempt is 30ms (`attempt_timeout`)"),
    ] {
        let error = call.await.expect_err("the server says nothing");
        assert!(error.is_timeout() && error.to_string().ends_with(expected), "{error}");
        assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 1));
    }
}

#[tokio::test]
async fn web_page_with_200_is_an_unexpected_response() {
    let server = Server::start().await;
    server.respond_with(Response::of(200, "text/html; charset=utf-8", "<html>login</html>"));
    for class in [Class::Safe, Class::Effectful] {
        let error = client(&server).request(Method::POST, "/polls").class(class).await.expect_err("not the service");
        assert!(error.is_unexpected_response() && !error.is_transient());
        assert_eq!((error.status(), error.delivery()), (Some(200), Delivery::Unknown));
        assert!(
            error.to_string().contains("200 OK, but perhaps not from the service")
                && error.to_string().contains("`text/html`")
        );
        assert_eq!(server.requests().len(), 1, "it is not retried");
    }
    for (media_type, body) in [("text/plain", "fine"), ("image/png", "\u{89}PNG"), ("application/json", "[]")] {
        server.respond_with(Response::of(200, media_type, body));
        let response = client(&server).request(Method::GET, "/polls").await.expect(media_type);
        assert_eq!(response.bytes(), body);
    }
}

#[tokio::test]
async fn json_error_names_the_place_and_no_value() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "the response cannot be read as one")]
    struct Vote {
        voters: Vec<u32>,
    }
    let server = Server::start().await;
    server.respond_with(Response::json(200, &json!([{ "voters": [1] }, { "voters": [2, CANARY] }])));
    let response = client(&server).request(Method::GET, VOTES).path("3EB0").await.expect("a success");
    let error: Error = response.json::<Vec<Vote>>().expect_err("a text is not a number");
    assert!(error.is_decode());
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("invalid type: string, expected u32 at [1].voters[1] (line 1, column "), "{shown}");
    assert!(shown.starts_with(VOTES) && !shown.contains("canary"), "{shown}");
    assert_eq!((error.status(), error.delivery()), (Some(200), Delivery::Accepted));
    assert_eq!(response.json::<Value>().expect("it can be read again")[0]["voters"][0], 1);
}

#[tokio::test]
async fn debug_shows_no_value() {
    let server = Server::start().await;
    server.respond_with(Response::json(200, &json!({ "text": CANARY })));
    let call = client(&server).request(Method::POST, VOTES).path(CANARY).query("by", CANARY).header("x-trace", CANARY);
    let call = call.json(&json!({ "text": CANARY }));
    let shown = format!("{call:?}");
    assert!(shown.contains("POST") && shown.contains(VOTES) && !shown.contains("canary"), "{shown}");
    let shown = format!("{:?}", call.await.expect("a success"));
    assert!(shown.contains("200") && !shown.contains("canary"), "{shown}");
}
