//! Invalid configurations are rejected, and the transport can be replaced.

use super::{SendTextRequest, person};
use crate::{Body, BoxFuture, Client, Delivery, ReqwestTransport, RetryPolicy, Transport, TransportError};

#[test]
fn invalid_base_url_is_rejected() {
    for (url, reason) in [
        ("", "is invalid"),
        ("api.wsapi.chat", "must begin with"),
        ("/path", "must begin with"),
        ("ftp://a.example", "must begin with"),
        ("https://", "is invalid"),
        ("https://a b", "is invalid"),
        ("https://a.example:99999", "invalid port"),
        ("https://a.example:", "invalid port"),
        ("https://user:canary@a.example", "user name or a password"),
        ("https://a.example/?canary=1", "query or a fragment"),
        ("https://a.example/#canary", "query or a fragment"),
        ("https://a.example/a/../b", "must not contain the segment"),
        ("https://a.example/%2E./b", "must not contain the segment"),
    ] {
        let error = Client::builder().base_url(url).build().unwrap_err();
        assert!(error.is_invalid_input() && error.operation().is_none());
        let shown = error.to_string();
        assert!(shown.starts_with("the base URL ") && shown.contains(reason), "{url}: {shown}");
        assert!(!format!("{error:?}").contains("canary"));
    }
    for url in ["http://localhost:8080", "https://[::1]:8080/a/", "https://[::1]", "http://127.0.0.1/", "HTTPS://A.b"] {
        assert!(Client::builder().base_url(url).build().is_ok(), "{url}");
    }
}

#[test]
fn invalid_proxy_url_is_rejected() {
    let expected = "invalid proxy URL: expected a URL such as `http://proxy.example:3128`";
    let unsupported = "unsupported proxy URL: expected `http://` or `https://`; a SOCKS proxy requires the feature \
                       `socks` of reqwest, and is set on the builder of a `ReqwestTransport`";
    for (url, message) in [
        ("", expected),
        ("nonsense", expected),
        ("//canary.example", expected),
        ("proxy.example:3128", expected),
        ("ftp://user:canary@proxy.example", expected),
        ("http://user:canary@", expected),
        ("http://user:canary@proxy.example:99999", expected),
        ("socks5://user:canary@proxy.example", unsupported),
        ("socks5h://127.0.0.1:1080", unsupported),
    ] {
        let error = Client::builder().proxy(url).build().expect_err(url);
        assert!(error.is_invalid_input() && error.operation().is_none());
        assert_eq!(error.to_string(), message, "{url}");
    }
    for url in ["http://proxy", "HTTP://user:p@ss@proxy.example:3128/", "http://[::1]:3128"] {
        assert!(Client::builder().proxy(url).build().is_ok(), "{url}");
    }
    let tls = cfg!(any(feature = "rustls", feature = "native-tls"));
    let builder = Client::builder().base_url("http://localhost").proxy("https://user:canary@proxy.example");
    let error = builder.build().err().map(|error| error.to_string());
    let message = "the proxy URL begins with `https://`, which requires the feature `rustls` or `native-tls`";
    assert_eq!(error.as_deref(), (!tls).then_some(message));
}

#[tokio::test]
async fn failed_connection_names_the_proxy_without_its_login() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let builder = Client::builder().base_url("http://wsapi.invalid").allow_plain_http().without_authentication();
    let client = builder.proxy(format!("http://user:canary@{address}")).retry(RetryPolicy::never()).build();
    let call = client.expect("valid").sample().send_text(SendTextRequest::new(person(), "Hello"));
    let error = call.await.expect_err("nobody listens");
    let start = format!("sendText: cannot connect to wsapi.invalid:80 through the proxy {address}: ");
    let shown = error.to_string();
    assert!(error.is_connect() && shown.starts_with(&start) && !shown.contains("canary"), "{shown}");
}

#[test]
fn invalid_key_or_instance_id_is_rejected() {
    for (text, reason) in [
        ("canary\r\nX-Other: 1", "contains a control character at byte 6"),
        ("canary\0", "contains a control character at byte 6"),
        ("canaryü", "contains a non-ASCII character at byte 6"),
        ("canary\n", "ends with a line break"),
        ("canary\r\n", "ends with a line break"),
        ("canary\t", "ends with white space"),
        ("canary\u{a0}", "ends with white space"),
        ("\ncanary", "starts with a line break"),
        (" canary", "starts with white space"),
        ("", "is empty"),
        (" ", "is blank"),
        ("\n", "is blank"),
    ] {
        let builder = Client::builder;
        for (builder, what) in [
            (builder().api_key(text), "the API key"),
            (builder().account_key(text), "the account key"),
            (builder().admin_key(text), "the admin key"),
            (builder().instance_id(text), "the instance id"),
        ] {
            let error = builder.build().unwrap_err();
            assert!(error.is_invalid_input());
            let shown = format!("{error} {error:?}");
            assert!(shown.starts_with(&format!("{what} {reason}")) && !shown.contains("canary"), "{text:?}: {shown}");
        }
    }
}

#[tokio::test]
async fn handle_with_an_invalid_key_or_id_sends_nothing() {
    let client = Client::builder().transport(Echo).build().expect("valid");
    let text = || SendTextRequest::new(person(), "Hello");
    for (handle, message) in [
        (client.for_instance(" "), "sendText: the instance id is blank"),
        (client.for_instance("canary\n"), "sendText: the instance id ends with a line break, which must be removed"),
        (client.with_api_key("canary\n"), "sendText: the API key ends with a line break, which must be removed"),
    ] {
        let error = handle.sample().send_text(text()).await.unwrap_err();
        assert!(error.is_invalid_input() && error.delivery() == Delivery::NotSent);
        assert_eq!(error.to_string(), message);
    }
}

/// Responds with the URL of the request, without a network.
#[derive(Debug)]
struct Echo;

impl Transport for Echo {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move { Ok(http::Response::new(Body::from(request.uri().to_string()))) })
    }
}

#[tokio::test]
async fn custom_transport_carries_a_call() {
    let client = Client::builder().transport(Echo).build().expect("valid");
    assert_eq!(client.sample().health().await.expect("a success"), "https://api.wsapi.chat/health");
}

#[tokio::test]
async fn url_that_reqwest_rejects_is_not_sent() {
    let transport = ReqwestTransport::new(reqwest::Client::builder()).expect("TLS");
    let request = http::Request::builder().uri("/no/host/491701234567").body(Body::empty()).expect("a request");
    let error = transport.send(request).await.unwrap_err();
    assert!(!error.may_have_been_sent() && !error.is_connect() && !error.is_timeout());
    assert!(!format!("{error:?}").contains("491701234567"), "{error:?}");
}
