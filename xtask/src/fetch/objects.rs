//! The objects of a document: the structure is the service's, and the prose is ours.

use wsapi_codegen::node::{Node, Value};

/// The extension that marks an object whose prose must be reviewed.
pub(super) const MARK: &str = "x-review";

/// Members that are texts for people, or examples.
const PROSE: &str = " description summary title example examples externalDocs ";

/// Members that are maps from names to objects.
const NAMES: &str = " $defs content definitions encoding headers links parameters paths patternProperties properties \
                     requestBodies responses schemas securitySchemes variables webhooks x-webhooks ";

/// Members that are objects or lists of objects.
const OBJECTS: &str = " additionalProperties allOf anyOf components contact contains delete else get head if info \
                       items license not oneOf options parameters patch post prefixItems propertyNames put \
                       requestBody schema servers tags then trace ";

/// Members for which `false` means the same as leaving them out.
const FLAGS: &str = " allowEmptyValue allowReserved deprecated nullable readOnly required uniqueItems writeOnly ";

/// Lists whose order does not matter.
const SETS: &str = " enum required type ";

/// The role of a value in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text for people, or an example.
    Prose,
    /// The value of [`MARK`].
    Mark,
    /// An object, or a list of objects.
    Object,
    /// A map from names to objects.
    Names,
    /// A list whose order does not matter.
    Set,
    /// A flag that is `false`, which is its default.
    Default,
    /// Any other value. It contains no prose.
    Data,
}

impl Kind {
    /// Returns the kind of a member of an object.
    pub(super) fn of(key: &str, value: &Node) -> Self {
        let is_in = |list: &str| list.contains(&format!(" {key} "));
        let is_map = value.as_map().is_some();
        let are_maps = |items: &[Node]| !items.is_empty() && items.iter().all(|item| item.as_map().is_some());
        match key {
            MARK => Self::Mark,
            _ if is_in(PROSE) => Self::Prose,
            _ if is_in(NAMES) && is_map => Self::Names,
            _ if is_in(OBJECTS) && (is_map || value.as_list().is_some_and(are_maps)) => Self::Object,
            _ if is_in(SETS) && value.as_list().is_some() => Self::Set,
            _ if is_in(FLAGS) && value.as_bool() == Some(false) => Self::Default,
            _ => Self::Data,
        }
    }

    /// Returns whether a member of this kind is part of the structure.
    pub(super) fn is_structure(self) -> bool {
        !matches!(self, Self::Prose | Self::Mark | Self::Default)
    }

    /// Returns the kind of a member of a value of this kind.
    pub(super) fn inside(self, key: &str, value: &Node) -> Self {
        match self {
            Self::Object => Self::of(key, value),
            Self::Names => Self::Object,
            _ => Self::Data,
        }
    }
}

/// Returns the structure of a value as text. Prose is left out, and lists whose order does not matter are sorted.
pub(super) fn structure(node: &Node, kind: Kind) -> String {
    match &node.value {
        Value::Map(_) => {
            let members = node.members().map(|(key, value)| (key, kind.inside(key, value), value));
            let members = members.filter(|(_, kind, _)| kind.is_structure());
            let members = members.map(|(key, kind, value)| format!("{key:?}:{}", structure(value, kind)));
            format!("{{{}}}", sorted(members.collect()).join(","))
        }
        Value::List(items) => {
            let inside = if kind == Kind::Object { Kind::Object } else { Kind::Data };
            let items: Vec<_> = items.iter().map(|item| structure(item, inside)).collect();
            let items = if matches!(kind, Kind::Object | Kind::Set) { sorted(items) } else { items };
            format!("[{}]", items.join(","))
        }
        _ => node.to_json().to_string(),
    }
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}

/// Returns the number of texts for people in a value, including examples.
pub(super) fn texts(node: &Node, kind: Kind) -> usize {
    match (kind, &node.value) {
        (Kind::Prose, _) => 1,
        (Kind::Object | Kind::Names, Value::Map(_)) => {
            node.members().map(|(key, member)| texts(member, kind.inside(key, member))).sum()
        }
        (Kind::Object, Value::List(items)) => items.iter().map(|item| texts(item, kind)).sum(),
        _ => 0,
    }
}

/// Returns the number of marks in a value.
pub(super) fn marks(node: &Node) -> usize {
    let inside = node.members().map(|(_, member)| member).chain(node.as_list().into_iter().flatten());
    usize::from(node.get(MARK).is_some()) + inside.map(marks).sum::<usize>()
}
