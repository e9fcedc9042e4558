//! A response that is foreign or incomplete is never a success, and no effectful request is retried because of it.

use std::time::Duration;

use libtest_mimic::Trial;
use wsapi_client::{Backoff, Class, Delivery, RetryPolicy, operations::OPERATIONS as INFOS};
use wsapi_tests::{Operation, Ours, Response, Server, instance_id, operations};

use crate::{Findings, run};

const LOGIN_PAGE: &str = "<!DOCTYPE html><html><body><form action=\"/login\">Welcome to the hotel</form></body></html>";
/// The first bytes of a compressed body.
const GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\xae\x05\x00\x43\xbf";
const FAILURE: &str = r#"{"status":500,"detail":"x"}"#;
const TRUNCATED: &str = r#"{"id":"3EB0"#;

/// One test for each operation.
pub(crate) fn trials() -> impl Iterator<Item = Trial> {
    operations().into_iter().map(|operation| {
        let name = format!("{} with foreign responses", operation.id);
        Trial::test(name, move || run(examine(&operation))).with_kind("foreign")
    })
}

/// The body of a success.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Body {
    Nothing,
    Json,
    File,
}

fn body(operation: &Operation) -> Body {
    let contents: Vec<_> = operation.successes().map(|success| success.content.as_ref()).collect();
    match contents.first().expect("an operation can succeed") {
        None => Body::Nothing,
        Some(content) if content.example.is_none() => Body::File,
        Some(_) => Body::Json,
    }
}

/// The responses, and whether the SDK must treat each as foreign.
fn responses(operation: &Operation) -> Vec<(Response, bool)> {
    // JSON proves that the service has responded only if the status is right or the JSON can be read.
    let is_undocumented = |status| operation.successes().all(|success| success.status != status);
    let unreadable = |response: Response| (response.clone(), is_undocumented(response.status));
    let json = |text: &str| Response::of(200, "application/json", text.to_owned());
    let gzip = |media_type: &str| Response::of(200, media_type, GZIP);
    let page = [
        (Response::of(200, "text/html", LOGIN_PAGE), true),
        (Response::of(200, "text/html; charset=utf-8", ""), true),
        (Response::of(200, "TEXT/HTML", LOGIN_PAGE), true),
    ];
    let others = match body(operation) {
        Body::Nothing => vec![
            (json(FAILURE), true),
            (json(TRUNCATED), true),
            (gzip("application/octet-stream"), true),
            (gzip("application/json"), true),
            (Response::empty(200), true),
        ],
        Body::Json => vec![
            unreadable(json(TRUNCATED)),
            unreadable(json("")),
            unreadable(gzip("application/json")),
            unreadable(Response { media_type: None, ..json(LOGIN_PAGE) }),
            (gzip("application/octet-stream"), true),
            (Response::of(200, "text/plain", LOGIN_PAGE), true),
            unreadable(Response::empty(204)),
        ],
        // Any bytes can be a file. Only its status is left to check.
        Body::File => vec![(Response::of(202, "image/png", GZIP), true), (Response::empty(204), true)],
    };
    // A type in which nothing is required reads any object.
    let content = operation.successes().next().and_then(|success| success.content.as_ref());
    let failure = serde_json::from_str(FAILURE).expect("JSON");
    let is_other =
        content.is_some_and(|content| content.example.is_some() && !content.schema.problems(&failure).is_empty());
    page.into_iter().chain(others).chain(is_other.then(|| unreadable(json(FAILURE)))).collect()
}

async fn examine(operation: &Operation) -> Findings {
    let (server, mut findings) = (Server::start().await, Findings::default());
    let retry = RetryPolicy::new().backoff(Backoff::new(Duration::from_millis(1)));
    let sdk = Ours::with_retries(server.url(), &instance_id(), retry);
    let arguments = operation.arguments().remove(0);
    for (response, is_unexpected) in responses(operation) {
        let what = format!("{} with {:?} and {} bytes", response.status, response.media_type, response.body.len());
        server.respond_with(response);
        let result = sdk.call(&arguments).await;
        findings.expect(&format!("requests for {what}"), server.requests().len(), 1);
        match result {
            Ok(value) => findings.expect(&what, value.to_string(), "an error".to_owned()),
            Err(error) => {
                let delivery = if is_unexpected { Delivery::Unknown } else { Delivery::Accepted };
                let found = (error.is_unexpected_response(), error.is_decode(), error.delivery());
                findings.expect(&what, found, (is_unexpected, !is_unexpected, delivery));
            }
        }
    }
    broken(operation, &server, &sdk, &mut findings).await;
    findings
}

/// A gateway's page with a status of failure is retried, unless the request has an effect each time.
async fn broken(operation: &Operation, server: &Server, sdk: &Ours, findings: &mut Findings) {
    let class = INFOS.iter().find(|info| info.id == operation.id).map(|info| info.class);
    let attempts = if class == Some(Class::Effectful) { 1 } else { 3 };
    server.respond_with(Response::of(502, "text/html", LOGIN_PAGE));
    let result = sdk.call(&operation.arguments().remove(0)).await;
    findings.expect("requests for 502", server.requests().len(), attempts);
    findings.expect("delivery of 502", result.err().map(|error| error.delivery()), Some(Delivery::Unknown));
}
