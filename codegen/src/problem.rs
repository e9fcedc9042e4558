//! What is wrong with a document, said so that its author can mend it.
//!
//! Every stage reports into one [`Problems`] and the pipeline stops at the seam between two stages, so that one run
//! shows all there is to mend and no stage works on a document that an earlier one found broken.

use std::{
    fmt, panic,
    sync::{Arc, Mutex, PoisonError},
    thread,
};

/// A line of a document: travels with the node it belongs to, so that no later change makes it stale.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// The document's name as the caller gave it, for example `openapi/wsapi-api.yaml`.
    pub document: Arc<str>,
    /// The line, counted from one.
    pub line: u32,
}

/// A node's line together with the JSON pointer that leads to it.
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

/// Whether a problem stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The run stops at the end of the stage.
    Error,
    /// The run goes on.
    Warning,
}

/// One thing to mend: where, what, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Whether it stops the run.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// Adds what to do about it.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { at, pointer } = &self.place;
        let severity = match self.severity {
            Severity::Error => "",
            Severity::Warning => "warning: ",
        };
        let pointer = if pointer.is_empty() { "/" } else { pointer };
        write!(f, "{}:{}: {severity}{pointer}: {}", at.document, at.line, self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n    hint: {hint}"),
            None => Ok(()),
        }
    }
}

/// The collector that every stage reports into.
#[derive(Debug, Default)]
pub struct Problems {
    found: Vec<Problem>,
}

impl Problems {
    /// Reports something that stops the run.
    pub fn error(&mut self, place: Place, message: impl Into<String>) -> &mut Problem {
        self.add(Severity::Error, place, message.into())
    }

    /// Reports something that the reader should know.
    pub fn warning(&mut self, place: Place, message: impl Into<String>) -> &mut Problem {
        self.add(Severity::Warning, place, message.into())
    }

    fn add(&mut self, severity: Severity, place: Place, message: String) -> &mut Problem {
        self.found.push(Problem { severity, place, message, hint: None });
        self.found.last_mut().expect("a problem was pushed the line before")
    }

    /// Does for each item what can be done without the others, on all cores. What comes out, problems included, is in
    /// the order of the items.
    pub(crate) fn each<I: Send, O: Send>(
        &mut self,
        items: impl IntoIterator<Item = I>,
        work: impl Fn(I, &mut Self) -> O + Sync,
    ) -> Vec<O> {
        let items: Vec<I> = items.into_iter().collect();
        let workers = thread::available_parallelism().map_or(1, usize::from).min(items.len());
        let items = Mutex::new(items.into_iter().enumerate());
        let take = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
        let run = || {
            let mut done = Vec::new();
            while let Some((index, item)) = take() {
                let mut problems = Self::default();
                let output = work(item, &mut problems);
                done.push((index, output, problems.found));
            }
            done
        };
        let mut done = thread::scope(|scope| {
            let others: Vec<_> = (1..workers).map(|_| scope.spawn(run)).collect();
            let mut done = run();
            for other in others {
                done.extend(other.join().unwrap_or_else(|panic| panic::resume_unwind(panic)));
            }
            done
        });
        done.sort_by_key(|(index, ..)| *index);
        let collect = |(_, output, found)| {
            self.found.extend::<Vec<_>>(found);
            output
        };
        done.into_iter().map(collect).collect()
    }

    /// How many of the problems so far stop the run.
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// The seam between two stages: goes on with `value` if nothing so far is an error.
    pub fn seam<T>(&mut self, value: T) -> Result<T, Report> {
        if self.errors() > 0 { Err(self.report()) } else { Ok(value) }
    }

    /// Everything reported so far, in the order of documents and lines, each problem once.
    pub fn report(&mut self) -> Report {
        let mut problems = std::mem::take(&mut self.found);
        problems.sort_by(|a, b| {
            let key = |p: &Problem| (p.place.at.document.clone(), p.place.at.line, p.place.pointer.clone());
            key(a).cmp(&key(b))
        });
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
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}
