//! Prints the API: one token stream per file. Emitters only match and print; they cannot fail.

mod constructor;
mod docs;
mod enums;
mod events;
mod example_values;
mod examples;
mod imports;
mod markdown;
mod modules;
mod operations;
mod outputs;
mod paging;
mod prose;
mod resources;
mod setters;
mod structs;
mod values;

pub use markdown::markdown;
use modules::{file_name, reexports};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::{
    api::{Api, Events, Index, Kind, Resource, Shape},
    render::File,
};

/// The API, and its types by name.
#[derive(Debug)]
pub(crate) struct Emitter<'a> {
    api: &'a Api,
    index: Index<'a>,
}

/// The subject of a file. Files are printed independently, and so in parallel.
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
        let (path, about, items) = self.contents(page);
        let items = syn::parse2(items).and_then(|items| imports::insert(items, &self.index));
        File { path: format!("{path}.rs"), about, items }
    }

    /// The path, the first line and the items of a file.
    fn contents(&self, page: Page<'_>) -> (String, String, TokenStream) {
        let api = self.api;
        let fixed = |path: &str, about: &str, items| (path.to_owned(), about.to_owned(), items);
        match page {
            Page::Root => {
                let about = format!("{}: resources, operations, types and events.", docs::line(&api.info.title));
                ("mod".to_owned(), about, root(api))
            }
            Page::Resources => {
                let modules = api.resources.iter().map(|resource| resource.name.as_str());
                let about = "The resources of a client, with a method for each operation.";
                fixed("resources/mod", about, reexports(modules))
            }
            Page::Resource(resource) => {
                let name = &resource.name;
                let about = format!("The resource `client.{name}()`.");
                (format!("resources/{}", file_name(name)), about, resources::items(resource, self))
            }
            Page::OperationTable => {
                let about = "The operations: a type for each, and a table of them all.";
                fixed("operations/mod", about, operations::table(api))
            }
            Page::Operations(resource) => {
                let name = &resource.name;
                let about = format!("The operations of `client.{name}()`, as types.");
                (format!("operations/{}", file_name(name)), about, operations::items(resource, self))
            }
            Page::Types => {
                let events = if api.events.is_some() { ", responses and events" } else { " and responses" };
                ("types/mod".to_owned(), format!("The types of requests{events}."), reexports(api.modules()))
            }
            Page::TypesOf(module) => {
                (format!("types/{}", file_name(module)), about_types(module), types_of(module, api))
            }
            Page::Events(events) => fixed("events", "The events that the service publishes.", events::items(events)),
        }
    }
}

fn root(api: &Api) -> TokenStream {
    let events = api.events.as_ref().map(|_| quote! { mod events; });
    let event_types = api.events.as_ref().map(|_| quote! { pub use events::{Event, EventData}; });
    quote! {
        #events
        pub mod operations;
        pub mod resources;
        pub mod types;

        #event_types
    }
}

fn about_types(module: &str) -> String {
    match module {
        "shared" => "Types that several resources use.".to_owned(),
        "events" => "Types that only events use.".to_owned(),
        other => format!("Types that only the resource `{other}` uses."),
    }
}

fn types_of(module: &str, api: &Api) -> TokenStream {
    let types = api.types.iter().filter(|ty| ty.module == module);
    let items = types.map(|ty| match &ty.shape {
        Shape::Struct(strukt) => structs::items(ty, strukt),
        Shape::Enum(variants) => enums::items(ty, variants),
    });
    items.collect()
}

/// A Rust name as a token. `lower` made it, so that it is valid.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The Rust type of a kind, as text.
pub(crate) fn type_text(kind: &Kind) -> String {
    values::ty(kind).to_string()
}
