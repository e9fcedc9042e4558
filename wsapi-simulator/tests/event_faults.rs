//! Faults in the delivery of events, in process.

mod recorder;

use std::time::Duration;

use wsapi_simulator::{Person, Simulator};

use self::recorder::Recorder;

fn start() -> (Simulator, Recorder, Person) {
    let sim = Simulator::new();
    let recorder = Recorder::of(&sim);
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

async fn assert_delayed_event_delays_later_events() {
    let (sim, recorder, ada) = start();
    sim.on_events().once().are_delayed(Duration::from_secs(3600));
    ada.writes("one").await;
    ada.writes("two").await;
    sim.advance(Duration::from_secs(3599));
    sim.settle().await;
    assert!(recorder.texts().is_empty());
    sim.advance(Duration::from_secs(1));
    sim.settle().await;
    assert_eq!(recorder.texts(), ["one", "two"]);
}

#[tokio::test]
async fn delayed_event_delays_later_events() {
    assert_delayed_event_delays_later_events().await;
}

#[tokio::test(start_paused = true)]
async fn delayed_event_delays_later_events_on_paused_time() {
    assert_delayed_event_delays_later_events().await;
    let (sim, recorder, ada) = start();
    sim.on_events().once().are_delayed(Duration::MAX);
    ada.writes("never").await;
    sim.restore(&sim.snapshot());
    sim.on_events().once().are_delayed(Duration::from_secs(60));
    ada.writes("three").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    sim.settle().await;
    assert_eq!(recorder.texts(), ["three"]);
}

#[tokio::test]
async fn restore_drops_the_delayed_event() {
    let (sim, recorder, ada) = start();
    let before = sim.snapshot();
    sim.on_events().once().are_delayed(Duration::from_secs(3600));
    ada.writes("one").await;
    sim.restore(&before);
    ada.writes("two").await;
    sim.advance(Duration::from_secs(3600));
    sim.settle().await;
    assert_eq!((recorder.texts(), sim.deliveries().len()), (vec!["two".to_owned()], 1));
}

#[tokio::test]
async fn faults_of_another_type_do_not_apply() {
    let (sim, recorder, ada) = start();
    sim.on_events().of_type("call_offer").are_lost();
    ada.writes("one").await;
    assert_eq!(recorder.texts(), ["one"]);
}

#[tokio::test]
async fn restore_removes_later_messages_and_requests() {
    let (sim, _, ada) = start();
    ada.writes("one").await;
    let snapshot = sim.snapshot();
    let to = ada.jid().clone();
    let send =
        || async { sim.client().messages().send_text(wsapi_client::types::SendTextRequest::new(&to, "hi")).await };
    let first = send().await.expect("sending succeeds");
    sim.restore(&snapshot);
    assert!(ada.inbox().messages.is_empty());
    assert!(sim.attempts::<wsapi_client::operations::SendText>().is_empty());
    // The same state generates the same ids.
    assert_eq!(send().await.expect("sending succeeds").id, first.id);
}

#[tokio::test]
async fn fault_with_a_probability_selects_the_same_events_in_each_run() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let (sim, recorder, ada) = start();
        sim.on_events().with_probability(0.5).are_lost();
        for number in 0..20 {
            ada.writes(number.to_string()).await;
        }
        let texts = recorder.texts();
        assert!((1..20).contains(&texts.len()), "{texts:?}");
        runs.push(texts);
    }
    assert_eq!(runs[0], runs[1]);
}

#[tokio::test]
async fn each_of_several_reordered_events_is_overtaken() {
    let (sim, recorder, ada) = start();
    sim.on_events().times(2).are_reordered();
    for text in ["one", "two", "three", "four", "five"] {
        ada.writes(text).await;
    }
    assert_eq!(recorder.texts(), ["two", "one", "four", "three", "five"]);
}

#[tokio::test]
async fn lost_event_does_not_lose_the_one_that_it_overtakes() {
    let (sim, recorder, ada) = start();
    sim.on_events().once().are_reordered();
    sim.on_events().once().are_lost();
    ada.writes("one").await;
    ada.writes("two").await;
    assert_eq!(recorder.texts(), ["one"]);
    let errors: Vec<_> = sim.deliveries().into_iter().map(|delivery| delivery.error.is_some()).collect();
    assert_eq!(errors, [true, false]);
}

#[tokio::test]
async fn restore_drops_the_event_that_is_held_back() {
    let (sim, recorder, ada) = start();
    let before = sim.snapshot();
    sim.on_events().once().are_reordered();
    ada.writes("one").await;
    sim.restore(&before);
    ada.writes("two").await;
    assert_eq!(recorder.texts(), ["two"]);
}

#[tokio::test]
async fn fault_with_a_probability_selects_the_same_events_after_each_restore() {
    let (sim, recorder, ada) = start();
    let before = sim.snapshot();
    let mut runs = Vec::new();
    for _ in 0..2 {
        sim.restore(&before);
        sim.on_events().with_probability(0.5).are_lost();
        let seen = recorder.texts().len();
        for number in 0..20 {
            ada.writes(number.to_string()).await;
        }
        runs.push(recorder.texts().split_off(seen));
    }
    assert_eq!(runs[0], runs[1]);
}
