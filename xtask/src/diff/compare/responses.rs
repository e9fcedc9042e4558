//! The responses of operations, and what a call returns.

use std::collections::BTreeMap;

use wsapi_codegen::api::{Content, Operation, Output, Response, Status};

use super::{Comparison, kinds};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    pub(super) fn responses(&mut self, old: &Operation, new: &Operation) {
        self.statuses(&new.id, &old.successes, &new.successes, ["success-status-added", "success-status-removed"]);
        self.statuses(&new.id, &old.failures, &new.failures, ["failure-added", "failure-removed"]);
        for response in &old.failures {
            let other = new.failures.iter().find(|other| other.status == response.status);
            if let Some(other) = other {
                let old = content(&response.payload.content, &self.renamed);
                let new_content = content(&other.payload.content, &BTreeMap::new());
                self.find_changed("failure-body-changed", &at(&new.id, response), &old, &new_content);
            }
        }
        let subject = Subject::Operation(new.id.clone());
        let (old_output, new_output) = (output(&old.output, &self.renamed), output(&new.output, &BTreeMap::new()));
        self.find_changed("output-changed", &subject, &old_output, &new_output);
        self.find_turned(["paging-added", "paging-removed"], &subject, old.page.is_some(), new.page.is_some());
    }

    fn statuses(&mut self, id: &str, old: &[Response], new: &[Response], [added, removed]: [&str; 2]) {
        let has = |all: &[Response], one: &Response| all.iter().any(|other| covers(other.status, one.status));
        for response in old.iter().filter(|response| !has(new, response)) {
            self.find(removed, &at(id, response), "");
        }
        for response in new.iter().filter(|response| !has(old, response)) {
            self.find(added, &at(id, response), "");
        }
    }
}

/// Returns whether a status, or the range of statuses, includes another one.
fn covers(known: Status, status: Status) -> bool {
    match (known, status) {
        (Status::Range(hundreds), Status::Code(code)) => code / 100 == hundreds,
        // The SDK accepts every status of success then.
        (Status::Default, _) => true,
        _ => known == status,
    }
}

fn at(id: &str, response: &Response) -> Subject {
    Subject::Status(id.to_owned(), response.status.to_string())
}

fn output(output: &Output, renamed: &BTreeMap<&str, &str>) -> String {
    match output {
        Output::One(one) => content(one, renamed),
        Output::ByStatus(name, variants) => {
            let variants = variants.iter().map(|one| format!("{}({})", one.name, content(&one.content, renamed)));
            format!("{name} {{ {} }}", variants.collect::<Vec<_>>().join(", "))
        }
    }
}

fn content(content: &Content, renamed: &BTreeMap<&str, &str>) -> String {
    match content {
        Content::Empty => "()".to_owned(),
        Content::Json(kind) => kinds::text(kind, renamed),
        Content::Text => "Text".to_owned(),
        Content::Binary => "Download".to_owned(),
    }
}
