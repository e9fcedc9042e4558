//! Media types, and the choice between those of a body.

use crate::node::Cursor;

/// How a body is handled, by its media type.
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
    /// How a body of this media type, such as `application/json; charset=utf-8`, is handled.
    pub fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json") {
            Self::Json
        } else if essence.starts_with("text/") && essence != "text/event-stream" {
            Self::Text
        } else {
            Self::Binary
        }
    }

    /// The entry of a `content` map that is used: JSON before text before bytes, else the first.
    pub fn preferred<'a>(content: &Cursor<'a>) -> Option<(Self, &'a str, Cursor<'a>)> {
        let entries = content.members().map(|(media_type, entry)| (Self::of(media_type), media_type, entry));
        entries.min_by_key(|(media, ..)| *media)
    }
}
