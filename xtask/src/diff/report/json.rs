//! Prints a comparison as JSON.

use serde_json::{Value, json};

use crate::diff::summary::{Change, Summary};

pub(super) fn print(summary: &Summary) -> Value {
    let [wire, source, behaviour] = summary.effects();
    json!({
        "old": summary.old,
        "new": summary.new,
        "effects": { "wire": wire, "source": source, "behaviour": behaviour },
        "version": { "released": summary.released, "next": summary.version() },
        "urgency": summary.urgency(),
        "changes": summary.changes.iter().map(change).collect::<Vec<_>>(),
        "note": summary.note(),
        "acceptances": { "expired": summary.expired, "unmatched": summary.unmatched },
        "overlay": summary.overlay.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    let finding = &change.finding;
    json!({
        "fingerprint": finding.fingerprint(),
        "rule": finding.rule.id,
        "direction": finding.rule.direction,
        "subject": finding.subject.to_string(),
        "detail": finding.detail,
        "effects": {
            "wire": finding.rule.wire,
            "source": finding.rule.source,
            "behaviour": finding.rule.behaviour,
        },
        "reason": finding.rule.reason,
        "migration": finding.rule.migration,
        "accepted": change.accepted,
    })
}
