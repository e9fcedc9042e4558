//! The server's side of a test kit: it reads the body of each request, and writes each response that the client reads.

use libtest_mimic::Trial;
use serde_json::Value;
use wsapi_tests::{Operation, Request, Response, operations};

use crate::{Findings, Stage, responses, run};

/// One test for each operation.
pub(crate) fn trials() -> impl Iterator<Item = Trial> {
    operations().into_iter().map(|operation| {
        let name = format!("{} in a test kit", operation.id);
        Trial::test(name, move || run(examine(&operation))).with_kind("kit")
    })
}

async fn examine(operation: &Operation) -> Findings {
    let (stage, mut findings) = (Stage::new().await, Findings::default());
    for arguments in operation.arguments() {
        let (first, _) = stage.call(&arguments, Response::empty(418)).await;
        _ = stage.sdk.replay(&arguments, &first.body).await;
        let second = stage.server.request();
        findings.expect("request", Sent::from(&second), Sent::from(&first));
    }
    let arguments = operation.arguments().remove(0);
    for (response, _) in operation.successes().flat_map(responses::samples) {
        let what = format!("response {}", response.status);
        let (first, expected) = stage.call(&arguments, response.clone()).await;
        let replayed = stage.sdk.replay(&arguments, &first.body).await;
        stage.server.request();
        match replayed {
            Ok(written) => {
                let written = Response::from(written);
                let head =
                    |response: &Response| (response.status, response.media_type.clone(), response.disposition.clone());
                findings.expect(&format!("head of {what}"), head(&written), head(&response));
                let (_, found) = stage.call(&arguments, written).await;
                findings.expect(&what, text(found), text(expected));
            }
            Err(error) => findings.expect(&what, error.to_string(), "a response".to_owned()),
        }
    }
    findings
}

fn text<E: ToString>(result: Result<Value, E>) -> Result<Value, String> {
    result.map_err(|error| error.to_string())
}

/// A request, without the order of the members of its body.
#[derive(Debug, PartialEq)]
struct Sent {
    line: String,
    headers: Vec<(String, String)>,
    body: Option<Value>,
}

impl From<&Request> for Sent {
    fn from(request: &Request) -> Self {
        let line = format!("{} {}?{}", request.method, request.path, request.query);
        Self { line, headers: request.headers.clone(), body: request.json() }
    }
}
