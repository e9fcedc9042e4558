//! What is left of a simulator that is dropped.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use wsapi_client::{
    Client, Event,
    events::{Attempt, BoxError, Handler},
};
use wsapi_simulator::Simulator;

/// A bot that has a client of the simulator.
struct Bot {
    _client: Client,
    is_dropped: Arc<AtomicBool>,
}

impl Handler for Bot {
    async fn handle(&self, _: Event, _: Attempt) -> Result<(), BoxError> {
        Ok(())
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.is_dropped.store(true, Ordering::Relaxed);
    }
}

#[tokio::test]
async fn handler_with_a_client_is_dropped_with_the_last_handle() {
    let is_dropped = Arc::new(AtomicBool::new(false));
    let sim = Simulator::new();
    sim.deliver_to(Bot { _client: sim.client(), is_dropped: is_dropped.clone() });
    let (client, ada) = (sim.client(), sim.person("+49 170 1234567"));
    drop(sim);
    ada.writes("hello").await;
    assert!(!is_dropped.load(Ordering::Relaxed), "a person is a handle");
    drop(ada);
    assert!(is_dropped.load(Ordering::Relaxed));
    client.chats().list().await.expect("a client works on its own");
}
