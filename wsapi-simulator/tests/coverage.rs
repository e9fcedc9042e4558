//! The operations that the simulator has.

use serde_json::json;
use wsapi_client::{Client, Credential, OperationInfo, operations::OPERATIONS};
use wsapi_simulator::{Mode, Simulator};

#[tokio::test(start_paused = true)]
async fn every_operation_is_simulated() {
    assert_eq!(OPERATIONS.len(), 121);
    for operation in OPERATIONS {
        assert_ne!(status(operation).await, 501, "{}", operation.id);
    }
}

#[tokio::test(start_paused = true)]
async fn operations_of_other_modes_are_not_found() {
    for operation in OPERATIONS {
        for mode in [Mode::Hosted, Mode::Single, Mode::Multi] {
            let exists = match operation.credential {
                Credential::Account => mode == Mode::Hosted,
                Credential::Admin => mode == Mode::Multi,
                Credential::None => mode != Mode::Hosted,
                _ => true,
            };
            if !exists {
                let sim = Simulator::builder().mode(mode).build();
                let rejected = request(&sim.client(), operation, Credential::Instance).await;
                assert_eq!(rejected, (404, Some("not found".to_owned())), "{} in {mode:?}", operation.id);
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn odd_requests_do_not_panic() {
    let paths =
        ["0", "@", "1@", "@g.us", "é@s.whatsapp.net", "1:2@lid", "1.2:3@s.whatsapp.net", "+491701234567", "%41@b"];
    let values =
        [json!(null), json!(""), json!("@"), json!(-1), json!(1e300), json!([null]), json!({ "a": [] }), json!(true)];
    let members = ["id", "to", "chatId", "participants", "phones", "pinned", "duration", "count", "name", "picture"];
    for operation in OPERATIONS {
        let mode = if operation.credential == Credential::Account { Mode::Hosted } else { Mode::Multi };
        let client = Simulator::builder().mode(mode).build().client();
        for path in paths {
            for value in &values {
                let body: serde_json::Map<_, _> =
                    members.map(|name| (name.to_owned(), value.clone())).into_iter().collect();
                let bodies = [value.clone(), body.into()];
                for body in &bodies {
                    let call =
                        client.request(operation.method.clone(), operation.path).credential(operation.credential);
                    let call = (0..operation.path.matches('{').count()).fold(call, |call, _| call.path(path));
                    let result = call.json(body).retry(wsapi_client::RetryPolicy::never()).await;
                    let status = result.err().and_then(|error| error.status());
                    assert!(status.is_none_or(|status| status < 500), "{}: {status:?}", operation.id);
                }
            }
        }
    }
}

/// Returns the status of a request without a body and with made-up path parameters.
async fn status(operation: &OperationInfo) -> u16 {
    let mode = match operation.credential {
        Credential::Account => Mode::Hosted,
        _ => Mode::Multi,
    };
    let sim = Simulator::builder().mode(mode).build();
    request(&sim.client(), operation, operation.credential).await.0
}

/// Returns the status of the response, and the detail of an error.
async fn request(client: &Client, operation: &OperationInfo, credential: Credential) -> (u16, Option<String>) {
    let mut request = client.request(operation.method.clone(), operation.path).credential(credential);
    for _ in operation.path.matches('{') {
        request = request.path("1");
    }
    match request.retry(wsapi_client::RetryPolicy::never()).await {
        Ok(response) => (response.status().as_u16(), None),
        Err(error) => (error.status().unwrap_or_default(), error.detail().map(str::to_owned)),
    }
}
