//! An error that a test makes has the same properties as the error of a real call.

use std::{net::TcpListener as StdListener, time::Duration};

use serde_json::json;
use tokio::{io::AsyncReadExt, net::TcpListener};
use wsapi_client::{
    Client, ClientBuilder, Delivery, Error, Jid, RetryPolicy,
    types::{ErrorBody, SendTextRequest},
};
use wsapi_tests::{Response, Server};

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).api_key("k").retry(RetryPolicy::never())
}

/// An effectful call, whose delivery matters most.
async fn failed(builder: ClientBuilder) -> Error {
    let to: Jid = "491701234567@s.whatsapp.net".parse().expect("a JID");
    let client = builder.build().expect("a valid configuration");
    client.messages().send_text(SendTextRequest::new(to, "Hello")).await.expect_err("a failure")
}

/// All properties that do not name the operation or the server.
fn facts(error: &Error) -> impl PartialEq + std::fmt::Debug + use<> {
    let predicates = [
        ("invalid_input", error.is_invalid_input()),
        ("missing_credential", error.is_missing_credential()),
        ("transport", error.is_transport()),
        ("connect", error.is_connect()),
        ("timeout", error.is_timeout()),
        ("decode", error.is_decode()),
        ("unexpected_response", error.is_unexpected_response()),
        ("storage", error.is_storage()),
        ("status", error.is_status()),
        ("bad_request", error.is_bad_request()),
        ("unauthorized", error.is_unauthorized()),
        ("forbidden", error.is_forbidden()),
        ("not_found", error.is_not_found()),
        ("conflict", error.is_conflict()),
        ("too_large", error.is_too_large()),
        ("too_many_requests", error.is_too_many_requests()),
        ("server_error", error.is_server_error()),
        ("transient", error.is_transient()),
        ("may have left", error.transport_error().is_some_and(|error| error.may_have_been_sent())),
    ];
    let holds: Vec<_> = predicates.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect();
    let response = (error.status(), error.detail().map(str::to_owned), error.body().map(<[u8]>::to_vec));
    (holds, response, error.delivery(), error.hint(), error.attempts(), error.retry_after())
}

#[tokio::test]
async fn made_rejection_is_like_the_services() {
    let server = Server::start().await;
    for (status, detail, delivery) in [
        (400, "validation error: text is required", Delivery::Rejected),
        (400, "failed to send message", Delivery::Unknown),
        (400, "websocket not connected", Delivery::Rejected),
        (400, "missing X-Instance-Id header", Delivery::Rejected),
        (401, "unauthorized", Delivery::Rejected),
        (403, "forbidden", Delivery::Rejected),
        (404, "not found", Delivery::Rejected),
        (404, "instance not found", Delivery::Rejected),
        (404, "", Delivery::Rejected),
        (409, "device not paired", Delivery::Rejected),
        (413, "file too large", Delivery::Rejected),
        (418, "teapot", Delivery::Unknown),
        (429, "slow down", Delivery::Rejected),
        (500, "", Delivery::Unknown),
        (500, "server returned error 500", Delivery::Unknown),
        (502, "bad gateway", Delivery::Unknown),
        (503, "instance not available", Delivery::Rejected),
        (504, "no acknowledgement in time", Delivery::Unknown),
        (307, "moved", Delivery::Unknown),
    ] {
        server.respond_with(Response::failure(status, detail));
        let (real, made) = (failed(builder(server.url())).await, Error::from_status(status, detail));
        assert_eq!(facts(&made), facts(&real), "{status} {detail}");
        assert_eq!(made.delivery(), delivery, "{status} {detail}");
        assert_eq!(
            made.headers().map(|headers| &headers["content-type"]),
            real.headers().map(|headers| &headers["content-type"])
        );
        assert_eq!(format!("sendText: {made}"), real.to_string());
        assert_eq!((made.operation(), real.operation()), (None, Some("sendText")));
    }
}

#[test]
fn status_that_http_does_not_have_counts_as_500() {
    for status in [0, 99, 1000, u16::MAX] {
        assert_eq!(facts(&Error::from_status(status, "no")), facts(&Error::from_status(500, "no")));
    }
}

#[tokio::test]
async fn made_connection_failure_is_like_a_refused_connection() {
    let listener = StdListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let (real, made) = (failed(builder(&url)).await, Error::not_sent("connection refused"));
    assert_eq!(facts(&made), facts(&real));
    assert_eq!(made.delivery(), Delivery::NotSent);
    assert_eq!(made.to_string(), "cannot connect to the service: connection refused");
}

#[tokio::test]
async fn made_break_is_like_a_broken_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // It reads the request and leaves without a response.
            _ = stream.read(&mut [0; 4096]).await;
        }
    });
    let (real, made) = (failed(builder(&url)).await, Error::unknown_delivery("connection reset by peer"));
    assert_eq!(facts(&made), facts(&real));
    assert_eq!(made.delivery(), Delivery::Unknown);
    assert_eq!(made.to_string(), "the connection to the service broke: connection reset by peer");
}

#[tokio::test]
async fn made_timeout_is_like_a_silent_server() {
    let server = Server::start().await;
    server.hold("/messages/text");
    let limit = Duration::from_millis(30);
    let (real, made) = (failed(builder(server.url()).attempt_timeout(limit)).await, Error::timed_out(limit));
    assert_eq!(facts(&made), facts(&real));
    assert_eq!(made.delivery(), Delivery::Unknown);
    let address = &server.url()["http://".len()..];
    assert_eq!(format!("sendText: {made}"), real.to_string().replace(address, "the service"));
}

#[tokio::test]
async fn body_of_an_error_is_read_as_the_documented_type() {
    let body = json!({ "status": 404, "detail": "instance not found" });
    let server = Server::start().await;
    server.respond_with(Response::json(404, &body));
    let error = failed(builder(server.url())).await;
    let body: ErrorBody = error.body_as().expect("the documented body");
    assert_eq!((body.status, body.detail.as_str()), (404, "instance not found"));
}
