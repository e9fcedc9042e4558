//! Prints a struct for each resource, with a method for each operation, which is a single expression.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{File, constructor::Defaults, docs, examples, ident, placement::Placement, values};
use crate::api::{Api, Kind, Location, Operation, Parameter, Resource};
use values::Use;

/// The file that lists the resources.
pub(super) fn index(api: &Api) -> File {
    let modules = api.resources.iter().map(|resource| resource.name.as_str());
    super::index("resources", "The resources of a client, with a method for each operation.", modules)
}

/// The file of a resource.
pub(super) fn file(resource: &Resource, api: &Api, placement: &Placement, defaults: &Defaults<'_>) -> File {
    let (name, module) = (ident(&resource.type_name), ident(&resource.name));
    let about = docs::docs(&docs::or(&resource.description, &format!("The operations of `{}`.", resource.name)));
    let entry = docs::own(&format!("Returns the resource [`{name}`], which has a method for each of its operations."));
    let example = |operation: &Operation| examples::section(operation, resource, api, defaults);
    let methods = resource.operations.iter().map(|operation| method(operation, &example(operation)));
    let imports = imports(resource, placement);
    File {
        path: format!("resources/{}.rs", resource.name),
        about: format!("The resource `client.{}()`.", resource.name),
        items: quote! {
            #imports

            #about
            #[derive(Clone, Debug)]
            pub struct #name {
                pub(crate) client: Client,
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
        if let Some(body) = &operation.body {
            used.extend(values::uses(&body.kind));
        }
    }
    values::imports(&used, "", placement)
}

fn method(operation: &Operation, example: &TokenStream) -> TokenStream {
    let (name, marker) = (ident(&operation.name), ident(&operation.marker));
    let about = docs::operation(operation);
    let deprecated = operation.deprecated.then(|| quote! { #[deprecated] });
    let names: Vec<_> = operation.arguments.iter().map(|argument| ident(&argument.name)).collect();
    let types = operation.arguments.iter().map(|argument| values::argument(&argument.kind));
    let mut parameters: Vec<_> = names.iter().zip(types).map(|(name, ty)| quote! { #name: #ty }).collect();
    let passed = operation.arguments.iter().zip(&names).map(|(argument, name)| pass(argument, name));
    let (body_parameter, content) = body(operation);
    parameters.extend(body_parameter);
    let call = quote! { Call::new(&self.client, #content) #(#passed)* };
    quote! {
        #about
        #example
        #deprecated
        #[inline]
        pub fn #name(&self #(, #parameters)*) -> Call<operations::#marker> {
            #call
        }
    }
}

/// The parameter for the body, and the expression that the call gets.
fn body(operation: &Operation) -> (Option<TokenStream>, TokenStream) {
    let Some(body) = &operation.body else { return (None, quote! { () }) };
    let ty = values::ty(&body.kind);
    if body.required {
        (Some(quote! { body: #ty }), quote! { body })
    } else {
        (Some(quote! { body: Option<#ty> }), quote! { body })
    }
}

/// Passes a parameter to the call.
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

/// The items of a list as the call takes them: each is a parameter.
fn items(item: &Kind, name: &Ident) -> TokenStream {
    match item {
        _ if values::converts(item) => {
            let ty = values::ty(item);
            quote! { #name.into_iter().map(Into::<#ty>::into) }
        }
        _ => quote! { #name },
    }
}
