//! Downloads.

mod recorder;

use serde_json::Value;
use wsapi_client::Client;
use wsapi_simulator::Simulator;

use self::recorder::Recorder;

async fn refused(client: &Client, id: &str) -> (u16, String) {
    let error = client.media().download(id).await.expect_err("the download is refused");
    (error.status().unwrap(), error.detail().unwrap_or_default().to_owned())
}

fn media_id(event: &Value) -> String {
    event["media"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn broken_id_is_refused() {
    let client = Simulator::new().client();
    let decode = |problem: &str| (400, format!("failed to decode media ID: {problem}"));
    assert_eq!(refused(&client, "a b").await, decode("illegal base64 data at input byte 1"));
    assert_eq!(refused(&client, "AAAAAAAAAAAAAAAA").await, decode("gzip: invalid header"));
    assert_eq!(refused(&client, "H4sI").await, decode("unexpected EOF"));
    assert_eq!(refused(&client, "H4sIAAAAAAAAAAAA").await.0, 400);
}

#[tokio::test]
async fn name_that_is_not_ascii_arrives_whole() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    sim.person("+49 170 1234567").sends_document("Menü für \"heute\".pdf", "m").await;
    let download = sim.client().media().download(media_id(&events.printed_one("message"))).await.unwrap();
    assert!(download.file_name().unwrap().starts_with("Menü für"));
    assert_eq!(download.bytes().await.unwrap(), "m");
}

#[tokio::test]
async fn file_that_states_more_than_the_limit_is_too_large() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    sim.person("+49 170 1234567").sends_video("v").stating_size(u64::MAX).await;
    let message = events.printed_one("message");
    assert_eq!(message["media"]["fileLength"], u64::MAX);
    assert_eq!(refused(&sim.client(), &media_id(&message)).await.0, 413);
}
