//! A comparison as Markdown, for the changelog.

use std::fmt::Write;

use crate::diff::{
    rule::Effect,
    summary::{Change, Summary},
};

pub(super) fn print(summary: &Summary) -> String {
    let mut text = String::new();
    let is_breaking =
        |change: &&Change| change.finding.rule.source.max(change.finding.rule.behaviour) == Effect::Breaking;
    let (breaking, other): (Vec<_>, Vec<_>) = summary.changes.iter().partition(is_breaking);
    for (title, changes) in [("### Breaking", breaking), ("### Changed", other)] {
        if !changes.is_empty() {
            _ = write!(text, "{title}\n\n");
            changes.into_iter().for_each(|change| line(change, &mut text));
            text.push('\n');
        }
    }
    if summary.effects()[0] == Effect::Breaking {
        text += "Releases before this one do not work with the changed service.\n";
    }
    text
}

fn line(change: &Change, text: &mut String) {
    let finding = &change.finding;
    let detail = if finding.detail.is_empty() { String::new() } else { format!(" ({})", finding.detail) };
    let migration = if finding.rule.migration.is_empty() { "" } else { ": " };
    _ = writeln!(text, "- {}{detail}: {}{migration}{}.", finding.subject, finding.rule.reason, finding.rule.migration);
}
