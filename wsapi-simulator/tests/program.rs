//! The program as a user starts it.
#![cfg(feature = "program")]

mod control_client;

use std::{
    net::{Ipv4Addr, SocketAddr},
    process::Stdio,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    process::{Child, Command},
};
use wsapi_client::{Client, Jid, types::SendTextRequest};

/// Starts the program on a free port, and returns its output.
async fn start(arguments: &[&str], variables: &[(&str, &str)]) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wsapi-simulator"));
    command.env_clear().envs(variables.iter().copied()).args(["--port", "0"]).args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("the output is piped")).lines();
    let mut printed = String::new();
    while !printed.contains("/_sim/openapi.json") {
        let line = lines.next_line().await.expect("the output can be read").expect("the output continues");
        printed.push_str(&line);
        printed.push('\n');
    }
    (child, printed)
}

fn url(printed: &str) -> &str {
    let (_, rest) = printed.split_once("listens on ").expect("the address");
    rest.split_whitespace().next().expect("the address")
}

#[tokio::test]
async fn program_prints_its_address_and_logs_requests_without_personal_data() {
    let (mut child, printed) = start(&["--hosted"], &[("WSAPI_DEFAULT_API_KEY", "it's secret")]).await;
    assert!(printed.contains(r"export WSAPI_BASE_URL=http://127.0.0.1:"), "{printed}");
    assert!(printed.contains(r"WSAPI_API_KEY='it'\''s secret'"), "{printed}");
    let client = Client::builder().base_url(url(&printed)).instance_id("default").api_key("it's secret");
    let client = client.build().expect("a client");
    let request = SendTextRequest::new(Jid::from_digits("491701234567").expect("a number"), "hello");
    client.messages().send_text(request).await.expect("sending succeeds");
    let mut log = BufReader::new(child.stderr.take().expect("the log is piped")).lines();
    let line = log.next_line().await.expect("the log can be read").expect("a line");
    assert!(line.contains("POST /messages/text 201"), "{line}");
    child.kill().await.expect("the program exits");
    assert!(!["secret", "491701234567", "hello"].iter().any(|private| line.contains(private)), "{line}");
}

#[tokio::test]
async fn each_request_has_a_log_line() {
    let (mut child, printed) = start(&["--hosted"], &[]).await;
    let address: SocketAddr = url(&printed).trim_start_matches("http://").parse().expect("an address");
    let mut log = BufReader::new(child.stderr.take().expect("the log is piped")).lines();
    let key = "POST /messages/text HTTP/1.1\r\nHost: x\r\nX-Instance-Id: default\r\nX-Api-Key: instance-key\r\n";
    let text = r#"{"to":"491701234567","text":"hello"}"#;
    let whole = format!("{key}Content-Length: {}\r\n\r\n{text}", text.len());
    let fault = |kind: &str| format!(r#"{{"operation":"sendText","times":1,"fault":{{"kind":"{kind}"}}}}"#);
    for (kind, request, expected) in [
        ("breakConnection", &whole, "request lost"),
        ("loseResponse", &whole, "response lost"),
        ("truncate", &whole, "201 truncated"),
        ("stall", &whole, "client disconnected"),
        ("corrupt", &format!("{key}Content-Length: {}\r\n\r\n", 200 << 20), "413"),
        ("corrupt", &format!("{key}Content-Length: 10\r\n\r\n{{"), "body truncated"),
    ] {
        let added = control_client::call_with(address, "", "POST /faults/requests", &fault(kind)).await;
        assert_eq!(added.status, 201, "{kind}");
        let line = log.next_line().await.expect("the log can be read").expect("a line");
        assert!(line.contains("POST /_sim/faults/requests 201"), "{line}");
        let mut stream = TcpStream::connect(address).await.expect("connecting succeeds");
        stream.write_all(request.as_bytes()).await.expect("sending succeeds");
        if expected.contains("disconnected") || expected.contains("body") {
            drop(stream);
        }
        let line = log.next_line().await.expect("the log can be read").expect("a line");
        assert!(line.contains(&format!("POST /messages/text {expected}")), "{expected}: {line}");
    }
    control_client::call_with(address, "", "GET /people/491701234567/inbox", "").await;
    let line = log.next_line().await.expect("the log can be read").expect("a line");
    assert!(line.contains("GET /_sim/people/{phone}/inbox 200"), "{line}");
}

#[tokio::test]
async fn program_serves_its_page_with_a_policy() {
    let (_child, printed) = start(&[], &[]).await;
    let address: SocketAddr = url(&printed).trim_start_matches("http://").parse().expect("an address");
    for (path, media_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/_sim/page/app.js", "text/javascript; charset=utf-8"),
        ("/_sim/page/reference.json", "application/json"),
    ] {
        let response = control_client::send(address, "", &format!("GET {path}"), "").await;
        assert_eq!((response.status, response.header("content-type")), (200, Some(media_type)), "{path}");
        let policy = response.header("content-security-policy").expect("a policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; ") && !policy.contains("unsafe"),
            "{policy}"
        );
        // The second policy has a path, which a policy of `'self'` cannot have.
        assert!(policy.ends_with(", script-src *:*/_sim/page/"), "{policy}");
    }
    assert_eq!(control_client::send(address, "", "GET /_sim/page/missing.js", "").await.status, 404);
}

