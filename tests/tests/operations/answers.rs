//! Every answer of success decodes, and encodes back to what came.

use serde_json::{Value, json};
use wsapi_tests::{Answer, Payload, operations};

use crate::{Findings, Stage};

/// Bytes that are no text.
const BYTES: &[u8] = b"\x89PNG\r\n\x1a\n\0\xff";

#[tokio::test]
async fn answers_decode_and_encode_back() {
    let (stage, mut findings) = (Stage::new().await, Findings::default());
    for operation in operations() {
        assert!(operation.successes().next().is_some(), "{} never succeeds", operation.id);
        for response in operation.successes() {
            let (answer, expected) = example(response.status, response.content.as_ref());
            let (_, result) = stage.call(&operation, answer).await;
            let found = result.map_err(|error| error.to_string());
            findings.expect(&operation, &format!("answer {}", response.status), found, Ok(expected));
        }
    }
    findings.conclude("answers");
}

#[test]
fn the_examples_of_answers_are_valid() {
    let mut findings = Findings::default();
    for operation in operations() {
        for response in &operation.responses {
            let content = response.content.as_ref().and_then(|content| Some((content, content.example.as_ref()?)));
            let problems = content.map(|(content, example)| content.schema.problems(example)).unwrap_or_default();
            findings.expect(&operation, &format!("example of {}", response.status), problems, Vec::new());
        }
    }
    findings.conclude("examples");
}

/// The answer, and what the driver makes of it if nothing is lost.
fn example(status: u16, content: Option<&Payload>) -> (Answer, Value) {
    match content {
        None => (Answer::empty(status), Value::Null),
        Some(Payload { media_type, example: Some(example), .. }) => {
            (Answer::json(status, media_type, example), example.clone())
        }
        Some(Payload { media_type, example: None, .. }) => {
            (Answer::of(status, media_type, BYTES), json!({ "contentType": media_type, "bytes": BYTES }))
        }
    }
}
