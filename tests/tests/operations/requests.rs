//! The request that arrives is the one that the document describes.

use serde_json::Value;
use wsapi_tests::{Arguments, In, Operation, Request, Response, keys};

use crate::{Findings, Stage};

pub(crate) async fn examine(operation: &Operation, stage: &Stage, findings: &mut Findings) {
    for arguments in operation.arguments() {
        let (request, _) = stage.call(&arguments, Response::empty(418)).await;
        findings.expect("method", &request.method, &operation.method);
        findings.expect("path", &request.path, &path(operation));
        findings.expect("query", request.query_pairs(), query(operation));
        findings.expect("key", request.header("x-api-key"), key(operation));
        parameters(findings, operation, &request);
        body(findings, operation, &arguments, &request);
    }
}

/// The examples are sent unchanged: none contains a character that a path segment cannot contain.
fn path(operation: &Operation) -> String {
    let mut path = operation.path.clone();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.place == In::Path) {
        let value = plain(&parameter.example);
        assert!(!value.contains(['/', '?', '#', '%', ' ']), "{}: teach this test to encode `{value}`", operation.id);
        path = path.replace(&format!("{{{}}}", parameter.name), &value);
    }
    path
}

fn query(operation: &Operation) -> Vec<(String, String)> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.place == In::Query);
    let mut pairs: Vec<_> = parameters.map(|one| (one.name.clone(), plain(&one.example))).collect();
    pairs.sort_unstable();
    pairs
}

/// The credential that the operation takes, and no other.
fn key(operation: &Operation) -> Option<&'static str> {
    match operation.security.as_deref() {
        Some("ApiKeyAuth" | "InstanceAuth") => Some(keys::INSTANCE),
        Some("CustomerApiKey") => Some(keys::ACCOUNT),
        Some("AdminAuth") => Some(keys::ADMIN),
        Some(other) => panic!("{}: whose key does `{other}` take?", operation.id),
        None => None,
    }
}

fn parameters(findings: &mut Findings, operation: &Operation, request: &Request) {
    let header = operation.parameters.iter().find(|parameter| parameter.place == In::Header);
    let instance = header.map(|parameter| plain(&parameter.example));
    findings.expect("instance", request.header("x-instance-id"), instance.as_deref());
    for parameter in &operation.parameters {
        // The value that arrived equals the example by now, so only the text of the example must be valid.
        let problems = parameter.schema.problems(&parameter.schema.read(&plain(&parameter.example)));
        findings.expect(&parameter.name, problems, Vec::new());
    }
}

fn body(findings: &mut Findings, operation: &Operation, arguments: &Arguments, request: &Request) {
    let expected = operation.body.as_ref();
    let (media_type, found) = (expected.map(|body| body.media_type.as_str()), request.json());
    findings.expect("media type", request.media_type(), media_type);
    if let (Some(body), Some(found)) = (expected, &found) {
        findings.expect("schema of the body", body.schema.problems(found), Vec::new());
    }
    findings.expect("body", found.as_ref(), arguments.body.as_ref());
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
