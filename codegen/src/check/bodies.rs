//! Bodies: their media types, and which of them is used.

use super::{Check, parameters};
use crate::{
    document::{Media, describes_json},
    node::Cursor,
    suggest,
};

/// A request body is JSON.
pub(super) fn check_request(body: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(content) = body.get("content").filter(|content| content.node.as_map().is_some()) else { return };
    match Media::preferred(&content) {
        Some((Media::Json, ..)) => check_used(&content, check),
        Some((_, key, _)) => {
            check
                .error(&content, format!("request bodies of type `{key}` are not supported, only JSON"))
                .hint("remove the operation in the overlay, or leave it out with `--skip-unsupported`");
        }
        None => _ = check.error(&content, "a request body must have a media type"),
    }
}

/// Checks a response: its headers, and that its body is JSON, text or bytes.
pub(super) fn check_response(response: &Cursor<'_>, check: &mut Check<'_>) {
    parameters::check_header_names(response, check);
    if let Some(links) = response.get("links") {
        check.warn(&links, "links are ignored");
    }
    response.get("content").iter().for_each(|content| check_used(content, check));
}

fn check_used(content: &Cursor<'_>, check: &mut Check<'_>) {
    let Some((media, key, entry)) = Media::preferred(content) else { return };
    if media == Media::Json {
        if entry.node.as_map().is_some_and(|entry| !entry.contains_key("schema")) {
            check.warn(&entry, "the JSON body has no `schema`: assuming any JSON").hint("describe it with `schema`");
        }
    } else if describes_json(&entry) {
        let read = if media == Media::Text { "text" } else { "bytes" };
        check.warn(&entry, format!("a body of type `{key}` is read as {read}: its `schema` is not used"));
    } else {
        let is_limit = |key: &str| matches!(key, "minLength" | "maxLength" | "pattern" | "enum" | "default");
        for (keyword, value) in entry.members_of("schema").into_iter().filter(|(keyword, _)| is_limit(keyword)) {
            check.ignore(&value, format!("`{keyword}` of a body that is not JSON is ignored"));
        }
    }
    let others: Vec<_> = content.members().map(|(key, _)| key).filter(|other| *other != key).collect();
    if !others.is_empty() {
        let are = if others.len() == 1 { "is" } else { "are" };
        check.warn(content, format!("`{key}` is used; {} {are} ignored", suggest::names(&others, "and")));
    }
}
