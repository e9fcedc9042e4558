//! The committed documents, as the build script read them.

use std::sync::LazyLock;

use serde_json::Value;

static DOCUMENTS: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!(concat!(env!("OUT_DIR"), "/documents.json"));
    serde_json::from_str(text).expect("the build script writes JSON")
});

/// The two REST documents as one.
pub(crate) fn rest() -> &'static Value {
    &DOCUMENTS["rest"]
}

/// The document of the events.
pub(crate) fn events() -> &'static Value {
    &DOCUMENTS["events"]
}

/// Follows a reference within the document.
pub(crate) fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => {
            let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
            resolve(document, target.unwrap_or_else(|| panic!("`{reference}` is not defined")))
        }
        None => value,
    }
}

/// The members of an object.
pub(crate) fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// A string that must be present.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("expected a string, found {value}")).to_owned()
}
