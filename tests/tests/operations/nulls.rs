//! The server prints a list that was never created as null, and every list of a response reads null as empty.

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use wsapi_tests::{Operation, Response, operations};

use crate::{Findings, Stage, run};

/// One test for each operation whose response has a list, or is one.
pub(crate) fn trials() -> impl Iterator<Item = Trial> {
    let operations = operations().into_iter().filter(|operation| !cases(operation).is_empty());
    operations.map(|operation| {
        let name = format!("{} with null lists", operation.id);
        Trial::test(name, move || run(examine(&operation))).with_kind("null")
    })
}

/// The operations whose response is a list are among those above.
pub(crate) fn lists_are_found() -> Result<(), Failed> {
    let is_list = |operation: &Operation| cases(operation).iter().any(|case| case.pointer.is_empty());
    let lists = operations().iter().filter(|operation| is_list(operation)).count();
    if lists > 0 { Ok(()) } else { Err("no operation of the documents returns a list".into()) }
}

/// A response with a list that is null.
struct Case {
    status: u16,
    media_type: String,
    /// The response before a list is made null.
    sample: Value,
    /// Points to the list; empty if it is the whole response.
    pointer: String,
}

fn cases(operation: &Operation) -> Vec<Case> {
    let contents = operation.successes().filter_map(|response| Some((response.status, response.content.as_ref()?)));
    let samples = contents.flat_map(|(status, content)| {
        content.samples().into_iter().flatten().map(move |sample| (status, content.media_type.clone(), sample))
    });
    samples
        .flat_map(|(status, media_type, sample)| {
            let case = |pointer| Case { status, media_type: media_type.clone(), sample: sample.clone(), pointer };
            lists(&sample, "").into_iter().map(case).collect::<Vec<_>>()
        })
        .collect()
}

async fn examine(operation: &Operation) -> Findings {
    let (stage, mut findings) = (Stage::new().await, Findings::default());
    let arguments = operation.arguments().remove(0);
    for case in cases(operation) {
        let response = Response::of(case.status, &case.media_type, with(&case, Value::Null).to_string());
        let (_, result) = stage.call(&arguments, response).await;
        let what = format!("null at `{}` in {}", case.pointer, case.status);
        let is_whole = case.pointer.is_empty();
        match result {
            Ok(found) if is_whole => findings.expect(&what, found, json!([])),
            // The field determines whether its list may be missing.
            Ok(found) if found == without(&case) || found == with(&case, Value::Null) => {}
            Ok(found) => findings.expect(&what, found, with(&case, json!([]))),
            Err(error) => findings.expect(&what, error.to_string(), "an empty list".to_owned()),
        }
    }
    findings
}

fn with(case: &Case, value: Value) -> Value {
    let mut changed = case.sample.clone();
    *changed.pointer_mut(&case.pointer).expect("the list was found there") = value;
    changed
}

fn without(case: &Case) -> Value {
    let mut changed = case.sample.clone();
    let (holder, name) = case.pointer.rsplit_once('/').unwrap_or_default();
    changed.pointer_mut(holder).and_then(Value::as_object_mut).map(|members| members.remove(name));
    changed
}

/// Pointers to the lists of a value.
fn lists(value: &Value, pointer: &str) -> Vec<String> {
    let below = |(step, value): (String, &Value)| lists(value, &format!("{pointer}/{step}"));
    match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).flat_map(below).collect(),
        Value::Array(items) => {
            let below = items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).flat_map(below);
            std::iter::once(pointer.to_owned()).chain(below).collect()
        }
        _ => Vec::new(),
    }
}
