//! Compares two APIs and finds the changes.

mod bodies;
mod enums;
mod events;
mod kinds;
mod limits;
mod members;
mod operations;
mod parameters;
mod responses;
mod security;
pub(super) mod side;
mod structs;
mod types;

use std::collections::BTreeMap;

use wsapi_codegen::api::{Api, Server};

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
        self.findings.push(Finding { rule: rule(id), subject: subject.clone(), detail: detail.into() });
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
        let address = |api: &Api| {
            let server = api.servers.iter().find(|server| server.url.starts_with("http"));
            server.map(|Server { url, .. }| url.trim_end_matches('/').to_owned()).unwrap_or_default()
        };
        let (old, new) = (address(self.old.api), address(self.new.api));
        self.find_changed("base-url-changed", &Subject::Service, &old, &new);
        self.security_schemes();
    }
}
