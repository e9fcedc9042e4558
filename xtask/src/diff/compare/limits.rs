//! Limits and defaults of what is sent.

use serde_json::Value;
use wsapi_codegen::api::Limits;

use super::Comparison;
use crate::diff::finding::Subject;

/// Limits from below.
const LOWER: [&str; 4] = ["minimum", "minLength", "minItems", "minProperties"];

/// Limits from above.
const UPPER: [&str; 4] = ["maximum", "maxLength", "maxItems", "maxProperties"];

/// What belongs to the description of an item.
const WORDS: [&str; 6] = ["title", "description", "externalDocs", "default", "example", "deprecated"];

impl Comparison<'_> {
    pub(super) fn limits(&mut self, old: &Limits, new: &Limits, at: &Subject) {
        let mut keys: Vec<&String> =
            old.keys().chain(new.keys()).filter(|key| !WORDS.contains(&key.as_str())).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            let pair = (old.get(key), new.get(key));
            if pair.0 == pair.1 {
                continue;
            }
            if let (Some(Value::Object(old)), Some(Value::Object(new))) = pair {
                self.limits(old, new, at);
                continue;
            }
            let shown = |value: Option<&Value>| value.map_or("none".to_owned(), Value::to_string);
            let details = format!("`{key}`: {} → {}", shown(pair.0), shown(pair.1));
            self.find(verdict(key, pair.0, pair.1), at, details);
        }
    }

    pub(super) fn defaults(&mut self, old: Option<&Value>, new: Option<&Value>, at: &Subject) {
        let shown = |value: Option<&Value>| value.map_or("none".to_owned(), Value::to_string);
        self.find_changed("request-default-changed", at, &shown(old), &shown(new));
    }
}

fn verdict(key: &str, old: Option<&Value>, new: Option<&Value>) -> &'static str {
    let (tightened, loosened) = ("request-limits-tightened", "request-limits-loosened");
    match (old.and_then(Value::as_f64), new.and_then(Value::as_f64)) {
        (None, _) if old.is_none() => tightened,
        (_, None) if new.is_none() => loosened,
        (Some(old), Some(new)) if LOWER.contains(&key) => {
            if new > old {
                tightened
            } else {
                loosened
            }
        }
        (Some(old), Some(new)) if UPPER.contains(&key) => {
            if new < old {
                tightened
            } else {
                loosened
            }
        }
        _ => "request-limits-changed",
    }
}
