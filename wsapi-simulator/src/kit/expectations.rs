//! What a test expects of the calls.

use std::sync::Mutex;

use super::{fault::Stubs, shared::lock};

/// The most similar operations that a problem names.
const MOST_NAMES: usize = 3;

/// Whether calls must be announced, and the calls that were not.
#[derive(Debug, Default)]
pub(crate) struct Expectations {
    seed: u64,
    is_strict: bool,
    unexpected: Mutex<Vec<String>>,
}

impl Expectations {
    pub(super) fn new(seed: u64, is_strict: bool) -> Self {
        Self { seed, is_strict, unexpected: Mutex::default() }
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// Records a call that no decision of the test is about, and returns what is wrong with it.
    pub(super) fn unexpected(&self, operation: &str, stubs: &Stubs) -> Option<String> {
        if !self.is_strict {
            return None;
        }
        let problem = match nearest(operation, stubs) {
            names if names.is_empty() => format!("`{operation}` was called, and no call is announced any more"),
            names => format!("`{operation}` was called, and only these calls are announced: {}", names.join(", ")),
        };
        lock(&self.unexpected).push(problem.clone());
        Some(problem)
    }

    /// The calls that the test did not expect, as one text.
    pub(super) fn problem(&self) -> Option<String> {
        let unexpected = lock(&self.unexpected);
        (!unexpected.is_empty()).then(|| unexpected.join("\n"))
    }
}

/// The announced operations with the most similar names.
fn nearest(operation: &str, stubs: &Stubs) -> Vec<String> {
    let mut names: Vec<&str> = stubs.all().filter_map(|stub| stub.operation).collect();
    names.sort_by(|one, other| {
        let [one, other] = [one, other].map(|name| strsim::jaro_winkler(operation, name));
        other.total_cmp(&one)
    });
    names.dedup();
    names.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect()
}
