//! Operations on paths.

use openapiv3::{
    HeaderStyle, Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathItem, PathStyle, Paths, QueryStyle,
    ReferenceOr, RequestBody, SecurityRequirement,
};

use super::{Extensions, component_name, hint, responses, schemas, text};
use crate::api::{self, Api, Body, Class, Credential, In, Resource};

/// All paths.
pub(super) fn paths(api: &Api) -> Paths {
    let mut paths = Paths::default();
    let all = api.resources.iter().flat_map(|resource| resource.operations.iter().map(move |one| (resource, one)));
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
    let required = operation.arguments.iter().map(|argument| parameter(argument, true, true));
    let optional = operation.setters.iter().map(|setter| parameter(setter, false, true));
    let client = operation.client_parameters.iter().map(|known| parameter(known, true, false));
    Operation {
        tags: vec![resource.name.clone()],
        summary: text(&operation.summary),
        description: text(&operation.description),
        operation_id: Some(operation.id.clone()),
        parameters: client.chain(required).chain(optional).map(ReferenceOr::Item).collect(),
        request_body: operation.body.as_ref().map(|body| ReferenceOr::Item(self::body(body))),
        responses: responses::responses(operation),
        deprecated: operation.deprecated,
        security: Some(security(operation)),
        extensions: Extensions::from_iter([
            hint("x-sdk-resource", resource.name.as_str()),
            hint("x-sdk-name", operation.name.as_str()),
            hint("x-sdk-class", named(&Class::HINTS, &operation.class)),
            hint("x-sdk-key", named(&Credential::HINTS, &operation.credential)),
        ]),
        ..Operation::default()
    }
}

/// The text of a hint for a value.
fn named<T: PartialEq>(values: &[(&'static str, T)], value: &T) -> &'static str {
    values.iter().find(|(_, other)| other == value).map_or("", |(name, _)| name)
}

fn security(operation: &api::Operation) -> Vec<SecurityRequirement> {
    let named = |(scheme, scopes): (&String, &Vec<String>)| (component_name(scheme), scopes.clone());
    operation.security.iter().map(|alternative| alternative.iter().map(named).collect()).collect()
}

fn parameter(parameter: &api::Parameter, required: bool, is_named: bool) -> Parameter {
    let mut schema = schemas::schema(&parameter.kind, &parameter.limits);
    schema.schema_data.default.clone_from(&parameter.default);
    let parameter_data = ParameterData {
        name: parameter.wire.clone(),
        description: text(&parameter.description),
        required,
        deprecated: parameter.deprecated.then_some(true),
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)),
        example: parameter.example.clone(),
        examples: Default::default(),
        explode: (parameter.location == In::QueryJoined).then_some(false),
        extensions: Extensions::from_iter([match is_named {
            true => hint("x-sdk-name", parameter.name.as_str()),
            false => hint("x-sdk-client", "instance-id"),
        }]),
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
