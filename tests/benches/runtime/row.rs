//! Rows as xtask reads them: one JSON object a line.

use serde_json::{Map, Value, json};

/// A comparison with one peer. `more` has the optional fields.
pub(crate) fn print(compared: &str, unit: &str, ours: &[f64], peer: &str, theirs: &[f64], more: Value) {
    let row = json!({ "compared": compared, "unit": unit, "ours": ours, "peer": peer, "theirs": theirs });
    let members = [row, more].into_iter().filter_map(|value| match value {
        Value::Object(members) => Some(members),
        _ => None,
    });
    println!("{}", Value::Object(members.flatten().collect::<Map<_, _>>()));
}
