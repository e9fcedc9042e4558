//! Dropping a simulator.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use wsapi_client::{
    Client, Event,
    events::{Attempt, BoxError, Handler},
};
use wsapi_simulator::{Person, Simulator};

/// A bot that owns a client and handles of the simulator.
struct Bot {
    _client: Client,
    _sim: Simulator,
    grace: Person,
    is_dropped: Arc<AtomicBool>,
}

impl Handler for Bot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        if event.as_message().is_some_and(|message| message.text.as_deref() == Some("ping")) {
            self.grace.writes("pong").await;
        }
        Ok(())
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.is_dropped.store(true, Ordering::Relaxed);
    }
}

impl Bot {
    fn start(sim: &Simulator) -> Arc<AtomicBool> {
        let is_dropped = Arc::new(AtomicBool::new(false));
        let (client, grace) = (sim.client(), sim.person("+49 170 7654321"));
        sim.deliver_to(Self { _client: client, _sim: sim.clone(), grace, is_dropped: is_dropped.clone() });
        is_dropped
    }
}

#[tokio::test]
async fn handler_with_handles_is_dropped_with_the_simulator() {
    let sim = Simulator::new();
    let is_dropped = Bot::start(&sim);
    let (client, ada) = (sim.client(), sim.person("+49 170 1234567"));
    ada.writes("ping").await;
    assert_eq!(sim.deliveries().len(), 2);
    assert!(!is_dropped.load(Ordering::Relaxed));
    drop(sim);
    assert!(is_dropped.load(Ordering::Relaxed));
    client.chats().list().await.expect("a client works on its own");
}

#[tokio::test]
#[should_panic(expected = "the simulator was dropped, and its handlers with it: keep the `Simulator`")]
async fn act_panics_if_the_simulator_was_dropped_with_its_handlers() {
    let sim = Simulator::new();
    Bot::start(&sim);
    let ada = sim.person("+49 170 1234567");
    drop(sim);
    ada.writes("ping").await;
}

#[test]
#[should_panic(expected = "a clone does not keep handlers")]
fn handler_cannot_be_added_to_a_clone_of_a_dropped_simulator() {
    let clone = Simulator::new().clone();
    Bot::start(&clone);
}

#[tokio::test]
async fn handler_of_an_undelivered_event_is_dropped_with_the_simulator() {
    let sim = Simulator::new();
    let is_dropped = Bot::start(&sim);
    sim.on_events().once().are_reordered();
    sim.person("+49 170 1234567").writes("held back").await;
    drop(sim);
    assert!(is_dropped.load(Ordering::Relaxed));
}

#[test]
fn handler_of_an_event_outside_of_a_runtime_is_dropped_with_the_simulator() {
    let sim = Simulator::new();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    sim.deliver_to(|_: Event| std::future::pending::<Result<(), BoxError>>());
    let is_dropped = Bot::start(&sim);
    let call = async { sim.client().session().logout().await };
    runtime.block_on(call).expect("the instance is logged out");
    drop(sim);
    drop(runtime);
    assert!(is_dropped.load(Ordering::Relaxed));
}
