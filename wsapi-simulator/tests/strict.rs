//! Strict simulators, which only accept expected calls.

use std::panic::{AssertUnwindSafe, catch_unwind};

use wsapi_client::{
    Delivery, Event, Jid,
    events::BoxError,
    operations::{ListChats, ListGroups, SendText},
    types::SendTextRequest,
};
use wsapi_simulator::Simulator;

fn panic_of(sim: Simulator) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(sim))).expect_err("dropping the simulator panics");
    panic.downcast_ref::<String>().expect("a text").clone()
}

#[tokio::test]
async fn unexpected_call_is_rejected_and_fails_the_test() {
    let sim = Simulator::strict();
    sim.on::<ListGroups>().replies(vec![]);
    sim.on::<ListChats>().passes();
    let client = sim.client();
    assert!(client.groups().list().await.is_ok());
    assert!(client.chats().list().await.is_ok());

    let error = client.contacts().list().await.expect_err("the call is unexpected");
    assert_eq!(error.status(), Some(405));
    assert_eq!(error.delivery(), Delivery::Rejected);
    assert_eq!(error.attempts(), 1);
    let expected = "unexpected call to `listContacts`; the most similar expected calls are `listChats`, `listGroups`";
    assert_eq!(error.detail(), Some(expected));
    assert_eq!(panic_of(sim), expected);
}

#[tokio::test]
async fn call_is_expected_a_number_of_times() {
    let sim = Simulator::strict();
    sim.on::<SendText>().once().passes();
    let to = Jid::phone("+49 170 1234567").expect("a number");
    let client = sim.client();
    client.messages().send_text(SendTextRequest::new(&to, "one")).await.expect("the call is expected");
    client.messages().send_text(SendTextRequest::new(&to, "two")).await.expect_err("the second call is unexpected");
    assert_eq!(panic_of(sim), "unexpected call to `sendText`; no more calls are expected");
}

#[tokio::test]
async fn unexpected_call_fails_the_test_although_a_handler_owns_handles() {
    let sim = Simulator::strict();
    let (inner, ada) = (sim.clone(), sim.person("+49 170 1234567"));
    sim.deliver_to(move |_: Event| {
        let (sim, client) = (inner.clone(), inner.client());
        async move {
            assert!(client.groups().list().await.is_err());
            sim.settle().await;
            Ok::<(), BoxError>(())
        }
    });
    ada.writes("ping").await;
    assert_eq!(panic_of(sim), "unexpected call to `listGroups`; no more calls are expected");
}

#[cfg(feature = "server")]
#[tokio::test]
async fn strict_server_fails_the_test_too() {
    let server = Simulator::builder().strict().serve().await;
    server.client().groups().list().await.expect_err("the call is unexpected");
    let panic = catch_unwind(AssertUnwindSafe(|| drop(server))).expect_err("dropping the simulator panics");
    let expected = "unexpected call to `listGroups`; no more calls are expected";
    assert_eq!(panic.downcast_ref::<String>().map(String::as_str), Some(expected));
}
