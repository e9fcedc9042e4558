//! Compares two APIs and finds the changes.

mod bodies;
pub(super) mod calls;
mod enums;
mod events;
pub(super) mod kinds;
mod limits;
mod members;
mod names;
mod operations;
mod parameters;
mod responses;
mod security;
pub(super) mod side;
mod structs;
mod types;

use std::collections::BTreeMap;

use wsapi_codegen::api::Api;

use super::{
    finding::{Finding, Subject},
    rules::rule,
};
use side::Side;

/// Returns all changes.
pub fn compare(old: &Api, new: &Api) -> Vec<Finding> {
    let (old, new) = (Side::of(old), Side::of(new));
    let mut comparison = Comparison { renamed: types::renamed(&old, &new), old, new, findings: Vec::new() };
    comparison.service();
    comparison.operations();
    comparison.types();
    comparison.events();
    comparison.findings
}

/// Two APIs, and the findings so far.
struct Comparison<'a> {
    old: Side<'a>,
    new: Side<'a>,
    /// The new names of renamed types, by old name.
    renamed: BTreeMap<&'a str, &'a str>,
    findings: Vec<Finding>,
}

impl Comparison<'_> {
    /// Adds a finding. `detail` shows the old and the new value.
    fn find(&mut self, id: &str, subject: &Subject, detail: impl Into<String>) {
        self.findings.push(Finding::new(rule(id), subject.clone(), detail.into()));
    }

    /// Adds a finding if a value changed.
    fn find_changed(&mut self, id: &str, subject: &Subject, old: &str, new: &str) {
        if old != new {
            self.find(id, subject, format!("`{old}` → `{new}`"));
        }
    }

    /// Adds the first finding if a condition became true, or the second if it became false.
    fn find_turned(&mut self, [on, off]: [&str; 2], subject: &Subject, old: bool, new: bool) {
        if old != new {
            self.find(if new { on } else { off }, subject, "");
        }
    }

    fn service(&mut self) {
        match (self.old.api.base_url(), self.new.api.base_url()) {
            (None, Some(new)) => self.find("base-url-added", &Subject::Service, format!("`{new}`")),
            (Some(old), None) => self.find("base-url-removed", &Subject::Service, format!("`{old}`")),
            (old, new) => {
                let [old, new] = [old, new].map(Option::unwrap_or_default);
                self.find_changed("base-url-changed", &Subject::Service, old, new);
            }
        }
        self.security_schemes();
    }
}
