//! Bodies, responses and events.

use super::{example, kinds::Kinds, limits::limits_and_words, parameters::parameter, types::fields};
use crate::{
    api::{Body, Content, Event, Events, Kind, Limits, Output, Payload, Response, ResultVariant, Status},
    document::{Media, explanation, is_extension},
    names::{Scope, variant_name},
    node::{Cursor, Node},
    normalize,
};

/// The request body of an operation.
pub(super) fn body(operation: &Node, kinds: &Kinds<'_>) -> Option<Body> {
    let body = operation.get("requestBody")?;
    let Payload { content: Content::Json(kind), limits, media_type, example } = payload(body, kinds) else {
        return None;
    };
    let (required, description) = (body.flag("required"), explanation(body, &[]));
    Some(Body { kind, limits, media_type, required, description, example })
}

/// The content of a body or a response, in the media type that is used.
fn payload(holder: &Node, kinds: &Kinds<'_>) -> Payload {
    let content = holder.get("content").map(Cursor::root);
    let Some((media, media_type, entry)) = content.as_ref().and_then(Media::preferred) else {
        let limits = Limits::default();
        return Payload { content: Content::Empty, limits, media_type: String::new(), example: None };
    };
    let schema = entry.node.get("schema");
    let content = match media {
        Media::Json => Content::Json(schema.map_or(Kind::Json, |schema| kinds.nullable(schema))),
        Media::Text => Content::Text,
        Media::Binary => Content::Binary,
    };
    let limits = schema.map(limits_and_words).unwrap_or_default();
    Payload { content, limits, media_type: media_type.to_owned(), example: example(entry.node) }
}

/// All responses of an operation: those that are a success, and the others.
///
/// If no status of success is documented, `default` describes it, and if there is none either, a redirection with a
/// status of its own does.
pub(super) fn responses(operation: &Node, kinds: &Kinds<'_>) -> (Vec<Response>, Vec<Response>) {
    let all = documented(operation, kinds);
    let rank = |status: Status| match status {
        Status::Code(200..=299) | Status::Range(2) => Some(0),
        Status::Default => Some(1),
        Status::Code(300..=399) => Some(2),
        Status::Code(_) | Status::Range(_) => None,
    };
    let success = all.iter().filter_map(|response| rank(response.status)).min();
    all.into_iter().partition(|response| success.is_some() && rank(response.status) == success)
}

/// All documented responses.
fn documented(operation: &Node, kinds: &Kinds<'_>) -> Vec<Response> {
    let named = operation.members_of("responses").filter(|(status, _)| !is_extension(status));
    named.filter_map(|(status, node)| Some(response(self::status(status)?, node, kinds))).collect()
}

fn status(text: &str) -> Option<Status> {
    match text.as_bytes() {
        b"default" => Some(Status::Default),
        [hundreds, b'X', b'X'] => Some(Status::Range(u16::from(hundreds - b'0'))),
        _ => text.parse().ok().map(Status::Code),
    }
}

fn response(status: Status, node: &Node, kinds: &Kinds<'_>) -> Response {
    let named = node.members_of("headers").filter(|(name, _)| !name.eq_ignore_ascii_case("Content-Type"));
    let headers = named.map(|(name, header)| parameter(header, name, kinds)).collect();
    Response { status, description: explanation(node, &[]), headers, payload: payload(node, kinds) }
}

/// The output of an operation; statuses with the same content give the same variant.
pub(super) fn output(type_name: &str, successes: &[Response]) -> Output {
    let mut variants: Vec<ResultVariant> = Vec::new();
    for Response { status, description, payload, .. } in successes {
        match variants.iter_mut().find(|variant| variant.content == payload.content) {
            Some(variant) => variant.statuses.push(*status),
            None => variants.push(ResultVariant {
                name: name_of(*status),
                statuses: vec![*status],
                content: payload.content.clone(),
                description: description.clone(),
            }),
        }
    }
    // The arm for every other status comes last.
    variants.sort_by_key(|variant| variant.statuses.iter().any(|status| status.code().is_none()));
    match variants.len() {
        0 => Output::One(Content::Empty),
        1 => Output::One(variants.remove(0).content),
        _ => Output::ByStatus(format!("{type_name}Result"), variants),
    }
}

fn name_of(status: Status) -> String {
    match status {
        Status::Code(200) => "Ok".to_owned(),
        Status::Code(201) => "Created".to_owned(),
        Status::Code(202) => "Accepted".to_owned(),
        Status::Code(204) => "NoContent".to_owned(),
        Status::Code(206) => "PartialContent".to_owned(),
        Status::Code(other) => format!("Status{other}"),
        Status::Range(_) | Status::Default => "Other".to_owned(),
    }
}

/// The fields that the generated `Event` and `Envelope` have in every API.
const RESERVED: [&str; 3] = ["data", "event_type", "event_data"];

/// The events and their envelope.
pub(super) fn events(source: &normalize::Events, kinds: &Kinds<'_>) -> Events {
    let normalize::Events { tag, data, envelope, webhooks } = source;
    let mut envelope = fields(&envelope.node, kinds, &mut Scope::from_iter(RESERVED));
    let others = envelope.iter().filter(|field| field.wire != *data);
    let before_tag = others.take_while(|field| field.wire != *tag).count();
    envelope.retain(|field| field.wire != *tag && field.wire != *data);
    let mut variants = Scope::default();
    let events = webhooks.iter().map(|webhook| Event {
        wire: webhook.wire.clone(),
        variant: variants.take(variant_name(&webhook.wire)),
        id: webhook.node.str_at("operationId").unwrap_or_default().to_owned(),
        tags: webhook.node.strings_of("tags").map(str::to_owned).collect(),
        kind: kinds.nullable(&webhook.schema),
        limits: limits_and_words(&webhook.schema),
        deprecated: webhook.node.flag("deprecated"),
        summary: webhook.node.str_at("summary").unwrap_or_default().to_owned(),
        description: explanation(&webhook.node, &[]),
        example: webhook.node.get("requestBody").and_then(|body| payload(body, kinds).example),
        responses: documented(&webhook.node, kinds),
    });
    Events { tag: tag.clone(), data: data.clone(), before_tag, events: events.collect(), envelope }
}
