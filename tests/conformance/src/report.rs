//! The results of a run, as a table.

use std::{collections::BTreeMap, fmt};

use crate::Exchange;

/// The results of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Every case, in order.
    pub outcomes: Vec<Outcome>,
    /// Every request that was sent, with its response.
    pub exchanges: Vec<Exchange>,
}

/// The result of a case.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The file of the case.
    pub resource: &'static str,
    /// The operation, if the request is one.
    pub operation: Option<String>,
    /// The name of the case.
    pub name: String,
    /// The kind of case.
    pub kind: Kind,
    /// The result.
    pub verdict: Verdict,
}

/// The kind of case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A request that succeeds.
    Valid,
    /// A request that is rejected.
    Invalid,
    /// A request that violates several rules.
    Order,
}

/// The result of a case.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// The response is as expected.
    Passed,
    /// The request was not sent, for this reason.
    Skipped(String),
    /// The response does not match.
    Failed(Failure),
}

/// A response that does not match.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The request.
    pub request: String,
    /// The expected response.
    pub expected: String,
    /// The actual response.
    pub found: String,
}

/// The numbers of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    valid: usize,
    invalid: usize,
    order: usize,
    failed: usize,
    skipped: usize,
}

impl Report {
    /// Returns the number of requests that were sent.
    pub fn ran(&self) -> usize {
        self.outcomes.len() - self.skipped()
    }

    /// Returns the number of cases that passed.
    pub fn passed(&self) -> usize {
        self.outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Passed)).count()
    }

    /// Returns the number of cases that were skipped.
    pub fn skipped(&self) -> usize {
        self.outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Skipped(_))).count()
    }

    /// Returns the number of cases that failed.
    pub fn failed(&self) -> usize {
        self.ran() - self.passed()
    }

    fn rows(&self) -> Vec<(&'static str, Counts)> {
        let mut rows: Vec<(&str, Counts)> = Vec::new();
        for outcome in &self.outcomes {
            let index = rows.iter().position(|(name, _)| *name == outcome.resource).unwrap_or_else(|| {
                rows.push((outcome.resource, Counts::default()));
                rows.len() - 1
            });
            let counts = &mut rows[index].1;
            match (&outcome.verdict, outcome.kind) {
                (Verdict::Skipped(_), _) => counts.skipped += 1,
                (Verdict::Failed(_), _) => counts.failed += 1,
                (Verdict::Passed, Kind::Valid) => counts.valid += 1,
                (Verdict::Passed, Kind::Invalid) => counts.invalid += 1,
                (Verdict::Passed, Kind::Order) => counts.order += 1,
            }
        }
        rows
    }

    /// Returns the reasons for skipping, with the operations.
    fn reasons(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for outcome in &self.outcomes {
            if let Verdict::Skipped(reason) = &outcome.verdict {
                let operations = reasons.entry(reason).or_default();
                let operation = outcome.operation.as_deref().unwrap_or(&outcome.name);
                if !operations.contains(&operation) {
                    operations.push(operation);
                }
            }
        }
        reasons
    }
}

/// Formats a table, the reasons for skipping, and the failures.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, name: &str, counts: Counts| {
            let Counts { valid, invalid, order, failed, skipped } = counts;
            writeln!(f, "| {name:<13} | {valid:>5} | {invalid:>7} | {order:>5} | {failed:>6} | {skipped:>7} |")
        };
        writeln!(f, "|               | valid | invalid | order | failed | skipped |")?;
        writeln!(f, "|---------------|------:|--------:|------:|-------:|--------:|")?;
        let mut sum = Counts::default();
        for (name, counts) in self.rows() {
            line(f, name, counts)?;
            sum.valid += counts.valid;
            sum.invalid += counts.invalid;
            sum.order += counts.order;
            sum.failed += counts.failed;
            sum.skipped += counts.skipped;
        }
        line(f, "all", sum)?;
        for (reason, operations) in self.reasons() {
            writeln!(f, "\nskipped, {reason}: {}", operations.join(", "))?;
        }
        for outcome in &self.outcomes {
            if let Verdict::Failed(Failure { request, expected, found }) = &outcome.verdict {
                let operation = outcome.operation.as_deref().unwrap_or("request");
                writeln!(f, "\nfailed: {}: {operation}, {}", outcome.resource, outcome.name)?;
                writeln!(f, "  request:  {request}\n  expected: {expected}\n  found:    {found}")?;
            }
        }
        Ok(())
    }
}
