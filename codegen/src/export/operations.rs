//! Operations on paths.

use openapiv3::{
    HeaderStyle, Operation, Parameter, ParameterData, PathItem, PathStyle, Paths, QueryStyle, ReferenceOr, RequestBody,
};
use serde_json::Value;

use super::{Extensions, hint, responses, schemas, text};
use crate::api::{self, Api, Body, Class, Credential, In, Resource, hint_of};

/// All paths.
pub(super) fn paths(api: &Api) -> Paths {
    let mut paths = Paths::default();
    let all = api.resources.iter().flat_map(|resource| resource.operations.iter().map(move |one| (resource, one)));
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|(_, operation)| operation.position);
    for (resource, operation) in all {
        let item = paths.paths.entry(operation.path.clone());
        if let ReferenceOr::Item(item) = item.or_insert_with(|| ReferenceOr::Item(PathItem::default()))
            && let Some(slot) = slot(item, &operation.method)
        {
            *slot = Some(self::operation(operation, resource));
        }
    }
    paths
}

fn slot<'a>(item: &'a mut PathItem, method: &str) -> Option<&'a mut Option<Operation>> {
    Some(match method {
        "GET" => &mut item.get,
        "PUT" => &mut item.put,
        "POST" => &mut item.post,
        "DELETE" => &mut item.delete,
        "OPTIONS" => &mut item.options,
        "HEAD" => &mut item.head,
        "PATCH" => &mut item.patch,
        "TRACE" => &mut item.trace,
        _ => return None,
    })
}

fn operation(operation: &api::Operation, resource: &Resource) -> Operation {
    let client = operation.client_parameters.iter().map(|known| parameter(known, hint("x-sdk-client", "instance-id")));
    let passed = operation.arguments.iter().chain(&operation.setters);
    let passed = passed.map(|passed| parameter(passed, hint("x-sdk-name", passed.name.as_str())));
    Operation {
        tags: vec![resource.name.clone()],
        summary: text(&operation.summary),
        description: text(&operation.description),
        operation_id: Some(operation.id.clone()),
        parameters: client.chain(passed).map(ReferenceOr::Item).collect(),
        request_body: operation.body.as_ref().map(|body| ReferenceOr::Item(self::body(body))),
        responses: responses::responses(operation),
        deprecated: operation.deprecated,
        security: Some(operation.security.iter().map(|schemes| schemes.clone().into_iter().collect()).collect()),
        extensions: hints(operation, resource),
        ..Operation::default()
    }
}

fn hints(operation: &api::Operation, resource: &Resource) -> Extensions {
    let search = Some(&operation.search).filter(|words| !words.is_empty());
    let hints = [
        hint("x-sdk-resource", resource.name.as_str()),
        hint("x-sdk-name", operation.name.as_str()),
        hint("x-sdk-class", hint_of(&Class::HINTS, &operation.class)),
        hint("x-sdk-key", hint_of(&Credential::HINTS, &operation.credential)),
    ];
    hints.into_iter().chain(search.map(|words| hint("x-sdk-search", words.clone()))).collect()
}

fn parameter(parameter: &api::Parameter, hint: (String, Value)) -> Parameter {
    let parameter_data = ParameterData {
        name: parameter.wire.clone(),
        description: text(&parameter.description),
        required: parameter.required,
        deprecated: parameter.deprecated.then_some(true),
        format: schemas::parameter(parameter),
        example: parameter.example.clone(),
        examples: Default::default(),
        explode: (parameter.location == In::QueryJoined).then_some(false),
        extensions: [hint].into(),
    };
    match parameter.location {
        In::Path => Parameter::Path { parameter_data, style: PathStyle::Simple },
        In::Query | In::QueryJoined => {
            Parameter::Query { parameter_data, allow_reserved: false, style: QueryStyle::Form, allow_empty_value: None }
        }
        In::Header => Parameter::Header { parameter_data, style: HeaderStyle::Simple },
    }
}

fn body(body: &Body) -> RequestBody {
    RequestBody {
        description: text(&body.description),
        content: [(body.media_type.clone(), responses::media_type(&body.kind, &body.limits, &body.example))].into(),
        required: body.required,
        ..RequestBody::default()
    }
}
