//! The differences that are known and justified: five at most, and none that no operation needs.

use serde_json::Value;

use crate::seen::Seen;

/// A known difference.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Its name.
    pub name: &'static str,
    /// The reason why it is accepted.
    pub reason: &'static str,
    /// Removes the difference from both requests, ours first.
    pub apply: fn(&mut Seen, &mut Seen),
}

/// All rules.
pub(crate) const RULES: [Rule; 1] = [Rule {
    name: "null",
    reason: "progenitor leaves out the caller's nulls, but the service keeps what is left out and clears what is null",
    apply: leave_out_null,
}];

const _: () = assert!(RULES.len() <= 5, "at most five differences are accepted");

/// Removes from our body each null that is not in theirs.
fn leave_out_null(ours: &mut Seen, theirs: &mut Seen) {
    if let (Some(Value::Object(ours)), Some(Value::Object(theirs))) = (&mut ours.body, &theirs.body) {
        ours.retain(|name, value| !value.is_null() || theirs.contains_key(name));
    }
}
