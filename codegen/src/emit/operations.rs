//! One type an operation: what it is called, where it goes, what comes back.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{File, docs, ident, placement::Placement, resources::pass, values};
use crate::api::{Api, Class, Content, Key, Operation, Outcome, Resource};
use values::Use;

/// The files of all operations, and the table of them.
pub(super) fn files(api: &Api, placement: &Placement) -> Vec<File> {
    let mut files = vec![table(api)];
    files.extend(api.resources.iter().map(|resource| file(resource, placement)));
    files
}

fn table(api: &Api) -> File {
    let modules: Vec<_> = api.resources.iter().map(|resource| ident(&resource.name)).collect();
    let markers: Vec<_> = api.operations().map(|operation| ident(&operation.marker)).collect();
    let count = Literal::usize_unsuffixed(markers.len());
    let import = match markers.is_empty() {
        true => quote! { use crate::runtime::OperationInfo; },
        false => quote! { use crate::runtime::{Operation, OperationInfo}; },
    };
    File {
        path: "operations/mod.rs".to_owned(),
        about: "One type an operation, and the table of all.".to_owned(),
        items: quote! {
            #import

            #(mod #modules;)*
            #(pub use #modules::*;)*

            #[doc = " Every operation, resource by resource."]
            pub const OPERATIONS: [OperationInfo; #count] = [#(#markers::INFO),*];
        },
    }
}

fn file(resource: &Resource, placement: &Placement) -> File {
    let items: Vec<_> = resource.operations.iter().map(items).collect();
    let imports = imports(resource, placement);
    File {
        path: format!("operations/{}.rs", resource.name),
        about: format!("The operations behind `client.{}()`.", resource.name),
        items: quote! { #imports #(#items)* },
    }
}

fn imports(resource: &Resource, placement: &Placement) -> TokenStream {
    let names = ["Class", "Error", "Key", "Method", "Operation", "OperationInfo", "Response"];
    let mut used: Vec<Use> = names.map(Use::Runtime).to_vec();
    for operation in &resource.operations {
        if !operation.setters.is_empty() {
            used.push(Use::Runtime("Call"));
        }
        used.extend(operation.setters.iter().flat_map(|setter| values::uses(&setter.kind)));
        for result in results(operation) {
            match &result.content {
                Content::Json(kind) => used.extend(values::uses(kind)),
                Content::Binary => used.push(Use::Runtime("Download")),
                Content::Text | Content::Empty => {}
            }
        }
    }
    values::imports(&used, "", placement)
}

/// The results that differ; statuses with the same content give one.
fn results(operation: &Operation) -> Vec<&Outcome> {
    let mut results: Vec<&Outcome> = Vec::new();
    for result in &operation.results {
        if !results.iter().any(|known| known.content == result.content) {
            results.push(result);
        }
    }
    results
}

fn items(operation: &Operation) -> TokenStream {
    let marker = ident(&operation.marker);
    let about = docs::docs(&format!("`{} {}`", operation.method, operation.path));
    let info = info(operation);
    let results = results(operation);
    let (output, decode, result_enum) = match &results[..] {
        [] => (quote! { () }, quote! { response.empty() }, None),
        [only] => (content_type(&only.content), decoder(&only.content), None),
        several => (result_name(operation), decode_several(operation, several), Some(result_enum(operation, several))),
    };
    let setters = setters(operation);
    quote! {
        #about
        #[derive(Debug)]
        pub enum #marker {}

        impl Operation for #marker {
            type Output = #output;
            const INFO: OperationInfo = #info;

            fn decode(response: Response) -> Result<Self::Output, Error> {
                #decode
            }
        }

        #setters
        #result_enum
    }
}

fn info(operation: &Operation) -> TokenStream {
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(&crate::names::variant_name(&operation.method.to_lowercase()));
    let key = match operation.key {
        Key::Instance => quote! { Key::Instance },
        Key::Account => quote! { Key::Account },
        Key::Admin => quote! { Key::Admin },
        Key::None => quote! { Key::None },
    };
    let class = match operation.class {
        Class::Safe => quote! { Class::Safe },
        Class::Idempotent => quote! { Class::Idempotent },
        Class::Effectful => quote! { Class::Effectful },
    };
    let success = operation.results.iter().map(|result| Literal::u16_unsuffixed(result.status));
    let errors =
        operation.failures.iter().filter_map(|failure| failure.status.parse().ok()).map(Literal::u16_unsuffixed);
    quote! {
        OperationInfo {
            id: #id,
            method: Method::#method,
            path: #path,
            key: #key,
            class: #class,
            success: &[#(#success),*],
            errors: &[#(#errors),*],
        }
    }
}

fn content_type(content: &Content) -> TokenStream {
    match content {
        Content::Empty => quote! { () },
        Content::Json(kind) => values::ty(kind),
        Content::Text => quote! { String },
        Content::Binary => quote! { Download },
    }
}

fn decoder(content: &Content) -> TokenStream {
    match content {
        Content::Empty => quote! { response.empty() },
        Content::Json(_) => quote! { response.json() },
        Content::Text => quote! { response.text() },
        Content::Binary => quote! { response.download() },
    }
}

fn result_name(operation: &Operation) -> TokenStream {
    let name = ident(&format!("{}Result", operation.marker));
    quote! { #name }
}

fn variant(status: u16) -> proc_macro2::Ident {
    let name = match status {
        200 => "Ok".to_owned(),
        201 => "Created".to_owned(),
        202 => "Accepted".to_owned(),
        204 => "NoContent".to_owned(),
        206 => "PartialContent".to_owned(),
        other => format!("Status{other}"),
    };
    ident(&name)
}

fn decode_several(operation: &Operation, several: &[&Outcome]) -> TokenStream {
    let name = result_name(operation);
    let arms = several.iter().map(|result| {
        let statuses = operation.results.iter().filter(|other| other.content == result.content);
        let statuses = statuses.map(|other| Literal::u16_unsuffixed(other.status));
        let (variant, decoder) = (variant(result.status), decoder(&result.content));
        match result.content {
            Content::Empty => quote! { #(#statuses)|* => response.empty().map(|()| #name::#variant) },
            _ => quote! { #(#statuses)|* => #decoder.map(#name::#variant) },
        }
    });
    quote! {
        match response.status() {
            #(#arms,)*
            _ => Err(response.unexpected()),
        }
    }
}

fn result_enum(operation: &Operation, several: &[&Outcome]) -> TokenStream {
    let name = result_name(operation);
    let about = docs::docs(&format!("What `{}` gives, by status.", operation.id));
    let variants = several.iter().map(|result| {
        let about = docs::docs(&docs::or(&result.description, &format!("Status {}.", result.status)));
        let (variant, ty) = (variant(result.status), content_type(&result.content));
        match result.content {
            Content::Empty => quote! { #about #variant },
            _ => quote! { #about #variant(#ty) },
        }
    });
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a result is taken apart as soon as it is there")]
        pub enum #name { #(#variants),* }
    }
}

fn setters(operation: &Operation) -> TokenStream {
    if operation.setters.is_empty() {
        return quote! {};
    }
    let marker = ident(&operation.marker);
    let setters = operation.setters.iter().map(|setter| {
        let (name, ty) = (ident(&setter.name), values::argument(&setter.kind));
        let about = docs::docs(&docs::or(&setter.description, &format!("Sets `{}`.", setter.wire)));
        let pass = pass(setter, &name);
        quote! {
            #about
            pub fn #name(self, #name: #ty) -> Self {
                self #pass
            }
        }
    });
    quote! { impl Call<#marker> { #(#setters)* } }
}