#[cfg(unix)]
#[tokio::test]
async fn program_stops_on_sigterm() {
    let (mut child, printed) = start(&[], &[]).await;
    // An open page does not delay the end.
    let address = url(&printed).trim_start_matches("http://");
    let mut page = TcpStream::connect(address).await.expect("connecting succeeds");
    page.write_all(b"GET /_sim/changes HTTP/1.1\r\nHost: localhost\r\n\r\n").await.expect("sending succeeds");
    page.read_u8().await.expect("the stream starts");
    let id = child.id().expect("the program runs").to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().await.expect("sending succeeds").success());
    assert!(child.wait().await.expect("the program exits").success());
}

#[tokio::test]
async fn control_api_requires_a_token_unless_on_loopback() {
    let (_child, printed) = start(&["--host", "0.0.0.0"], &[]).await;
    let (_, rest) = printed.split_once("-H 'Authorization: Bearer ").expect("the token");
    let (token, _) = rest.split_once('\'').expect("the token");
    let (_, port) = url(&printed).rsplit_once(':').expect("a port");
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse().expect("a port")));
    for (headers, status) in [
        (String::new(), 401),
        ("Authorization: Bearer \r\n".to_owned(), 401),
        ("Authorization: Bearer wrong\r\n".to_owned(), 401),
        (format!("Authorization: Basic {token}\r\n"), 401),
        (format!("Authorization: Bearer {token}x\r\n"), 401),
        (format!("Authorization: Bearer {token}\r\n"), 200),
        (format!("Host: simulator.example\r\nAuthorization: Bearer {token}\r\n"), 200),
        // A cross-origin page is rejected even with the token.
        (format!("Origin: http://simulator.example\r\nAuthorization: Bearer {token}\r\n"), 403),
        (format!("Sec-Fetch-Site: same-site\r\nAuthorization: Bearer {token}\r\n"), 403),
    ] {
        let found = control_client::call_with(address, &headers, "GET /state", "").await.status;
        assert_eq!(found, status, "{headers}");
    }
}

#[tokio::test]
async fn page_with_the_token_works_under_any_host_name() {
    let (_child, printed) = start(&["--host", "0.0.0.0"], &[]).await;
    let (_, rest) = printed.split_once("-H 'Authorization: Bearer ").expect("the token");
    let (token, _) = rest.split_once('\'').expect("the token");
    let (_, port) = url(&printed).rsplit_once(':').expect("a port");
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse().expect("a port")));
    let page = "Host: simulator.example:8080\r\nSec-Fetch-Site: same-origin\r\n";
    for origin in ["http://simulator.example:8080", "https://simulator.example:8080"] {
        let page = format!("{page}Origin: {origin}\r\n");
        let with_token = format!("{page}Authorization: Bearer {token}\r\n");
        assert_eq!(control_client::call_with(address, &with_token, "GET /state", "").await.status, 200, "{origin}");
        assert_eq!(control_client::call_with(address, &with_token, "POST /reset", "").await.status, 204, "{origin}");
        assert_eq!(control_client::call_with(address, &page, "GET /state", "").await.status, 401, "{origin}");
    }
    for origin in ["http://simulator.example", "http://evil.example:8080", "ftp://simulator.example:8080", "null"] {
        let headers = format!("{page}Origin: {origin}\r\nAuthorization: Bearer {token}\r\n");
        assert_eq!(control_client::call_with(address, &headers, "GET /state", "").await.status, 403, "{origin}");
    }
}

#[tokio::test]
async fn unknown_variable_is_a_warning() {
    let variables = [("WSAPI_PROT", "9000"), ("WSAPI_DB_DRIVER", "postgres"), ("WSAPI_LOG_REDACT", "true")];
    let (mut child, _) = start(&[], &variables).await;
    let mut log = BufReader::new(child.stderr.take().expect("the log is piped")).lines();
    let line = log.next_line().await.expect("the log can be read").expect("a line");
    assert!(line.contains("unknown variable WSAPI_PROT"), "{line}");
    child.kill().await.expect("the program exits");
    assert_eq!(log.next_line().await.expect("the log can be read"), None);
}

#[tokio::test]
async fn invalid_variable_is_reported() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wsapi-simulator"));
    let mut child =
        command.env("WSAPI_INSTANCE_MODE", "many").stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut error = String::new();
    child.stderr.take().expect("the log is piped").read_to_string(&mut error).await.expect("the program exits");
    assert!(!child.wait().await.expect("the program exits").success());
    assert!(error.contains("WSAPI_INSTANCE_MODE: expected single or multi, found `many`"), "{error}");
}
