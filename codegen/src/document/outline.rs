//! The outline of a text: maps, lists, lines and raw texts, before any scalar has a type.
//!
//! `serde_yaml` returns values without positions and misreads keys such as `200:` and `on:`; the events of
//! `saphyr-parser` have the position and the text of each key and value. This pass also rejects what JSON does not
//! have, and limits the depth for all later code.

use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

use super::line;
use crate::{
    node::{Cursor, Map, Node, Value, escape},
    problem::{At, Place, Problem, Problems},
};

/// The maximum depth of maps and lists in a document: far more than it needs, far less than exhausts the stack.
pub(crate) const MAX_DEPTH: usize = 100;

/// Reads a text into a tree in which every scalar is its raw text; `None` if an error was reported.
pub(super) fn read(document: &Arc<str>, text: &str, problems: &mut Problems) -> Option<Node> {
    let errors = problems.errors();
    let root = Outline { document, problems, events: Parser::new_from_str(text), path: Vec::new() }.root()?;
    if root.as_map().is_none() {
        problems.error(Cursor::root(&root).place(), format!("expected a map, found {}", root.noun()));
    }
    (problems.errors() == errors).then_some(root)
}

/// A recursive descent parser. Its methods return `None` if parsing cannot continue.
struct Outline<'p> {
    document: &'p Arc<str>,
    problems: &'p mut Problems,
    events: Parser<'p, StrInput<'p>>,
    /// The steps of the JSON pointer to the value being read.
    path: Vec<String>,
}

impl<'p> Outline<'p> {
    fn root(mut self) -> Option<Node> {
        let mut root = None;
        loop {
            match self.next()? {
                (Event::DocumentStart(_), at) if root.is_some() => {
                    self.error(&at, "a second document begins here").hint("put each document in its own file");
                    return None;
                }
                (Event::StreamEnd, _) => break,
                (Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing, _) => {}
                (event, at) => root = Some(self.value(event, at)?),
            }
        }
        if root.is_none() {
            self.problems.error(line(self.document, 1), "the document is empty");
        }
        root
    }

    fn next(&mut self) -> Option<(Event<'p>, At)> {
        match self.events.next()? {
            Ok((event, span)) => Some((event, line(self.document, span.start.line()).at)),
            Err(error) => {
                self.problems.error(line(self.document, error.marker().line()), error.info());
                None
            }
        }
    }

    /// Parses the value that begins with an event.
    fn value(&mut self, event: Event<'_>, at: At) -> Option<Node> {
        self.reject_extras(&event, &at);
        let value = match event {
            Event::MappingStart(..) | Event::SequenceStart(..) if self.path.len() == MAX_DEPTH => {
                let message = format!("nesting exceeds {MAX_DEPTH} levels");
                self.error(&at, message).hint("give an inner schema a name and refer to it");
                return None;
            }
            Event::MappingStart(..) => Value::Map(self.map()?),
            Event::SequenceStart(..) => Value::List(self.list()?),
            Event::Scalar(text, style, ..) => {
                if style == ScalarStyle::Plain {
                    self.check_number(&text, &at);
                }
                Value::String(text.into_owned())
            }
            // An alias, which was rejected above.
            _ => Value::Null,
        };
        Some(Node { at, value })
    }

    fn list(&mut self) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Some(items),
                (event, at) => items.push(self.child(items.len().to_string(), event, at)?),
            }
        }
    }

    fn map(&mut self) -> Option<Map> {
        let mut map = Map::new();
        loop {
            let (event, at) = self.next()?;
            self.reject_extras(&event, &at);
            let (key, is_plain) = match event {
                Event::MappingEnd => return Some(map),
                Event::Scalar(key, style, ..) => (key.into_owned(), style == ScalarStyle::Plain),
                Event::Alias(_) => (String::new(), true),
                _ => {
                    self.error(&at, "the key of a map must be a scalar").hint("write a string, as in JSON");
                    return None;
                }
            };
            if is_plain && key == "<<" {
                self.error(&at, "merge keys are not supported").hint("write the members out, or use `allOf`");
            }
            if let Some(Node { at: At { line, .. }, .. }) = map.get(&key) {
                let message = format!("duplicate key `{key}` (first on line {line})");
                self.error(&at, message).hint("keep one of the two");
            }
            let (event, begin) = self.next()?;
            let Node { value, .. } = self.child(escape(&key), event, begin)?;
            map.insert(key, Node { at, value });
        }
    }

    fn child(&mut self, step: String, event: Event<'_>, at: At) -> Option<Node> {
        self.path.push(step);
        let value = self.value(event, at);
        self.path.pop();
        value
    }

    /// Rejects what JSON does not have.
    fn reject_extras(&mut self, event: &Event<'_>, at: &At) {
        use Event::{Alias, MappingStart, Scalar, SequenceStart};
        if let Alias(_) = event {
            self.error(at, "aliases are not supported").hint("write the value out, or use a `$ref`");
        }
        let (MappingStart(anchor, tag) | SequenceStart(anchor, tag) | Scalar(_, _, anchor, tag)) = event else {
            return;
        };
        if *anchor > 0 {
            self.error(at, "anchors are not supported").hint("remove it, or use a `$ref`");
        }
        if tag.is_some() {
            self.error(at, "tags are not supported").hint("write a string in quotes and everything else without");
        }
    }

    /// Reports a plain scalar that is a number which JSON does not have, or an integer of more than 64 bits.
    fn check_number(&mut self, text: &str, at: &At) {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        let is_special = matches!(digits, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN");
        let is_numeric = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.');
        let is_integer = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_special || (is_numeric && digits.parse::<f64>().is_ok_and(f64::is_infinite)) {
            self.error(at, format!("number `{text}` cannot be represented in JSON"))
                .hint("write it in quotes if it is a string");
        } else if is_integer && text.parse::<i64>().is_err() && text.parse::<u64>().is_err() {
            self.problems.warning(self.place(at), format!("`{text}` has more than 64 bits: it is read as a float"));
        }
    }

    fn error(&mut self, at: &At, message: impl Into<String>) -> &mut Problem {
        self.problems.error(self.place(at), message)
    }

    fn place(&self, at: &At) -> Place {
        Place { at: at.clone(), pointer: self.path.iter().map(|step| format!("/{step}")).collect() }
    }
}
