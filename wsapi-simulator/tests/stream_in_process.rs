//! The event stream without a socket, including on paused time.

use std::{future::pending, time::Duration};

use wsapi_client::{
    Client, Event,
    events::{
        Attempt, BoxError, Handler,
        sse::{EventStream, StreamItem, Subscriber},
    },
    types::SendTextRequest,
};
use wsapi_simulator::{Mode, Simulator};

struct Bot(Client);

impl Handler for Bot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let Some(message) = event.as_message() else { return Ok(()) };
        self.0.messages().send_text(SendTextRequest::new(&message.chat_id, "pong")).await?;
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn subscriber_reads_events_and_reconnects() {
    let sim = Simulator::new();
    let ada = sim.person("+49 170 1234567");
    let subscriber = Subscriber::builder(sim.client().events()).handler(Bot(sim.client()));
    let subscriber = subscriber.build().expect("a subscriber");
    tokio::spawn(async move { subscriber.run_until(pending::<()>()).await });
    sim.until(|| sim.open_streams() == 1).await;
    ada.writes("ping").await;
    sim.until(|| ada.inbox().texts() == ["pong"]).await;

    sim.close_streams();
    ada.writes("nobody is connected").await;
    sim.until(|| sim.open_streams() == 1).await;
    ada.writes("ping").await;
    sim.until(|| ada.inbox().texts() == ["pong", "pong"]).await;
    let deliveries = sim.deliveries();
    assert!(deliveries.iter().all(|delivery| delivery.transport == "stream" && delivery.error.is_none()));
    assert_eq!(deliveries.iter().filter(|delivery| delivery.event_type == "message").count(), 2);
}

#[tokio::test(start_paused = true)]
async fn quiet_stream_is_lost_after_the_idle_timeout_of_the_client() {
    let sim = Simulator::new();
    let mut events = sim.client().events();
    assert!(matches!(events.next().await, Some(Ok(StreamItem::Connected))));
    let start = tokio::time::Instant::now();
    assert!(matches!(events.next().await, Some(Ok(StreamItem::Disconnected(_)))));
    assert_eq!(start.elapsed(), Duration::from_secs(300));
}

#[tokio::test]
async fn stream_needs_the_hosted_service() {
    let sim = Simulator::builder().mode(Mode::Multi).build();
    let error = sim.client().events().next().await.expect("an item").expect_err("there is no stream");
    assert_eq!(error.status(), Some(404));
}

async fn next_text(events: &mut EventStream) -> Option<String> {
    match events.next().await {
        Some(Ok(StreamItem::Event(Ok(event)))) => event.as_message().and_then(|message| message.text.clone()),
        _ => None,
    }
}

#[tokio::test]
async fn restore_drops_the_events_that_a_client_has_not_read() {
    let sim = Simulator::new();
    let (ada, before, mut events) = (sim.person("+49 170 1234567"), sim.snapshot(), sim.client().events());
    assert!(matches!(events.next().await, Some(Ok(StreamItem::Connected))));
    ada.writes("forgotten").await;
    sim.restore(&before);
    assert_eq!(sim.open_streams(), 1);
    ada.writes("new").await;
    assert_eq!(next_text(&mut events).await.as_deref(), Some("new"));
}

#[tokio::test]
async fn stream_of_a_deleted_instance_ends_after_its_last_event() {
    let sim = Simulator::new();
    let mut events = sim.client().events();
    assert!(matches!(events.next().await, Some(Ok(StreamItem::Connected))));
    let account = sim.client().account();
    account.delete_instance("sub_1", "default").await.expect("it is deleted");
    sim.settle().await;
    assert_eq!(sim.open_streams(), 0);
    let Some(Ok(StreamItem::Event(Ok(event)))) = events.next().await else { panic!("expected an event") };
    assert_eq!(event.data.event_type(), "logged_out");
    assert!(matches!(events.next().await, Some(Ok(StreamItem::Disconnected(_)))));
}
