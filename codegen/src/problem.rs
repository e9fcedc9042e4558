//! Problems of documents, each with its place and a hint.
//!
//! Every stage reports into one [`Problems`], and the run stops after a stage that found an error. So one run shows all
//! errors of a stage, and no stage works on a document in which an earlier one found an error.

use std::{fmt, sync::Arc};

/// A line of a document. It moves with the node, so that no later change makes it stale.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// The document's name as the caller gave it, for example `openapi/wsapi-api.yaml`.
    pub document: Arc<str>,
    /// The line, counted from one.
    pub line: u32,
}

/// The line and the JSON pointer of a node.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Document and line.
    pub at: At,
    /// A JSON pointer; empty for the root.
    pub pointer: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.at.document, self.at.line, self.pointer)
    }
}

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The run stops at the end of the stage.
    Error,
    /// The run continues.
    Warning,
}

/// One problem: where, what, and how to correct it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The severity. An error stops the run.
    pub severity: Severity,
    /// The place of the problem.
    pub place: Place,
    /// The problem, in one sentence without a full stop.
    pub message: String,
    /// The correction.
    pub hint: Option<String>,
    /// `true` if a strict run rejects it, even if this run only warns.
    pub is_unfit: bool,
}

impl Problem {
    /// Adds how to correct it.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { at, pointer } = &self.place;
        let severity = if self.severity == Severity::Warning { "warning: " } else { "" };
        let pointer = if pointer.is_empty() { "/" } else { pointer };
        write!(f, "{}:{}: {severity}{pointer}: {}", at.document, at.line, self.message)?;
        self.hint.iter().try_for_each(|hint| write!(f, "\n    hint: {hint}"))
    }
}

/// The beginning of the message about an id that several operations have. OpenAPI does not allow that; the generator
/// numbers them, so that it can print such a document too.
pub const DUPLICATE_ID: &str = "duplicate operationId";

/// The end of the message about a name in the target of an overlay action that matches nothing.
pub const STALE_NAME: &str = "one of several names in the target";

/// The message about an object with the mark `x-review`.
pub const NOT_REVIEWED: &str = "the prose of this object is not reviewed";

/// The strictness of a run: a strict one requires that the overlay and the documents belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// They are maintained together: a hint or an action that does not fit is an error.
    #[default]
    Strict,
    /// The overlay was written for other documents: what does not fit is ignored with a warning.
    Lenient,
}

/// The collector that every stage reports into.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    /// The handling of an overlay that does not fit.
    pub(crate) strictness: Strictness,
    found: Vec<Problem>,
}

impl Problems {
    /// An empty collector.
    pub fn new(strictness: Strictness) -> Self {
        Self { strictness, found: Vec::new() }
    }

    /// Reports something that stops the run.
    pub fn error(&mut self, place: Place, message: impl Into<String>) -> &mut Problem {
        self.add(Severity::Error, place, message.into())
    }

    /// Reports something that the reader should know.
    pub fn warning(&mut self, place: Place, message: impl Into<String>) -> &mut Problem {
        self.add(Severity::Warning, place, message.into())
    }

    /// Reports what does not fit: an error, or a warning that adds what happens instead.
    pub(crate) fn unfit(&mut self, place: Place, message: String, instead: &str) -> &mut Problem {
        let problem = match self.strictness {
            Strictness::Strict => self.error(place, message),
            Strictness::Lenient => self.warning(place, message + instead),
        };
        problem.is_unfit = true;
        problem
    }

    fn add(&mut self, severity: Severity, place: Place, message: String) -> &mut Problem {
        self.found.push(Problem { severity, place, message, hint: None, is_unfit: false });
        self.found.last_mut().expect("a problem was pushed the line before")
    }

    /// Adds the problems of another collector.
    pub(crate) fn extend(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// Reports a bug in the generator.
    pub(crate) fn bug(&mut self, document: &str, pointer: &str, message: impl Into<String>) {
        let place = Place { at: At { document: document.into(), line: 1 }, pointer: pointer.to_owned() };
        let hint = "this is a bug in the generator; please report it with the document";
        self.error(place, message).hint(hint);
    }

    /// The number of errors so far.
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// The seam between two stages: continues with `value` if nothing so far is an error.
    pub fn seam<T>(&mut self, value: T) -> Result<T, Report> {
        if self.errors() > 0 { Err(self.report()) } else { Ok(value) }
    }

    /// Everything reported so far, in the order of documents and lines, each problem once.
    pub fn report(&mut self) -> Report {
        let mut problems = std::mem::take(&mut self.found);
        problems.sort_by_key(|Problem { place, .. }| (place.at.document.clone(), place.at.line, place.pointer.clone()));
        problems.dedup();
        Report { problems }
    }
}

/// All problems of one run.
#[derive(Debug, Default)]
pub struct Report {
    /// Sorted by document and line.
    pub problems: Vec<Problem>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems: Vec<_> = self.problems.iter().map(Problem::to_string).collect();
        f.write_str(&problems.join("\n"))
    }
}

impl std::error::Error for Report {}
