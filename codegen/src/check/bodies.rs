//! Bodies: their media types, and which of them is used.

use super::Check;
use crate::{document::Media, node::Cursor};

/// A request body is JSON.
pub(super) fn check_request(body: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(content) = body.get("content").filter(|content| content.node.as_map().is_some()) else { return };
    match Media::preferred(&content) {
        Some((Media::Json, used, media_type)) => {
            check_schema(&media_type, check);
            warn_of_others(&content, used, check);
        }
        Some((_, found, _)) => {
            check
                .error(&content, format!("request bodies of type `{found}` are not supported, only JSON"))
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
    let Some((media, used, media_type)) = Media::preferred(&content) else { return };
    if media == Media::Json {
        check_schema(&media_type, check);
    }
    warn_of_others(&content, used, check);
}

fn check_schema(media_type: &Cursor<'_>, check: &mut Check<'_>) {
    if media_type.node.as_map().is_some_and(|media_type| !media_type.contains_key("schema")) {
        check.warn(media_type, "the JSON body has no `schema`: assuming any JSON").hint("describe it with `schema`");
    }
}

fn warn_of_others(content: &Cursor<'_>, used: &str, check: &mut Check<'_>) {
    let others: Vec<_> = content.members().map(|(key, _)| key).filter(|key| *key != used).collect();
    if !others.is_empty() {
        let others = others.join("`, `");
        check.warn(content, format!("`{used}` is used, and `{others}` is ignored"));
    }
}
