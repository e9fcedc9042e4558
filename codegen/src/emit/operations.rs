//! One type an operation: what it is called, where it goes, what comes back.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{File, docs, ident, paging, placement::Placement, resources::pass, values};
use crate::api::{Api, Class, Content, Key, Operation, Outcome, Resource};
use values::Use;

/// The file that lists the operations.
pub(super) fn table(api: &Api) -> File {
    let modules: Vec<_> = api.resources.iter().map(|resource| ident(&resource.name)).collect();
    let markers: Vec<_> = api.operations().map(|operation| ident(&operation.marker)).collect();
    let import = match markers.is_empty() {
        true => quote! { use crate::prelude::OperationInfo; },
        false => quote! { use crate::prelude::{Operation, OperationInfo}; },
    };
    File {
        path: "operations/mod.rs".to_owned(),
        about: "The operations: a type for each, and a table of them all.".to_owned(),
        items: quote! {
            #import

            #(mod #modules;)*
            #(pub use #modules::*;)*

            #[doc = " All operations, grouped by resource."]
            pub const OPERATIONS: &[&OperationInfo] = &[#(#markers::INFO),*];
        },
    }
}

/// The file of a resource's operations.
pub(super) fn file(resource: &Resource, placement: &Placement) -> File {
    let items: Vec<_> = resource.operations.iter().map(items).collect();
    let imports = imports(resource, placement);
    File {
        path: format!("operations/{}.rs", resource.name),
        about: format!("The operations of `client.{}()`, as types.", resource.name),
        items: quote! { #imports #(#items)* },
    }
}

fn imports(resource: &Resource, placement: &Placement) -> TokenStream {
    let mut used: Vec<Use> = ["Class", "Credential", "Method", "OperationInfo", "Wire"].map(Use::Runtime).to_vec();
    for operation in &resource.operations {
        if !operation.setters.is_empty() {
            used.push(Use::Runtime("Call"));
        }
        used.extend(operation.setters.iter().flat_map(|setter| values::uses(&setter.kind)));
        used.extend(paging::uses(operation));
        if let Some(body) = &operation.body {
            used.push(Use::Runtime("Json"));
            used.extend(values::uses(&body.kind));
        }
        let results = results(operation);
        if results.len() > 1 {
            used.extend(["Error", "Expected", "Printed", "Response", "ResponseBody"].map(Use::Runtime));
        }
        for result in results {
            match &result.content {
                Content::Json(kind) => {
                    used.push(Use::Runtime("Json"));
                    used.extend(values::uses(kind));
                }
                Content::Binary => used.push(Use::Runtime("Download")),
                Content::Text => used.push(Use::Runtime("Text")),
                Content::Empty => {}
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
    let about = docs::docs(&format!("The operation `{}`: `{} {}`.", operation.id, operation.method, operation.path));
    let info = info(operation);
    let results = results(operation);
    let body = body(operation);
    let (answer, result_enum) = match &results[..] {
        [] => (quote! { () }, None),
        [only] => (answer(&only.content), None),
        several => (result_name(operation), Some(result_enum(operation, several))),
    };
    let setters = setters(operation);
    let paging = paging::items(operation);
    quote! {
        #about
        #[derive(Debug)]
        pub enum #marker {}

        impl Wire for #marker {
            type Request = #body;
            type Response = #answer;
            const DESCRIPTION: &'static OperationInfo = &#info;
        }

        #setters
        #paging
        #result_enum
    }
}

fn info(operation: &Operation) -> TokenStream {
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(&operation.method.to_uppercase());
    let credential = match operation.key {
        Key::Instance => quote! { Credential::Instance },
        Key::Account => quote! { Credential::Account },
        Key::Admin => quote! { Credential::Admin },
        Key::None => quote! { Credential::None },
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
            credential: #credential,
            class: #class,
            success: &[#(#success),*],
            errors: &[#(#errors),*],
        }
    }
}

/// The type of what the request holds.
fn body(operation: &Operation) -> TokenStream {
    let Some(body) = &operation.body else { return quote! { () } };
    let ty = values::ty(&body.kind);
    if body.required {
        quote! { Json<#ty> }
    } else {
        quote! { Option<Json<#ty>> }
    }
}

/// The type of what an answer holds.
fn answer(content: &Content) -> TokenStream {
    match content {
        Content::Empty => quote! { () },
        Content::Json(kind) => {
            let ty = values::ty(kind);
            quote! { Json<#ty> }
        }
        Content::Text => quote! { Text },
        Content::Binary => quote! { Download },
    }
}

/// The type that the caller gets of it.
fn output(content: &Content) -> TokenStream {
    match content {
        Content::Empty => quote! { () },
        Content::Json(kind) => values::ty(kind),
        Content::Text => quote! { String },
        Content::Binary => quote! { Download },
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

/// The statuses that give the result.
fn statuses(operation: &Operation, result: &Outcome) -> TokenStream {
    let statuses = operation.results.iter().filter(|other| other.content == result.content);
    let statuses = statuses.map(|other| Literal::u16_unsuffixed(other.status));
    quote! { #(#statuses)|* }
}

/// What is expected, read and printed, status by status.
fn response_body(operation: &Operation, several: &[&Outcome]) -> TokenStream {
    let name = result_name(operation);
    let (mut expected, mut read, mut print) = (Vec::new(), Vec::new(), Vec::new());
    for result in several {
        let (statuses, variant) = (statuses(operation, result), variant(result.status));
        let status = Literal::u16_unsuffixed(result.status);
        let body = match result.content {
            Content::Empty => None,
            Content::Json(_) => Some(quote! { Json }),
            Content::Text => Some(quote! { Text }),
            Content::Binary => Some(quote! { Download }),
        };
        let kind = match result.content {
            Content::Empty => quote! { Nothing },
            Content::Json(_) => quote! { Json },
            Content::Text => quote! { Text },
            Content::Binary => quote! { File },
        };
        expected.push(quote! { #statuses => Expected::#kind });
        match body {
            Some(body) => {
                read.push(quote! { #statuses => #body::read(response).map(Self::#variant) });
                print.push(quote! { Self::#variant(output) => #body::print(output, &[#status]) });
            }
            None => {
                read.push(quote! { #statuses => Ok(Self::#variant) });
                print.push(quote! { Self::#variant => <()>::print((), &[#status]) });
            }
        }
    }
    // A status that is not documented has no body that could prove it to be the service's.
    if several.iter().any(|result| result.content != Content::Empty) {
        expected.retain(|arm| !arm.to_string().ends_with("Nothing"));
    }
    quote! {
        impl ResponseBody for #name {
            type Output = Self;

            fn expected(status: u16) -> Expected {
                match status {
                    #(#expected,)*
                    _ => Expected::Nothing,
                }
            }

            fn read(response: Response) -> Result<Self, Error> {
                match response.status() {
                    #(#read,)*
                    _ => Err(response.unexpected()),
                }
            }

            fn print(output: Self, _: &[u16]) -> Printed {
                match output {
                    #(#print,)*
                }
            }
        }
    }
}

fn result_enum(operation: &Operation, several: &[&Outcome]) -> TokenStream {
    let (name, response_body) = (result_name(operation), response_body(operation, several));
    // A download is read once.
    let is_streamed = operation.results.iter().any(|result| result.content == Content::Binary);
    let derives = match is_streamed {
        true => quote! { #[derive(Debug)] },
        false => quote! { #[derive(Clone, Debug, PartialEq)] },
    };
    let about = docs::docs(&format!("The result of `{}`, by status.", operation.id));
    let variants = several.iter().map(|result| {
        let about = docs::docs(&docs::or(&result.description, &format!("Status {}.", result.status)));
        let (variant, ty) = (variant(result.status), output(&result.content));
        match result.content {
            Content::Empty => quote! { #about #variant },
            _ => quote! { #about #variant(#ty) },
        }
    });
    quote! {
        #about
        #derives
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
        pub enum #name { #(#variants),* }

        #response_body
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
