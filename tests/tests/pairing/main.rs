//! Pairing a device: which requests are sent, and when a code is fetched.

mod clock;
mod picture;
mod rejections;
mod resumption;

use std::time::Duration;

use tokio::time::{Instant, sleep};
use wsapi_client::{
    Error, Pairing, QrCode,
    operations::{GetQrText, GetSessionStatus},
};
use wsapi_simulator::{LinkError, NewInstance, Person, Simulator};

/// A server with an instance that no phone is linked to, and a phone.
fn unpaired() -> (Simulator, Person) {
    let sim = Simulator::builder().instance(NewInstance::named("sales").unpaired()).build();
    let phone = sim.person("+49 170 1234567");
    (sim, phone)
}

fn pairing(sim: &Simulator) -> Pairing {
    sim.client().session().pairing()
}

/// The number of requests for the status and for a code.
fn asked(sim: &Simulator) -> (usize, usize) {
    (sim.attempts::<GetSessionStatus>().len(), sim.attempts::<GetQrText>().len())
}

fn text(code: Result<Option<QrCode>, Error>) -> String {
    code.expect("a success").expect("a code").text().to_owned()
}

fn is_done(code: Result<Option<QrCode>, Error>) -> bool {
    code.expect("a success").is_none()
}

#[tokio::test(start_paused = true)]
async fn one_code_is_fetched_however_often_the_status_is_asked_for() {
    let (sim, phone) = unpaired();
    let mut pairing = pairing(&sim);
    assert_eq!(asked(&sim), (0, 0), "nothing was requested yet");
    let code = text(pairing.next_code().await);

    // It can be sent to another thread.
    let waiting = tokio::spawn(async move { pairing.next_code().await });
    sleep(Duration::from_secs(41)).await;
    phone.scans(code).await.expect("the code has not expired");
    assert!(is_done(waiting.await.expect("no panic")));
    assert_eq!(asked(&sim), (1 + 21, 1), "a status every two seconds, and one code");
}

#[tokio::test]
async fn a_device_that_is_logged_in_gets_no_code() {
    let sim = Simulator::new();
    let mut pairing = pairing(&sim);
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&sim), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_device_that_is_paired_and_not_connected_yet_is_waited_for() {
    // Even if its code has expired by then.
    for (seconds, polls) in [(5, 3), (70, 35)] {
        let (sim, phone) = unpaired();
        let mut pairing = pairing(&sim);
        let code = text(pairing.next_code().await);
        phone.scans(code).takes(Duration::from_secs(seconds)).await.expect("the code is valid");
        assert!(is_done(pairing.next_code().await));
        assert_eq!(asked(&sim), (1 + polls, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_code_that_can_no_longer_be_scanned_is_followed_by_another() {
    let (sim, phone) = unpaired();
    let mut pairing = pairing(&sim);
    let start = Instant::now();
    let first = text(pairing.next_code().await);
    for minutes in 1..=2 {
        assert_ne!(text(pairing.next_code().await), first);
        assert_eq!(start.elapsed().as_secs(), minutes * 60);
    }
    assert_eq!(phone.scans(first).await.unwrap_err(), LinkError::UnknownCode);
    assert_eq!(asked(&sim).1, 3);

    // A device that is paired at the last moment gets no further code.
    sleep(Duration::from_secs(59)).await;
    let code = sim.client().session().pair_code("+49 170 1234567").await.expect("a success").code;
    phone.enters(code).await.expect("the code is valid");
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&sim).1, 3);
}

#[tokio::test(start_paused = true)]
async fn waiting_for_an_entered_pair_code_fetches_no_code() {
    let (sim, phone) = unpaired();
    let code = sim.client().session().pair_code("+49 170 1234567").await.expect("a success").code;
    phone.enters(code).takes(Duration::from_secs(5)).await.expect("the code is valid");
    pairing(&sim).wait_for_login().await.expect("a success");
    assert_eq!(asked(&sim), (4, 0));
}

#[tokio::test(start_paused = true)]
async fn pairing_times_out() {
    let (sim, _) = unpaired();
    let mut late = pairing(&sim).timeout(Duration::ZERO);
    for _ in 0..2 {
        let error = late.next_code().await.unwrap_err();
        assert!(error.is_timeout() && !error.is_transport() && !error.is_status());
        let expected = "getSessionStatus: the device was not logged in and connected within 0ns (`Pairing::timeout`)";
        assert_eq!(error.to_string(), expected);
        assert!(late.wait_for_login().await.is_err_and(|error| error.is_timeout()));
    }
    assert_eq!(asked(&sim), (0, 0));

    // While it polls,
    let start = Instant::now();
    let mut polling = pairing(&sim).timeout(Duration::from_secs(50));
    text(polling.next_code().await);
    assert!(polling.next_code().await.is_err_and(|error| error.is_timeout()));
    assert!(polling.wait_for_login().await.is_err_and(|error| error.is_timeout()));
    assert_eq!((asked(&sim), start.elapsed().as_secs()), ((1 + 24, 1), 50));

    // and while it waits for a code.
    sim.on::<GetQrText>().stalls();
    let mut fetching = pairing(&sim).timeout(Duration::from_secs(50));
    assert!(fetching.next_code().await.is_err_and(|error| error.is_timeout()));
    assert_eq!(start.elapsed().as_secs(), 100);
}
