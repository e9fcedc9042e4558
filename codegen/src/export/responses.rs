//! Responses.

use openapiv3::{Header, HeaderStyle, MediaType, ReferenceOr, Response, Responses, StatusCode};
use serde_json::Value;

use super::{hint, schemas, text};
use crate::api::{self, Content, Kind, Limits, Payload, Status};

/// All responses of an operation, by status.
pub(super) fn responses(operation: &api::Operation) -> Responses {
    let mut all: Vec<&api::Response> = operation.successes.iter().chain(&operation.failures).collect();
    all.sort_by_key(|response| response.status);
    collect(&all)
}

/// Responses, by status.
pub(super) fn collect(all: &[&api::Response]) -> Responses {
    let mut responses = Responses::default();
    for source in all {
        let response = ReferenceOr::Item(response(source));
        match source.status {
            Status::Code(code) => drop(responses.responses.insert(StatusCode::Code(code), response)),
            Status::Range(hundreds) => drop(responses.responses.insert(StatusCode::Range(hundreds), response)),
            Status::Default => responses.default = Some(response),
        }
    }
    responses
}

fn response(response: &api::Response) -> Response {
    let headers = response.headers.iter().map(|header| (header.wire.clone(), ReferenceOr::Item(self::header(header))));
    let Payload { content, limits, media_type, example } = &response.payload;
    let content = match content {
        Content::Empty => None,
        Content::Json(kind) => Some(self::media_type(kind, limits, example)),
        Content::Text => Some(self::media_type(&Kind::String, limits, example)),
        Content::Binary => {
            Some(self::media_type(&Kind::String, &[hint("format", "binary")].into_iter().collect(), example))
        }
    };
    Response {
        description: response.description.clone(),
        headers: headers.collect(),
        content: content.map(|content| (media_type.clone(), content)).into_iter().collect(),
        ..Response::default()
    }
}

fn header(header: &api::Parameter) -> Header {
    Header {
        description: text(&header.description),
        style: HeaderStyle::Simple,
        required: header.required,
        deprecated: header.deprecated.then_some(true),
        format: schemas::parameter(header),
        example: header.example.clone(),
        examples: Default::default(),
        extensions: Default::default(),
    }
}

/// A value of a kind.
pub(super) fn media_type(kind: &Kind, limits: &Limits, example: &Option<Value>) -> MediaType {
    MediaType { schema: Some(schemas::plain(kind, limits)), example: example.clone(), ..MediaType::default() }
}
