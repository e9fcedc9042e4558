//! Futures that are dropped before they are ready.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio::time::{sleep, timeout};
use wsapi_client::operations::{GetQrText, GetSessionStatus};
use wsapi_simulator::Simulator;

use super::{asked, is_done, pairing, text, unpaired};

const SECOND: Duration = Duration::from_secs(1);

/// Polls a future once, and drops it.
fn look<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[tokio::test(start_paused = true)]
async fn a_code_in_flight_is_not_fetched_twice() {
    let (sim, phone) = unpaired();
    sim.on::<GetQrText>().once().delays(5 * SECOND);
    let mut pairing = pairing(&sim);
    assert!(timeout(SECOND, pairing.next_code()).await.is_err());
    assert!(look(pairing.next_code()).is_pending());
    let code = text(pairing.next_code().await);
    assert_eq!(asked(&sim), (1, 1));
    phone.scans(code).await.expect("the code is valid");
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&sim), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_code_that_arrived_unseen_is_returned_unless_it_has_expired() {
    for (seconds, codes) in [(10, 1), (70, 2)] {
        let (sim, _) = unpaired();
        sim.on::<GetQrText>().once().delays(5 * SECOND);
        let mut pairing = pairing(&sim);
        assert!(timeout(SECOND, pairing.next_code()).await.is_err());
        sleep(seconds * SECOND).await;
        text(pairing.next_code().await);
        assert_eq!(asked(&sim).1, codes, "after {seconds} s");
    }
}

#[tokio::test(start_paused = true)]
async fn a_status_in_flight_is_not_requested_twice() {
    let sim = Simulator::new();
    sim.on::<GetSessionStatus>().delays(5 * SECOND);
    let mut pairing = pairing(&sim);
    assert!(timeout(SECOND, pairing.next_code()).await.is_err());
    for _ in 0..10 {
        assert!(look(pairing.next_code()).is_pending() && look(pairing.wait_for_login()).is_pending());
    }
    pairing.wait_for_login().await.expect("a success");
    assert_eq!(asked(&sim), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn waiting_again_early_sends_no_request_early() {
    let (sim, _) = unpaired();
    let mut pairing = pairing(&sim);
    text(pairing.next_code().await);
    for _ in 0..100 {
        assert!(look(pairing.next_code()).is_pending());
        tokio::task::yield_now().await;
    }
    assert_eq!(asked(&sim), (1, 1));
}
