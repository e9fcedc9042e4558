//! The names of one scope.

use std::collections::HashSet;

use crate::names::unique;

/// The names that are in use in a scope.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// A scope in which some names are in use.
    pub(super) fn with<'a>(taken: impl IntoIterator<Item = &'a str>) -> Self {
        Self { taken: taken.into_iter().map(str::to_owned).collect() }
    }

    /// Takes the name of the hint, or else that of the rule, with a number if it is in use.
    pub(super) fn take(&mut self, hint: Option<&str>, rule: impl FnOnce() -> String) -> String {
        unique(hint.map_or_else(rule, str::to_owned), &mut self.taken)
    }

    /// Takes the first of the names that is free.
    pub(super) fn first_free(&mut self, names: impl IntoIterator<Item = String>) -> String {
        names.into_iter().find(|name| self.taken.insert(name.clone())).unwrap_or_default()
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.taken.contains(name)
    }
}
