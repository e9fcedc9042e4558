//! What a test kit does on the server's side: it reads the body of each request, and writes what each response reads as.

use libtest_mimic::Trial;
use serde_json::Value;
use wsapi_tests::{Answer, Operation, Request, operations};

use crate::{Findings, Stage, answers, run};

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
        let (first, _) = stage.call(&arguments, Answer::empty(418)).await;
        _ = stage.sdk.replay(&arguments, &first.body).await;
        let second = stage.server.request();
        findings.expect("request", Sent::from(&second), Sent::from(&first));
    }
    let arguments = operation.arguments().remove(0);
    for (answer, _) in operation.successes().flat_map(answers::samples) {
        let what = format!("answer {}", answer.status);
        let (first, expected) = stage.call(&arguments, answer.clone()).await;
        let replayed = stage.sdk.replay(&arguments, &first.body).await;
        stage.server.request();
        match replayed {
            Ok(response) => {
                let written = Answer::from(response);
                let head = |answer: &Answer| (answer.status, answer.media_type.clone(), answer.disposition.clone());
                findings.expect(&format!("head of {what}"), head(&written), head(&answer));
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
