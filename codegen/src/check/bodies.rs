//! Bodies: in which media types they come, and which of these is used.

use crate::{document::Media, node::Cursor, problem::Problems};

/// A request body is JSON.
pub(super) fn check_request(body: &Cursor<'_>, problems: &mut Problems) {
    let Some(content) = body.get("content").filter(|content| content.node.as_map().is_some()) else { return };
    match Media::preferred(&content) {
        Some((Media::Json, used, media_type)) => {
            check_schema(&media_type, problems);
            warn_of_others(&content, used, problems);
        }
        _ => {
            problems
                .error(content.place(), "a request body must have a JSON media type")
                .hint("describe it as `application/json`, or remove the operation in the overlay");
        }
    }
}

/// A response is JSON, text or bytes.
pub(super) fn check_response(response: &Cursor<'_>, problems: &mut Problems) {
    if let Some(links) = response.get("links") {
        problems.warning(links.place(), "links are ignored");
    }
    let Some(content) = response.get("content") else { return };
    if let Some((media, used, media_type)) = Media::preferred(&content) {
        if media == Media::Json {
            check_schema(&media_type, problems);
        }
        warn_of_others(&content, used, problems);
    }
}

fn check_schema(media_type: &Cursor<'_>, problems: &mut Problems) {
    if media_type.node.as_map().is_some_and(|media_type| !media_type.contains_key("schema")) {
        problems.error(media_type.place(), "a JSON body must have `schema`").hint("write `schema: {}` for any value");
    }
}

fn warn_of_others(content: &Cursor<'_>, used: &str, problems: &mut Problems) {
    let others: Vec<_> = content.members().map(|(key, _)| key).filter(|key| *key != used).collect();
    if !others.is_empty() {
        let others = others.join("`, `");
        problems.warning(content.place(), format!("`{used}` is used, and `{others}` is ignored"));
    }
}
