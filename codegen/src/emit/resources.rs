//! One struct a resource, one method an operation, each a single expression.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{File, docs, ident, index, placement::Placement, values};
use crate::api::{Api, Kind, Location, Operation, Parameter, Resource};
use values::Use;

/// The files of all resources.
pub(super) fn files(api: &Api, placement: &Placement) -> Vec<File> {
    let modules = api.resources.iter().map(|resource| resource.name.as_str());
    let mut files = vec![index("resources", "What a client can do, grouped by what it acts on.", modules)];
    files.extend(api.resources.iter().map(|resource| file(resource, placement)));
    files
}

fn file(resource: &Resource, placement: &Placement) -> File {
    let (name, module) = (ident(&resource.type_name), ident(&resource.name));
    let about = docs::docs(&docs::or(&resource.description, &format!("The operations of `{}`.", resource.name)));
    let entry = docs::own(&format!("The operations of [`{name}`]."));
    let methods = resource.operations.iter().map(method);
    let imports = imports(resource, placement);
    File {
        path: format!("resources/{}.rs", resource.name),
        about: format!("`client.{}()`.", resource.name),
        items: quote! {
            #imports

            #about
            #[derive(Clone, Debug)]
            pub struct #name {
                client: Client,
            }

            impl Client {
                #entry
                pub fn #module(&self) -> #name {
                    #name { client: self.clone() }
                }
            }

            impl #name {
                #(#methods)*
            }
        },
    }
}

fn imports(resource: &Resource, placement: &Placement) -> TokenStream {
    let mut used = vec![Use::Runtime("Call"), Use::Runtime("Client"), Use::Path("crate::generated", "operations")];
    for operation in &resource.operations {
        used.extend(operation.arguments.iter().flat_map(|argument| values::uses(&argument.kind)));
        used.extend(operation.body.iter().flat_map(|body| values::uses(&body.kind)));
    }
    values::imports(&used, "", placement)
}

fn method(operation: &Operation) -> TokenStream {
    let (name, marker) = (ident(&operation.name), ident(&operation.marker));
    let about = docs::operation(operation);
    let deprecated = operation.deprecated.then(|| quote! { #[deprecated] });
    let mut parameters = Vec::new();
    let mut call = quote! { Call::new(&self.client) };
    for argument in &operation.arguments {
        let (name, ty) = (ident(&argument.name), values::argument(&argument.kind));
        parameters.push(quote! { #name: #ty });
        call.extend(pass(argument, &name));
    }
    if let Some(body) = &operation.body {
        let ty = values::ty(&body.kind);
        let ty = if body.required {
            ty
        } else {
            quote! { Option<#ty> }
        };
        parameters.push(quote! { body: #ty });
        call.extend(if body.required {
            quote! { .json(&body) }
        } else {
            quote! { .json_if_some(body.as_ref()) }
        });
    }
    quote! {
        #about
        #deprecated
        pub fn #name(&self #(, #parameters)*) -> Call<operations::#marker> {
            #call
        }
    }
}

/// Hands a parameter to the call.
pub(super) fn pass(parameter: &Parameter, name: &Ident) -> TokenStream {
    let wire = &parameter.wire;
    let list = matches!(parameter.kind, Kind::List(_));
    let value = match &parameter.kind {
        Kind::List(item) => items(item, name),
        kind => values::convert(kind, &quote! { #name }),
    };
    match parameter.location {
        Location::Path => quote! { .path(#value) },
        Location::Header => quote! { .header_param(#wire, #value) },
        Location::QueryJoined if list => quote! { .query_joined(#wire, #value) },
        Location::Query if list => quote! { .query_each(#wire, #value) },
        Location::Query | Location::QueryJoined => quote! { .query(#wire, #value) },
    }
}

/// A list's items as the call takes them: each of them a parameter.
fn items(item: &Kind, name: &Ident) -> TokenStream {
    match item {
        _ if values::converts(item) => {
            let ty = values::ty(item);
            quote! { #name.into_iter().map(Into::<#ty>::into) }
        }
        _ => quote! { #name },
    }
}
