//! Panics in handlers.

use wsapi_client::{Event, events::BoxError};
use wsapi_simulator::Simulator;

#[tokio::test]
async fn handler_panic_is_an_error_and_the_next_event_is_delivered() {
    let sim = Simulator::new();
    sim.deliver_to(|event: Event| async move {
        let message = event.as_message().expect("a message");
        assert_ne!(message.text.as_deref(), Some("boom"));
        Err::<(), BoxError>("fine".into())
    });
    let ada = sim.person("+49 170 1234567");
    ada.writes("boom").await;
    ada.writes("hello").await;
    let [panic, error] = &*sim.handler_errors() else { panic!("expected two errors") };
    assert!(panic.starts_with("the handler panicked: assertion `left != right` failed"), "{panic}");
    assert_eq!(error, "fine");
}
