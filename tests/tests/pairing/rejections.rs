//! Rejections of the service, and how a pairing handles them.

use std::time::Duration;

use tokio::time::Instant;
use wsapi_client::{
    QrCode,
    operations::{GetQrText, GetSessionStatus},
    types::{LinkCode, SessionStatus},
};
use wsapi_simulator::Simulator;

use super::{asked, is_done, pairing, text, unpaired};

#[tokio::test(start_paused = true)]
async fn a_device_that_is_paired_between_status_and_code_is_not_an_error() {
    // The status is asked for at once; only a device that is not up yet is asked again after a while.
    for is_up in [true, false] {
        let sim = Simulator::new();
        sim.on::<GetSessionStatus>().once().replies(SessionStatus::new());
        if !is_up {
            let mut paired = SessionStatus::new();
            paired.device_id = sim.instance("default").account().expect("it is paired");
            sim.on::<GetSessionStatus>().once().replies(paired);
        }
        let (start, polls) = (Instant::now(), if is_up { 1 } else { 2 });
        assert!(is_done(pairing(&sim).next_code().await));
        assert_eq!(asked(&sim), (1 + polls, 1));
        assert_eq!(start.elapsed(), Duration::from_secs(if is_up { 0 } else { 2 }));
    }
}

#[tokio::test(start_paused = true)]
async fn any_other_rejection_of_a_code_is_returned() {
    let (sim, phone) = unpaired();
    let mut pairing = pairing(&sim);
    sim.on::<GetQrText>().once().fails_with(400, "unexpected QR event: err-client-outdated");
    let error = pairing.next_code().await.unwrap_err();
    assert!(error.is_bad_request() && error.operation() == Some("getQRText"), "{error}");
    assert_eq!(asked(&sim), (2, 1));

    sim.on::<GetQrText>().once().fails(500);
    assert!(pairing.next_code().await.is_err_and(|error| error.status() == Some(500)));
    assert_eq!(asked(&sim), (3, 2));

    // Afterwards, the pairing can continue.
    phone.scans(text(pairing.next_code().await)).await.expect("the code is valid");
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&sim), (5, 3));
}

#[tokio::test(start_paused = true)]
async fn a_code_that_does_not_arrive_in_time_is_requested_again() {
    let (sim, _) = unpaired();
    sim.on::<GetQrText>().times(2).fails_with(504, "timeout waiting for QR code");
    text(pairing(&sim).next_code().await);
    assert_eq!(asked(&sim), (3, 3), "the device may have been paired by other means");
}

#[tokio::test(start_paused = true)]
async fn an_unavailable_status_costs_no_code() {
    let (sim, phone) = unpaired();
    let mut pairing = pairing(&sim);
    let code = text(pairing.next_code().await);
    sim.on::<GetSessionStatus>().once().fails(500);
    sim.on::<GetSessionStatus>().once().passes();
    sim.on::<GetSessionStatus>().once().fails(401);
    assert!(pairing.next_code().await.is_err_and(|error| error.status() == Some(500)));
    assert!(pairing.next_code().await.is_err_and(|error| error.is_unauthorized()));
    phone.scans(code).await.expect("the code is valid");
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&sim), (5, 1));
}

#[tokio::test]
async fn a_text_that_no_qr_code_can_hold_is_an_unreadable_response() {
    let (sim, _) = unpaired();
    for (text, problem) in [
        ("private".repeat(1000), "the text is too long for a QR code"),
        (String::new(), "the text of the QR code is empty"),
    ] {
        let mut link = LinkCode::new();
        link.code.clone_from(&text);
        sim.on::<GetQrText>().once().replies(link);
        let error = pairing(&sim).next_code().await.unwrap_err();
        assert!(error.is_decode() && error.status() == Some(200));
        assert_eq!(error.to_string(), format!("getQRText: 200 OK, but its body cannot be read: {problem}"));
        assert!(!format!("{error:?}").contains("private"));
        assert!(QrCode::new(text).is_err_and(|error| error.is_invalid_input() && error.to_string() == problem));
    }
}

#[tokio::test]
async fn the_text_of_a_code_is_hidden_from_debug_and_errors() {
    let (sim, _) = unpaired();
    let mut first = pairing(&sim);
    let code = first.next_code().await.expect("a success").expect("a code");
    assert!(code.text().starts_with("2@"));
    assert_eq!(format!("{code:?} {:?}", Some(code.clone())), "QrCode(…) Some(QrCode(…))");
    assert!(!format!("{first:?} {first:#?}").contains("2@"));

    sim.on::<GetQrText>().corrupts_response();
    let error = pairing(&sim).next_code().await.unwrap_err();
    assert!(error.is_decode());
    assert!(error.body().is_some_and(|body| String::from_utf8_lossy(body).contains("2@")));
    assert!(!format!("{error} {error:?}").contains("2@"));
}
