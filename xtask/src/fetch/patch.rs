//! Changes the text of a document where its value changes, and leaves all other lines unchanged.

use std::{ops::Range, sync::Arc};

use anyhow::Result;
use wsapi_codegen::{
    document,
    node::{Map, Node, Value},
    problem::Problems,
};

use super::{
    comments::{comment, content},
    json, yaml,
};

/// A text, and a list of the parts of the old text that it does not preserve.
#[derive(Debug)]
pub(super) struct Patched {
    pub(super) text: String,
    /// The ends of warnings.
    pub(super) lost: Vec<String>,
}

/// Returns a text with the value of `new`. Lines of `text` are copied wherever `new` contains nodes of `old`.
pub(super) fn patch(text: &str, old: &Node, new: &Node) -> Result<Patched> {
    if same(old, new) {
        return Ok(Patched { text: text.to_owned(), lost: Vec::new() });
    }
    if json::is_json(text) {
        let lost = vec![" is rewritten without its layout".to_owned()];
        return Ok(Patched { text: json::document(new)?, lost });
    }
    let mut out = String::new();
    let mut patch = Patch { lines: lines(text), lost: Vec::new() };
    let range = 0..patch.lines.len();
    if let (Value::Map(old), Value::Map(new)) = (&old.value, &new.value) {
        patch.map(range, old, new, &mut out);
    }
    let read = document::parse("", &out, &mut Problems::default());
    if read.is_some_and(|read| same(&read, new)) {
        return Ok(Patched { text: out, lost: patch.lost });
    }
    // If the text uses YAML that this module does not handle, the document is rewritten, which loses only comments
    // and layout.
    let lost = vec![" is rewritten without its comments and layout".to_owned()];
    Ok(Patched { text: yaml::document(new), lost })
}

/// Splits a text into lines as the parser counts them: a carriage return also ends a line.
fn lines(text: &str) -> Vec<String> {
    let ends = text.match_indices(['\n', '\r']).map(|(at, _)| at + 1);
    let is_end = |end: &usize| !text[..*end].ends_with('\r') || !text[*end..].starts_with('\n');
    let mut start = 0;
    let cuts = ends.filter(is_end).chain([text.len()]);
    let lines = cuts.map(|end| text[std::mem::replace(&mut start, end)..end].to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// Returns whether two values are equal, including the order of their members.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Map(one), Value::Map(other)) => {
            let mut members = one.iter().zip(other);
            one.len() == other.len() && members.all(|((key, a), (other, b))| key == other && same(a, b))
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
        }
        _ => one.to_json() == other.to_json(),
    }
}

/// The lines of the old text.
struct Patch {
    lines: Vec<String>,
    /// The lost comments, as the ends of warnings.
    lost: Vec<String>,
}

impl Patch {
    /// Writes a map whose members are on the lines of `range`.
    fn map(&mut self, range: Range<usize>, old: &Map, new: &Map, out: &mut String) {
        let begins: Vec<_> = old.values().map(index).collect();
        let column = begins.first().map_or(0, |first| self.column(*first));
        let extents = self.extents(&begins, range);
        for (key, node) in new {
            let known = old.get_full(key).or_else(|| self.rename(old, new, key, node));
            let Some((position, _, before)) = known else {
                yaml::entry(key, node, column, out);
                continue;
            };
            let (begin, extent) = (begins[position], extents[position].clone());
            if same(before, node) {
                self.copy(extent, out);
            } else if !self.inside(begin, extent.clone(), before, node, out) {
                self.copy(extent.start..begin, out);
                let mut entry = String::new();
                yaml::entry(key, node, column, &mut entry);
                *out += &self.with_comments(begin..extent.end, before, entry);
            }
        }
    }

    /// Returns the text that replaces some lines. It preserves the comment at the end of the first line if the value
    /// still begins on that line. All other comments in the lines are lost.
    fn with_comments(&mut self, range: Range<usize>, old: &Node, mut printed: String) -> String {
        // A line of a long text may look like a comment.
        let is_text = |comment: &str| old.as_str().is_some_and(|text| text.contains(comment));
        let comments = range.clone().filter_map(|line| Some((line, comment(self.line(line))?.to_owned())));
        for (line, comment) in comments.filter(|(_, comment)| !is_text(comment)).collect::<Vec<_>>() {
            let (first, rest) = printed.split_once('\n').unwrap_or((&printed, ""));
            if line == range.start && (rest.is_empty() || first.ends_with(':')) {
                printed = format!("{first} {comment}\n{rest}");
                continue;
            }
            let place = format!("line {}: {comment}", line + 1);
            self.lost.push(format!(": a comment is lost, because the value that contains it is rewritten: {place}"));
        }
        printed
    }

