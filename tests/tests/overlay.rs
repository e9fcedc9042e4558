//! A document may lack a property or a component. The overlay still corrects everything else as before.

use std::collections::BTreeMap;

use wsapi_codegen::{
    Input, Strictness, document,
    node::{Cursor, Node, Value, escape},
    overlay,
    problem::{Place, Problems},
};
use xtask::regen::Options;

#[test]
fn missing_property_does_not_stop_other_corrections() {
    // At most one property of each component and of each operation is removed at once.
    check(3, |document| {
        let mut found = Vec::new();
        collect_properties(document, &mut found);
        found
    });
}

#[test]
fn missing_component_does_not_stop_other_corrections() {
    // At most one schema, one parameter and one response is removed at once.
    check(2, |document| {
        let sections = document.members_of("components").into_iter();
        sections.flat_map(|(_, section)| section.members().map(|(_, one)| one.pointer).collect::<Vec<_>>()).collect()
    });
}

/// Removes everything that `collect` finds from each document. Of the nodes whose pointers begin with the same steps,
/// one at a time is removed.
fn check(steps: usize, collect: impl Fn(&Cursor<'_>) -> Vec<String>) {
    let Input { documents, overlay, .. } = Options::default().input().expect("the committed files can be read");
    let overlay = overlay.expect("the committed overlay is read by default");
    let overlay = read(|problems| document::parse(&overlay.name, &overlay.text, problems));
    let mut failures = String::new();
    for source in documents {
        let original = read(|problems| document::read(&source.name, &source.text, problems));
        let pointers = collect(&Cursor::root(&original));
        assert!(!pointers.is_empty(), "there is nothing to remove from {}", source.name);
        let removals = Removals { corrected: apply(original.clone(), &overlay), original, overlay: &overlay };
        for batch in batches(pointers, steps) {
            failures.extend(removals.failures(&batch));
        }
    }
    let hint = "a target may only depend on the property that its action corrects: find a schema by its key, or by a \
                hint that an earlier action gave it, and make a property the target of the update that describes it";
    assert!(failures.is_empty(), "\n{failures}hint: {hint}");
}

/// Sorts pointers into batches that can be removed together.
fn batches(pointers: Vec<String>, steps: usize) -> Vec<Vec<String>> {
    let mut counts = BTreeMap::new();
    let mut batches: Vec<Vec<String>> = Vec::new();
    for pointer in pointers {
        let start: Vec<_> = pointer.split('/').skip(1).take(steps).map(str::to_owned).collect();
        let count: &mut usize = counts.entry(start).or_default();
        if *count == batches.len() {
            batches.push(Vec::new());
        }
        batches[*count].push(pointer);
        *count += 1;
    }
    batches
}

/// A document, before and after the overlay is applied.
struct Removals<'o> {
    original: Node,
    corrected: Node,
    overlay: &'o Node,
}

impl Removals<'_> {
    /// Removes nodes from the document before and after the overlay is applied, and describes the removals that do not
    /// commute with it. If something differs, each half is tried alone. A difference that only several removals
    /// together cause is accepted: for example, that no property is left that uses a type.
    fn failures(&self, pointers: &[String]) -> Vec<String> {
        let mut actual = self.original.clone();
        pointers.iter().for_each(|pointer| remove(&mut actual, pointer));
        let mut actual = apply(actual, self.overlay);
        // An action may require a property that is missing, but it must not add one.
        pointers.iter().for_each(|pointer| remove_from_required(&mut actual, pointer));
        let mut expected = self.corrected.clone();
        pointers.iter().for_each(|pointer| remove(&mut expected, pointer));
        // References of the overlay to a missing component are left out.
        overlay::remove_dangling(&mut expected, &self.overlay.at.document, &mut Problems::default());
        let mut differences = Vec::new();
        compare(&Cursor::root(&expected), &Cursor::root(&actual), &mut differences);
        match pointers {
            _ if differences.is_empty() => Vec::new(),
            [pointer] => vec![self.failure(pointer, &differences)],
            _ => {
                let (first, second) = pointers.split_at(pointers.len() / 2);
                [self.failures(first), self.failures(second)].concat()
            }
        }
    }

    /// Names the actions that make a difference, each with the first place of a difference. A node that an action adds
    /// keeps its line in the overlay.
    fn failure(&self, removed: &str, differences: &[Place]) -> String {
        let overlay = &self.overlay.at.document;
        let mut lines = BTreeMap::new();
        for Place { at, pointer } in differences.iter().filter(|place| place.at.document == *overlay) {
            let actions = self.overlay.items_of("actions").take_while(|action| action.at.line <= at.line);
            let Some(target) = actions.last().and_then(|action| action.get("target")) else { continue };
            let (line, text) = (target.at.line, target.as_str().unwrap_or_default());
            lines.entry(line).or_insert_with(|| format!("    {overlay}:{line}: {text}\n        at {pointer}\n"));
        }
        if lines.is_empty() {
            let others = differences.iter().map(|place| format!("    an action removes a different node: {place}\n"));
            lines.extend((0..).zip(others));
        }
        let lines: String = lines.into_values().collect();
        let document = &self.original.at.document;
        format!("{document}: without {removed}, these actions have a different effect elsewhere:\n{lines}")
    }
}

