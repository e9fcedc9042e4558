//! The judges of `--witness`, which do not use the table: the compiler and `cargo-semver-checks`.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{
    semver_checks::{self, Opinion, Verdict},
    summary::Summary,
    version::Version,
    witness::{self, Testimony},
};
use crate::report::counted;

/// The results of both judges.
#[derive(Clone, Debug)]
pub(super) struct Judges {
    testimony: Testimony,
    opinion: Opinion,
}

impl Judges {
    /// Asks both judges.
    pub(super) fn ask(old: &Version, new: &Version, summary: &Summary) -> Result<Self> {
        let findings: Vec<_> = summary.changes.iter().map(|change| change.finding.clone()).collect();
        Ok(Self {
            testimony: witness::witness("diff-witness", &old.api, &new.api, &findings)?,
            opinion: semver_checks::ask("diff-semver-checks", &old.api, &new.api, &findings)?,
        })
    }

    /// Fails if the compiler disagrees with the table. `cargo-semver-checks` has blind spots, so it never causes a
    /// failure.
    pub(super) fn check(&self) -> Result<()> {
        let disagreements = &self.testimony.disagreements;
        ensure!(disagreements.is_empty(), "the compiler disagrees with the table:\n{}", disagreements.join("\n"));
        Ok(())
    }

    /// Returns the results as text.
    pub(super) fn text(&self) -> String {
        let Testimony { examples, broken, disagreements } = &self.testimony;
        let agrees = if disagreements.is_empty() { ", as the table says" } else { "" };
        let mut lines = vec![format!("witness  {} of {examples} examples do not compile{agrees}", broken.len())];
        lines.extend(broken.iter().map(|(id, error)| format!("  `{id}`: {error}")));
        match &self.opinion {
            Opinion::Missing(reason) => lines.push(format!("semver   skipped: {}", reason.replace('\n', "\n  "))),
            Opinion::Given(verdict) => verdict_lines(verdict, &mut lines),
        }
        lines.join("\n")
    }

    /// Adds the results to a comparison as JSON.
    pub(super) fn add_to(&self, comparison: &mut Value) {
        let Testimony { examples, broken, disagreements } = &self.testimony;
        comparison["witness"] = json!({ "examples": examples, "broken": broken, "disagreements": disagreements });
        comparison["semver_checks"] = match &self.opinion {
            Opinion::Missing(reason) => json!({ "skipped": reason }),
            Opinion::Given(verdict) => verdict_json(verdict),
        };
    }
}

fn verdict_lines(verdict: &Verdict, lines: &mut Vec<String>) {
    let Verdict { program, limit, breaks, unexplained, unseen } = verdict;
    let count = counted(verdict.disagreements(), "disagreement");
    lines.push(format!("semver   {program}: {}, {count} with the table", counted(breaks.len(), "break")));
    if let Some(reason) = limit {
        lines
            .push(format!("  only the generated code is compared, because the whole SDK cannot be: {}", first(reason)));
    }
    if !unexplained.is_empty() {
        lines.push("  breaks that no finding explains:".to_owned());
    }
    for (one, related) in unexplained {
        let table = if related.is_empty() { String::new() } else { format!("; the table has {}", related.join(", ")) };
        lines.push(format!("    {} ({}): {}{table}", one.lint, one.title, one.item));
    }
    for (reason, findings) in unseen {
        lines.push(match reason {
            Some(reason) => format!("  breaking in the table, but not detected, because {reason}:"),
            None => "  breaking in the table, but not detected for an unknown reason:".to_owned(),
        });
        lines.extend(findings.iter().map(|finding| format!("    {finding}")));
    }
}

fn verdict_json(verdict: &Verdict) -> Value {
    let unexplained = verdict.unexplained.iter().map(|(one, related)| json!({ "break": one, "findings": related }));
    let unseen = verdict.unseen.iter().flat_map(|(reason, findings)| findings.iter().map(move |one| (reason, one)));
    let unseen = unseen.map(|(reason, finding)| {
        json!({
            "fingerprint": finding.fingerprint(),
            "rule": finding.rule.id,
            "subject": finding.subject.to_string(),
            "detail": finding.detail,
            "blind_spot": reason,
        })
    });
    json!({
        "program": verdict.program,
        "only_generated": verdict.limit,
        "breaks": verdict.breaks,
        "unexplained": unexplained.collect::<Vec<_>>(),
        "unseen": unseen.collect::<Vec<_>>(),
    })
}

fn first(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
