//! Downloads.

mod recorder;

use serde_json::Value;
use wsapi_client::Client;
use wsapi_simulator::Simulator;

use self::recorder::Recorder;

async fn rejected(client: &Client, id: &str) -> (u16, String) {
    let error = client.media().download(id).await.expect_err("the download is rejected");
    (error.status().unwrap(), error.detail().unwrap_or_default().to_owned())
}

fn media_id(event: &Value) -> String {
    event["media"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn malformed_id_is_rejected() {
    let client = Simulator::new().client();
    let decode = |problem: &str| (400, format!("failed to decode media ID: {problem}"));
    assert_eq!(rejected(&client, "a b").await, decode("illegal base64 data at input byte 1"));
    assert_eq!(rejected(&client, "AAAAAAAAAAAAAAAA").await, decode("gzip: invalid header"));
    assert_eq!(rejected(&client, "H4sI").await, decode("unexpected EOF"));
    assert_eq!(rejected(&client, "H4sIAAAAAAAAAAAA").await.0, 400);
}

#[tokio::test]
async fn non_ascii_file_name_is_preserved() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    sim.person("+49 170 1234567").sends_document("Menü für \"heute\".pdf", "m").await;
    let download = sim.client().media().download(media_id(&events.printed_one("message"))).await.unwrap();
    assert!(download.file_name().unwrap().starts_with("Menü für"));
    assert_eq!(download.bytes().await.unwrap(), "m");
}

#[tokio::test]
async fn file_with_a_stated_size_above_the_limit_is_rejected() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    sim.person("+49 170 1234567").sends_video("v").stating_size(u64::MAX).await;
    let message = events.printed_one("message");
    assert_eq!(message["media"]["fileLength"], u64::MAX);
    assert_eq!(rejected(&sim.client(), &media_id(&message)).await.0, 413);
}

#[tokio::test]
async fn limit_of_downloads_can_be_configured() {
    let sim = Simulator::builder().max_file_size(2).build();
    let events = Recorder::of(&sim);
    let ada = sim.person("+49 170 1234567");
    let (client, mut statuses) = (sim.client(), Vec::new());
    for file in ["ab", "abc"] {
        ada.sends_document("a.txt", file).await;
        let download = client.media().download(media_id(&events.printed_one("message"))).await;
        statuses.push(download.err().and_then(|error| error.status()));
    }
    assert_eq!(statuses, [None, Some(413)]);
}
