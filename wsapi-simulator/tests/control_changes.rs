//! The stream of changes, and the requests that it reports.
#![cfg(feature = "server")]

mod control_client;

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream};
use wsapi_client::operations::{ListChats, SendText};
use wsapi_simulator::{Outcome, Server, Simulator};

use self::control_client::{Changes, call, get, send};

/// The headers of a call of the service.
const KEY: &str = "X-Instance-Id: default\r\nX-Api-Key: instance-key\r\n";

/// A call of the service, as a client sends it.
async fn list_chats(server: &Server) -> u16 {
    send(server.address(), KEY, "GET /chats", "").await.status
}

async fn requests(server: &Server) -> Vec<Value> {
    get(server, "/requests").await["requests"].as_array().expect("requests").clone()
}

#[tokio::test]
async fn epoch_differs_after_a_reset_a_restore_and_a_restart() {
    let server = Simulator::builder().serve().await;
    let mut changes = Changes::open(server.address()).await;
    let mut epochs = vec![changes.until(|_| true).await["epoch"].clone()];
    assert_eq!(call(&server, "PUT /snapshots/one", Value::Null).await.0, 204);
    for line in ["POST /reset", "POST /snapshots/one/restore", "POST /reset"] {
        assert_eq!(list_chats(&server).await, 200);
        assert_eq!(call(&server, line, Value::Null).await.0, 204);
        let next = changes.until(|change| change["epoch"] != epochs[epochs.len() - 1]).await;
        assert!(!epochs.contains(&next["epoch"]), "{line}: {next} {epochs:?}");
        epochs.push(next["epoch"].clone());
        // Nothing of the earlier epoch is listed.
        assert_eq!(requests(&server).await, [] as [Value; 0], "{line}");
    }
    // It does not change without a reason, and is the same for each reader.
    let same = Changes::open(server.address()).await.until(|_| true).await;
    assert_eq!(same["epoch"], epochs[epochs.len() - 1]);
    let other = Simulator::builder().serve().await;
    let restarted = Changes::open(other.address()).await.until(|_| true).await;
    assert!(!epochs.contains(&restarted["epoch"]), "{restarted} {epochs:?}");
}

#[tokio::test]
async fn request_has_the_fault_that_applied() {
    let server = Simulator::builder().serve().await;
    let mut numbers = Vec::new();
    for fault in [
        json!({ "kind": "reject", "status": 503, "detail": "busy", "retryAfterSeconds": 7 }),
        json!({ "kind": "corrupt" }),
        json!({ "kind": "delay", "milliseconds": 60_000 }),
    ] {
        let (_, added) = call(&server, "POST /faults/requests", json!({ "times": 1, "fault": fault })).await;
        numbers.push(added["number"].clone());
    }
    let listed = get(&server, "/faults").await["requests"].clone();
    assert_eq!(listed[2]["milliseconds"], 60_000);
    for _ in 0..2 {
        list_chats(&server).await;
    }
    let advance = async {
        server.until(|| server.attempts::<ListChats>().len() == 3).await;
        server.advance(Duration::from_secs(60));
    };
    tokio::join!(list_chats(&server), advance);
    server.on::<ListChats>().once().passes();
    for _ in 0..2 {
        assert_eq!(list_chats(&server).await, 200);
    }
    let faults: Vec<_> = requests(&server).await.into_iter().map(|request| request["fault"].clone()).collect();
    let expected = |index: usize| {
        let fault = &listed[index];
        json!({
            "number": numbers[index], "kind": fault["kind"], "status": fault["status"],
            "detail": fault["detail"], "retryAfterSeconds": fault["retryAfterSeconds"],
            "milliseconds": fault["milliseconds"],
        })
    };
    // A call that is let through has no fault.
    assert_eq!(faults, [expected(0), expected(1), expected(2), Value::Null, Value::Null]);
    assert_eq!(expected(0)["kind"], "reject");
    assert_eq!((&expected(0)["status"], &expected(0)["retryAfterSeconds"]), (&json!(503), &json!(7)));
    assert_eq!(expected(0)["detail"], "busy");
    let one = get(&server, "/requests/3").await;
    assert_eq!(one["fault"], expected(2));
}

#[tokio::test]
async fn event_fault_is_listed_with_its_delay() {
    let server = Simulator::builder().serve().await;
    for fault in [json!({ "kind": "delay", "milliseconds": 5 }), json!({ "kind": "lose" })] {
        assert_eq!(call(&server, "POST /faults/events", json!({ "fault": fault })).await.0, 201);
    }
    let events = get(&server, "/faults").await["events"].clone();
    assert_eq!((&events[0]["milliseconds"], &events[1]["milliseconds"]), (&json!(5), &Value::Null));
}

#[tokio::test]
async fn stalled_request_is_pending_until_its_client_is_gone() {
    let server = Simulator::builder().serve().await;
    call(&server, "POST /faults/requests", json!({ "times": 1, "fault": { "kind": "stall" } })).await;
    let mut changes = Changes::open(server.address()).await;
    let before = changes.until(|_| true).await["requests"].as_u64().expect("a number");
    let mut client = TcpStream::connect(server.address()).await.expect("connecting succeeds");
    let text = r#"{"to":"491701234567","text":"hello"}"#;
    let request =
        format!("POST /messages/text HTTP/1.1\r\nHost: x\r\n{KEY}Content-Length: {}\r\n\r\n{text}", text.len());
    client.write_all(request.as_bytes()).await.expect("sending succeeds");
    let number = changes.until(|change| change["requests"].as_u64() > Some(before)).await["requests"].clone();
    let pending = requests(&server).await;
    assert_eq!((&pending[0]["outcome"]["kind"], &pending[0]["fault"]["kind"]), (&json!("pending"), &json!("stall")));
    drop(client);
    changes.until(|change| change["requests"].as_u64() > number.as_u64()).await;
    let ended = requests(&server).await;
    assert_eq!((&ended[0]["outcome"]["kind"], &ended[0]["milliseconds"]), (&json!("responseLost"), &Value::Null));
    assert_eq!(server.attempts::<SendText>()[0].outcome, Outcome::ResponseLost);
}

#[tokio::test]
async fn bodies_of_a_response_are_bounded() {
    const LENGTH: usize = 60 << 10;
    let server = Simulator::builder().serve().await;
    let body = format!(r#"{{"text":"{}"}}"#, "x".repeat(LENGTH));
    let count = (8 << 20) / LENGTH + 10;
    for _ in 0..count {
        send(server.address(), KEY, "POST /messages/text", &body).await;
    }
    let numbers = |entries: &[Value]| entries.iter().filter_map(|one| one["number"].as_u64()).collect::<Vec<_>>();
    let first = numbers(&requests(&server).await);
    assert!(first.len() < count && first.len() * LENGTH > (7 << 20), "{} of {count}", first.len());
    assert_eq!(first[0], 1);
    // The rest follows, and the newest are those that are not left out.
    let last = first[first.len() - 1];
    let rest = get(&server, &format!("/requests?after={last}")).await;
    let rest = numbers(rest["requests"].as_array().expect("requests"));
    assert_eq!((rest[0], rest[rest.len() - 1]), (last + 1, count as u64));
    let newest = get(&server, "/requests?newest=1000").await;
    let newest = numbers(newest["requests"].as_array().expect("requests"));
    assert_eq!((newest.len(), newest[newest.len() - 1]), (first.len(), count as u64));
}
