//! Expected responses.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use crate::{Exchange, Mode};

/// An expected response.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expected {
    pub(crate) statuses: Vec<u16>,
    pub(crate) detail: Option<Texts>,
    pub(crate) detail_starts: Option<String>,
    pub(crate) json: Option<Value>,
    pub(crate) media_type: Option<String>,
}

/// One or several possible texts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Texts {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Texts {
    pub(crate) fn all(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(texts) => texts,
        }
    }
}

impl Expected {
    /// Expects an error with this status and detail.
    pub(crate) fn error(status: u16, detail: &str) -> Self {
        Self { statuses: vec![status], detail: Some(Texts::One(detail.to_owned())), ..Self::default() }
    }

    /// Expects a status.
    pub(crate) fn status(status: u16) -> Self {
        Self { statuses: vec![status], ..Self::default() }
    }

    /// Expects an error with this status, whose detail begins with a text.
    pub(crate) fn starts(status: u16, detail: &str) -> Self {
        Self { detail_starts: Some(detail.to_owned()), ..Self::status(status) }
    }

    /// Removes the expectations that are only known for self-hosted servers.
    pub(crate) fn known_in(mut self, mode: Mode) -> Self {
        if mode == Mode::Hosted {
            (self.detail, self.detail_starts) = (None, None);
        }
        self
    }

    /// Returns `true` if a response matches.
    pub(crate) fn accepts(&self, exchange: &Exchange) -> bool {
        self.statuses.contains(&exchange.status)
            && self.detail.as_ref().is_none_or(|detail| has_detail(exchange, detail))
            && self.detail_starts.as_ref().is_none_or(|start| {
                exchange.json().is_some_and(|json| json["detail"].as_str().is_some_and(|text| text.starts_with(start)))
            })
            && self.media_type.as_ref().is_none_or(|wanted| exchange.media_type.as_ref() == Some(wanted))
            && self.json.as_ref().is_none_or(|wanted| exchange.json().is_some_and(|found| contains(wanted, &found)))
    }
}

/// Returns `true` if the body is exactly the error with this detail, with its two members in either order.
fn has_detail(exchange: &Exchange, detail: &Texts) -> bool {
    let body = exchange.body.trim_ascii_end();
    detail.all().iter().any(|detail| {
        let (status, detail) = (exchange.status, go_string(detail));
        let bodies = [
            format!(r#"{{"status":{status},"detail":{detail}}}"#),
            format!(r#"{{"detail":{detail},"status":{status}}}"#),
        ];
        bodies.iter().any(|expected| expected.as_bytes() == body)
    })
}

/// Serializes a string as Go does.
fn go_string(text: &str) -> String {
    let json = Value::from(text).to_string();
    json.chars()
        .map(|char| match char {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => format!("\\u{:04x}", u32::from(char)),
            other => other.to_string(),
        })
        .collect()
}

/// Returns `true` if `found` contains `wanted`: all members of objects, and all elements of lists in any order.
fn contains(wanted: &Value, found: &Value) -> bool {
    match (wanted, found) {
        (Value::String(text), _) if text == "*" => !found.is_null(),
        (Value::Object(wanted), Value::Object(found)) => {
            wanted.iter().all(|(name, value)| found.get(name).is_some_and(|found| contains(value, found)))
        }
        (Value::Array(wanted), Value::Array(found)) => {
            wanted.iter().all(|value| found.iter().any(|found| contains(value, found)))
        }
        _ => wanted == found,
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statuses: Vec<_> = self.statuses.iter().map(u16::to_string).collect();
        f.write_str(&statuses.join(" or "))?;
        if let Some(detail) = &self.detail {
            write!(f, ", detail `{}`", detail.all().join("` or `"))?;
        }
        if let Some(start) = &self.detail_starts {
            write!(f, ", detail that begins with `{start}`")?;
        }
        if let Some(media_type) = &self.media_type {
            write!(f, ", {media_type}")?;
        }
        match &self.json {
            Some(json) => write!(f, ", a body with {json}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{contains, go_string};

    #[test]
    fn texts_are_escaped_as_go_does() {
        assert_eq!(go_string("a<b>&\"\u{2028}"), r#""a\u003cb\u003e\u0026\"\u2028""#);
    }

    #[test]
    fn more_members_and_elements_are_accepted() {
        assert!(contains(&json!({ "a": [1], "b": "*" }), &json!({ "a": [2, 1], "b": false, "c": 1 })));
        assert!(!contains(&json!({ "a": [3] }), &json!({ "a": [2, 1] })));
        assert!(!contains(&json!({ "a": "*" }), &json!({ "a": null })));
    }
}
