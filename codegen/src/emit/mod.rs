//! Prints the API: one token stream per file. Emitters only match and print; they cannot fail.

mod docs;
mod enums;
mod events;
mod operations;
mod placement;
mod resources;
mod structs;
mod values;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::{
    api::{Api, Type},
    types::FieldTypes,
};
use placement::Placement;

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

/// All files.
pub(crate) fn files(api: &Api, field_types: &FieldTypes) -> Vec<File> {
    let placement = Placement::of(api);
    let mut files = vec![root(api)];
    files.extend(resources::files(api, &placement));
    files.extend(operations::files(api, &placement));
    files.extend(type_files(api, field_types, &placement));
    files.extend(api.events.as_ref().map(|events| events::file(events, &placement)));
    files
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

fn type_files(api: &Api, field_types: &FieldTypes, placement: &Placement) -> Vec<File> {
    let modules = placement.modules();
    let mut files = vec![index(
        "types",
        "Everything that goes into a request or comes out of a response.",
        modules.iter().copied(),
    )];
    for module in modules {
        let mut used = Vec::new();
        let mut items = TokenStream::new();
        for ty in api.types.iter().filter(|ty| placement.module_of(name(ty)) == module) {
            match ty {
                Type::Struct(one) => {
                    used.extend(structs::uses(one));
                    items.extend(structs::items(
                        one,
                        field_types.get(&one.name).map(Vec::as_slice).unwrap_or_default(),
                        api,
                    ));
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
            other => format!("Types that only `{other}` uses."),
        };
        files.push(File { path: format!("types/{module}.rs"), about, items: quote! { #imports #items } });
    }
    files
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
