//! Validates every response against the exported document, except for a list of exceptions.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Mutex,
};

use jsonschema::{Draft, ValidationError, Validator};
use serde_json::{Map, Value, json};
use wsapi_conformance::Exchange;
use xtask::inputs::Inputs;

use crate::{MODES, report};

/// Values that the document does not allow: the member, the value, and the reason.
const VALUES: [(&str, &str, &str); 1] = [("webhookUrl", "", "an instance without a webhook has an empty address")];

/// Responses whose status is not in the document: the status, the operation, and the reason.
/// The script `schemathesis` reads this file too.
const EXCEPTIONS: &str = include_str!("../../undocumented.txt");

#[tokio::test]
async fn every_response_is_documented_except_for_the_exceptions() {
    let document = Document::exported();
    let (mut undocumented, mut problems) = (BTreeSet::new(), Vec::new());
    for mode in MODES {
        for exchange in report(mode).await.exchanges {
            match document.problems(&exchange) {
                Ok(found) => problems.extend(found),
                Err(missing) => _ = undocumented.insert(missing),
            }
        }
    }
    assert_eq!(problems, Vec::<String>::new());
    let values: BTreeSet<_> = VALUES.iter().map(|(name, ..)| *name).collect();
    assert_eq!(*document.excepted.lock().unwrap(), values, "the list of values must be exact");
    let listed: BTreeSet<_> = EXCEPTIONS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let undocumented: BTreeSet<_> = undocumented.iter().map(String::as_str).collect();
    assert_eq!(undocumented, listed, "undocumented.txt must be exact");
}

/// The exported document.
struct Document {
    operations: BTreeMap<String, Value>,
    components: Value,
    /// The validators, by schema.
    validators: Mutex<HashMap<String, Validator>>,
    /// The excepted values that were found.
    excepted: Mutex<BTreeSet<&'static str>>,
}

impl Document {
    fn exported() -> Self {
        let input = Inputs::default().read().expect("the committed documents can be read");
        let described = wsapi_codegen::api(&input).unwrap_or_else(|report| panic!("{report}"));
        let document = serde_json::to_value(wsapi_codegen::export(&described.api)).expect("it is JSON");
        let paths = document["paths"].as_object().into_iter().flatten();
        let operations =
            paths.flat_map(|(_, item)| item.as_object().into_iter().flatten().map(|(_, operation)| operation));
        let operations =
            operations.filter_map(|operation| Some((operation["operationId"].as_str()?.to_owned(), operation.clone())));
        Self {
            operations: operations.collect(),
            components: all(&document["components"]["schemas"]),
            validators: Mutex::default(),
            excepted: Mutex::default(),
        }
    }

    /// Returns the violations of the document in a response. Fails if the status is not in the document.
    fn problems(&self, exchange: &Exchange) -> Result<Vec<String>, String> {
        let id = exchange.operation.as_deref().unwrap_or("-");
        let documented =
            self.operations.get(id).and_then(|operation| operation["responses"].get(exchange.status.to_string()));
        let shown = format!("{} {id} {}", exchange.sent.method, exchange.status);
        let is_patch = exchange.sent.method == "PATCH";
        let Some(response) = documented.filter(|_| !is_patch) else {
            // A wrong method has the same statuses for every operation.
            return Err(if is_patch {
                format!("{} PATCH", exchange.status)
            } else {
                format!("{} {id}", exchange.status)
            });
        };
        let Some((media_type, content)) = response["content"].as_object().and_then(|content| content.iter().next())
        else {
            let is_empty = exchange.body.is_empty();
            return Ok(if is_empty { Vec::new() } else { vec![format!("{shown}: expected no body")] });
        };
        if media_type != "application/json" {
            return Ok(Vec::new());
        }
        let Some(body) = exchange.json() else { return Ok(vec![format!("{shown}: expected JSON")]) };
        let mut validators = self.validators.lock().unwrap();
        let validator =
            validators.entry(content["schema"].to_string()).or_insert_with(|| self.validator(&content["schema"]));
        let errors = validator.iter_errors(&body).filter(|error| !self.is_excepted(error));
        Ok(errors.map(|error| format!("{shown}: {}: {error}: {body}", error.instance_path())).collect())
    }

    fn is_excepted(&self, error: &ValidationError<'_>) -> bool {
        let path = error.instance_path().to_string();
        let text = error.instance().as_str();
        let is_this = |(name, value, _): &&(&'static str, &str, &str)| {
            path.ends_with(&format!("/{name}")) && text == Some(*value)
        };
        let found = VALUES.iter().find(is_this);
        found.map(|(name, ..)| self.excepted.lock().unwrap().insert(name)).is_some()
    }

    fn validator(&self, schema: &Value) -> Validator {
        let root = json!({ "allOf": [converted(schema)], "components": { "schemas": self.components } });
        let options = jsonschema::options().with_draft(Draft::Draft4).should_validate_formats(true);
        options.build(&root).unwrap_or_else(|error| panic!("{error}"))
    }
}

fn all(schemas: &Value) -> Value {
    let schemas = schemas.as_object().into_iter().flatten();
    schemas.map(|(name, schema)| (name.clone(), converted(schema))).collect::<Map<_, _>>().into()
}

/// Converts a schema of OpenAPI 3.0, which has the keyword `nullable`, to JSON Schema.
fn converted(schema: &Value) -> Value {
    match schema {
        Value::Object(members) if schema["nullable"] == true => {
            let members: Map<_, _> = members.iter().filter(|(name, _)| *name != "nullable").map(pair).collect();
            json!({ "anyOf": [members, { "enum": [null] }] })
        }
        Value::Object(members) => members.iter().map(pair).collect::<Map<_, _>>().into(),
        Value::Array(values) => values.iter().map(converted).collect(),
        other => other.clone(),
    }
}

fn pair((name, value): (&String, &Value)) -> (String, Value) {
    (name.clone(), converted(value))
}
