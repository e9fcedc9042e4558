//! The outline of a text: maps, lists, lines and raw texts, before any scalar has a type.
//!
//! `serde_yaml` returns values without positions and misreads keys such as `200:` and `on:`; the events of
//! `saphyr-parser` have both. This pass also rejects what JSON does not have, and limits the depth before any
//! recursive code reads the text.

use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle};

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
    let mut outline = Outline { document, problems, open: Vec::new(), root: None };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => outline.take(event, span.start.line())?,
            Err(error) => {
                outline.problems.error(line(document, error.marker().line()), error.info());
                return None;
            }
        }
    }
    let root = outline.finish()?;
    (problems.errors() == errors).then_some(root)
}

struct Outline<'p> {
    document: &'p Arc<str>,
    problems: &'p mut Problems,
    /// The open maps and lists, the innermost last.
    open: Vec<Open>,
    root: Option<Node>,
}

/// A map or list that is still open.
struct Open {
    node: Node,
    /// In a map, the key whose value comes next.
    key: Option<(String, At)>,
}

impl Open {
    fn expects_key(&self) -> bool {
        self.node.as_map().is_some() && self.key.is_none()
    }
}

impl Outline<'_> {
    /// Handles the next event; `None` if parsing cannot continue.
    fn take(&mut self, event: Event<'_>, line: usize) -> Option<()> {
        let at = super::line(self.document, line).at;
        self.reject_extras(&at, &event);
        match event {
            Event::DocumentStart(_) if self.root.is_some() => {
                self.error(at, "a second document begins here").hint("put each document in its own file");
                return None;
            }
            Event::MappingStart(..) => self.begin(Node::new(&at, Value::Map(Map::new())))?,
            Event::SequenceStart(..) => self.begin(Node::new(&at, Value::List(Vec::new())))?,
            Event::MappingEnd | Event::SequenceEnd => {
                let ended = self.open.pop()?;
                self.add(ended.node);
            }
            Event::Scalar(text, style, ..) => self.scalar(at, text.into_owned(), style == ScalarStyle::Plain),
            Event::Alias(_) => {
                self.error(at.clone(), "aliases are not supported").hint("write the value out, or use a `$ref`");
                self.scalar(at, String::new(), true);
            }
            Event::DocumentStart(_) | Event::DocumentEnd | Event::StreamStart | Event::StreamEnd | Event::Nothing => {}
        }
        Some(())
    }

    fn begin(&mut self, node: Node) -> Option<()> {
        if self.open.last().is_some_and(Open::expects_key) {
            self.error(node.at, "the key of a map must be a scalar").hint("JSON keys are strings");
            return None;
        }
        if self.open.len() == MAX_DEPTH {
            let message = format!("nesting exceeds {MAX_DEPTH} levels");
            self.error(node.at, message).hint("give an inner schema a name and refer to it");
            return None;
        }
        self.open.push(Open { node, key: None });
        Some(())
    }

    fn scalar(&mut self, at: At, text: String, is_plain: bool) {
        if self.open.last().is_some_and(Open::expects_key) {
            self.key(at, text, is_plain);
            return;
        }
        match is_plain.then(|| number(&text)) {
            Some(Written::NotJson) => {
                self.error(at.clone(), format!("number `{text}` cannot be represented in JSON"))
                    .hint("write it in quotes if it is a string");
            }
            Some(Written::Long) => {
                let place = Place { at: at.clone(), pointer: self.pointer() };
                self.problems.warning(place, format!("`{text}` has more than 64 bits: it is read as a float"));
            }
            _ => {}
        }
        self.add(Node::string(&at, text));
    }

    fn key(&mut self, at: At, text: String, is_plain: bool) {
        if is_plain && text == "<<" {
            self.error(at.clone(), "merge keys are not supported").hint("write the members out, or use `allOf`");
        }
        if let Some(line) = self.open.last().and_then(|map| Some(map.node.get(&text)?.at.line)) {
            let message = format!("duplicate key `{text}` (first on line {line})");
            self.error(at.clone(), message).hint("keep one of the two");
        }
        if let Some(map) = self.open.last_mut() {
            map.key = Some((text, at));
        }
    }

    /// Adds a finished value to the innermost map or list.
    fn add(&mut self, mut node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        if let Some((key, at)) = open.key.take() {
            node.at = at;
            open.node.set(&key, node);
        } else if let Some(items) = open.node.as_list_mut() {
            items.push(node);
        }
    }

    fn reject_extras(&mut self, at: &At, event: &Event<'_>) {
        use Event::{MappingStart, Scalar, SequenceStart};
        let (MappingStart(anchor, tag) | SequenceStart(anchor, tag) | Scalar(_, _, anchor, tag)) = event else {
            return;
        };
        if *anchor > 0 {
            self.error(at.clone(), "anchors are not supported").hint("remove it, or use a `$ref`");
        }
        if tag.is_some() {
            self.error(at.clone(), "tags are not supported")
                .hint("write a string in quotes and everything else without");
        }
    }

    fn error(&mut self, at: At, message: impl Into<String>) -> &mut Problem {
        let pointer = self.pointer();
        self.problems.error(Place { at, pointer }, message)
    }

    /// The pointer to the next value.
    fn pointer(&self) -> String {
        let steps = self.open.iter().map(|open| match (open.node.as_list(), &open.key) {
            (Some(items), _) => format!("/{}", items.len()),
            (None, Some((key, _))) => format!("/{}", escape(key)),
            (None, None) => String::new(),
        });
        steps.collect()
    }

    fn finish(self) -> Option<Node> {
        let Some(root) = self.root else {
            self.problems.error(line(self.document, 1), "the document is empty");
            return None;
        };
        if root.as_map().is_none() {
            self.problems.error(Cursor::root(&root).place(), format!("expected a map, found {}", root.noun()));
            return None;
        }
        Some(root)
    }
}

/// How a plain scalar can be read.
enum Written {
    /// It is not a number, or one that fits.
    Fits,
    /// It is an integer of more than 64 bits.
    Long,
    /// JSON has no such number.
    NotJson,
}

fn number(text: &str) -> Written {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(digits, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return Written::NotJson;
    }
    let is_numeric = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    if is_numeric && digits.parse::<f64>().is_ok_and(f64::is_infinite) {
        return Written::NotJson;
    }
    let is_integer = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_long = is_integer && text.parse::<i64>().is_err() && text.parse::<u64>().is_err();
    if is_long { Written::Long } else { Written::Fits }
}
