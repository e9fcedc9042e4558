//! What is read of a connection while it stands.

use super::{
    Act, Clock, Server, connected, disconnected, frame, next, next_event,
    server::{open, stream},
};
use wsapi_client::{EventData, events::Incoming};

#[tokio::test]
async fn it_makes_no_difference_where_a_frame_is_split() {
    let json = |id: &str| {
        format!(r#"{{"eventId":"{id}","instanceId":"Café ☕","receivedAt":"","eventType":"new","eventData":1}}"#)
    };
    let text = format!(
        "\u{feff}: hello\r\n\r\ndata: {}\r\n\r\nid: 1\rdata:{}\rretry: 10\r\r:\n",
        json("evt_1"),
        json("evt_2").replacen(',', "\rdata: ,\rdata:", 1)
    );
    let bytes = text.as_bytes();
    let head = stream("");
    let mut connections = vec![[head.clone(), vec![Act::Drip(bytes.to_vec())]].concat()];
    for cut in 0..=bytes.len() {
        let (first, second) = bytes.split_at(cut);
        let first = [stream(first)[0].clone()];
        // The time in which a chunk arrives by itself, more likely than not.
        connections.push(
            [
                &first[..],
                &[Act::Drip(second[..second.len().min(1)].to_vec())],
                &[Act::Write(second.get(1..).unwrap_or_default().to_vec())],
            ]
            .concat(),
        );
    }
    let count = connections.len();
    connections.push(open(""));
    let server = Server::new(connections).await;
    let mut events = server.events(&Clock::new());
    for number in 0..count {
        connected(&mut events).await;
        let mut ids = Vec::new();
        while ids.len() < 2 {
            match next(&mut events).await {
                Incoming::Event(Ok(event)) => {
                    assert_eq!(event.instance_id, "Café ☕");
                    ids.push(event.event_id);
                }
                other => panic!("connection {number}: {other:?}"),
            }
        }
        assert_eq!(ids, ["evt_1", "evt_2"], "connection {number}");
        assert_eq!(disconnected(&mut events).await.failures, 1);
    }
    // The service numbers its events, so there was never a gap.
    assert_eq!(server.headers("last-event-id").iter().flatten().count(), count - 1);
}

#[tokio::test]
async fn what_cannot_be_read_keeps_its_json_and_the_stream_goes_on() {
    let known = r#"{"eventId":"evt_1","eventType":"message","eventData":7}"#;
    let text = format!(
        "data: no JSON, a secret text\n\ndata: {known}\n\ndata: {{\"eventId\": \ndata: 7}}\n\n{}data: {}\n\n",
        frame("evt_2"),
        r#"{"eventId":"evt_3","instanceId":"sales","receivedAt":"","eventType":"new","eventData":[1]}"#,
    );
    let server = Server::new([open(text)]).await;
    let mut events = server.events(&Clock::new());
    connected(&mut events).await;
    for json in ["no JSON, a secret text", known, "{\"eventId\": \n7}"] {
        let item = next(&mut events).await;
        let shown = format!("{item:?}");
        assert!(!shown.contains("secret"), "{shown}");
        let Incoming::Event(Err(unreadable)) = item else { panic!("{shown}") };
        assert_eq!(unreadable.json(), json.as_bytes());
    }
    assert_eq!(next_event(&mut events).await, "evt_2");
    let Incoming::Event(Ok(event)) = next(&mut events).await else { panic!("a new type can be read") };
    assert!(matches!(event.data, EventData::Unknown(_)));
}

#[tokio::test]
async fn what_is_no_event_is_no_item() {
    let named = frame("evt_2").replace("data:", "event: message\ndata:");
    let new_name = frame("evt_3").replace("data:", "event: whatsapp\ndata:");
    let unreadable = "event: whatsapp\ndata: {\"eventId\":\"evt_4\"}\n\n";
    let text = format!(
        ": comment\n\nevent: ping\ndata: {{}}\n\nevent: heartbeat\ndata: now\n\ndata\n\ndata:\n\n\
         id: 1\n\nretry: 5\n\n{}{named}{new_name}{unreadable}",
        frame("evt_1")
    );
    let server = Server::new([open(text)]).await;
    let mut events = server.events(&Clock::new());
    connected(&mut events).await;
    for id in ["evt_1", "evt_2", "evt_3"] {
        assert_eq!(next_event(&mut events).await, id);
    }
    let Incoming::Event(Err(unreadable)) = next(&mut events).await else { panic!("it is an event by its id") };
    assert_eq!(unreadable.event_id(), Some("evt_4"));
}

#[tokio::test]
async fn an_event_that_is_too_large_is_left_out_and_told() {
    let large = frame("evt_1").replace("shop", &"x".repeat(10_000));
    let endless = format!("data: {}\ndata: {}\n\n", "y".repeat(3_000_000), "z".repeat(3_000_000));
    let (large_size, endless_size) = (large.len() as u64 - 2, endless.len() as u64 - 3);
    let text = [large, frame("evt_2"), format!(": {}\n", "w".repeat(100_000)), endless, frame("evt_3")].concat();
    let server = Server::new([open(text)]).await;
    let mut events = server.events(&Clock::new()).max_event_size(5_000);
    connected(&mut events).await;
    for (size, id) in [(large_size, "evt_2"), (endless_size, "evt_3")] {
        let Incoming::TooLarge(event) = next(&mut events).await else { panic!("it is larger than 5000 bytes") };
        assert_eq!(event.size, size);
        assert_eq!(next_event(&mut events).await, id);
    }
}
