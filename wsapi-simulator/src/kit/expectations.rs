//! The calls that a test expects.

use std::{collections::VecDeque, sync::Mutex};

use super::{fault::Fault, shared::lock, stubs::Stubs};

/// The maximum number of similar operations that an error names.
const MOST_NAMES: usize = 3;

/// The maximum number of calls that the report of a failed test lists. Earlier ones are only counted.
const MOST_SHOWN: usize = 100;

/// The strictness of the simulator, and the unexpected calls.
#[derive(Debug, Default)]
pub(crate) struct Expectations {
    seed: u64,
    is_strict: bool,
    unexpected: Mutex<Unexpected>,
}

/// The unexpected calls.
#[derive(Debug, Default)]
struct Unexpected {
    newest: VecDeque<String>,
    /// The number of calls that are no longer listed.
    earlier: usize,
}

impl Expectations {
    pub(super) fn new(seed: u64, is_strict: bool) -> Self {
        Self { seed, is_strict, unexpected: Mutex::default() }
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// Records a call that matches no expectation. Returns the error if the simulator is strict.
    pub(super) fn unexpected(&self, operation: Option<&str>, stubs: &Stubs<Fault>) -> Option<String> {
        if !self.is_strict {
            return None;
        }
        let called = operation.map_or_else(|| "an unknown path".to_owned(), |id| format!("`{id}`"));
        let expected = match nearest(operation.unwrap_or_default(), stubs) {
            names if names.is_empty() => "no more calls are expected".to_owned(),
            names if names.len() == 1 => format!("the most similar expected call is {}", names[0]),
            names => format!("the most similar expected calls are {}", names.join(", ")),
        };
        let problem = format!("unexpected call to {called}; {expected}");
        lock(&self.unexpected).add(problem.clone());
        Some(problem)
    }

    /// Returns the unexpected calls as one text.
    pub(super) fn problem(&self) -> Option<String> {
        let Unexpected { newest, earlier } = &*lock(&self.unexpected);
        let earlier = (*earlier > 0).then(|| format!("{earlier} earlier calls were also unexpected"));
        let lines: Vec<_> = earlier.into_iter().chain(newest.iter().cloned()).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

impl Unexpected {
    fn add(&mut self, problem: String) {
        if self.newest.len() == MOST_SHOWN {
            self.newest.pop_front();
            self.earlier += 1;
        }
        self.newest.push_back(problem);
    }
}

/// Returns the expected operations with the most similar names.
fn nearest(operation: &str, stubs: &Stubs<Fault>) -> Vec<String> {
    let mut names: Vec<&str> = stubs.all().filter_map(|(_, stub)| stub.subject.as_deref()).collect();
    names.sort_by(|one, other| {
        let [one, other] = [one, other].map(|name| strsim::jaro_winkler(operation, name));
        other.total_cmp(&one)
    });
    names.dedup();
    names.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect()
}
