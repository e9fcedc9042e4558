//! Limits and defaults of values that clients send.

use std::collections::BTreeSet;

use serde_json::Value;
use wsapi_codegen::api::Limits;

use super::Comparison;
use crate::diff::finding::Subject;

/// Lower limits.
const LOWER: [&str; 4] = ["minimum", "minLength", "minItems", "minProperties"];

/// Upper limits.
const UPPER: [&str; 4] = ["maximum", "maxLength", "maxItems", "maxProperties"];

/// Keys that describe an item and do not limit it.
const WORDS: [&str; 6] = ["title", "description", "externalDocs", "default", "example", "deprecated"];

impl Comparison<'_> {
    pub(super) fn limits(&mut self, old: &Limits, new: &Limits, at: &Subject) {
        self.limits_below("", old, new, at);
    }

    fn limits_below(&mut self, path: &str, old: &Limits, new: &Limits, at: &Subject) {
        let keys: BTreeSet<&String> =
            old.keys().chain(new.keys()).filter(|key| !WORDS.contains(&key.as_str())).collect();
        for key in keys {
            let pair = (limit(old, key), limit(new, key));
            if key == "items" {
                let [old, new] =
                    [pair.0, pair.1].map(|items| items.and_then(Value::as_object).cloned().unwrap_or_default());
                self.limits_below(&format!("{path}items."), &old, &new, at);
            } else if pair.0 != pair.1 {
                let shown = |value: Option<&Value>| value.map_or("none".to_owned(), Value::to_string);
                let details = format!("`{path}{key}`: {} → {}", shown(pair.0), shown(pair.1));
                self.find(verdict(key, pair.0, pair.1), at, details);
            }
        }
    }

    pub(super) fn defaults(&mut self, old: Option<&Value>, new: Option<&Value>, at: &Subject) {
        match (old, new) {
            (None, Some(new)) => self.find("request-default-documented", at, format!("`{new}`")),
            (Some(old), None) => self.find("request-default-no-longer-documented", at, format!("`{old}`")),
            (Some(old), Some(new)) => {
                self.find_changed("request-default-changed", at, &old.to_string(), &new.to_string());
            }
            (None, None) => {}
        }
    }
}

/// Returns a limit, unless every value satisfies it.
fn limit<'a>(limits: &'a Limits, key: &str) -> Option<&'a Value> {
    let is_zero = |value: &&Value| LOWER[1..].contains(&key) && value.as_f64() == Some(0.0);
    limits.get(key).filter(|value| !is_zero(value))
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
