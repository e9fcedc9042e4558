//! A document's schema as JSON Schema, for a validator that does not depend on our types.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use crate::{
    document::{entries, events, rest},
    sample,
};

/// The keywords that OpenAPI 3.0 and JSON Schema share.
const KEYWORDS: [&str; 23] = [
    "$ref",
    "title",
    "type",
    "format",
    "enum",
    "required",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "default",
    "readOnly",
    "writeOnly",
    "deprecated",
];

static REST_COMPONENTS: LazyLock<Value> = LazyLock::new(|| all(&rest()["components"]["schemas"]));

/// The validators, by schema. Many responses have the same schema, and compiling one is slow.
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// The language of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// That of the REST documents, which is similar to draft 4.
    OpenApi3_0,
    /// That of the events document, which is JSON Schema 2020-12.
    OpenApi3_1,
}

/// A schema of a document.
#[derive(Clone, Debug)]
pub struct Schema {
    dialect: Dialect,
    schema: Value,
}

impl Schema {
    pub(crate) fn new(dialect: Dialect, schema: &Value) -> Self {
        Self { dialect, schema: schema.clone() }
    }

    /// Returns the violations of the schema by a value. The list is empty if the value is valid.
    pub fn problems(&self, value: &Value) -> Vec<String> {
        let validator = self.validator();
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }

    fn validator(&self) -> Arc<Validator> {
        let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
        let key = format!("{:?} {}", self.dialect, self.schema);
        Arc::clone(validators.entry(key).or_insert_with(|| Arc::new(self.compiled())))
    }

    fn compiled(&self) -> Validator {
        let (draft, schema, components) = match self.dialect {
            Dialect::OpenApi3_0 => (Draft::Draft4, converted(&self.schema), REST_COMPONENTS.clone()),
            Dialect::OpenApi3_1 => (Draft::Draft202012, self.schema.clone(), events()["components"]["schemas"].clone()),
        };
        // References point to `#/components/schemas/…`.
        let root = json!({ "allOf": [schema], "components": { "schemas": components } });
        let options = jsonschema::options().with_draft(draft).should_validate_formats(true);
        options.build(&root).unwrap_or_else(|error| panic!("invalid schema: {error}: {}", self.schema))
    }

    /// Returns the example with all fields of the schema.
    pub(crate) fn filled(&self, example: &Value) -> Value {
        sample::filled(self.document(), &self.schema, example)
    }

    /// Returns the example next to the schema, or else a value that the schema allows. Bytes have none.
    pub(crate) fn example(&self, holder: &Value) -> Option<Value> {
        holder.get("example").cloned().or_else(|| sample::made_up(self.document(), &self.schema))
    }

    fn document(&self) -> &'static Value {
        match self.dialect {
            Dialect::OpenApi3_0 => rest(),
            Dialect::OpenApi3_1 => events(),
        }
    }

    /// Parses the text of a parameter as the type of the schema.
    pub fn read(&self, text: &str) -> Value {
        match self.schema["type"].as_str() {
            Some("integer" | "number" | "boolean") => {
                serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
            }
            _ => Value::String(text.to_owned()),
        }
    }
}

fn all(schemas: &Value) -> Value {
    entries(schemas).map(|(name, schema)| (name.clone(), converted(schema))).collect::<Map<_, _>>().into()
}

/// Returns the schema as JSON Schema: without unknown keywords, and with `anyOf` instead of `nullable`.
fn converted(schema: &Value) -> Value {
    let Value::Object(fields) = schema else { return schema.clone() };
    let converted: Map<String, Value> =
        fields.iter().filter_map(|(name, value)| Some((name.clone(), keyword(name, value)?))).collect();
    if schema["nullable"] == true && !converted.contains_key("$ref") {
        return json!({ "anyOf": [converted, { "enum": [null] }] });
    }
    converted.into()
}

fn keyword(name: &str, value: &Value) -> Option<Value> {
    match name {
        "properties" => Some(all(value)),
        "items" | "additionalProperties" | "not" => Some(converted(value)),
        "allOf" | "anyOf" | "oneOf" => Some(value.as_array()?.iter().map(converted).collect()),
        _ => KEYWORDS.contains(&name).then(|| value.clone()),
    }
}
