//! Operations, grouped by resource.

use indexmap::IndexMap;
use openapiv3::{
    MediaType, OpenAPI, Operation as Source, Parameter as SourceParameter, ParameterData, ParameterSchemaOrContent,
    QueryStyle, ReferenceOr, RequestBody, Response, StatusCode,
};
use serde_json::Value;

use super::{
    borrowed, text,
    types::{kind, nullable_kind},
};
use crate::{
    api::{Body, Class, Content, Failure, Key, Kind, Location, Operation, Outcome, Parameter, Resource},
    document::Media,
};

/// All resources, in the order of their first operation.
pub(super) fn resources(document: &OpenAPI) -> Vec<Resource> {
    let mut resources: IndexMap<String, Resource> = IndexMap::new();
    for (path, item) in &document.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        for (method, source) in item.iter() {
            let name = text(&source.extensions, "x-rust-resource").unwrap_or("root").to_owned();
            let resource = resources.entry(name.clone()).or_insert_with(|| Resource {
                type_name: text(&source.extensions, "x-rust-resource-type").unwrap_or_default().to_owned(),
                description: description(document, source),
                name,
                operations: Vec::new(),
            });
            resource.operations.push(operation(document, path, method, source));
        }
    }
    resources.into_values().collect()
}

fn description(document: &OpenAPI, source: &Source) -> String {
    let tag = source.tags.first().and_then(|name| document.tags.iter().find(|tag| tag.name == *name));
    tag.and_then(|tag| tag.description.clone()).unwrap_or_default()
}

fn operation(document: &OpenAPI, path: &str, method: &str, source: &Source) -> Operation {
    let (mut arguments, setters) = parameters(document, source);
    arguments.sort_by_key(|argument| match argument.location {
        Location::Path => path.find(&format!("{{{}}}", argument.wire)).unwrap_or(usize::MAX - 1),
        _ => usize::MAX,
    });
    let name = |key| text(&source.extensions, key).unwrap_or_default().to_owned();
    Operation {
        id: source.operation_id.clone().unwrap_or_default(),
        marker: name("x-rust-marker"),
        name: name("x-rust-method"),
        method: method.to_uppercase(),
        path: path.to_owned(),
        class: class(source),
        key: key(source),
        deprecated: source.deprecated,
        summary: source.summary.clone().unwrap_or_default(),
        description: source.description.clone().unwrap_or_default(),
        arguments,
        setters,
        body: source.request_body.as_ref().and_then(|body| self::body(document, body)),
        results: results(document, source),
        failures: failures(source),
        page: None,
    }
}

fn class(source: &Source) -> Class {
    match text(&source.extensions, "x-sdk-class") {
        Some("safe") => Class::Safe,
        Some("idempotent") => Class::Idempotent,
        _ => Class::Effectful,
    }
}

fn key(source: &Source) -> Key {
    match text(&source.extensions, "x-sdk-key") {
        Some("account") => Key::Account,
        Some("admin") => Key::Admin,
        Some("none") => Key::None,
        _ => Key::Instance,
    }
}

/// The required parameters, and the optional ones.
fn parameters(document: &OpenAPI, source: &Source) -> (Vec<Parameter>, Vec<Parameter>) {
    let (mut arguments, mut setters) = (Vec::new(), Vec::new());
    for parameter in source.parameters.iter().filter_map(ReferenceOr::as_item) {
        let data = parameter.parameter_data_ref();
        let list = if data.required { &mut arguments } else { &mut setters };
        list.push(self::parameter(document, parameter, data));
    }
    (arguments, setters)
}

fn parameter(document: &OpenAPI, parameter: &SourceParameter, data: &ParameterData) -> Parameter {
    let location = match parameter {
        SourceParameter::Path { .. } => Location::Path,
        SourceParameter::Query { style: QueryStyle::Form, .. } if data.explode == Some(false) => Location::QueryJoined,
        SourceParameter::Query { .. } => Location::Query,
        _ => Location::Header,
    };
    let kind = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => match kind(document, borrowed(schema)) {
            // Only a body can hold more than text.
            Kind::Media => Kind::String,
            Kind::List(item) => Kind::List(Box::new(without_null(*item))),
            kind => kind,
        },
        ParameterSchemaOrContent::Content(_) => Kind::String,
    };
    Parameter {
        wire: data.name.clone(),
        name: text(&data.extensions, "x-rust-name").unwrap_or(&data.name).to_owned(),
        location,
        kind,
        description: data.description.clone().unwrap_or_default(),
        example: data.example.clone().or_else(|| schema_example(&data.format)),
    }
}

fn schema_example(format: &ParameterSchemaOrContent) -> Option<Value> {
    match format {
        ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) => schema.schema_data.example.clone(),
        _ => None,
    }
}

/// A parameter cannot say null, not even as one of its items.
fn without_null(item: Kind) -> Kind {
    match item {
        Kind::Nullable(kind) => *kind,
        kind => kind,
    }
}

fn body(document: &OpenAPI, body: &ReferenceOr<RequestBody>) -> Option<Body> {
    let body = body.as_item()?;
    let (_, media) = body.content.iter().find(|(mime, _)| Media::of(mime) == Media::Json)?;
    Some(Body { kind: media_kind(document, media), required: body.required, example: media.example.clone() })
}

fn media_kind(document: &OpenAPI, media: &MediaType) -> Kind {
    media.schema.as_ref().map_or(Kind::Json, |schema| nullable_kind(document, borrowed(schema)))
}

fn results(document: &OpenAPI, source: &Source) -> Vec<Outcome> {
    let success = source.responses.responses.iter().filter_map(|(status, response)| match status {
        StatusCode::Code(code @ 200..=299) => Some((*code, response.as_item()?)),
        _ => None,
    });
    success
        .map(|(status, response)| Outcome {
            status,
            content: content(document, response),
            description: response.description.clone(),
        })
        .collect()
}

fn content(document: &OpenAPI, response: &Response) -> Content {
    let entries = response.content.iter().map(|(mime, entry)| (Media::of(mime), entry));
    match entries.min_by_key(|(media, _)| *media) {
        Some((Media::Json, entry)) => Content::Json(media_kind(document, entry)),
        Some((Media::Text, _)) => Content::Text,
        Some((Media::Binary, _)) => Content::Binary,
        None => Content::Empty,
    }
}

fn failures(source: &Source) -> Vec<Failure> {
    let text = |response: &ReferenceOr<Response>| response.as_item().map(|r| r.description.clone()).unwrap_or_default();
    let named = source.responses.responses.iter().filter(|(status, _)| !matches!(status, StatusCode::Code(200..=299)));
    let default = source.responses.default.as_ref().map(|response| ("default".to_owned(), text(response)));
    named
        .map(|(status, response)| (status.to_string(), text(response)))
        .chain(default)
        .map(|(status, description)| Failure { status, description })
        .collect()
}
