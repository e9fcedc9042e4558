//! Failures that many operations share. They are documented once, in the module `resources`.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::docs;
use crate::api::{Api, Operation, Resource, Response, Status};

/// The number of operations from which a failure is documented once.
const MANY: usize = 10;

/// The shared failures: for each status, the text that most operations have.
#[derive(Debug)]
pub(super) struct SharedErrors(BTreeMap<Status, String>);

impl SharedErrors {
    /// Finds the failures that many operations share.
    pub(super) fn of(api: &Api) -> Self {
        let mut counts: BTreeMap<Status, IndexMap<String, usize>> = BTreeMap::new();
        for failure in api.operations().flat_map(|operation| &operation.failures) {
            let text = docs::one_line(&failure.description);
            if !text.is_empty() {
                *counts.entry(failure.status).or_default().entry(text).or_default() += 1;
            }
        }
        let most_frequent = |texts: IndexMap<String, usize>| texts.into_iter().rev().max_by_key(|(_, count)| *count);
        let shared = counts.into_iter().filter_map(|(status, texts)| Some((status, most_frequent(texts)?)));
        Self(shared.filter(|(_, (_, count))| *count >= MANY).map(|(status, (text, _))| (status, text)).collect())
    }

    /// The statuses and their texts.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Status, &str)> {
        self.0.iter().map(|(status, text)| (*status, text.as_str()))
    }

    /// The shared statuses of an operation.
    pub(super) fn of_operation(&self, operation: &Operation) -> BTreeSet<Status> {
        operation.failures.iter().filter(|failure| self.contains(failure)).map(|failure| failure.status).collect()
    }

    /// The shared statuses that all operations of a resource have.
    pub(super) fn of_resource(&self, resource: &Resource) -> BTreeSet<Status> {
        let statuses = resource.operations.iter().map(|operation| self.of_operation(operation));
        statuses.reduce(|all, next| &all & &next).unwrap_or_default()
    }

    /// The failures of an operation that have a text of their own.
    pub(super) fn own<'a>(&self, operation: &'a Operation) -> Vec<&'a Response> {
        operation.failures.iter().filter(|failure| !self.contains(failure)).collect()
    }

    fn contains(&self, failure: &Response) -> bool {
        self.0.get(&failure.status).is_some_and(|text| *text == docs::one_line(&failure.description))
    }
}

/// Statuses as a list of code spans.
pub(super) fn list(statuses: &BTreeSet<Status>) -> String {
    Vec::from_iter(statuses.iter().map(|status| format!("`{status}`"))).join(", ")
}
