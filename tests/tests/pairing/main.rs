//! Pairing a device over a real socket: which requests go out, and when a code is fetched.

mod clock;
mod picture;
mod refusals;
mod resumption;

use std::time::Duration;

use serde_json::json;
use wsapi_client::{Client, Error, Pairing, QrCode};
use wsapi_tests::{Answer, Server, SkippingClock};

const STATUS: &str = "/session/status";
const QR_TEXT: &str = "/session/qr/text";
/// In the form of a real one.
const TEXT: &str = "2@ExampleRefPtYgjmUhBel31iEl2hpChYgCfrL1spNxnyVmihA/2O76UMFxFkM/R5Kjp1vRt+1fjORS/6ilI8ihN5KXSc7Tvo/hBK=,\
    ExampleqFYY/kv5ZJr3J1TWDtkwtDDb+xHKas1VOqg6=,ExampleYYZYn9ZhyiA4uoRgnatmUdjAWtGSU8po+799=,\
    ExampleNksnRH9ucAUsdMlHUvTCQCyEZDz/TddJ8HyS=";
/// Never comes to its end in a test.
const LONG: Duration = Duration::from_secs(3600);

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).api_key("k").build().expect("a valid configuration")
}

/// A pairing that polls all the time, and whose codes stay valid.
fn pairing(server: &Server) -> Pairing {
    client(server).session().pairing().poll_interval(Duration::from_millis(1)).timeout(LONG)
}

/// A pairing that polls when a code has expired and not before, on a clock that makes it expire at once.
fn pairing_of_short_codes(server: &Server) -> Pairing {
    let builder = Client::builder().base_url(server.url()).api_key("k").clock(SkippingClock::default());
    builder.build().expect("a valid configuration").session().pairing().poll_interval(LONG / 60).timeout(LONG)
}

fn status(is_connected: bool, is_logged_in: bool, device_id: &str) -> Answer {
    let status = json!({ "isConnected": is_connected, "isLoggedIn": is_logged_in, "deviceId": device_id });
    Answer::json(200, "application/json", &status)
}

fn unpaired() -> Answer {
    status(true, false, "")
}

fn logged_in() -> Answer {
    status(true, true, "491705550100:7@s.whatsapp.net")
}

/// The phone has scanned the code, and the server connects anew.
fn paired() -> Answer {
    status(false, false, "491705550100:7@s.whatsapp.net")
}

fn code(text: &str) -> Answer {
    Answer::json(200, "application/json", &json!({ "code": text }))
}

fn refused(status: u16, detail: &str) -> Answer {
    Answer::json(status, "application/json", &json!({ "status": status, "detail": detail }))
}

/// The paths of the requests that arrived since the last time.
fn asked(server: &Server) -> Vec<String> {
    server.requests().into_iter().map(|request| request.path).collect()
}

fn text(code: Result<Option<QrCode>, Error>) -> String {
    code.expect("a success").expect("a code").text().to_owned()
}

fn is_done(code: Result<Option<QrCode>, Error>) -> bool {
    code.expect("a success").is_none()
}

#[tokio::test]
async fn one_code_is_fetched_however_often_the_status_is_asked_for() {
    let server = Server::start().await;
    server.answer_next([unpaired(), code(TEXT)]);
    server.answer_next(std::iter::repeat_n(unpaired(), 25).chain([logged_in()]));
    let mut pairing = pairing(&server);
    assert!(server.requests().is_empty(), "nothing was asked for yet");

    // It can be sent to another thread.
    let codes = tokio::spawn(async move {
        let mut codes = Vec::new();
        while let Some(code) = pairing.next_code().await? {
            codes.push(code.text().to_owned());
        }
        Ok::<_, Error>(codes)
    });
    assert_eq!(codes.await.expect("no panic").expect("a success"), [TEXT]);
    let asked = asked(&server);
    assert_eq!(asked[..3], [STATUS, QR_TEXT, STATUS]);
    assert_eq!((asked.len(), asked.iter().filter(|path| *path == QR_TEXT).count()), (28, 1));
}

#[tokio::test]
async fn a_device_that_is_logged_in_gets_no_code() {
    let server = Server::start().await;
    server.answer_next([logged_in(), logged_in()]);
    let mut pairing = pairing(&server);
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&server), [STATUS]);
    assert!(is_done(pairing.next_code().await), "and none when it is asked again");
    assert_eq!(asked(&server), [STATUS]);
}

#[tokio::test]
async fn a_device_that_is_paired_and_not_connected_yet_is_waited_for() {
    let server = Server::start().await;
    let connecting = [status(false, true, "491705550100:7@s.whatsapp.net"), status(true, true, "")];
    server.answer_next([paired()].into_iter().chain(connecting));
    assert!(is_done(pairing(&server).next_code().await));
    assert_eq!(asked(&server), [STATUS; 3]);

    // Also when its code is over by then.
    server.answer_next([unpaired(), code(TEXT), paired(), paired(), logged_in()]);
    let mut pairing = pairing_of_short_codes(&server);
    assert_eq!(text(pairing.next_code().await), TEXT);
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&server), [STATUS, QR_TEXT, STATUS, STATUS, STATUS]);
}

#[tokio::test]
async fn a_code_that_can_no_longer_be_scanned_is_followed_by_another() {
    let server = Server::start().await;
    server.answer_next([unpaired(), code("first"), unpaired(), code("second"), unpaired(), code("third"), logged_in()]);
    let mut pairing = pairing_of_short_codes(&server);
    for expected in ["first", "second", "third"] {
        assert_eq!(text(pairing.next_code().await), expected);
    }
    assert!(is_done(pairing.next_code().await));
    // The status comes before each: a device that was paired in the last moment is left alone.
    assert_eq!(asked(&server), [STATUS, QR_TEXT, STATUS, QR_TEXT, STATUS, QR_TEXT, STATUS]);
}

#[tokio::test]
async fn who_types_a_code_on_the_phone_waits_without_fetching_one() {
    let server = Server::start().await;
    server.answer_next([code("K7TX-29MQ"), unpaired(), unpaired(), paired(), logged_in()]);
    let session = client(&server).session();
    assert_eq!(session.pair_code("+491701234567").await.expect("a success").code, "K7TX-29MQ");
    pairing(&server).wait_for_login().await.expect("a success");
    assert_eq!(asked(&server), ["/session/pair-code/+491701234567", STATUS, STATUS, STATUS, STATUS]);
}

#[tokio::test]
async fn time_comes_to_its_end() {
    let server = Server::start().await;
    let mut late = pairing(&server).timeout(Duration::ZERO);
    for _ in 0..2 {
        let error = late.next_code().await.unwrap_err();
        assert!(error.is_timeout() && !error.is_transport() && !error.is_status());
        let expected = "getSessionStatus: the device was not logged in and connected within 0ns (`Pairing::timeout`)";
        assert_eq!(error.to_string(), expected);
        assert!(late.wait_for_login().await.is_err_and(|error| error.is_timeout()));
    }
    assert!(server.requests().is_empty());

    // While it polls,
    server.answer(unpaired());
    let mut polling = pairing(&server).timeout(Duration::from_millis(30));
    assert!(polling.wait_for_login().await.is_err_and(|error| error.is_timeout()));
    assert!(polling.next_code().await.is_err_and(|error| error.is_timeout()));
    assert!(asked(&server).iter().all(|path| path == STATUS));

    // and while it waits for a code.
    server.hold(QR_TEXT);
    let mut fetching = pairing(&server).timeout(Duration::from_millis(30));
    assert!(fetching.next_code().await.is_err_and(|error| error.is_timeout()));
}
