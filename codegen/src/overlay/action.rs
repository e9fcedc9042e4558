//! The actions of an overlay, read from its text.

use serde_json_path::JsonPath;

use super::{listed::Listed, target};
use crate::{
    document::is_extension,
    node::{Cursor, Node},
    problem::{Place, Problems, Strictness},
    suggest,
};

/// One correction.
#[derive(Debug)]
pub(super) struct Action<'o> {
    /// The place of its target.
    pub(super) place: Place,
    /// Its target, as written.
    pub(super) text: &'o str,
    /// The nodes to change.
    pub(super) target: JsonPath,
    /// The names that the target lists.
    pub(super) names: Vec<Listed>,
    /// The change.
    pub(super) change: Change<'o>,
}

/// The change of a target.
#[derive(Debug)]
pub(super) enum Change<'o> {
    Update(Cursor<'o>),
    Remove,
}

/// Reads the actions of an overlay; malformed ones are reported and skipped.
pub(super) fn read<'o>(overlay: &'o Node, problems: &mut Problems) -> Vec<Action<'o>> {
    let root = Cursor::root(overlay);
    check_head(&root, problems);
    let Some(actions) = member(&root, "actions", problems) else { return Vec::new() };
    if actions.node.as_list().is_none_or(<[Node]>::is_empty) {
        problems.error(actions.place(), "`actions` must be a list of at least one action");
    }
    actions.items().filter_map(|action| read_action(&action, problems)).collect()
}

fn check_head(root: &Cursor<'_>, problems: &mut Problems) {
    check_map(root, "an overlay", &["overlay", "info", "actions"], problems);
    if let Some(version) = text(root, "overlay", problems).filter(|version| *version != "1.0.0") {
        let place = root.get("overlay").unwrap_or_else(|| root.clone()).place();
        problems.error(place, format!("Overlay {version} is not supported")).hint("write `overlay: 1.0.0`");
    }
    if let Some(info) = member(root, "info", problems)
        && check_map(&info, "`info`", &["title", "version"], problems).is_some()
    {
        text(&info, "title", problems);
        text(&info, "version", problems);
    }
}

fn read_action<'o>(action: &Cursor<'o>, problems: &mut Problems) -> Option<Action<'o>> {
    check_map(action, "an action", &["target", "description", "update", "remove"], problems)?;
    if text(action, "description", problems).is_some_and(|reason| reason.trim().is_empty()) {
        problems.error(action.place(), "the description is empty").hint("explain why the document is corrected");
    }
    let target = text(action, "target", problems);
    let change = read_change(action, problems);
    let (text, place) = (target?, action.get("target")?.place());
    match target::parse(text) {
        Ok(target) => {
            let names = if problems.strictness == Strictness::Strict { Listed::of(text) } else { Vec::new() };
            Some(Action { place, text, target, names, change: change? })
        }
        Err(reason) => {
            let hint = "see RFC 9535; write a key with special characters in brackets: `$.paths['/health']`";
            problems.error(place, format!("the target is not a JSONPath: {reason}")).hint(hint);
            None
        }
    }
}

fn read_change<'o>(action: &Cursor<'o>, problems: &mut Problems) -> Option<Change<'o>> {
    let (place, message) = match (action.get("update"), action.get("remove")) {
        (Some(update), None) => return Some(Change::Update(update)),
        (None, Some(remove)) if remove.node.as_bool() == Some(true) => return Some(Change::Remove),
        (None, Some(remove)) => (remove.place(), "`remove` must be true"),
        _ => (action.place(), "an action must have either `update` or `remove: true`"),
    };
    problems.error(place, message);
    None
}

/// Checks that a node is a map with only these keys; `None` if it is not a map.
fn check_map(map: &Cursor<'_>, noun: &str, known: &[&str], problems: &mut Problems) -> Option<()> {
    if map.node.as_map().is_none() {
        problems.error(map.place(), format!("{noun}: expected a map, found {}", map.node.noun()));
        return None;
    }
    for (key, value) in map.members() {
        if !known.contains(&key) && !is_extension(key) {
            let hint = format!("write {}", suggest::names(known, "or"));
            problems.error(value.place(), format!("{noun} has no field `{key}`")).hint(hint);
        }
    }
    Some(())
}

fn text<'o>(map: &Cursor<'o>, key: &str, problems: &mut Problems) -> Option<&'o str> {
    let member = member(map, key, problems)?;
    if member.node.as_str().is_none() {
        problems.error(member.place(), format!("`{key}`: expected a string, found {}", member.node.noun()));
    }
    member.node.as_str()
}

fn member<'o>(map: &Cursor<'o>, key: &str, problems: &mut Problems) -> Option<Cursor<'o>> {
    let member = map.get(key);
    if member.is_none() {
        problems.error(map.place(), format!("missing `{key}`"));
    }
    member
}
