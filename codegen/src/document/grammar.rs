//! The grammar of an OpenAPI document: one table for all walks.
//!
//! A property may be called `type`, an example may hold anything, and neither is a schema: so no stage goes by a key
//! alone. It walks the objects of this grammar, and the grammar knows which of their fields hold further objects.

use crate::node::{Cursor, Node, Value};

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

/// One field of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) key: &'static str,
    pub(crate) ty: FieldType,
    pub(crate) is_required: bool,
}

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// Arbitrary JSON, or something that another check looks at.
    Anything,
    Text,
    Texts,
    Flag,
    Number,
    /// A whole number that is not negative.
    Count,
    /// A list of arbitrary JSON.
    Values,
    One(Role),
    List(Role),
    /// A map whose keys are names.
    Map(Role),
    /// A map whose keys have a form of their own, next to which there may be extensions (`x-…`).
    Patterned(Role),
    /// A boolean or an object.
    FlagOr(Role),
}

impl Role {
    /// The noun for a message.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Role::Root => "a document",
            Role::Info => "`info`",
            Role::Contact => "`contact`",
            Role::License => "`license`",
            Role::Server => "a server",
            Role::ServerVariable => "a server variable",
            Role::Components => "`components`",
            Role::PathItem => "a path",
            Role::Operation => "an operation",
            Role::Parameter => "a parameter",
            Role::RequestBody => "a request body",
            Role::MediaType => "a media type",
            Role::Encoding => "an encoding",
            Role::Response => "a response",
            Role::Header => "a header",
            Role::Example => "an example",
            Role::Link => "a link",
            Role::Tag => "a tag",
            Role::ExternalDocs => "`externalDocs`",
            Role::SecurityScheme => "a security scheme",
            Role::SecurityRequirement => "a security requirement",
            Role::Schema | Role::Member => "a schema",
        }
    }

    /// The section of `components` for this role.
    pub(crate) fn section(self) -> Option<&'static str> {
        Some(match self {
            Role::Schema | Role::Member => "schemas",
            Role::Parameter => "parameters",
            Role::RequestBody => "requestBodies",
            Role::Response => "responses",
            Role::Header => "headers",
            Role::Example => "examples",
            Role::Link => "links",
            Role::SecurityScheme => "securitySchemes",
            _ => return None,
        })
    }

    /// The field of that name.
    pub(crate) fn field(self, key: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.key == key)
    }
}

impl FieldType {
    fn has_objects(self) -> bool {
        matches!(
            self,
            FieldType::One(_) | FieldType::List(_) | FieldType::Map(_) | FieldType::Patterned(_) | FieldType::FlagOr(_)
        )
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
    let has_objects = |key: &str| role.field(key).is_some_and(|field| field.ty.has_objects());
    for (key, value) in object.members_that(|key, _| has_objects(key)) {
        let Some(field) = role.field(key) else { continue };
        match field.ty {
            FieldType::One(role) => visit(&value, role, see),
            FieldType::FlagOr(role) if value.node.as_bool().is_none() => visit(&value, role, see),
            FieldType::List(role) => value.items().for_each(|item| visit(&item, role, see)),
            FieldType::Map(role) => value.members().for_each(|(_, member)| visit(&member, role, see)),
            FieldType::Patterned(role) => {
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
    let Some(members) = object.as_map_mut() else { return };
    for (key, value) in members {
        let Some(field) = role.field(key) else { continue };
        match (field.ty, &mut value.value) {
            (FieldType::One(role) | FieldType::FlagOr(role), Value::Map(_)) => edit_schemas(value, role, edit),
            (FieldType::List(role), Value::List(items)) => {
                items.iter_mut().for_each(|item| edit_schemas(item, role, edit));
            }
            (FieldType::Map(role), Value::Map(members)) => {
                members.values_mut().for_each(|member| edit_schemas(member, role, edit));
            }
            (FieldType::Patterned(role), Value::Map(members)) => {
                let members = members.iter_mut().filter(|(key, _)| !is_extension(key));
                members.for_each(|(_, member)| edit_schemas(member, role, edit));
            }
            _ => {}
        }
    }
}

/// Whether a key is an extension of the format, free for anyone to use.
pub(crate) fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}
