//! The responses of operations, and the output of a call.

use std::{collections::BTreeMap, mem::discriminant};

use wsapi_codegen::api::{Content, Operation, Output, Parameter, Response, Status};

use super::{Comparison, bodies::sent, kinds};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    pub(super) fn responses(&mut self, old: &Operation, new: &Operation) {
        self.statuses(&new.id, &old.successes, &new.successes, ["success-status-added", "success-status-removed"]);
        self.statuses(&new.id, &old.failures, &new.failures, ["failure-added", "failure-removed"]);
        for (response, other) in pairs(&old.failures, &new.failures) {
            self.content("failure-body-changed", &new.id, response, other);
            self.headers(&new.id, response, other);
        }
        let subject = Subject::Operation(new.id.clone());
        let (old_output, new_output) = (output(&old.output, &self.renamed), output(&new.output, &BTreeMap::new()));
        self.find_changed("output-changed", &subject, &old_output, &new_output);
        for (response, other) in pairs(&old.successes, &new.successes) {
            if old_output == new_output {
                self.content("success-body-changed", &new.id, response, other);
            }
            self.media_type(&new.id, response, other);
            self.headers(&new.id, response, other);
        }
        self.find_turned(["paging-added", "paging-removed"], &subject, old.page.is_some(), new.page.is_some());
    }

    /// Compares the bodies of one status.
    fn content(&mut self, rule: &str, id: &str, old: &Response, new: &Response) {
        let old_content = content(&old.payload.content, &self.renamed);
        self.find_changed(rule, &at(id, old), &old_content, &content(&new.payload.content, &BTreeMap::new()));
    }

    /// Compares the media types of a success response whose body is read in the same way on both sides: JSON accepts
    /// every JSON media type, text every text type, and a download any type at all. The body of an error is read
    /// whatever its type is.
    fn media_type(&mut self, id: &str, old: &Response, new: &Response) {
        let (old_payload, new_payload) = (&old.payload, &new.payload);
        if discriminant(&old_payload.content) == discriminant(&new_payload.content) {
            let [old_type, new_type] = [old_payload, new_payload].map(|payload| sent(&payload.media_type));
            self.find_changed("response-media-type-changed", &at(id, old), old_type, new_type);
        }
    }

    /// Compares the headers of one status. The SDK has no types for them: callers get their text, and the SDK itself
    /// reads only `Content-Type`, `Content-Disposition` and `Retry-After`, documented or not. So limits, defaults and
    /// deprecations of headers do not matter.
    fn headers(&mut self, id: &str, old: &Response, new: &Response) {
        let at = |header: &Parameter| Subject::Header(id.to_owned(), old.status.to_string(), header.wire.clone());
        let find =
            |all: &[Parameter], name: &str| all.iter().find(|other| other.wire.eq_ignore_ascii_case(name)).cloned();
        for header in &old.headers {
            match find(&new.headers, &header.wire) {
                Some(other) => {
                    let (old, new) = (self::header(header, &self.renamed), self::header(&other, &BTreeMap::new()));
                    self.find_changed("response-header-changed", &at(header), &old, &new);
                }
                None => self.find("response-header-removed", &at(header), ""),
            }
        }
        for header in new.headers.iter().filter(|header| find(&old.headers, &header.wire).is_none()) {
            self.find("response-header-added", &at(header), self::header(header, &BTreeMap::new()));
        }
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

/// Returns whether a status or a range of statuses includes another one.
fn covers(known: Status, status: Status) -> bool {
    match (known, status) {
        (Status::Range(hundreds), Status::Code(code)) => code / 100 == hundreds,
        // The SDK then accepts every success status.
        (Status::Default, _) => true,
        _ => known == status,
    }
}

/// Pairs the responses that have the same status.
fn pairs<'a>(old: &'a [Response], new: &'a [Response]) -> impl Iterator<Item = (&'a Response, &'a Response)> {
    let other = |response: &Response| new.iter().find(|other| other.status == response.status);
    old.iter().filter_map(move |response| Some((response, other(response)?)))
}

/// Returns the type of a header, as an `Option` if the header is optional.
fn header(header: &Parameter, renamed: &BTreeMap<&str, &str>) -> String {
    let ty = kinds::text(&header.kind, renamed);
    if header.required { ty } else { format!("Option<{ty}>") }
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
