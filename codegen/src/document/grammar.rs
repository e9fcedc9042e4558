//! What stands where in an OpenAPI document: one table for all walks.
//!
//! A property may be called `type`, an example may hold anything, and neither is a schema: so no stage goes by a key
//! alone. It walks the objects of this grammar, and the grammar knows which of their fields hold further objects.

use crate::node::{Cursor, Node, Value};

/// What an object of the document is there for.
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
    /// A schema in an `allOf`, which may be a part that says nothing alone.
    Member,
}

/// One field of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) key: &'static str,
    pub(crate) kind: Kind,
    pub(crate) is_required: bool,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
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
    /// A map whose keys have a form of their own, beside which extensions (`x-…`) may stand.
    Patterned(Role),
    /// A truth value or an object.
    FlagOr(Role),
}

impl Role {
    /// What the object is called in a message.
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

    /// The section of `components` that a reference in this role's place leads to.
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

impl Kind {
    fn holds_objects(self) -> bool {
        matches!(self, Kind::One(_) | Kind::List(_) | Kind::Map(_) | Kind::Patterned(_) | Kind::FlagOr(_))
    }
}

/// The methods that a path can have.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The operations of a path or webhook, each with its method.
pub(crate) fn operations_of<'a>(item: &Cursor<'a>) -> impl Iterator<Item = (&'a str, Cursor<'a>)> {
    item.members().filter(|(key, _)| METHODS.contains(key))
}

/// Calls `see` with an object and then with every object inside it, in document order.
pub(crate) fn visit<'a>(object: &Cursor<'a>, role: Role, see: &mut dyn FnMut(&Cursor<'a>, Role)) {
    see(object, role);
    let holds_objects = |key: &str| role.field(key).is_some_and(|field| field.kind.holds_objects());
    for (key, value) in object.members_that(|key, _| holds_objects(key)) {
        let Some(field) = role.field(key) else { continue };
        match field.kind {
            Kind::One(role) => visit(&value, role, see),
            Kind::FlagOr(role) if value.node.as_bool().is_none() => visit(&value, role, see),
            Kind::List(role) => value.items().for_each(|item| visit(&item, role, see)),
            Kind::Map(role) => value.members().for_each(|(_, member)| visit(&member, role, see)),
            Kind::Patterned(role) => {
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
        match (field.kind, &mut value.value) {
            (Kind::One(role) | Kind::FlagOr(role), Value::Map(_)) => edit_schemas(value, role, edit),
            (Kind::List(role), Value::List(items)) => {
                items.iter_mut().for_each(|item| edit_schemas(item, role, edit));
            }
            (Kind::Map(role), Value::Map(members)) => {
                members.values_mut().for_each(|member| edit_schemas(member, role, edit));
            }
            (Kind::Patterned(role), Value::Map(members)) => {
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
