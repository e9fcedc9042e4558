//! The overview of the control API: pairings and subscriptions.
#![cfg(feature = "server")]

mod control_client;

use std::time::Duration;

use serde_json::{Value, json};
use wsapi_client::{Client, Jid};
use wsapi_simulator::{Mode, NewInstance, Server, Simulator};

use self::control_client::get;

async fn serve() -> (Server, Client) {
    let server = Simulator::builder().instance(NewInstance::named("shop").unpaired()).serve().await;
    let client = server.client_of("shop");
    (server, client)
}

async fn pairing(server: &Server) -> Value {
    let state = get(server, "/state").await;
    assert_eq!(get(server, "/instances/shop").await, state["instances"][0]);
    state["instances"][0]["pairing"].clone()
}

#[tokio::test]
async fn pairing_has_the_codes_that_a_phone_can_use() {
    let (server, client) = serve().await;
    assert_eq!(pairing(&server).await, Value::Null);
    let code = client.session().qr_text().await.expect("a code").code;
    let shown = pairing(&server).await;
    // The text of the code is not part of the state.
    assert_eq!(shown, json!({ "qrCode": { "expiresAt": "2026-01-01T12:01:00Z" }, "pairCode": null }));
    assert!(!shown.to_string().contains(&code));
    server.advance(Duration::from_secs(60));
    assert_eq!(pairing(&server).await, Value::Null);

    let phone = Jid::phone("+49 170 1234567").expect("a number");
    client.session().pair_code("+491701234567").await.expect("a code");
    let expected = json!({ "qrCode": null, "pairCode": { "phone": phone, "expiresAt": "2026-01-01T12:03:40Z" } });
    assert_eq!(pairing(&server).await, expected);
    server.advance(Duration::from_secs(159));
    assert_eq!(pairing(&server).await, expected);
    server.advance(Duration::from_secs(1));
    assert_eq!(pairing(&server).await, Value::Null);
}

#[tokio::test]
async fn paired_instance_has_no_pairing() {
    let (server, client) = serve().await;
    let code = client.session().qr_text().await.expect("a code").code;
    server.person("+49 170 1234567").scans(&code).await.expect("it is paired");
    assert_eq!(pairing(&server).await, Value::Null);
}

#[tokio::test]
async fn hosted_service_has_subscriptions() {
    let server = Simulator::builder().serve().await;
    assert_eq!(get(&server, "/state").await["subscriptions"], json!(["sub_1"]));
    for mode in [Mode::Single, Mode::Multi] {
        let server = Simulator::builder().mode(mode).serve().await;
        assert_eq!(get(&server, "/state").await["subscriptions"], json!([]));
    }
}
