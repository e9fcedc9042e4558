//! Futures that are dropped before they are ready.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use wsapi_tests::Server;

use super::{LONG, QR_TEXT, STATUS, TEXT, asked, code, is_done, logged_in, pairing, text, unpaired};

/// Looks once at a future, and drops it.
pub(super) fn look<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[tokio::test]
async fn a_code_on_its_way_is_not_fetched_twice() {
    let server = Server::start().await;
    server.answer_next([unpaired(), code(TEXT), logged_in()]);
    server.hold(QR_TEXT);
    let mut pairing = pairing(&server);
    tokio::select! {
        code = pairing.next_code() => panic!("the server holds it back, and here it is: {code:?}"),
        () = server.has_request(QR_TEXT) => {}
    }
    assert!(look(pairing.next_code()).is_pending());
    server.release();
    assert_eq!(text(pairing.next_code().await), TEXT);
    assert_eq!(asked(&server), [STATUS, QR_TEXT]);
    assert!(is_done(pairing.next_code().await));
    assert_eq!(asked(&server), [STATUS]);
}

#[tokio::test]
async fn a_status_on_its_way_is_not_asked_for_twice() {
    let server = Server::start().await;
    server.answer(logged_in());
    server.hold(STATUS);
    let mut pairing = pairing(&server);
    tokio::select! {
        code = pairing.next_code() => panic!("the server holds it back, and here it is: {code:?}"),
        () = server.has_request(STATUS) => {}
    }
    for _ in 0..10 {
        assert!(look(pairing.next_code()).is_pending() && look(pairing.wait_for_login()).is_pending());
    }
    server.release();
    pairing.wait_for_login().await.expect("a success");
    assert_eq!(asked(&server), [STATUS]);
}

#[tokio::test]
async fn who_comes_back_early_does_not_ask_early() {
    let server = Server::start().await;
    server.answer_next([unpaired(), code(TEXT)]);
    let mut pairing = pairing(&server).poll_interval(LONG);
    assert_eq!(text(pairing.next_code().await), TEXT);
    assert_eq!(asked(&server), [STATUS, QR_TEXT]);
    for _ in 0..100 {
        assert!(look(pairing.next_code()).is_pending());
        tokio::task::yield_now().await;
    }
    assert!(server.requests().is_empty());
}
