//! The document of the control API.

use std::sync::LazyLock;

use serde_json::Value;

use super::Response;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../src/control/openapi.json")).expect("the document is JSON")
});

/// Validates a request and its response against the document.
pub(super) fn compare(line: &str, request: &str, response: &Response) {
    let (method, path) = line.split_once(' ').expect("a method and a path");
    let Some(operation) = operation(&method.to_lowercase(), path.split('?').next().unwrap_or_default()) else {
        assert!(matches!(response.status, 404 | 405), "{line} is not in the document");
        return;
    };
    let is_left_out = request.is_empty() && operation["requestBody"]["required"] != true;
    if response.status < 300
        && !is_left_out
        && let Some(schema) = operation.pointer("/requestBody/content/application~1json/schema")
    {
        assert_valid(line, schema, &serde_json::from_str(request).expect("JSON"));
    }
    let documented = &operation["responses"][response.status.to_string()];
    assert!(!documented.is_null(), "{line}: the document has no {}", response.status);
    let documented = documented["$ref"].as_str().map_or(documented, |reference| resolved(reference));
    match documented.pointer("/content/application~1json/schema") {
        Some(schema) => assert_valid(line, schema, &response.json()),
        None => assert!(response.body.is_empty() || documented["content"].is_object(), "{line}: expected no body"),
    }
}

fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let fits = |template: &str| {
        let (names, segments): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
        let pairs = || names.iter().zip(&segments);
        names.len() == segments.len() && pairs().all(|(name, segment)| name.starts_with('{') || name == segment)
    };
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    paths.iter().filter(|(template, _)| fits(template)).find_map(|(_, item)| item.get(method))
}

fn resolved(reference: &str) -> &'static Value {
    DOCUMENT.pointer(reference.trim_start_matches('#')).expect("a part of the document")
}

/// Validates a value against a schema of the document.
#[track_caller]
pub(super) fn assert_is(name: &str, value: &Value) {
    let schema = &DOCUMENT["components"]["schemas"][name];
    assert!(schema.is_object(), "the document has no schema {name}");
    assert_valid(name, schema, value);
}

#[track_caller]
fn assert_valid(line: &str, schema: &Value, value: &Value) {
    let mut schema = schema.clone();
    schema["components"] = DOCUMENT["components"].clone();
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let problems: Vec<_> = validator.iter_errors(value).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{line}: {problems:?} in {value}");
}
