//! The program, as a user starts it.
#![cfg(feature = "program")]

use std::process::Stdio;

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    process::{Child, Command},
};
use wsapi_client::{Client, Jid, types::SendTextRequest};

/// Starts the program on a free port, and returns what it prints, up to the last line.
async fn start(arguments: &[&str], variables: &[(&str, &str)]) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wsapi-simulator"));
    command.env_clear().envs(variables.iter().copied()).args(["--port", "0"]).args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let mut printed = String::new();
    while !printed.contains("/_sim/openapi.json") {
        let line = lines.next_line().await.expect("it prints").expect("it goes on");
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
    client.messages().send_text(request).await.expect("it is sent");
    let mut log = BufReader::new(child.stderr.take().expect("its log")).lines();
    let line = log.next_line().await.expect("it logs").expect("a line");
    assert!(line.contains("POST /messages/text 201"), "{line}");
    child.kill().await.expect("it ends");
    assert!(!["secret", "491701234567", "hello"].iter().any(|private| line.contains(private)), "{line}");
}

#[cfg(unix)]
#[tokio::test]
async fn program_stops_when_it_is_told_to() {
    let (mut child, _) = start(&[], &[]).await;
    let id = child.id().expect("it runs").to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().await.expect("it is sent").success());
    assert!(child.wait().await.expect("it ends").success());
}

#[tokio::test]
async fn control_api_needs_a_token_beyond_this_machine() {
    let (_child, printed) = start(&["--host", "0.0.0.0"], &[]).await;
    assert!(printed.contains("-H 'Authorization: Bearer "), "{printed}");
}

#[tokio::test]
async fn invalid_variable_is_reported() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wsapi-simulator"));
    let mut child = command.env("WSAPI_INSTANCE_MODE", "many").stderr(Stdio::piped()).spawn().expect("it starts");
    let mut error = String::new();
    child.stderr.take().expect("its log").read_to_string(&mut error).await.expect("it ends");
    assert!(!child.wait().await.expect("it ends").success());
    assert!(error.contains("WSAPI_INSTANCE_MODE: expected single or multi, found `many`"), "{error}");
}
