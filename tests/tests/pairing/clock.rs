//! Pairing on the caller's clock, without the timers of tokio.

use std::time::Duration;

use tokio::{runtime::Builder, time::Instant};
use wsapi_client::{
    Pairing,
    operations::{GetQrText, GetSessionStatus},
    types::SessionStatus,
};
use wsapi_simulator::Simulator;
use wsapi_tests::SkippingClock;

use super::{is_done, text, unpaired};

/// Runs without tokio's timers, which nothing here may need.
fn run<T>(future: impl Future<Output = T>) -> T {
    Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

/// A pairing on the clock that ends after a number of polls.
fn pairing(sim: &Simulator, clock: &SkippingClock, polls: u32) -> Pairing {
    let mut logged_in = SessionStatus::new();
    (logged_in.is_connected, logged_in.is_logged_in) = (true, true);
    sim.on::<GetSessionStatus>().times(polls).passes();
    sim.on::<GetSessionStatus>().replies(logged_in);
    let client = sim.instance("sales").client_builder().clock(clock.clone()).build();
    client.expect("a valid configuration").session().pairing()
}

#[test]
fn polls_are_an_interval_apart() {
    let ((sim, _), clock) = (unpaired(), SkippingClock::default());
    let mut pairing = pairing(&sim, &clock, 1 + 20);
    text(run(pairing.next_code()));
    assert!(is_done(run(pairing.next_code())), "42 s have passed, so the code has not expired");
    assert_eq!(clock.sleeps(), [Duration::from_secs(2); 21]);
}

#[test]
fn a_code_is_replaced_after_a_minute() {
    let ((sim, _), clock) = (unpaired(), SkippingClock::default());
    let mut pairing = pairing(&sim, &clock, 1 + 30);
    assert_ne!(text(run(pairing.next_code())), text(run(pairing.next_code())));
    assert!(is_done(run(pairing.next_code())));
    assert_eq!(clock.sleeps(), [Duration::from_secs(2); 31]);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_of_a_call_follows_tokios_paused_clock() {
    let (sim, _) = unpaired();
    sim.on::<GetQrText>().stalls();
    let start = Instant::now();
    let error = sim.client().session().qr_text().timeout(Duration::from_secs(3600)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.to_string().contains("the limit of an attempt is 100s (`attempt_timeout`)"), "{error}");
    assert_eq!(start.elapsed().as_secs(), 100);
}
