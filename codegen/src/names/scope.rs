//! The names of one scope.

use std::collections::HashMap;

use crate::problem::{Place, Problems};

/// The names that are taken, each with the number that the next one like it gets.
#[derive(Debug, Default)]
pub(crate) struct Scope(HashMap<String, u64>);

impl<S: Into<String>> FromIterator<S> for Scope {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        Self(names.into_iter().map(|name| (name.into(), 2)).collect())
    }
}

impl Scope {
    /// Takes the first of `name`, `name2`, `name3`, … that is not taken.
    pub(crate) fn take(&mut self, name: String) -> String {
        // A separate number, not more digits of the name.
        let is_apart = name.starts_with(char::is_lowercase) || name.ends_with(|last: char| last.is_ascii_digit());
        let separator = if is_apart { "_" } else { "" };
        // Names are never released, so the numbers below remain taken.
        let mut number = self.0.get(&name).copied().unwrap_or(2);
        let mut taken = name.clone();
        while !self.insert(taken.clone()) {
            taken = format!("{}{separator}{number}", name.trim_end_matches('_'));
            number += 1;
        }
        self.0.insert(name, number);
        taken
    }

    /// Takes a name like [`Scope::take`], and warns if its owner gets another one.
    pub(crate) fn take_or_warn(&mut self, name: String, owner: &str, place: Place, problems: &mut Problems) -> String {
        let taken = self.take(name.clone());
        if taken != name {
            let message = format!("`{name}` is taken, so {owner} becomes `{taken}`");
            problems.warning(place, message).hint("choose the names with `x-sdk-name`");
        }
        taken
    }

    /// Takes a name; false if it is taken.
    pub(crate) fn insert(&mut self, name: String) -> bool {
        !self.contains(&name) && self.0.insert(name, 2).is_none()
    }

    /// Takes the first of the names that is free.
    pub(crate) fn first_free(&mut self, names: impl IntoIterator<Item = String>) -> String {
        names.into_iter().find(|name| self.insert(name.clone())).unwrap_or_default()
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}
