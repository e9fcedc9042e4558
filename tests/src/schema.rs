//! A document's schema as JSON Schema, for a judge who knows nothing of our types.

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

/// What OpenAPI 3.0 takes from JSON Schema as it is.
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

/// By schema: many answers have the same, and compiling one takes its time.
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// Which language a schema is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// That of the REST documents, nearest to draft 4.
    OpenApi3_0,
    /// That of the events document: JSON Schema 2020-12 as it is.
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

    /// What of the value is not as the schema wants it; nothing if all is well.
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
        // References point to `#/components/schemas/…`, so that is where they stand.
        let root = json!({ "allOf": [schema], "components": { "schemas": components } });
        let options = jsonschema::options().with_draft(draft).should_validate_formats(true);
        options.build(&root).unwrap_or_else(|error| panic!("{} is no schema: {error}", self.schema))
    }

    /// The example with every field that the schema has.
    pub(crate) fn filled(&self, example: &Value) -> Value {
        sample::filled(self.document(), &self.schema, example)
    }

    /// What the holder of the schema shows; where it shows nothing, a value that the schema allows. Bytes have none.
    pub(crate) fn example(&self, holder: &Value) -> Option<Value> {
        holder.get("example").cloned().or_else(|| sample::made_up(self.document(), &self.schema))
    }

    fn document(&self) -> &'static Value {
        match self.dialect {
            Dialect::OpenApi3_0 => rest(),
            Dialect::OpenApi3_1 => events(),
        }
    }

    /// A parameter's text as the value that the schema means.
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

/// The schema without what JSON Schema does not know, and with `nullable` said in its words.
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