/// Finds the properties of all schemas, nested ones included.
fn collect_properties(node: &Cursor<'_>, found: &mut Vec<String>) {
    for (key, member) in node.members() {
        match key {
            "default" | "enum" | "example" | "examples" => {}
            "properties" => member.members().for_each(|(_, property)| {
                found.push(property.pointer.clone());
                collect_properties(&property, found);
            }),
            _ => collect_properties(&member, found),
        }
    }
    node.items().for_each(|item| collect_properties(&item, found));
}

/// Removes the member of a map, and its name from the `required` of the schema if it is a property.
fn remove(document: &mut Node, pointer: &str) {
    remove_from_required(document, pointer);
    let (parent, key) = split(pointer);
    if let Some(map) = find(document, parent).and_then(Node::as_map_mut) {
        map.shift_remove(&key);
    }
}

fn remove_from_required(document: &mut Node, pointer: &str) {
    let (parent, key) = split(pointer);
    let Some(schema) = parent.strip_suffix("/properties").and_then(|schema| find(document, schema)) else { return };
    let Some(map) = schema.as_map_mut() else { return };
    if let Some(Value::List(names)) = map.get_mut("required").map(|required| &mut required.value) {
        names.retain(|name| name.as_str() != Some(&key));
        if names.is_empty() {
            map.shift_remove("required");
        }
    }
}

/// The pointer to the parent, and the key in it.
fn split(pointer: &str) -> (&str, String) {
    let (parent, key) = pointer.rsplit_once('/').expect("the root is never removed");
    (parent, key.replace("~1", "/").replace("~0", "~"))
}

fn find<'n>(document: &'n mut Node, pointer: &str) -> Option<&'n mut Node> {
    if pointer.is_empty() {
        return Some(document);
    }
    let (parent, key) = split(pointer);
    let parent = find(document, parent)?;
    match &mut parent.value {
        Value::Map(members) => members.get_mut(&key),
        Value::List(items) => items.get_mut(key.parse::<usize>().ok()?),
        _ => None,
    }
}

/// Finds the nodes that only one of two documents has.
fn compare(expected: &Cursor<'_>, actual: &Cursor<'_>, differences: &mut Vec<Place>) {
    match (&expected.node.value, &actual.node.value) {
        (Value::Map(one), Value::Map(other)) => {
            for (key, node) in one {
                match other.get(key) {
                    Some(same) => compare(&step(expected, key, node), &step(actual, key, same), differences),
                    None => differences.push(step(expected, key, node).place()),
                }
            }
            let added = other.iter().filter(|(key, _)| !one.contains_key(*key));
            differences.extend(added.map(|(key, node)| step(actual, key, node).place()));
        }
        (Value::List(one), Value::List(other)) if one.len() == other.len() => {
            expected.items().zip(actual.items()).for_each(|(one, other)| compare(&one, &other, differences));
        }
        (Value::List(one), Value::List(other)) => {
            let only = |a: &Cursor<'_>, b: &[Node]| {
                let items = a.items().filter(|item| b.iter().all(|other| other.to_json() != item.node.to_json()));
                items.map(|item| item.place()).collect::<Vec<_>>()
            };
            differences.extend([only(expected, other), only(actual, one)].concat());
        }
        _ if expected.node.to_json() == actual.node.to_json() => {}
        _ => differences.extend([expected.place(), actual.place()]),
    }
}

fn step<'n>(map: &Cursor<'n>, key: &str, node: &'n Node) -> Cursor<'n> {
    Cursor { root: map.root, node, pointer: format!("{}/{}", map.pointer, escape(key)) }
}

fn read(read: impl Fn(&mut Problems) -> Option<Node>) -> Node {
    let mut problems = Problems::default();
    read(&mut problems).unwrap_or_else(|| panic!("{}", problems.report()))
}

/// The document as the overlay corrects it.
fn apply(document: Node, overlay: &Node) -> Node {
    let mut documents = [document];
    let mut problems = Problems::new(Strictness::Lenient);
    overlay::apply(&mut documents, overlay, &mut problems);
    assert_eq!(problems.errors(), 0, "{}", problems.report());
    let [document] = documents;
    document
}
