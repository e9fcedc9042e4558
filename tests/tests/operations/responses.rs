//! Every success response decodes, and encodes back to the original.

use serde_json::{Value, json};
use wsapi_tests::{DocumentedResponse, Operation, Response};

use crate::{Findings, Stage};

/// Bytes that are not text.
const BYTES: &[u8] = b"\x89PNG\r\n\x1a\n\0\xff";

pub(crate) async fn examine(operation: &Operation, stage: &Stage, findings: &mut Findings) {
    assert!(operation.successes().next().is_some(), "{} never succeeds", operation.id);
    let arguments = operation.arguments().remove(0);
    for (response, expected) in operation.successes().flat_map(samples) {
        let what = format!("response {}", response.status);
        let (_, result) = stage.call(&arguments, response).await;
        findings.expect(&what, result.map_err(|error| error.to_string()), Ok(expected));
    }
}

/// Checks that the document's examples are valid themselves.
pub(crate) fn validate(operation: &Operation, findings: &mut Findings) {
    for response in &operation.responses {
        let samples = response
            .content
            .iter()
            .flat_map(|content| content.samples().into_iter().flatten().map(move |one| (content, one)));
        let problems = samples.flat_map(|(content, sample)| content.schema.problems(&sample)).collect();
        findings.expect(&format!("example of {}", response.status), problems, Vec::<String>::new());
    }
}

/// The responses that the server may send, each with the output of the driver if nothing is lost.
pub(crate) fn samples(response: &DocumentedResponse) -> Vec<(Response, Value)> {
    let status = response.status;
    let Some(content) = &response.content else { return vec![(Response::empty(status), Value::Null)] };
    let media_type = &content.media_type;
    let sample = |example: Option<Value>| match example {
        Some(example) => (Response::of(status, media_type, example.to_string()), example),
        None => {
            let file = json!({ "contentType": media_type, "fileName": "cat.png", "bytes": BYTES });
            (Response::of(status, media_type, BYTES).named("cat.png"), file)
        }
    };
    content.samples().into_iter().map(sample).collect()
}
