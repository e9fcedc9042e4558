//! The operations as described by the documents of the service.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::Value;

use crate::Mode;

/// The documents, without the overlay, which describes what the SDK sends rather than what the server requires.
const DOCUMENTS: [&str; 2] =
    [include_str!("../../../openapi/wsapi-api.yaml"), include_str!("../../../openapi/wsapi-server.yaml")];

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The id.
    pub id: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path, with the names of parameters in braces.
    pub path: String,
    /// The required credential.
    pub access: Access,
    /// The members of its body.
    pub body: Option<BTreeMap<String, Member>>,
}

/// The credential that an operation requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// An instance and its key.
    Instance,
    /// The key of the hosted account.
    Account,
    /// The admin key.
    Admin,
    /// None.
    Open,
}

/// A member of a body.
#[derive(Clone, Debug)]
pub struct Member {
    /// `true` if the document requires it.
    pub is_required: bool,
    /// The schema, with references resolved.
    pub schema: Value,
}

static OPERATIONS: LazyLock<BTreeMap<String, Operation>> = LazyLock::new(|| {
    let documents = DOCUMENTS.map(|text| serde_saphyr::from_str::<Value>(text).expect("a document is YAML"));
    documents.iter().flat_map(in_document).map(|operation| (operation.id.clone(), operation)).collect()
});

/// Returns all operations, by id.
pub fn operations() -> &'static BTreeMap<String, Operation> {
    &OPERATIONS
}

impl Operation {
    /// Returns `true` if a server in this mode has the operation.
    pub fn exists_in(&self, mode: Mode) -> bool {
        match self.access {
            Access::Instance => true,
            Access::Account => mode == Mode::Hosted,
            Access::Admin => mode == Mode::Multi,
            Access::Open => mode != Mode::Hosted,
        }
    }

    /// Returns `true` if the operation requires a paired instance.
    pub fn needs_device(&self) -> bool {
        self.access == Access::Instance && !self.path.starts_with("/session/")
    }
}

fn in_document(document: &Value) -> Vec<Operation> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let methods = ["get", "put", "post", "delete"];
    let all = paths.flat_map(|(path, item)| methods.map(|method| (path, method, &item[method])));
    all.filter(|(.., operation)| operation.is_object())
        .map(|(path, method, operation)| Operation {
            id: operation["operationId"].as_str().unwrap_or_default().to_owned(),
            method: method.to_uppercase(),
            path: path.clone(),
            access: access(path),
            body: body(document, operation),
        })
        .collect()
}

fn access(path: &str) -> Access {
    match path.split('/').nth(1) {
        Some("account") => Access::Account,
        Some("admin") => Access::Admin,
        Some("health") => Access::Open,
        _ => Access::Instance,
    }
}

fn body(document: &Value, operation: &Value) -> Option<BTreeMap<String, Member>> {
    let content = resolved(document, operation.get("requestBody")?)["content"].as_object()?;
    let schema = &content.values().next()?["schema"];
    let mut members = BTreeMap::new();
    collect(document, schema, &mut members);
    Some(members)
}

/// Adds the members of an object, including those of `allOf`.
fn collect(document: &Value, schema: &Value, members: &mut BTreeMap<String, Member>) {
    let schema = resolved(document, schema);
    for part in schema["allOf"].as_array().into_iter().flatten() {
        collect(document, part, members);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let mut property = resolved(document, property);
        if let Some([only]) = property["allOf"].as_array().map(Vec::as_slice) {
            property = resolved(document, only);
        }
        members.insert(name.clone(), Member { is_required: false, schema: property.clone() });
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if let Some(member) = members.get_mut(name) {
            member.is_required = true;
        }
    }
}

fn resolved<'a>(document: &'a Value, mut value: &'a Value) -> &'a Value {
    while let Some(reference) = value.get("$ref").and_then(Value::as_str) {
        let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        value = target.unwrap_or(&Value::Null);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::operations;

    #[test]
    fn documents_have_121_operations() {
        assert_eq!(operations().len(), 121);
        assert!(operations()["sendText"].body.as_ref().is_some_and(|body| body["to"].is_required));
    }
}
