//! Changes of the documents that the overlay hides, because it overwrites or removes the changed part.
//!
//! Both APIs have the overlay's value, so comparing them cannot show that the service's own value changed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use wsapi_codegen::{Input, Source, Strictness, document, node, overlay, problem::Problems};

use super::{
    finding::{Finding, Subject, hash},
    rules::rule,
    version::{Version, file_name},
};

/// Members that are prose or mark it. The generator does not need them.
const PROSE: [&str; 7] = ["title", "summary", "description", "example", "examples", "externalDocs", "x-review"];

/// Members whose own members have names that the service chooses.
const NAMES: [&str; 8] =
    ["properties", "paths", "schemas", "parameters", "responses", "headers", "webhooks", "content"];

/// The longest value that is shown in full, in characters.
const SHOWN: usize = 80;

/// A document, before and after the overlay.
struct Layers {
    published: Value,
    corrected: Value,
}

/// Returns a finding for each change that the overlay hides.
pub(super) fn hidden(old: &Version, new: &Version) -> Vec<Finding> {
    let input = &new.input;
    let (old, new) = (layers(&old.input), layers(input));
    let mut findings = Vec::new();
    // If both sides have a single document, the two are compared even if their names differ.
    let is_pair = old.len() == 1 && new.len() == 1;
    for (name, new) in &new {
        let Some(old) = old.get(name).or_else(|| old.values().next().filter(|_| is_pair)) else { continue };
        let published = [Some(&old.published), Some(&new.published)];
        let corrected = [Some(&old.corrected), Some(&new.corrected)];
        let mut hidden = Vec::new();
        walk(&mut Vec::new(), published, corrected, &mut |path, [old, new]| {
            let pointer: String = path.iter().map(|step| format!("/{}", node::escape(step))).collect();
            let subject = Subject::Document(name.clone(), pointer);
            let detail = format!("{} → {}", shown(old), shown(new));
            hidden.push((path.to_vec(), Finding::new(rule("overlay-hides-change"), subject, detail)));
        });
        if !hidden.is_empty() {
            add_lines(input, name, &mut hidden);
        }
        findings.extend(hidden.into_iter().map(|(_, finding)| finding));
    }
    findings
}

/// Returns the documents by file name.
fn layers(input: &Input) -> BTreeMap<String, Layers> {
    // The generator has accepted them, so there is nothing to report.
    let problems = &mut Problems::new(Strictness::Strict);
    let parsed = input.overlay.as_ref().and_then(|Source { name, text }| document::parse(name, text, problems));
    let read = |Source { name, text }: &Source| {
        let published = document::read(name, text, &mut Problems::default())?;
        let mut corrected = [published.clone()];
        parsed.iter().for_each(|overlay| overlay::apply(&mut corrected, overlay, &mut Problems::default()));
        let [corrected] = corrected.map(|node| node.to_json());
        Some((file_name(name).to_owned(), Layers { published: published.to_json(), corrected }))
    };
    input.documents.iter().filter_map(read).collect()
}

/// The old and the new value of a part of a document.
type Pair<'v> = [Option<&'v Value>; 2];

