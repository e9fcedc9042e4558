//! The API as plain data: everything that the documents say and every Rust name.
//!
//! Emitters, `export`, tests, a diff or a simulator need nothing else.
//!
//! In all types, `wire` is a name on the wire and `name` one in Rust. `description` is Markdown. `deprecated` says that
//! the document advises against something. `limits`, `default` and `example` are those of the value.

#![allow(missing_docs, reason = "the fields that many types have are described once, above")]

mod events;
mod operation;
mod types;

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

pub use events::{Event, Events};
pub(crate) use operation::hint_of;
pub use operation::{
    Body, Class, Content, Credential, Header, In, Operation, Output, Page, Parameter, Payload, Response, ResultVariant,
    Status,
};
pub use types::{Enum, Field, Kind, Limits, MessageRefs, Number, Presence, Setter, Struct, Type, Variant};

/// The API that all documents describe together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// The name of the crate, as examples import it.
    pub crate_name: String,
    /// The `info` of the first document.
    pub info: Info,
    /// The servers of all documents, without duplicates.
    pub servers: Vec<Server>,
    /// The security schemes that operations name.
    pub security_schemes: Vec<SecurityScheme>,
    /// Operations, grouped by subject.
    pub resources: Vec<Resource>,
    /// Structs and enums, in document order.
    pub types: Vec<Type>,
    /// The events, if any document has webhooks.
    pub events: Option<Events>,
}

/// The title and the version of an API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Info {
    /// Its name.
    pub title: String,
    /// Its version, which the service chooses.
    pub version: String,
    pub description: String,
    /// The other members of `info`: contact, license, terms of service, extensions.
    pub other: serde_json::Map<String, Value>,
}

/// An address of the service.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// The URL, with the default of each variable filled in.
    pub url: String,
    pub description: String,
}

impl Server {
    /// Returns whether the URL has a scheme and a host, and so can be a client's base URL.
    pub fn is_absolute(&self) -> bool {
        self.url.starts_with("https://") || self.url.starts_with("http://")
    }
}

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// The name by which operations refer to it. Schemes of several documents that are equal have one name.
    pub name: String,
    /// The Security Scheme Object of OpenAPI.
    pub definition: Value,
}

/// A group of operations, which a method of the client returns.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The module and the method: `messages`.
    pub name: String,
    /// The type: `Messages`.
    pub type_name: String,
    pub description: String,
    /// In document order.
    pub operations: Vec<Operation>,
}

impl Api {
    /// Returns all operations, resource by resource.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.resources.iter().flat_map(|resource| &resource.operations)
    }

    /// Returns the structs.
    pub fn structs(&self) -> impl Iterator<Item = &Struct> {
        self.types.iter().filter_map(Type::as_struct)
    }

    /// Returns the modules of the types, sorted.
    pub fn modules(&self) -> Vec<&str> {
        self.types.iter().map(Type::module).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// The types of an API, by name.
#[derive(Clone, Debug)]
pub struct Index<'a> {
    types: HashMap<&'a str, &'a Type>,
}

impl<'a> Index<'a> {
    /// Indexes types.
    pub fn of(types: &'a [Type]) -> Self {
        Self { types: types.iter().map(|ty| (ty.name(), ty)).collect() }
    }

    /// Returns the struct of that name.
    pub fn strukt(&self, name: &str) -> Option<&'a Struct> {
        self.types.get(name)?.as_struct()
    }

    /// Returns the enum of that name.
    pub fn choice(&self, name: &str) -> Option<&'a Enum> {
        match self.types.get(name)? {
            Type::Enum(choice) => Some(choice),
            Type::Struct(_) => None,
        }
    }

    /// Returns the module that defines a type.
    pub fn module(&self, name: &str) -> &'a str {
        self.types.get(name).map_or("shared", |ty| ty.module())
    }
}
