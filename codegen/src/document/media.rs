//! Media types, and the choice between those of a body.

use super::follow;
use crate::node::Cursor;

/// The handling of a body, by its media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Media {
    /// JSON, typed by its schema.
    Json,
    /// Text, as a string.
    Text,
    /// Anything else, as a stream of bytes: an event stream never ends.
    Binary,
}

impl Media {
    /// Returns the handling of a body of this media type, such as `application/json; charset=utf-8`.
    pub fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        if matches!(essence.as_str(), JSON | "text/json") || essence.ends_with("+json") {
            Self::Json
        } else if essence.starts_with("text/") && essence != "text/event-stream" {
            Self::Text
        } else {
            Self::Binary
        }
    }

    /// The entry of a `content` map that is used: JSON before text before bytes, `application/json` before other JSON,
    /// else the first. Some frameworks write `*/*` for JSON, so that is JSON if its schema is.
    pub fn preferred<'a>(content: &Cursor<'a>) -> Option<(Self, &'a str, Cursor<'a>)> {
        let entries = content.members().map(|(key, entry)| {
            let is_json = matches!(key, "*/*" | "application/*") && describes_json(&entry);
            (if is_json { Self::Json } else { Self::of(key) }, key, entry)
        });
        entries.min_by_key(|(media, key, _)| (*media, essence(key) != JSON, key.contains('*')))
    }
}

pub(crate) const JSON: &str = "application/json";

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns whether an entry of a `content` map has a schema that neither text nor bytes can have.
pub(crate) fn describes_json(entry: &Cursor<'_>) -> bool {
    let Some(schema) = entry.get("schema").and_then(|schema| follow(&schema)) else { return false };
    let is_composite =
        || ["properties", "additionalProperties", "items", "allOf"].iter().any(|key| schema.get(key).is_some());
    schema.node.str_at("type").map_or_else(is_composite, |ty| ty != "string")
}