/// Calls `see` with each part that changed in the published documents but not in the corrected ones, unless the
/// service's new value is the one that the overlay sets.
fn walk(path: &mut Vec<String>, published: Pair<'_>, corrected: Pair<'_>, see: &mut dyn FnMut(&[String], Pair<'_>)) {
    if published[0] == published[1] || corrected[1] == published[1] || has_changes(published, corrected[1]) {
        return;
    }
    let is_hidden = corrected[0] == corrected[1];
    let Some(keys) = keys(path, published) else {
        if is_hidden {
            see(path, published);
        }
        return;
    };
    let is_removed = is_hidden && corrected[0].is_none_or(|value| parts(value).is_none());
    for key in keys {
        let inner = published.map(|value| part(value, &key));
        path.push(key.clone());
        match is_removed {
            // The overlay leaves nothing of it, so every change in it is hidden, even the removal of a part.
            true if inner[1].is_none() => walk(path, inner, [Some(&Value::Null); 2], see),
            true => walk(path, inner, [None; 2], see),
            false => walk(path, inner, corrected.map(|value| part(value, &key)), see),
        }
        path.pop();
    }
}

/// Returns whether the overlay's list has the items that the service added, and none that it removed. A list that the
/// overlay corrects further need not be the service's.
fn has_changes(published: Pair<'_>, corrected: Option<&Value>) -> bool {
    let [Some(old), Some(new), Some(ours)] = [published[0], published[1], corrected].map(|value| value?.as_array())
    else {
        return false;
    };
    let (mut added, mut removed) = (new.iter().filter(|item| !old.contains(item)), old.iter());
    let is_other_order = new.len() == old.len() && new.iter().all(|item| old.contains(item));
    !is_other_order
        && added.all(|item| ours.contains(item))
        && removed.all(|item| new.contains(item) || !ours.contains(item))
}

/// Adds the line of the overlay action that hides each change, which is not a part of the fingerprint.
fn add_lines(input: &Input, document: &str, hidden: &mut [(Vec<String>, Finding)]) {
    let problems = &mut Problems::new(Strictness::Strict);
    let overlay = input.overlay.as_ref().and_then(|Source { name, text }| document::parse(name, text, problems));
    let is_it = |source: &&Source| file_name(&source.name) == document;
    let source = input.documents.iter().find(is_it);
    let published = source.and_then(|Source { name, text }| document::read(name, text, problems));
    let (Some(overlay), Some(published)) = (overlay, published) else { return };
    let before = published.to_json();
    for action in overlay.get("actions").and_then(node::Node::as_list).unwrap_or_default() {
        let mut alone = overlay.clone();
        alone.set("actions", node::Node::new(&action.at, node::Value::List(vec![action.clone()])));
        let mut documents = [published.clone()];
        overlay::apply(&mut documents, &alone, &mut Problems::default());
        let [after] = documents.map(|node| node.to_json());
        for (path, finding) in hidden.iter_mut() {
            let value = |root| path.iter().try_fold(root, |value, key| part(Some(value), key));
            if value(&before) != value(&after) {
                finding.place = Some(format!("{}:{}", action.at.document, action.at.line));
            }
        }
    }
}

fn part<'v>(value: Option<&'v Value>, key: &str) -> Option<&'v Value> {
    match value? {
        Value::Object(members) => members.get(key),
        list => parts(list)?.remove(key),
    }
}

/// Returns the names of the parts of both values, without prose, or `None` if one of them has no parts.
fn keys(path: &[String], [old, new]: Pair<'_>) -> Option<BTreeSet<String>> {
    let has_names = path.last().is_some_and(|step| NAMES.contains(&step.as_str()));
    let (old, new) = (parts(old?)?, parts(new?)?);
    Some(old.into_keys().chain(new.into_keys()).filter(|key| has_names || !PROSE.contains(&key.as_str())).collect())
}

/// Returns the members of a map, or the objects of a list by name or reference. Any other list is a single value.
fn parts(value: &Value) -> Option<BTreeMap<String, &Value>> {
    let name = |item: &Value| {
        let text = |key: &str| item[key].as_str();
        text("name")
            .map(|name| format!("{} {name}", text("in").unwrap_or_default()))
            .or(text("$ref").map(str::to_owned))
    };
    match value {
        Value::Object(members) => Some(members.iter().map(|(key, value)| (key.clone(), value)).collect()),
        Value::Array(items) => items.iter().map(|item| Some((name(item)?, item))).collect(),
        _ => None,
    }
}

/// Returns a value on one line. A long value is cut and followed by its hash, so that different values have different
/// fingerprints.
fn shown(value: Option<&Value>) -> String {
    let Some(text) = value.map(Value::to_string) else { return "nothing".to_owned() };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("`{}…` ({})", &text[..end], hash(&text)),
        None => format!("`{text}`"),
    }
}
