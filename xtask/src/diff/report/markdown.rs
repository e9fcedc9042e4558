//! Prints a comparison as Markdown, for the changelog.

use std::fmt::Write;

use crate::diff::{
    finding::{Finding, Subject},
    rule::Effect,
    summary::{Change, Summary},
};

/// The sections, in the order of the changelog.
const SECTIONS: [&str; 5] = ["Breaking", "Added", "Changed", "Deprecated", "Removed"];

pub(super) fn print(summary: &Summary) -> String {
    let mut text = String::new();
    // Changes that the overlay hides concern only maintainers.
    let is_public = |change: &&Change| !matches!(change.finding.subject, Subject::Document(..));
    let changes: Vec<_> = summary.changes.iter().filter(is_public).collect();
    for title in SECTIONS {
        let mut changes = changes.iter().filter(|change| section(&change.finding) == title).peekable();
        if changes.peek().is_some() {
            _ = write!(text, "### {title}\n\n");
            changes.for_each(|change| line(change, &mut text));
            text.push('\n');
        }
    }
    if summary.effects()[0] == Effect::Breaking {
        text += "Releases before this one do not work with the changed service.\n";
    }
    text
}

/// Returns the section in which a user looks for the change.
fn section(finding: &Finding) -> &'static str {
    let rule = finding.rule;
    let is = |words: &[&str]| words.iter().any(|word| rule.id.ends_with(word));
    if is(&["-removed", "-lost", "-dropped"]) {
        "Removed"
    } else if rule.source.max(rule.behaviour) == Effect::Breaking {
        "Breaking"
    } else if is(&["-added", "-gained", "-kept"]) {
        "Added"
    } else if is(&["-deprecated"]) && !is(&["no-longer-deprecated"]) {
        "Deprecated"
    } else {
        "Changed"
    }
}

fn line(change: &Change, text: &mut String) {
    let finding = &change.finding;
    let detail = if finding.detail.is_empty() { String::new() } else { format!(" ({})", finding.detail) };
    let migration = if finding.rule.migration.is_empty() { "" } else { ": " };
    let accepted = change.accepted.as_ref().map(|reason| format!(" Accepted: {}", sentence(reason)));
    let (subject, rule) = (&finding.subject, finding.rule);
    let accepted = accepted.unwrap_or_default();
    _ = writeln!(text, "- {subject}{detail}: {}{migration}{}.{accepted}", rule.reason, rule.migration);
}

/// Returns a reason on one line, with a full stop.
fn sentence(reason: &str) -> String {
    let text = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.ends_with(['.', '!', '?']) { text } else { text + "." }
}
