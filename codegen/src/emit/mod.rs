//! Prints the API: one token stream per file. Emitters only match and print; they cannot fail.

mod constructor;
mod docs;
mod enums;
mod events;
mod examples;
mod literals;
mod operations;
mod paging;
mod placement;
mod resources;
mod setters;
mod structs;
mod values;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::{
    api::{Api, Events, Resource, Type},
    types::FieldTypes,
};
pub(crate) use constructor::{Defaults, defaults};
pub(crate) use placement::Placement;

/// A file before it is formatted.
#[derive(Debug)]
pub(crate) struct File {
    /// Relative to the folder of generated code, with `/` on every system.
    pub(crate) path: String,
    /// What it is about: the `//!` line.
    pub(crate) about: String,
    /// Its items.
    pub(crate) items: TokenStream,
}

/// What a file is to hold. Files are printed one by one, and so at the same time.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Page<'a> {
    Root,
    Resources,
    Resource(&'a Resource),
    OperationTable,
    Operations(&'a Resource),
    Types,
    TypesOf(&'a str),
    Events(&'a Events),
}

/// The table of contents.
pub(crate) fn pages<'a>(api: &'a Api, placement: &'a Placement) -> Vec<Page<'a>> {
    let mut pages = vec![Page::Root, Page::Resources, Page::OperationTable, Page::Types];
    pages.extend(placement.modules().into_iter().map(Page::TypesOf));
    pages.extend(api.resources.iter().map(Page::Resource));
    pages.extend(api.resources.iter().map(Page::Operations));
    pages.extend(api.events.as_ref().map(Page::Events));
    pages
}

impl Page<'_> {
    /// Prints the file.
    pub(crate) fn file(
        self,
        api: &Api,
        field_types: &FieldTypes,
        placement: &Placement,
        defaults: &Defaults<'_>,
    ) -> File {
        match self {
            Page::Root => root(api),
            Page::Resources => resources::index(api),
            Page::Resource(resource) => resources::file(resource, api, placement, defaults),
            Page::OperationTable => operations::table(api),
            Page::Operations(resource) => operations::file(resource, placement),
            Page::Types => {
                let about = match api.events {
                    Some(_) => "The types of requests, responses and events.",
                    None => "The types of requests and responses.",
                };
                index("types", about, placement.modules().into_iter())
            }
            Page::TypesOf(module) => types_of(module, api, field_types, placement, defaults),
            Page::Events(events) => events::file(events, placement),
        }
    }
}

fn root(api: &Api) -> File {
    let (events, event_types) = match api.events {
        Some(_) => (quote! { mod events; }, quote! { pub use events::{Event, EventData}; }),
        None => (quote! {}, quote! {}),
    };
    File {
        path: "mod.rs".to_owned(),
        about: format!("{}: resources, operations, types and events.", docs::line(&api.title)),
        items: quote! {
            #events
            pub mod operations;
            pub mod resources;
                    pub mod types;

            #event_types
        },
    }
}

fn types_of(module: &str, api: &Api, field_types: &FieldTypes, placement: &Placement, defaults: &Defaults<'_>) -> File {
    let mut used = Vec::new();
    let mut items = TokenStream::new();
    for ty in api.types.iter().filter(|ty| placement.module_of(name(ty)) == module) {
        match ty {
            Type::Struct(one) => {
                used.extend(structs::uses(one));
                let field_types = field_types.get(&one.name).map(Vec::as_slice).unwrap_or_default();
                items.extend(structs::items(one, field_types, defaults));
            }
            Type::Enum(one) => {
                used.extend(enums::uses());
                items.extend(enums::items(one));
            }
        }
    }
    let imports = values::imports(&used, module, placement);
    let about = match module {
        "shared" => "Types that several resources use.".to_owned(),
        "events" => "Types that only events use.".to_owned(),
        other => format!("Types that only the resource `{other}` uses."),
    };
    File { path: format!("types/{module}.rs"), about, items: quote! { #imports #items } }
}

/// The `mod.rs` of a folder whose modules are re-exported flat.
fn index<'a>(folder: &str, about: &str, modules: impl Iterator<Item = &'a str>) -> File {
    let modules: Vec<Ident> = modules.map(ident).collect();
    File {
        path: format!("{folder}/mod.rs"),
        about: about.to_owned(),
        items: quote! { #(mod #modules;)* #(pub use #modules::*;)* },
    }
}

fn name(ty: &Type) -> &str {
    match ty {
        Type::Struct(one) => &one.name,
        Type::Enum(one) => &one.name,
    }
}

/// A Rust name as a token. `normalize` made it, so that it is one.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
