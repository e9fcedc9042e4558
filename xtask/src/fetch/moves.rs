//! Finds components, paths and operations of ours that have a new name in the service's document.
//!
//! An object that has the same structure under a new name keeps our prose, and so does an operation that has the same
//! id. It is marked, because the prose may mention the old name. References between renamed components make no
//! difference. If several candidates have the same structure, the match is ambiguous, and none of them counts as
//! renamed.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    iter, mem,
};

use wsapi_codegen::node::{Map, Node, Value, escape};

use super::{
    merge,
    objects::{Kind, structure, texts},
    shared::{METHODS, PATHS},
};

/// The mark of a renamed object.
const RENAMED: &str = "renamed";

/// Our document with the service's names.
#[derive(Debug)]
pub(super) struct Moved {
    /// The document.
    pub(super) root: Node,
    /// The old and the new JSON pointer of each renamed object.
    pub(super) names: Vec<(String, String)>,
}

/// Returns our document with the names that the service's document uses.
pub(super) fn follow(ours: &Node, theirs: &Node) -> Moved {
    let mut moved = Moved { root: ours.clone(), names: Vec::new() };
    let renames = renames(ours, theirs);
    let references: HashMap<_, _> = renames.iter().filter_map(Rename::reference).collect();
    redirect(&mut moved.root, &references);
    for rename in &renames {
        rename_in(&mut moved.root, rename);
        moved.names.push((rename.pointer(&rename.before), rename.pointer(&rename.now)));
    }
    move_operations(&mut moved, theirs);
    moved
}

/// The path of keys to a map of a document.
type Section = Vec<String>;

/// A member of a section that has a new name.
#[derive(Debug)]
struct Rename {
    section: Section,
    before: String,
    now: String,
}

impl Rename {
    fn pointer(&self, name: &str) -> String {
        format!("/{}/{}", self.section.join("/"), escape(name))
    }

    /// Returns the old and the new reference to a component.
    fn reference(&self) -> Option<(String, String)> {
        let is_component = self.section.len() == 2;
        is_component.then(|| (format!("#{}", self.pointer(&self.before)), format!("#{}", self.pointer(&self.now))))
    }
}

fn renames(ours: &Node, theirs: &Node) -> Vec<Rename> {
    let sections = sections(ours);
    let (ours, theirs) = (masked(ours, theirs, &sections), masked(theirs, ours, &sections));
    let mut renames = Vec::new();
    for section in sections {
        let (Some(our), Some(their)) = (at(&ours, &section), at(&theirs, &section)) else { continue };
        for (before, now) in pairs(only_in(our, their), only_in(their, our), structure_of) {
            renames.push(Rename { section: section.clone(), before, now });
        }
    }
    renames
}

fn sections(document: &Node) -> Vec<Section> {
    let components = document.members_of("components").map(|(name, _)| vec!["components".to_owned(), name.to_owned()]);
    PATHS.iter().map(|name| vec![(*name).to_owned()]).chain(components).collect()
}

fn at<'a>(document: &'a Node, section: &[String]) -> Option<&'a Node> {
    section.iter().try_fold(document, |node, key| node.get(key)).filter(|node| node.as_map().is_some())
}

fn at_mut<'a>(document: &'a mut Node, section: &[String]) -> Option<&'a mut Map> {
    section.iter().try_fold(document, |node, key| node.get_mut(key)).and_then(Node::as_map_mut)
}

/// Returns the members that another map does not have, by name.
fn only_in<'a>(map: &'a Node, other: &'a Node) -> impl Iterator<Item = (String, &'a Node)> {
    map.members().filter(|(name, _)| other.get(name).is_none()).map(|(name, node)| (name.to_owned(), node))
}

/// Returns the document with identical references to all components that the other document does not have.
fn masked(document: &Node, other: &Node, sections: &[Section]) -> Node {
    let mut masked = document.clone();
    let empty = Node::new(&other.at, Value::Map(Map::new()));
    let mut references = HashMap::new();
    for section in sections.iter().filter(|section| section.len() == 2) {
        let Some(map) = at(document, section) else { continue };
        for (name, _) in only_in(map, at(other, section).unwrap_or(&empty)) {
            references.insert(format!("#/{}/{}", section.join("/"), escape(&name)), "#".to_owned());
        }
    }
    redirect(&mut masked, &references);
    masked
}

