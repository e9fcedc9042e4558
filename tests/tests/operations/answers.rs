//! Every answer of success decodes, and encodes back to what came.

use serde_json::{Value, json};
use wsapi_tests::{Answer, Response, operations};

use crate::{Findings, Stage};

/// Bytes that are no text.
const BYTES: &[u8] = b"\x89PNG\r\n\x1a\n\0\xff";

#[tokio::test]
async fn answers_decode_and_encode_back() {
    let (stage, mut findings) = (Stage::new().await, Findings::default());
    for operation in operations() {
        assert!(operation.successes().next().is_some(), "{} never succeeds", operation.id);
        let arguments = operation.arguments().remove(0);
        let answers = operation.successes().flat_map(samples);
        for (answer, expected) in answers {
            let what = format!("answer {}", answer.status);
            let (_, result) = stage.call(&arguments, answer).await;
            findings.expect(&operation, &what, result.map_err(|error| error.to_string()), Ok(expected));
        }
    }
    findings.conclude("answers");
}

#[test]
fn the_examples_of_answers_are_valid() {
    let mut findings = Findings::default();
    for operation in operations() {
        for response in &operation.responses {
            let samples = response
                .content
                .iter()
                .flat_map(|content| content.samples().into_iter().flatten().map(move |one| (content, one)));
            let problems = samples.flat_map(|(content, sample)| content.schema.problems(&sample)).collect();
            findings.expect(&operation, &format!("example of {}", response.status), problems, Vec::<String>::new());
        }
    }
    findings.conclude("examples");
}

/// What the server may answer, each with what the driver makes of it if nothing is lost.
fn samples(response: &Response) -> Vec<(Answer, Value)> {
    let status = response.status;
    let Some(content) = &response.content else { return vec![(Answer::empty(status), Value::Null)] };
    let media_type = &content.media_type;
    let sample = |example| match example {
        Some(example) => (Answer::json(status, media_type, &example), example),
        None => (Answer::of(status, media_type, BYTES), json!({ "contentType": media_type, "bytes": BYTES })),
    };
    content.samples().into_iter().map(sample).collect()
}
