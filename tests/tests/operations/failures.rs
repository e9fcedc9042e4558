//! Every error response, documented or not, becomes the right error.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wsapi_client::{Error, operations::OPERATIONS as INFOS};
use wsapi_tests::{Operation, Response};

use crate::{Findings, Stage};

/// A status that no document names, with a body that a proxy may send.
const TEAPOT: (u16, &str) = (418, "<html><body>I'm a teapot</body></html>");

pub(crate) async fn examine(operation: &Operation, stage: &Stage, findings: &mut Findings) {
    let arguments = operation.arguments().remove(0);
    for (status, body) in documented(operation) {
        let response = Response::json(status, &body);
        let bytes = response.body.to_vec();
        let (_, result) = stage.call(&arguments, response).await;
        compare(findings, operation, result, status, body["detail"].as_str(), &bytes);
    }
    let (status, html) = TEAPOT;
    let (_, result) = stage.call(&arguments, Response::of(status, "text/html", html)).await;
    compare(findings, operation, result, status, None, html.as_bytes());
}

/// The statuses that the document names, with its examples, and those that the overlay adds.
fn documented(operation: &Operation) -> BTreeMap<u16, Value> {
    let added = INFOS.iter().filter(|info| info.id == operation.id).flat_map(|info| info.errors);
    let mut bodies: BTreeMap<_, _> =
        added.map(|status| (*status, json!({ "status": status, "detail": format!("failure {status}") }))).collect();
    for response in operation.failures() {
        assert!(bodies.contains_key(&response.status), "{} does not know {}", operation.id, response.status);
        let example = response.content.as_ref().and_then(|content| content.example.clone());
        bodies.extend(example.map(|example| (response.status, example)));
    }
    assert!(!bodies.contains_key(&TEAPOT.0), "{} documents the undocumented status", operation.id);
    bodies
}

fn compare(
    findings: &mut Findings,
    operation: &Operation,
    result: Result<Value, Error>,
    status: u16,
    detail: Option<&str>,
    body: &[u8],
) {
    let what = |what: &str| format!("{what} of {status}");
    match result {
        Ok(value) => findings.expect(&what("result"), value.to_string(), "an error".to_owned()),
        Err(error) => {
            findings.expect(&what("status"), error.status(), Some(status));
            findings.expect(&what("operation"), error.operation(), Some(operation.id.as_str()));
            findings.expect(&what("detail"), error.detail(), detail);
            findings.expect(&what("body"), error.body(), Some(body));
            findings.expect(&what("predicates"), predicates(&error), expected(status));
        }
    }
}

fn predicates(error: &Error) -> Vec<&'static str> {
    let all = [
        ("is_invalid_input", error.is_invalid_input()),
        ("is_missing_credential", error.is_missing_credential()),
        ("is_transport", error.is_transport()),
        ("is_connect", error.is_connect()),
        ("is_timeout", error.is_timeout()),
        ("is_decode", error.is_decode()),
        ("is_unexpected_response", error.is_unexpected_response()),
        ("is_status", error.is_status()),
        ("is_bad_request", error.is_bad_request()),
        ("is_unauthorized", error.is_unauthorized()),
        ("is_forbidden", error.is_forbidden()),
        ("is_not_found", error.is_not_found()),
        ("is_conflict", error.is_conflict()),
        ("is_too_many_requests", error.is_too_many_requests()),
        ("is_server_error", error.is_server_error()),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect()
}

fn expected(status: u16) -> Vec<&'static str> {
    let own = match status {
        400 => Some("is_bad_request"),
        401 => Some("is_unauthorized"),
        403 => Some("is_forbidden"),
        404 => Some("is_not_found"),
        409 => Some("is_conflict"),
        429 => Some("is_too_many_requests"),
        500..=599 => Some("is_server_error"),
        _ => None,
    };
    ["is_status"].into_iter().chain(own).collect()
}
