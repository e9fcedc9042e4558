//! Prints the API: one token stream per file. Emitters only match and print; they cannot fail.

mod docs;
mod enums;
mod events;
mod example_outputs;
mod example_values;
mod examples;
mod imports;
mod markdown;
mod method_docs;
mod operations;
mod outputs;
mod overview;
mod paging;
mod prose;
mod resources;
mod setters;
mod shared_errors;
pub(crate) mod simulator;
mod structs;
mod values;

pub use markdown::markdown;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use self::{prose::ApiNames, shared_errors::SharedErrors};
use crate::api::{Api, Index, Kind, Shape};

/// The API, and what is known about all of it.
#[derive(Debug)]
pub(crate) struct Emitter<'a> {
    api: &'a Api,
    /// Its types by name.
    index: Index<'a>,
    /// Its wire names and their Rust names.
    names: ApiNames,
    shared_errors: SharedErrors,
}

/// A file of the output. Files are printed independently, and so in parallel.
pub(crate) struct OutputFile<'a> {
    /// Relative to the folder of generated code, with `/` on every system.
    pub(crate) path: String,
    /// The `//!` lines.
    pub(crate) about: String,
    items: Box<dyn Fn() -> TokenStream + Send + 'a>,
}

impl<'a> OutputFile<'a> {
    fn new(path: &str, about: impl Into<String>, items: impl Fn() -> TokenStream + Send + 'a) -> Self {
        Self { path: format!("{path}.rs"), about: about.into(), items: Box::new(items) }
    }

    /// The items as they are, imports included. If they are not Rust, that is a bug in the generator.
    pub(crate) fn parsed(&self) -> syn::Result<Vec<syn::Item>> {
        Ok(syn::parse2::<syn::File>((self.items)())?.items)
    }
}

impl<'a> Emitter<'a> {
    /// Prepares the printing of an API.
    pub(crate) fn new(api: &'a Api) -> Self {
        let (names, shared_errors) = (ApiNames::of(api), SharedErrors::of(api));
        Self { api, index: Index::of(&api.types), names, shared_errors }
    }

    /// The files.
    pub(crate) fn files(&self) -> Vec<OutputFile<'_>> {
        let api = self.api;
        let about = format!("{}: resources, operations, types and events.", docs::line(&api.info.title));
        let about_operations = "The operations: a type for each, and a table of them all.";
        let mut files = vec![
            OutputFile::new("mod", about, || root(api)),
            OutputFile::new("types/mod", overview::of_types(api), || reexports(api.modules())),
            OutputFile::new("resources/mod", overview::of_resources(self), || reexports_of_resources(api)),
            OutputFile::new("operations/mod", about_operations, || operations::table(api)),
        ];
        for module in api.modules() {
            let about = match module {
                "shared" => "Types that several resources use.".to_owned(),
                "events" => "Types that only events use.".to_owned(),
                other => format!("Types that only the resource `{other}` uses."),
            };
            let path = format!("types/{}", file_name(module));
            files.push(OutputFile::new(&path, about, move || types_of(module, self)));
        }
        for resource in &api.resources {
            let (name, file) = (&resource.name, file_name(&resource.name));
            let about = format!("The resource `client.{name}()`.");
            files.push(OutputFile::new(&format!("resources/{file}"), about, || resources::items(resource, self)));
            let about = format!("The operations of `client.{name}()`, as types.");
            files.push(OutputFile::new(&format!("operations/{file}"), about, || operations::items(resource, self)));
        }
        let about = "The events that the service publishes.";
        files
            .extend(api.events.as_ref().map(|events| OutputFile::new("events", about, || events::items(events, self))));
        files
    }

    /// The items of a file, imports included. If they are not Rust, that is a bug in the generator.
    pub(crate) fn items(&self, file: &OutputFile<'_>) -> syn::Result<Vec<syn::Item>> {
        imports::insert(syn::parse2((file.items)())?, &self.index)
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

fn types_of(module: &str, emitter: &Emitter<'_>) -> TokenStream {
    let types = emitter.api.types.iter().filter(|ty| ty.module == module);
    let items = types.map(|ty| match &ty.shape {
        Shape::Struct(strukt) => structs::items(ty, strukt, emitter),
        Shape::Enum(variants) => enums::items(ty, variants, emitter),
    });
    items.collect()
}

/// Declares modules and re-exports their items.
pub(super) fn reexports<'a>(modules: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let (modules, declared): (Vec<_>, Vec<_>) = modules.into_iter().map(declared).unzip();
    quote! { #(#declared)* #(pub use #modules::*;)* }
}

/// Declares the module of each resource and re-exports its items.
pub(super) fn reexports_of_resources(api: &Api) -> TokenStream {
    reexports(api.resources.iter().map(|resource| resource.name.as_str()))
}

/// Returns the name and the declaration of a module, with a `#[path]` if its file has another name.
fn declared(module: &str) -> (Ident, TokenStream) {
    let file = file_name(module);
    // In a script without case, a type can have the same name.
    let name = if module.is_ascii() { ident(module) } else { ident(&format!("{module}_")) };
    let path = (file != module).then(|| format!("{file}.rs")).map(|path| quote! { #[path = #path] });
    (name.clone(), quote! { #path mod #name; })
}

/// The maximum length of the name of a file without its ending. Most file systems allow 255 bytes.
const MAX_FILE_NAME: usize = 100;

/// The file of a module. Rust finds it by the module's name only if that is ASCII: other characters are written as
/// their numbers, and the end of a long name as a hash. No name of a module has a `-`.
fn file_name(module: &str) -> String {
    let ascii = |c: char| if c.is_ascii() { c.to_string() } else { format!("u{:x}-", u32::from(c)) };
    let name: String = module.chars().map(ascii).collect();
    if name.len() <= MAX_FILE_NAME {
        return name;
    }
    // FNV-1a, which is the same in every version of Rust.
    let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{}-{:016x}", &name[..MAX_FILE_NAME], name.bytes().fold(0xcbf2_9ce4_8422_2325, hash))
}

/// A Rust name as a token. `lower` made it, so that it is valid.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The Rust type of a kind, as text.
pub(crate) fn type_text(kind: &Kind) -> String {
    values::ty(kind).to_string()
}
