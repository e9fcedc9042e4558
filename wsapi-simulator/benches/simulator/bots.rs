//! As many tests of a bot as a large project has.

use std::time::Instant;

use wsapi_client::{
    Client, Event, EventData,
    events::{Attempt, BoxError, Handler},
    types::SendTextRequest,
};
use wsapi_simulator::{Person, Simulator};

use crate::{
    memory::{FLAT, resident},
    options::Options,
    row, runtime,
};

const TESTS: usize = 10_000;
/// The number of warm-up tests, after which memory is stable.
const FIRST: usize = 1_000;

/// All tests together take at most 20 seconds.
const LIMIT: f64 = 20.0;

/// A bot, and a person who acts when it has replied.
struct Bot(Client, Person);

impl Handler for Bot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        if let EventData::Message(message) = event.data
            && message.text.as_deref() == Some("ping")
        {
            self.0.messages().send_text(SendTextRequest::new(&message.chat_id, "pong")).await?;
            self.1.writes("I saw that").await;
        }
        Ok(())
    }
}

pub(crate) fn measure(options: &Options) {
    let (mut times, mut growth) = (Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        let start = Instant::now();
        (0..FIRST).for_each(|_| test());
        let before = resident(None);
        (FIRST..TESTS).for_each(|_| test());
        times.push(start.elapsed().as_secs_f64());
        growth.push((resident(None) - before).max(0.0));
    }
    row::print("10,000 tests of a bot in one process", "seconds", &times, LIMIT);
    row::print("growth of the memory during 10,000 tests", "bytes", &growth, FLAT);
}

/// One test, with a runtime of its own.
fn test() {
    runtime().block_on(async {
        let sim = Simulator::new();
        sim.deliver_to(Bot(sim.client(), sim.person("+49 170 7654321")));
        let ada = sim.person("+49 170 1234567").named("Ada");
        ada.writes("ping").await;
        assert_eq!(ada.inbox().last_text(), Some("pong"));
    });
}
