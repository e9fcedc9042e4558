//! Findings: the changes that a comparison detects.

use std::fmt;

use sha2::{Digest, Sha256};

use super::rule::{Effect, Rule};

/// The part of the API that changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The service as a whole.
    Service,
    /// An operation, by its id.
    Operation(String),
    /// A parameter of an operation, by its name on the wire.
    Parameter(String, String),
    /// A status of an operation.
    Status(String, String),
    /// A type, by its Rust name.
    Type(String),
    /// A member of a struct or a value of an enum, by its name on the wire.
    Member(String, String),
    /// A header of a response, by operation, status and name.
    Header(String, String, String),
    /// An event, by its name on the wire.
    Event(String),
    /// A part of a document: the file, and the JSON pointer in it.
    Document(String, String),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Service => f.write_str("the service"),
            Subject::Operation(id) => write!(f, "`{id}`"),
            Subject::Parameter(id, name) => write!(f, "`{id}`, parameter `{name}`"),
            Subject::Status(id, status) => write!(f, "`{id}`, status {status}"),
            Subject::Type(name) => write!(f, "`{name}`"),
            Subject::Member(name, member) => write!(f, "`{name}.{member}`"),
            Subject::Header(id, status, name) => write!(f, "`{id}`, status {status}, header `{name}`"),
            Subject::Event(name) => write!(f, "event `{name}`"),
            Subject::Document(file, pointer) => write!(f, "{file}{pointer}"),
        }
    }
}

/// A change, and the rule that defines its effects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The part of the API that changed.
    pub subject: Subject,
    /// The old and the new value; empty if the rule says enough.
    pub detail: String,
    /// The line of the overlay action that hides the change, if one does. It is not a part of the fingerprint.
    pub place: Option<String>,
}

/// The change, on one line.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { rule, subject, detail, place } = self;
        let separator = if detail.is_empty() { "" } else { ": " };
        write!(f, "{} [{}] {subject}{separator}{detail}", rule.id, self.fingerprint())?;
        place.iter().try_for_each(|place| write!(f, " (hidden by {place})"))
    }
}

impl Finding {
    /// Creates a finding that the overlay does not hide.
    pub(super) fn new(rule: &'static Rule, subject: Subject, detail: String) -> Self {
        Self { rule, subject, detail, place: None }
    }

    /// Returns the text that identifies the change in the file of accepted changes. It is the same in every run.
    pub fn fingerprint(&self) -> String {
        hash(&format!("{} {} {}", self.rule.id, self.subject, self.detail))
    }

    /// Returns the effects on wire, source and behaviour.
    pub fn effects(&self) -> [Effect; 3] {
        [self.rule.wire, self.rule.source, self.rule.behaviour]
    }
}

/// Returns the first 8 bytes of the SHA-256 of a text, in hexadecimal.
pub(super) fn hash(text: &str) -> String {
    Sha256::digest(text)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
