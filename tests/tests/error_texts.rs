//! The text of an error names the host, the file, the limit and the cause, each once.

use std::{
    error::Error as StdError,
    net::{SocketAddr, TcpListener, TcpStream},
    time::Duration,
};

use serde_json::json;
use tokio::io::AsyncReadExt;
use wsapi_client::{
    Backoff, Client, ClientBuilder, Delivery, Error, Jid, Media, ReqwestTransport, RetryPolicy,
    reqwest::{
        self,
        dns::{Name, Resolve, Resolving},
    },
    types::{SendMediaRequest, SendTextRequest},
};
use wsapi_tests::{Response, Server};

fn builder(url: &str) -> ClientBuilder {
    let retry = RetryPolicy::new().attempts(2).backoff(Backoff::new(Duration::from_millis(1)));
    Client::builder().base_url(url).api_key("k").retry(retry)
}

fn jid() -> Jid {
    "491701234567@s.whatsapp.net".parse().expect("a JID")
}

async fn failed(builder: ClientBuilder) -> Error {
    let client = builder.build().expect("a valid configuration");
    client.messages().send_text(SendTextRequest::new(jid(), "Hello")).await.expect_err("a failure")
}

/// The texts of an error and of its sources, as anyhow's `{:#}` joins them.
fn chain(error: &(dyn StdError + 'static)) -> Vec<String> {
    std::iter::successors(Some(error), |&error| error.source()).map(ToString::to_string).collect()
}

/// The text, after checks that hold for every error: it is on one line, its chain repeats nothing, and `Debug` quotes
/// it.
fn text(error: &Error) -> String {
    let shown = error.to_string();
    assert!(!shown.contains('\n'), "{shown}");
    assert_eq!(chain(error), [shown.as_str()], "the text contains the cause, so no source repeats it");
    let debug = format!("{error:?}");
    assert!(debug.starts_with(&format!("Error {{ message: {shown:?}, delivery: {:?}", error.delivery())), "{debug}");
    if let Some(cause) = error.transport_error() {
        let causes = chain(cause);
        for (index, cause) in causes.iter().enumerate() {
            assert!(!causes[..index].iter().any(|earlier| earlier.contains(cause)), "{causes:?}");
        }
        let root = causes.last().expect("an error has a text");
        assert_eq!(shown.matches(root.as_str()).count(), 1, "`{root}` appears once in `{shown}`");
    }
    shown
}

/// A resolver that knows no host.
#[derive(Debug)]
struct Unknowing;

impl Resolve for Unknowing {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(async { Err("no such host is known".into()) })
    }
}

#[tokio::test]
async fn unknown_host_is_named_with_the_cause() {
    let http = || reqwest::Client::builder().no_proxy();
    let transport = ReqwestTransport::new(http().dns_resolver(std::sync::Arc::new(Unknowing))).expect("TLS");
    let error = failed(builder("https://wsapi.invalid/path").transport(transport)).await;
    let expected = "sendText: cannot connect to wsapi.invalid:443: no such host is known, after 2 attempts";
    assert_eq!(text(&error), expected);
    assert!(error.is_connect() && error.is_transient() && error.delivery() == Delivery::NotSent);

    // The resolver of the system has words of its own, and takes its time if it has no server to ask.
    let transport = ReqwestTransport::new(http().connect_timeout(Duration::from_secs(2))).expect("TLS");
    let real = builder("https://wsapi.invalid").transport(transport).retry(RetryPolicy::never());
    let error = failed(real).await;
    let shown = text(&error);
    let starts =
        ["sendText: cannot connect to wsapi.invalid:443: ", "sendText: timed out connecting to wsapi.invalid:443: "];
    let cause = starts.iter().find_map(|start| shown.strip_prefix(start));
    assert!(cause.is_some_and(|cause| !cause.is_empty()), "{shown}");
    assert!(error.is_connect() && error.delivery() == Delivery::NotSent);
}

#[tokio::test]
async fn refused_connection_names_host_port_and_cause() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address: SocketAddr = listener.local_addr().expect("an address");
    drop(listener);
    let cause = TcpStream::connect(address).expect_err("nobody listens");
    let error = failed(builder(&format!("http://{address}"))).await;
    assert_eq!(text(&error), format!("sendText: cannot connect to {address}: {cause}, after 2 attempts"));
}

#[tokio::test]
async fn timeout_names_its_length_and_kind() {
    let server = Server::start().await;
    server.hold("/messages/text");
    let address = &server.url()["http://".len()..];
    let limit = Duration::from_millis(40);
    let error = failed(builder(server.url()).attempt_timeout(limit)).await;
    let expected =
        format!("timed out waiting for a response from {address}: the limit of an attempt is 40ms (`attempt_timeout`)");
    assert_eq!(text(&error), format!("sendText: {expected}"));
    let error = failed(builder(server.url()).timeout(limit)).await;
    let expected =
        format!("timed out waiting for a response from {address}: the limit of the call is 40ms (`timeout`)");
    assert_eq!(text(&error), format!("sendText: {expected}"));
    assert!(error.is_timeout() && error.delivery() == Delivery::Unknown);

    let error = failed(builder(server.url()).timeout(Duration::ZERO)).await;
    let expected = "sendText: there was no time left to send the request: the limit of the call is 0ns (`timeout`)";
    assert_eq!(text(&error), expected);
    assert!(error.is_timeout() && error.delivery() == Delivery::NotSent);
}

