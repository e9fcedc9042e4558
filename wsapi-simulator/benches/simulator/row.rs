//! Rows as xtask reads them: one JSON object a line.

use serde_json::json;

/// A measure with its limit.
pub(crate) fn print(compared: &str, unit: &str, ours: &[f64], limit: f64) {
    println!("{}", json!({ "compared": compared, "unit": unit, "ours": ours, "goal": { "ours": limit } }));
}
