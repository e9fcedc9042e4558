//! Bodies: their media types, and which of them is used.

use super::Check;
use crate::{
    document::{Media, describes_json},
    node::Cursor,
};

/// A request body is JSON.
pub(super) fn check_request(body: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(content) = body.get("content").filter(|content| content.node.as_map().is_some()) else { return };
    match Media::preferred(&content) {
        Some((Media::Json, key, entry)) => check_used(&content, Media::Json, key, &entry, check),
        Some((_, key, _)) => {
            check
                .error(&content, format!("request bodies of type `{key}` are not supported, only JSON"))
                .hint("remove the operation in the overlay, or leave it out with `--skip-unsupported`");
        }
        None => {
            check.error(&content, "a request body must have a media type");
        }
    }
}

/// Checks a response: its body is JSON, text or bytes.
pub(super) fn check_response(response: &Cursor<'_>, check: &mut Check<'_>) {
    if let Some(links) = response.get("links") {
        check.warn(&links, "links are ignored");
    }
    let Some(content) = response.get("content") else { return };
    if let Some((media, key, entry)) = Media::preferred(&content) {
        check_used(&content, media, key, &entry, check);
    }
}

fn check_used(content: &Cursor<'_>, media: Media, key: &str, entry: &Cursor<'_>, check: &mut Check<'_>) {
    let has_schema = entry.node.as_map().is_none_or(|entry| entry.contains_key("schema"));
    match media {
        Media::Json if !has_schema => {
            check.warn(entry, "the JSON body has no `schema`: assuming any JSON").hint("describe it with `schema`");
        }
        Media::Text | Media::Binary if describes_json(entry) => {
            let read = if media == Media::Text { "text" } else { "bytes" };
            check.warn(entry, format!("a body of type `{key}` is read as {read}: its `schema` is not used"));
        }
        Media::Text | Media::Binary => {
            let is_limit = |key: &str| matches!(key, "minLength" | "maxLength" | "pattern" | "enum" | "default");
            for (keyword, value) in entry.members_of("schema").into_iter().filter(|(keyword, _)| is_limit(keyword)) {
                check.ignore(format!("`{keyword}` of a body that is not JSON is ignored"), &value);
            }
        }
        Media::Json => {}
    }
    let others: Vec<_> = content.members().map(|(key, _)| key).filter(|other| *other != key).collect();
    if !others.is_empty() {
        let others = others.join("`, `");
        check.warn(content, format!("`{key}` is used, and `{others}` is ignored"));
    }
}
