//! Prints the API: one token stream per file. Emitters only match and print; they cannot fail.

mod constructor;
mod docs;
mod enums;
mod events;
mod example_values;
mod examples;
mod markdown;
mod operations;
mod outputs;
mod paging;
mod prose;
mod resources;
mod setters;
mod statements;
mod structs;
mod values;

pub use markdown::markdown;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::{
    api::{Api, Events, Index, Kind, Resource, Type},
    render::File,
};

/// The API, and its types by name.
#[derive(Debug)]
pub(crate) struct Emitter<'a> {
    api: &'a Api,
    index: Index<'a>,
}

/// The subject of a file. Files are printed one by one, and so at the same time.
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

impl<'a> Emitter<'a> {
    /// Prepares the printing of an API.
    pub(crate) fn new(api: &'a Api) -> Self {
        Self { api, index: Index::of(&api.types) }
    }

    /// The table of contents.
    pub(crate) fn pages(&self) -> Vec<Page<'a>> {
        let mut pages = vec![Page::Root, Page::Resources, Page::OperationTable, Page::Types];
        pages.extend(self.api.modules().into_iter().map(Page::TypesOf));
        pages.extend(self.api.resources.iter().map(Page::Resource));
        pages.extend(self.api.resources.iter().map(Page::Operations));
        pages.extend(self.api.events.as_ref().map(Page::Events));
        pages
    }

    /// Prints a file.
    pub(crate) fn file(&self, page: Page<'_>) -> File {
        match page {
            Page::Root => root(self.api),
            Page::Resources => resources::index(self.api),
            Page::Resource(resource) => resources::file(resource, self),
            Page::OperationTable => operations::table(self.api),
            Page::Operations(resource) => operations::file(resource, self),
            Page::Types => types(self.api),
            Page::TypesOf(module) => types_of(module, self),
            Page::Events(events) => events::file(events, &self.index),
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
        about: format!("{}: resources, operations, types and events.", docs::line(&api.info.title)),
        items: quote! {
            #events
            pub mod operations;
            pub mod resources;
            pub mod types;

            #event_types
        },
    }
}

fn types(api: &Api) -> File {
    let about = match api.events {
        Some(_) => "The types of requests, responses and events.",
        None => "The types of requests and responses.",
    };
    index("types", about, api.modules().into_iter())
}

fn types_of(module: &str, emitter: &Emitter<'_>) -> File {
    let mut used = Vec::new();
    let mut items = TokenStream::new();
    for ty in emitter.api.types.iter().filter(|ty| ty.module() == module) {
        match ty {
            Type::Struct(strukt) => {
                used.extend(structs::uses(strukt));
                items.extend(structs::items(strukt));
            }
            Type::Enum(choice) => {
                used.extend(enums::uses());
                items.extend(enums::items(choice));
            }
        }
    }
    let imports = values::imports(&used, module, &emitter.index);
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

/// A Rust name as a token. `lower` made it, so that it is valid.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The Rust type of a kind, as text.
pub(crate) fn type_text(kind: &Kind) -> String {
    values::ty(kind).to_string()
}