#[tokio::test]
async fn broken_connection_and_failed_tls_name_the_server_and_the_cause() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            _ = stream.read(&mut [0; 4096]).await;
        }
    });
    let error = failed(builder(&format!("http://{address}"))).await;
    let (shown, start) = (text(&error), format!("sendText: the connection to {address} broke: "));
    assert!(shown.len() > start.len() && shown.starts_with(&start), "{shown}");
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 1));
    let error = failed(builder(&format!("https://{address}"))).await;
    let (shown, start) = (text(&error), format!("sendText: cannot connect to {address}: "));
    assert!(shown.len() > start.len() && shown.starts_with(&start), "{shown}");
    assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, 2));
}

#[tokio::test]
async fn response_that_stops_arriving_is_not_called_missing() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            _ = stream.read(&mut [0; 4096]).await;
            _ = stream.try_write(b"HTTP/1.1 201 Created\r\ncontent-length: 20\r\n\r\n{");
            open.push(stream);
        }
    });
    let error = failed(builder(&format!("http://{address}")).attempt_timeout(Duration::from_millis(60))).await;
    let expected =
        format!("timed out reading the response from {address}: the limit of an attempt is 60ms (`attempt_timeout`)");
    assert_eq!(text(&error), format!("sendText: 201 Created, but {expected}"));
    assert!(error.is_timeout() && error.delivery() == Delivery::Accepted);
}

#[tokio::test]
async fn timeout_of_a_later_attempt_names_the_limit_that_ended_it() {
    let server = Server::start().await;
    server.respond_with(Response::json(200, &json!([])));
    server.hold("/groups");
    let client = builder(server.url()).build().expect("a valid configuration");
    let call = client.groups().list().attempt_timeout(Duration::from_millis(30)).timeout(Duration::from_secs(9));
    let shown = text(&call.await.expect_err("the server says nothing"));
    assert!(shown.ends_with("the limit of an attempt is 30ms (`attempt_timeout`), after 2 attempts"), "{shown}");
}

#[tokio::test]
async fn missing_file_is_named_with_the_cause() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cat.jpg");
    let cause = std::fs::File::open(&path).expect_err("there is no file");
    let client = builder("http://127.0.0.1:9").build().expect("a valid configuration");
    let error = client.messages().send_image(SendMediaRequest::new(jid(), Media::path(&path))).await;
    let error = error.expect_err("there is no file");
    assert_eq!(text(&error), format!("sendImage: cannot open the media file `{}`: {cause}", path.display()));
    assert!(error.is_invalid_input() && error.delivery() == Delivery::NotSent);
}

#[tokio::test]
async fn lines_of_a_validation_error_are_separated() {
    let server = Server::start().await;
    let detail = "validation error: to: 'abc' is not a JID\r\n\n  text: required\n";
    server.respond_with(Response::failure(400, detail));
    let error = failed(builder(server.url())).await;
    let expected = "sendText: 400 Bad Request: validation error: to: 'abc' is not a JID; text: required";
    assert_eq!(text(&error), expected);
    assert_eq!((error.detail(), error.delivery()), (Some(detail), Delivery::Rejected));
}

#[tokio::test]
async fn status_appears_once() {
    let server = Server::start().await;
    for (response, expected) in [
        (
            Response::empty(500),
            "500 Internal Server Error (the server failed without giving a reason; it may have carried out the call)",
        ),
        (
            Response::of(502, "text/html", "<html>"),
            "502 Bad Gateway (the response came from a proxy in front of the service, which may be down)",
        ),
        (
            Response::of(201, "application/json", "{\"id\":7}"),
            "201 Created, but its body cannot be read: invalid type: integer, expected a string at id (line 1, column 7)",
        ),
        (
            Response::of(200, "text/html", "<html>"),
            "200 OK, but perhaps not from the service: expected `application/json`, found `text/html` (this page is not \
             from the service: check the base URL, and whether a proxy or a captive portal requires a login)",
        ),
    ] {
        server.respond_with(response);
        assert_eq!(text(&failed(builder(server.url())).await), format!("sendText: {expected}"));
    }
}

#[test]
fn errors_without_a_call_are_one_quoted_message_too() {
    let error = "no JID".parse::<Jid>().expect_err("not a JID");
    assert!(!text(&error).is_empty());
    let error = Client::builder().base_url("ftp://a.example").build().expect_err("not a web address");
    assert_eq!(text(&error), "the base URL must begin with `https://` or `http://` and a host");
    for error in
        [Error::not_sent("no route"), Error::unknown_delivery("reset"), Error::timed_out(Duration::from_secs(1))]
    {
        text(&error);
    }
}
