//! The grammar of an OpenAPI document: one table for all walks.
//!
//! A property may be called `type`, an example may hold anything, and neither is a schema: so no stage relies on a
//! key alone. It walks the objects of this grammar, and the grammar knows which of their fields hold further objects.

use FieldType::{FlagOr, List, Map, One, Patterned};

use crate::node::{Cursor, Node};

/// The meaning of an object of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Root,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Example,
    Link,
    Tag,
    ExternalDocs,
    SecurityScheme,
    SecurityRequirement,
    Schema,
    /// A schema in an `allOf`, which may be a part that means nothing alone.
    Member,
}

/// Fields of an object that have one type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// Separated by spaces.
    pub(super) keys: &'static str,
    pub(crate) ty: FieldType,
    pub(crate) are_required: bool,
}

impl Fields {
    /// The keys of the fields.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.keys.split(' ')
    }
}

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// Arbitrary JSON, or something that another check examines.
    Anything,
    Text,
    Texts,
    Flag,
    Number,
    /// A non-negative integer.
    Count,
    /// A list of arbitrary JSON.
    Values,
    One(Role),
    List(Role),
    /// A map whose keys are names.
    Map(Role),
    /// A map whose keys follow a pattern, and which may have extensions (`x-…`).
    Patterned(Role),
    /// A boolean or an object.
    FlagOr(Role),
}

impl Role {
    /// The noun for a message.
    pub(crate) fn noun(self) -> &'static str {
        self.object().0
    }

    /// The fields that the object may have.
    pub(crate) fn fields(self) -> &'static [Fields] {
        self.object().1
    }

    /// The type of a field; `None` if the object has no such field.
    pub(crate) fn field(self, key: &str) -> Option<FieldType> {
        self.fields().iter().find(|fields| fields.keys().any(|other| other == key)).map(|fields| fields.ty)
    }

    /// The section of `components` for this role.
    pub(crate) fn section(self) -> Option<&'static str> {
        let role = if self == Role::Member { Role::Schema } else { self };
        let sections = Role::Components.fields().iter().find(|fields| fields.ty == Map(role))?;
        sections.keys().next()
    }
}

/// The methods that a path can have.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The operations of a path or webhook, each with its method.
pub(crate) fn operations_of<'a>(item: &Cursor<'a>) -> impl Iterator<Item = (&'a str, Cursor<'a>)> {
    item.members().filter(|(key, _)| METHODS.contains(key))
}

/// The paths of a document, each with the operations on it.
pub(crate) fn path_items<'a>(root: &Cursor<'a>) -> impl Iterator<Item = (&'a str, Cursor<'a>)> {
    root.members_of("paths").into_iter().filter(|(path, _)| !is_extension(path))
}

/// Calls `see` with an object and then with every object inside it, in document order.
pub(crate) fn visit<'a>(object: &Cursor<'a>, role: Role, see: &mut dyn FnMut(&Cursor<'a>, Role)) {
    see(object, role);
    let has_objects = |ty| matches!(ty, One(_) | List(_) | Map(_) | Patterned(_) | FlagOr(_));
    for (key, value) in object.members_that(|key, _| role.field(key).is_some_and(has_objects)) {
        match role.field(key) {
            Some(One(role)) => visit(&value, role, see),
            Some(FlagOr(role)) if value.node.as_bool().is_none() => visit(&value, role, see),
            Some(List(role)) => value.items().for_each(|item| visit(&item, role, see)),
            Some(Map(role)) => value.members().for_each(|(_, member)| visit(&member, role, see)),
            Some(Patterned(role)) => {
                let members = value.members_that(|key, _| !is_extension(key));
                members.for_each(|(_, member)| visit(&member, role, see));
            }
            _ => {}
        }
    }
}

/// Calls `edit` with every schema of a document, each before the schemas inside it.
pub(super) fn edit_schemas(object: &mut Node, role: Role, edit: &mut dyn FnMut(&mut Node)) {
    if matches!(role, Role::Schema | Role::Member) {
        edit(object);
    }
    for (key, value) in object.members_mut() {
        match role.field(key) {
            Some(One(role)) => edit_schemas(value, role, edit),
            Some(FlagOr(role)) if value.as_bool().is_none() => edit_schemas(value, role, edit),
            Some(List(role)) => value.items_mut().for_each(|item| edit_schemas(item, role, edit)),
            Some(Map(role)) => value.members_mut().for_each(|(_, member)| edit_schemas(member, role, edit)),
            Some(Patterned(role)) => {
                let members = value.members_mut().filter(|(key, _)| !is_extension(key));
                members.for_each(|(_, member)| edit_schemas(member, role, edit));
            }
            _ => {}
        }
    }
}

/// Returns whether a key is an extension, which anyone may define.
pub(crate) fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

/// Returns the description of an object, or else one of its other texts, with the address of its external
/// documentation.
pub(crate) fn explanation(object: &Node, others: &[&str]) -> String {
    let text = |key: &str| object.str_at(key).filter(|text| !text.trim().is_empty());
    let own = text("description").or_else(|| others.iter().find_map(|key| text(key))).unwrap_or_default();
    let Some(docs) = object.get("externalDocs") else { return own.to_owned() };
    let (name, url) = (docs.str_at("description").unwrap_or("See also"), docs.str_at("url").unwrap_or_default());
    let name = name.trim().trim_end_matches([':', '.']);
    format!("{own}\n\n{name}: {url}").trim_start().to_owned()
}
