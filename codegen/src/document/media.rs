//! Media types, and which of those of a body is used.

use super::follow;
use crate::node::Cursor;

/// How a body of some media type is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Media {
    /// JSON, typed by its schema.
    Json,
    /// Text, as a string.
    Text,
    /// Anything else, as a stream of bytes: that of events has no end.
    Binary,
}

impl Media {
    /// How a body of this media type, such as `application/json; charset=utf-8`, is handled.
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
    pub fn preferred<'a>(content: &Cursor<'a>) -> Option<Preferred<'a>> {
        let entries = content.members().map(|(key, entry)| {
            let is_range = matches!(key, "*/*" | "application/*");
            let media_type = if is_range && describes_json(&entry) { JSON } else { key };
            Preferred { media: Self::of(media_type), key, media_type, entry }
        });
        entries.min_by_key(|entry| (entry.media, essence(entry.key) != JSON, entry.key != entry.media_type))
    }
}

/// The entry of a `content` map that is used.
#[derive(Clone, Debug)]
pub struct Preferred<'a> {
    /// How the body is handled.
    pub media: Media,
    /// The key of the entry.
    pub key: &'a str,
    /// The media type of the body.
    pub media_type: &'a str,
    /// The entry.
    pub entry: Cursor<'a>,
}

const JSON: &str = "application/json";

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns whether an entry of a `content` map has a schema that neither text nor bytes can have.
pub(crate) fn describes_json(entry: &Cursor<'_>) -> bool {
    let Some(schema) = entry.get("schema").and_then(|schema| follow(&schema)) else { return false };
    let is_composite =
        || ["properties", "additionalProperties", "items", "allOf"].iter().any(|key| schema.get(key).is_some());
    schema.node.str_at("type").map_or_else(is_composite, |ty| ty != "string")
}
