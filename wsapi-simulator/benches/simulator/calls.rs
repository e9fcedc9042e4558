//! A call in process: the SDK sends, the simulator responds, and the SDK reads.

use std::time::Instant;

use wsapi_client::types::SendTextRequest;
use wsapi_simulator::Simulator;

use crate::{options::Options, row, runtime};

const CALLS: usize = 20_000;

/// A call takes at most 50 µs.
const LIMIT: f64 = 50e-6;

pub(crate) fn measure(options: &Options) {
    let runtime = runtime();
    let rounds: Vec<_> = (0..options.rounds).map(|_| runtime.block_on(round())).collect();
    row::print("a call of the simulator in process", "seconds", &rounds, LIMIT);
}

/// Returns the time of a call.
async fn round() -> f64 {
    let sim = Simulator::new();
    let (client, ada) = (sim.client(), sim.person("+49 170 1234567").named("Ada"));
    let start = Instant::now();
    for _ in 0..CALLS {
        let sent = client.messages().send_text(SendTextRequest::new(ada.jid(), "hello")).await;
        assert!(sent.is_ok(), "{sent:?}");
    }
    start.elapsed().as_secs_f64() / CALLS as f64
}
