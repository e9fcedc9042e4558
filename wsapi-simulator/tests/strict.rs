//! A simulator that only accepts announced calls.

use std::panic::{AssertUnwindSafe, catch_unwind};

use wsapi_client::{
    Jid,
    operations::{ListChats, ListGroups, SendText},
    types::SendTextRequest,
};
use wsapi_simulator::Simulator;

fn panic_of(sim: Simulator) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(sim))).expect_err("it panics");
    panic.downcast_ref::<String>().expect("a text").clone()
}

#[tokio::test]
async fn unannounced_call_is_refused_and_fails_the_test() {
    let sim = Simulator::strict();
    sim.on::<ListGroups>().replies(vec![]);
    sim.on::<ListChats>().passes();
    let client = sim.client();
    assert!(client.groups().list().await.is_ok());
    assert!(client.chats().list().await.is_ok());

    let error = client.contacts().list().await.expect_err("it is not announced");
    assert_eq!(error.status(), Some(501));
    assert_eq!(error.attempts(), 1);
    let expected = "`listContacts` was called, and only these calls are announced: `listChats`, `listGroups`";
    assert_eq!(error.detail(), Some(expected));
    assert_eq!(panic_of(sim), expected);
}

#[tokio::test]
async fn call_is_announced_a_number_of_times() {
    let sim = Simulator::strict();
    sim.on::<SendText>().once().passes();
    let to = Jid::phone("+49 170 1234567").expect("a number");
    let client = sim.client();
    client.messages().send_text(SendTextRequest::new(&to, "one")).await.expect("it is announced");
    client.messages().send_text(SendTextRequest::new(&to, "two")).await.expect_err("it is not announced again");
    assert_eq!(panic_of(sim), "`sendText` was called, and no call is announced any more");
}

#[cfg(feature = "server")]
#[tokio::test]
async fn strict_server_fails_the_test_too() {
    let server = Simulator::builder().strict().serve().await;
    server.client().groups().list().await.expect_err("it is not announced");
    let panic = catch_unwind(AssertUnwindSafe(|| drop(server))).expect_err("it panics");
    let expected = "`listGroups` was called, and no call is announced any more";
    assert_eq!(panic.downcast_ref::<String>().map(String::as_str), Some(expected));
}
