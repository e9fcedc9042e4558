//! The API as plain data: everything that the documents say and every Rust name.
//!
//! Emitters, `export`, tests, a diff or a simulator need nothing else.
//!
//! In all types, `wire` is a name on the wire and `name` one in Rust. `description` is Markdown. `deprecated` says that
//! the document advises against something. `limits`, `default` and `example` are those of the value.

#![allow(missing_docs, reason = "the fields that many types have are described once, above")]

mod operation;
mod types;

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

pub(crate) use operation::hint_of;
pub use operation::{
    Body, Class, Content, Credential, Event, Events, In, Operation, Output, Page, Parameter, Payload, Response,
    ResultVariant, Status,
};
pub use types::{Field, Kind, Limits, MessageRefs, Number, Presence, Setter, Shape, Struct, Type, Variant};

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

    /// Returns the address of the service, without a slash at its end: the first server with an absolute URL.
    pub fn base_url(&self) -> Option<&str> {
        let is_absolute =
            |server: &&Server| ["https://", "http://"].iter().any(|scheme| server.url.starts_with(scheme));
        self.servers.iter().find(is_absolute).map(|server| server.url.trim_end_matches('/'))
    }

    /// Returns the modules of the types, sorted.
    pub fn modules(&self) -> Vec<&str> {
        self.types.iter().map(|ty| ty.module.as_str()).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// The types of an API, by name.
#[derive(Clone, Debug)]
pub struct Index<'a>(HashMap<&'a str, &'a Type>);

impl<'a> Index<'a> {
    /// Indexes types.
    pub fn of(types: &'a [Type]) -> Self {
        Self(types.iter().map(|ty| (ty.name.as_str(), ty)).collect())
    }

    /// Returns the type of that name.
    pub fn get(&self, name: &str) -> Option<&'a Type> {
        self.0.get(name).copied()
    }

    /// Returns the struct of that name.
    pub fn strukt(&self, name: &str) -> Option<&'a Struct> {
        self.get(name)?.as_struct()
    }
}
