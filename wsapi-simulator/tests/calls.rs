//! Calls.

mod recorder;

use serde_json::json;
use wsapi_client::types::RejectCallRequest;
use wsapi_simulator::{CallState, Simulator};

use self::recorder::Recorder;

#[tokio::test]
async fn account_rejects_a_call() {
    let sim = Simulator::new();
    let (client, ada, events) = (sim.client(), sim.person("+49 170 1234567"), Recorder::of(&sim));
    let call = ada.calls().with_video().await;
    assert_eq!(
        events.printed_one("call_offer"),
        json!({
            "id": call.id(), "caller": { "id": ada.jid(), "phone": "491701234567" }, "chatId": ada.jid(),
            "isGroup": false, "time": "2026-01-01T12:00:00Z", "isVideo": true,
        })
    );
    assert_eq!(call.state(), CallState::Ringing);
    client.calls().reject(call.id(), RejectCallRequest::new(ada.jid())).await.unwrap();
    client.calls().reject("unknown", RejectCallRequest::new(ada.jid())).await.unwrap();
    assert_eq!(call.state(), CallState::Rejected);
    sim.settle().await;
    assert_eq!(events.printed(), []);
}

#[tokio::test]
async fn end_of_a_call_is_reported_with_its_reason() {
    let sim = Simulator::new();
    let (ada, phone, events) = (sim.person("+49 170 1234567"), sim.instance("default").phone(), Recorder::of(&sim));
    let call = ada.calls().await;
    ada.hangs_up(&call).await;
    assert_eq!(events.printed()[1].1["reason"], "unknown");

    let call = ada.calls().await;
    phone.answers(&call).await;
    assert_eq!(events.printed()[1].1["reason"], "ended");
    assert_eq!(call.state(), CallState::Answered);

    let call = ada.calls().await;
    phone.rejects(&call).await;
    assert_eq!(events.printed()[1].1["reason"], "rejected");

    let call = phone.calls().to(&ada).await;
    ada.answers(&call).await;
    assert_eq!(events.printed_one("call_accept")["id"], call.id());
}
