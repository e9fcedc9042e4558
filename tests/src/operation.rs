//! The operations of the REST documents, with references followed.

use serde_json::Value;

use crate::{
    Arguments, In,
    document::{entries, resolve, rest, text},
    schema::{Dialect, Schema},
};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its id, such as `sendText`.
    pub id: String,
    /// The HTTP method in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The security scheme, or `None` if it requires no key.
    pub security: Option<String>,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Payload>,
    /// All documented responses.
    pub responses: Vec<DocumentedResponse>,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Its location.
    pub place: In,
    /// Its schema.
    pub schema: Schema,
    /// Its example in the document.
    pub example: Value,
}

/// The body of a request or a response.
#[derive(Clone, Debug)]
pub struct Payload {
    /// The media type.
    pub media_type: String,
    /// Its schema.
    pub schema: Schema,
    /// Its example in the document. Bytes have none.
    pub example: Option<Value>,
}

/// A documented response.
#[derive(Clone, Debug)]
pub struct DocumentedResponse {
    /// The status.
    pub status: u16,
    /// The body, unless it is empty.
    pub content: Option<Payload>,
}

impl Operation {
    /// Returns the document's examples as arguments for all parameters and the body, and a second time with all fields
    /// of the body if the example lacks some.
    pub fn arguments(&self) -> Vec<Arguments> {
        let parameters = self.parameters.iter().map(|one| (one.place, one.name.clone(), one.example.clone()));
        let parameters: Vec<_> = parameters.collect();
        let bodies = self.body.as_ref().map_or_else(|| vec![None], Payload::samples);
        let arguments = |body| Arguments { operation: self.id.clone(), parameters: parameters.clone(), body };
        bodies.into_iter().map(arguments).collect()
    }

    /// The responses with a success status.
    pub fn successes(&self) -> impl Iterator<Item = &DocumentedResponse> {
        self.responses.iter().filter(|response| (200..300).contains(&response.status))
    }

    /// The other responses.
    pub fn failures(&self) -> impl Iterator<Item = &DocumentedResponse> {
        self.responses.iter().filter(|response| !(200..300).contains(&response.status))
    }
}

impl Payload {
    /// Returns the example, and a second one with all fields if the first lacks some. Only bytes have no example.
    pub fn samples(&self) -> Vec<Option<Value>> {
        let Some(example) = &self.example else { return vec![None] };
        let filled = alternatives(self.schema.filled(example));
        let mut samples: Vec<_> = std::iter::once(example.clone()).chain(filled).map(Some).collect();
        samples.dedup();
        samples
    }
}

/// Splits a body with both media and a URL in two, because the service rejects it.
fn alternatives(body: Value) -> Vec<Value> {
    let without = |name: &str| {
        let mut body = body.clone();
        body.as_object_mut().map(|fields| fields.remove(name));
        body
    };
    match body.get("data").and(body.get("url")) {
        Some(_) => vec![without("data"), without("url")],
        None => vec![body],
    }
}

/// Every operation, in document order of paths.
pub fn operations() -> Vec<Operation> {
    let items = entries(&rest()["paths"]);
    let operations =
        items.flat_map(|(path, item)| entries(item).map(move |(method, operation)| (path, method, operation)));
    operations
        .filter(|(_, method, _)| METHODS.contains(&method.as_str()))
        .map(|(path, method, operation)| self::operation(path, method, operation))
        .collect()
}

/// The instance in the examples. They must all have the same one, because a client of the SDK has one.
pub fn instance_id() -> String {
    let parameters = operations().into_iter().flat_map(|operation| operation.parameters);
    let mut ids: Vec<_> = parameters.filter(|one| one.name == "X-Instance-Id").map(|one| text(&one.example)).collect();
    ids.dedup();
    assert_eq!(ids.len(), 1, "the examples of `X-Instance-Id` differ: {ids:?}");
    ids.remove(0)
}

fn operation(path: &str, method: &str, operation: &Value) -> Operation {
    let shared = rest()["paths"][path]["parameters"].as_array().into_iter().flatten();
    let parameters = operation["parameters"].as_array().into_iter().flatten().chain(shared);
    let security = operation["security"].as_array().and_then(|schemes| schemes.first());
    Operation {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        security: security.and_then(|scheme| entries(scheme).next()).map(|(name, _)| name.clone()),
        parameters: parameters.map(parameter).collect(),
        body: operation.get("requestBody").and_then(payload),
        responses: entries(&operation["responses"]).map(response).collect(),
    }
}

fn parameter(parameter: &Value) -> Parameter {
    let parameter = resolve(rest(), parameter);
    let name = text(&parameter["name"]);
    let place = match parameter["in"].as_str() {
        Some("path") => In::Path,
        Some("query") => In::Query,
        Some("header") => In::Header,
        other => panic!("`{name}`: expected a parameter in `path`, `query` or `header`, found {other:?}"),
    };
    let schema = Schema::new(Dialect::OpenApi3_0, &parameter["schema"]);
    let example = schema.example(parameter).unwrap_or_else(|| panic!("the parameter `{name}` has no example"));
    Parameter { name, place, schema, example }
}

fn response((status, response): (&String, &Value)) -> DocumentedResponse {
    let status = status.parse().unwrap_or_else(|_| panic!("expected an HTTP status, found `{status}`"));
    DocumentedResponse { status, content: payload(response) }
}

fn payload(holder: &Value) -> Option<Payload> {
    let (media_type, media) = entries(&resolve(rest(), holder)["content"]).next()?;
    let schema = Schema::new(Dialect::OpenApi3_0, &media["schema"]);
    Some(Payload { media_type: media_type.clone(), example: schema.example(media), schema })
}