    /// Returns the renamed member, after changing the name on its line.
    fn rename<'a>(&mut self, old: &'a Map, new: &Map, key: &str, node: &Node) -> Option<(usize, &'a String, &'a Node)> {
        let is_map = node.as_map().is_some();
        let is_it = |(name, before): &(&String, &Node)| is_map && !new.contains_key(*name) && is_at(before, node);
        let position = old.iter().position(|member| is_it(&member))?;
        let (name, before) = old.get_index(position)?;
        let line = self.lines.get_mut(index(before))?;
        let (content, end) = line.split_at(content(line).len());
        let column = content.len() - content.trim_start_matches(' ').len();
        // Any other line, such as one that contains the value, is rewritten.
        let is_plain = content[column..] == format!("{}:", yaml::scalar(name, column));
        let renamed = is_plain.then(|| format!("{:column$}{}:{end}", "", yaml::scalar(key, column)))?;
        *line = renamed;
        Some((position, name, before))
    }

    /// Writes a member by changing the inside of its value. Returns `false` if that is not possible, for example
    /// because the value is on the line of its key.
    fn inside(&mut self, begin: usize, extent: Range<usize>, old: &Node, new: &Node, out: &mut String) -> bool {
        if !content(self.line(begin)).ends_with(':') {
            return false;
        }
        let (head, rest) = (extent.start..begin + 1, begin + 1..extent.end);
        match (&old.value, &new.value) {
            (Value::Map(old), Value::Map(new)) if !new.is_empty() => {
                self.copy(head, out);
                self.map(rest, old, new, out);
            }
            (Value::List(old), Value::List(new)) if !new.is_empty() => {
                self.copy(head, out);
                self.list(rest, old, new, out);
            }
            _ => return false,
        }
        true
    }

    /// Writes a list whose items are on the lines of `range`.
    fn list(&mut self, range: Range<usize>, old: &[Node], new: &[Node], out: &mut String) {
        let is_first = |line: &usize| !self.is_aside(*line);
        let column = range.clone().find(is_first).map_or(0, |first| self.column(first));
        // The text of a block scalar begins below its dash.
        let is_dash = |line: &usize| self.line(*line).get(column..).is_some_and(|rest| rest.starts_with('-'));
        let dash = |node: &Node| (range.start..=index(node)).rev().find(is_dash).unwrap_or(range.start);
        let begins: Vec<_> = old.iter().map(dash).collect();
        let extents = self.extents(&begins, range);
        for node in new {
            let Some(position) = old.iter().position(|before| is_at(before, node)) else {
                yaml::item(node, column, out);
                continue;
            };
            let (begin, extent) = (begins[position], extents[position].clone());
            match (&old[position].value, &node.value) {
                _ if same(&old[position], node) => self.copy(extent, out),
                (Value::Map(before), Value::Map(after)) if self.hide_dash(begin, column) => {
                    self.copy(extent.start..begin, out);
                    let mut item = String::new();
                    self.map(begin..extent.end, before, after, &mut item);
                    *out += &yaml::dashed(&item, column);
                }
                _ => {
                    self.copy(extent.start..begin, out);
                    let mut item = String::new();
                    yaml::item(node, column, &mut item);
                    *out += &self.with_comments(begin..extent.end, &old[position], item);
                }
            }
        }
    }

    /// Replaces the dash of an item with a space, so that its first line is indented like the others.
    fn hide_dash(&mut self, line: usize, column: usize) -> bool {
        let is_item = |line: &&mut String| line.get(column..).is_some_and(|rest| rest.starts_with("- "));
        let line = self.lines.get_mut(line).filter(is_item);
        line.map(|line| line.replace_range(column..=column, " ")).is_some()
    }

    /// Returns the lines of each entry of a map or list. Comments that precede an entry belong to it.
    fn extents(&self, begins: &[usize], range: Range<usize>) -> Vec<Range<usize>> {
        let starts = begins.iter().enumerate().map(|(position, begin)| {
            let Some(previous) = position.checked_sub(1) else { return range.start };
            let column = self.column(*begin);
            let asides = (begins[previous] + 1..*begin)
                .rev()
                .take_while(|line| self.is_aside(*line) && self.is_in(*line, column));
            begin.saturating_sub(asides.count())
        });
        let starts: Vec<_> = starts.collect();
        let ends = starts.iter().skip(1).copied().chain([range.end]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end.max(start)).collect()
    }

    /// Returns whether a line is blank or a comment. The caller must know that it is not inside a block scalar.
    fn is_aside(&self, line: usize) -> bool {
        let text = self.line(line).trim();
        text.is_empty() || text.starts_with('#')
    }

    /// Returns whether a line is blank or begins in this column.
    fn is_in(&self, line: usize, column: usize) -> bool {
        self.line(line).trim().is_empty() || self.column(line) == column
    }

    fn column(&self, line: usize) -> usize {
        let text = self.line(line);
        text.len() - text.trim_start_matches(' ').len()
    }

    /// Returns a line, or an empty one if the text has fewer lines.
    fn line(&self, line: usize) -> &str {
        self.lines.get(line).map_or("", String::as_str)
    }

    fn copy(&self, range: Range<usize>, out: &mut String) {
        let lines = self.lines.get(range).into_iter().flatten();
        lines.for_each(|line| *out += line);
    }
}

/// Returns the index of a node's line in the text.
fn index(node: &Node) -> usize {
    usize::try_from(node.at.line).unwrap_or(1).saturating_sub(1)
}

/// Returns whether two nodes come from the same line of the same text.
fn is_at(old: &Node, new: &Node) -> bool {
    Arc::ptr_eq(&old.at.document, &new.at.document) && old.at.line == new.at.line
}
