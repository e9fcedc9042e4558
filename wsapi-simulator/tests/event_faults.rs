//! Faults of the delivery of events, in process.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler},
};
use wsapi_simulator::{Person, Simulator};

/// Records the texts of messages.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl Recorder {
    fn texts(&self) -> Vec<String> {
        self.0.lock().expect("no panic").clone()
    }
}

impl Handler for Recorder {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let text = event.as_message().and_then(|message| message.text_or_caption()).unwrap_or_default();
        self.0.lock().expect("no panic").push(text.to_owned());
        Ok(())
    }
}

fn start() -> (Simulator, Recorder, Person) {
    let (sim, recorder) = (Simulator::new(), Recorder::default());
    sim.deliver_to(recorder.clone());
    let ada = sim.person("+49 170 1234567");
    (sim, recorder, ada)
}

#[tokio::test]
async fn duplicated_event_is_handled_twice() {
    let (sim, recorder, ada) = start();
    sim.on_events().once().are_duplicated();
    ada.writes("one").await;
    ada.writes("two").await;
    assert_eq!(recorder.texts(), ["one", "one", "two"]);
    let ids: Vec<_> = sim.deliveries().into_iter().map(|delivery| delivery.event_id).collect();
    assert!(ids[0] == ids[1] && ids[1] != ids[2]);
}

#[tokio::test]
async fn reordered_event_waits_for_the_next_one() {
    let (sim, recorder, ada) = start();
    sim.on_events().of_type("message").once().are_reordered();
    ada.writes("one").await;
    assert!(recorder.texts().is_empty());
    ada.writes("two").await;
    ada.writes("three").await;
    assert_eq!(recorder.texts(), ["two", "one", "three"]);
}

#[tokio::test]
async fn lost_event_is_recorded_with_the_reason() {
    let (sim, recorder, ada) = start();
    sim.on_events().times(1).are_lost();
    ada.writes("one").await;
    ada.writes("two").await;
    assert_eq!(recorder.texts(), ["two"]);
    let errors: Vec<_> = sim.deliveries().into_iter().map(|delivery| delivery.error.is_some()).collect();
    assert_eq!(errors, [true, false]);
    assert!(sim.handler_errors().is_empty());
}

#[tokio::test(start_paused = true)]
async fn delayed_event_keeps_its_place() {
    let (sim, recorder, ada) = start();
    let start = tokio::time::Instant::now();
    sim.on_events().once().are_delayed(Duration::from_secs(60));
    ada.writes("one").await;
    assert_eq!(start.elapsed().as_secs(), 60);
    ada.writes("two").await;
    assert_eq!(recorder.texts(), ["one", "two"]);
}

#[tokio::test]
async fn faults_of_another_type_do_not_apply() {
    let (sim, recorder, ada) = start();
    sim.on_events().of_type("call_offer").are_lost();
    ada.writes("one").await;
    assert_eq!(recorder.texts(), ["one"]);
}

#[tokio::test]
async fn restored_snapshot_forgets_messages_and_requests() {
    let (sim, _, ada) = start();
    ada.writes("one").await;
    let snapshot = sim.snapshot();
    let to = ada.jid().clone();
    let send =
        || async { sim.client().messages().send_text(wsapi_client::types::SendTextRequest::new(&to, "hi")).await };
    let first = send().await.expect("it is sent");
    sim.restore(&snapshot);
    assert!(ada.inbox().messages.is_empty());
    assert!(sim.attempts::<wsapi_client::operations::SendText>().is_empty());
    // The same state makes the same ids.
    assert_eq!(send().await.expect("it is sent").id, first.id);
}
