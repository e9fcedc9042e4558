//! What the service refuses, and what is made of it.

use std::time::Duration;

use serde_json::json;
use wsapi_client::QrCode;
use wsapi_tests::{Answer, Server};

use super::{LONG, QR_TEXT, STATUS, TEXT, asked, code, is_done, logged_in, paired, pairing, refused, text, unpaired};

#[tokio::test]
async fn a_device_that_is_paired_between_status_and_code_is_no_error() {
    // The status is asked for at once; only a device that is not up yet is asked again after a while.
    for (interval, rest) in [(LONG, vec![logged_in()]), (Duration::ZERO, vec![paired(), logged_in()])] {
        let server = Server::start().await;
        server.answer_next([unpaired(), refused(400, "device already registered")]);
        let polls = rest.len();
        server.answer_next(rest);
        assert!(is_done(pairing(&server).poll_interval(interval).next_code().await));
        let mut expected = vec![STATUS, QR_TEXT];
        expected.resize(2 + polls, STATUS);
        assert_eq!(asked(&server), expected);
    }
}

#[tokio::test]
async fn any_other_refusal_of_a_code_is_the_callers() {
    let server = Server::start().await;
    let mut pairing = pairing(&server);
    server.answer_next([unpaired(), refused(400, "unexpected QR event: err-client-outdated"), unpaired()]);
    let error = pairing.next_code().await.unwrap_err();
    assert!(error.is_bad_request() && error.operation() == Some("getQRText"), "{error}");
    assert_eq!(asked(&server), [STATUS, QR_TEXT, STATUS]);

    server.answer_next([unpaired(), Answer::empty(500)]);
    assert!(pairing.next_code().await.is_err_and(|error| error.status() == Some(500)));
    assert_eq!(asked(&server), [STATUS, QR_TEXT]);

    // Afterwards it can go on.
    server.answer_next([unpaired(), code(TEXT), logged_in()]);
    assert_eq!(text(pairing.next_code().await), TEXT);
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&server), [STATUS, QR_TEXT, STATUS]);
}

#[tokio::test]
async fn a_code_that_does_not_come_in_time_is_asked_for_again() {
    let server = Server::start().await;
    let late = || refused(504, "timeout waiting for QR code");
    server.answer_next([unpaired(), late(), unpaired(), late(), unpaired(), code(TEXT), unpaired(), logged_in()]);
    let mut pairing = pairing(&server);
    assert_eq!(text(pairing.next_code().await), TEXT);
    assert_eq!(asked(&server), [STATUS, QR_TEXT, STATUS, QR_TEXT, STATUS, QR_TEXT]);
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&server), [STATUS, STATUS]);

    server.answer_next([unpaired(), late(), logged_in()]);
    assert!(is_done(super::pairing(&server).next_code().await), "it was paired by other means");
    assert_eq!(asked(&server), [STATUS, QR_TEXT, STATUS]);
}

#[tokio::test]
async fn a_status_that_cannot_be_had_costs_no_code() {
    let server = Server::start().await;
    server.answer_next([unpaired(), code(TEXT), Answer::empty(500), unpaired(), Answer::empty(401), logged_in()]);
    let mut pairing = pairing(&server);
    assert_eq!(text(pairing.next_code().await), TEXT);
    assert!(pairing.next_code().await.is_err_and(|error| error.status() == Some(500)));
    assert!(pairing.next_code().await.is_err_and(|error| error.is_unauthorized()));
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&server), [STATUS, QR_TEXT, STATUS, STATUS, STATUS, STATUS]);
}

#[tokio::test]
async fn a_text_that_no_qr_code_can_hold_is_an_answer_that_cannot_be_read() {
    let server = Server::start().await;
    for (text, problem) in [
        ("private".repeat(1000), "the text is longer than a QR code can hold"),
        (String::new(), "the text of the QR code is empty"),
    ] {
        server.answer_next([unpaired(), code(&text)]);
        let error = pairing(&server).next_code().await.unwrap_err();
        assert!(error.is_decode() && error.status() == Some(200));
        assert_eq!(error.to_string(), format!("getQRText: 200 OK, but its body cannot be read: {problem}"));
        assert!(!format!("{error:?}").contains("private"));
        assert_eq!(asked(&server), [STATUS, QR_TEXT]);
        assert!(QrCode::new(text).is_err_and(|error| error.is_invalid_input() && error.to_string() == problem));
    }
}

#[tokio::test]
async fn the_text_is_shown_to_nobody_who_does_not_ask() {
    let server = Server::start().await;
    server.answer_next([unpaired(), code(TEXT)]);
    let mut pairing = pairing(&server);
    let code = pairing.next_code().await.expect("a success").expect("a code");
    assert_eq!(code.text(), TEXT);
    assert_eq!(format!("{code:?} {:?}", Some(code.clone())), "QrCode(…) Some(QrCode(…))");
    assert!(!format!("{pairing:?} {pairing:#?}").contains("2@"));

    server.answer_next([unpaired(), Answer::json(200, "application/json", &json!({ "code": [TEXT] }))]);
    let error = super::pairing(&server).next_code().await.unwrap_err();
    assert!(error.is_decode());
    assert!(!format!("{error} {error:?}").contains("2@"));
}