/// Replaces every string that is one of the references.
fn redirect(node: &mut Node, references: &HashMap<String, String>) {
    match &mut node.value {
        Value::String(text) => references.get(text).into_iter().for_each(|new| text.clone_from(new)),
        Value::Map(members) => members.values_mut().for_each(|member| redirect(member, references)),
        Value::List(items) => items.iter_mut().for_each(|item| redirect(item, references)),
        _ => {}
    }
}

/// Pairs objects of which exactly one on each side has the same key.
fn pairs<'a, K>(
    ours: impl IntoIterator<Item = (K, &'a Node)>,
    theirs: impl IntoIterator<Item = (K, &'a Node)>,
    key: impl Fn(&Node) -> Option<String>,
) -> Vec<(K, K)> {
    let mut found: BTreeMap<String, [Vec<K>; 2]> = BTreeMap::new();
    let sides = ours.into_iter().zip(iter::repeat(0)).chain(theirs.into_iter().zip(iter::repeat(1)));
    for ((name, node), side) in sides {
        if let Some(key) = key(node) {
            found.entry(key).or_default()[side].push(name);
        }
    }
    let only = |[mut our, mut their]: [Vec<K>; 2]| match (our.len(), their.len()) {
        (1, 1) => our.pop().zip(their.pop()),
        _ => None,
    };
    found.into_values().filter_map(only).collect()
}

fn structure_of(node: &Node) -> Option<String> {
    Some(structure(node, Kind::Object))
}

fn id_of(operation: &Node) -> Option<String> {
    operation.get("operationId")?.as_str().map(str::to_owned)
}

/// Renames a member without moving it.
fn rename_in(document: &mut Node, rename: &Rename) {
    let Some(members) = at_mut(document, &rename.section) else { return };
    let entry = |(key, node): (String, Node)| match key == rename.before {
        true => (rename.now.clone(), marked(node)),
        false => (key, node),
    };
    *members = mem::take(members).into_iter().map(entry).collect();
}

/// Marks an object, if it has prose.
fn marked(mut node: Node) -> Node {
    if texts(&node, Kind::Object) > 0 {
        merge::mark(&mut node, RENAMED);
    }
    node
}

/// A path and a method.
type Place = (String, &'static str);

/// Returns the operations of a document.
fn operations(document: &Node) -> impl Iterator<Item = (Place, &Node)> {
    document.members_of("paths").flat_map(|(path, item)| {
        METHODS.iter().filter_map(move |method| Some(((path.to_owned(), *method), item.get(method)?)))
    })
}

/// Moves operations to the paths that they have in theirs.
fn move_operations(moved: &mut Moved, theirs: &Node) {
    let ours = moved.root.clone();
    let [our, their] = [&ours, theirs].map(|root| operations(root).map(|(place, _)| place).collect::<BTreeSet<_>>());
    let mut gone: Vec<_> = operations(&ours).filter(|(place, _)| !their.contains(place)).collect();
    let mut new: Vec<_> = operations(theirs).filter(|(place, _)| !our.contains(place)).collect();
    let mut found = Vec::new();
    for key in [id_of, structure_of] {
        let more = pairs(gone.clone(), new.clone(), key);
        gone.retain(|(place, _)| more.iter().all(|(old, _)| old != place));
        new.retain(|(place, _)| more.iter().all(|(_, new)| new != place));
        found.extend(more);
    }
    for ((path, method), (new_path, new_method)) in found {
        let Some(paths) = at_mut(&mut moved.root, &["paths".to_owned()]) else { return };
        let item = paths.get_mut(&path).and_then(Node::as_map_mut);
        let Some(node) = item.and_then(|item| item.shift_remove(method)) else { continue };
        let item = paths.entry(new_path.clone()).or_insert_with(|| Node::new(&node.at, Value::Map(Map::new())));
        item.set(new_method, marked(node));
        let pointer = |path: &str, method: &str| format!("/paths/{}/{method}", escape(path));
        moved.names.push((pointer(&path, method), pointer(&new_path, new_method)));
    }
}
