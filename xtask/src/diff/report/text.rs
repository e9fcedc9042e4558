//! Prints a comparison as text.

use std::fmt::Write;

use crate::diff::{
    rule::Effect,
    summary::{Change, Summary},
};

/// The names of the axes.
const AXES: [&str; 3] = ["wire", "source", "behaviour"];

/// The versioning rule before 1.0.
const BEFORE_1_0: &str =
    "; before 1.0, a breaking change raises the minor version, and any other change raises the patch version";

pub(super) fn print(summary: &Summary) -> String {
    let mut text = format!("{} → {}\n", summary.old, summary.new);
    if summary.changes.is_empty() {
        text += "no change that a program can notice\n";
    }
    for weight in [Effect::Breaking, Effect::Minor, Effect::None] {
        let changes: Vec<_> = summary.changes.iter().filter(|change| change.weight() == weight).collect();
        if !changes.is_empty() {
            _ = write!(text, "\n{}\n", heading(weight));
        }
        changes.into_iter().for_each(|change| line(change, &mut text));
    }
    if !summary.overlay.is_empty() {
        text += "\noverlay: these actions no longer fit the new documents\n";
    }
    summary.overlay.iter().for_each(|problem| _ = writeln!(text, "  {problem}"));
    if !(summary.expired.is_empty() && summary.unmatched.is_empty()) {
        text += "\nacceptances without effect\n";
    }
    summary.expired.iter().chain(&summary.unmatched).for_each(|line| _ = writeln!(text, "  {line}"));
    summary.note().into_iter().for_each(|note| _ = writeln!(text, "\nnote: {note}"));
    if !summary.changes.is_empty() {
        conclusion(summary, &mut text);
    }
    text
}

pub(super) fn heading(weight: Effect) -> &'static str {
    match weight {
        Effect::Breaking => "breaking",
        Effect::Minor => "minor",
        Effect::None => "for information",
    }
}

fn line(change: &Change, text: &mut String) {
    let finding = &change.finding;
    let axes = AXES.iter().zip(finding.effects()).filter(|(_, effect)| *effect != Effect::None);
    let axes: Vec<_> = axes.map(|(axis, effect)| format!("{axis} {effect}")).collect();
    _ = writeln!(text, "  {finding}");
    let axes = if axes.is_empty() { "no effect".to_owned() } else { axes.join(", ") };
    _ = writeln!(text, "      {axes}: {}", finding.rule.reason);
    if !finding.rule.migration.is_empty() {
        _ = writeln!(text, "      to do: {}", finding.rule.migration);
    }
    if let Some(reason) = &change.accepted {
        _ = writeln!(text, "      accepted: {reason}");
    }
}

fn conclusion(summary: &Summary, text: &mut String) {
    let effects: Vec<_> = AXES.iter().zip(summary.effects()).map(|(axis, effect)| format!("{axis} {effect}")).collect();
    let rule = if summary.released.starts_with("0.") { BEFORE_1_0 } else { "" };
    _ = write!(text, "\n{}\n", effects.join(", "));
    _ = writeln!(text, "version  {} → {} or later{rule}", summary.released, summary.version());
    _ = writeln!(text, "urgency  {}", summary.urgency());
}
