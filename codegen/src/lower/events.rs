//! Webhooks become events.

use super::{contents, kinds::Kinds, limits::limits_and_words, types::fields};
use crate::{
    api::{Event, Events},
    document::explanation,
    names::{Scope, variant_name},
    normalize,
};

/// The fields of the generated envelope that contain the data.
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
        responses: contents::documented(&webhook.node, kinds),
    });
    Events { tag: tag.clone(), data: data.clone(), before_tag, events: events.collect(), envelope }
}
