//! Drives the interface for a test kit: reads the body of a request, sends the request again, and writes its output.

use proc_macro2::TokenStream;
use quote::quote;
use wsapi_codegen::api::{Api, Content, Operation, Resource};

use crate::ours::{content, function, ident, prepared};

/// One function for each operation, and one that finds it.
pub(crate) fn driver(api: &Api) -> TokenStream {
    let ids = api.operations().map(|operation| &operation.id);
    let pairs = || api.resources.iter().flat_map(|resource| resource.operations.iter().map(move |one| (resource, one)));
    let names = pairs().map(|(resource, operation)| function(resource, operation));
    let functions = pairs().map(|(resource, operation)| replay(resource, operation));
    quote! {
        /// Prepares the operation with a received body. The future sends it and writes its output.
        pub(crate) fn replay(client: &Client, arguments: &Arguments, body: &[u8]) -> Written {
            match arguments.operation.as_str() {
                #(#ids => #names(client, arguments, body),)*
                other => panic!("the SDK has no `{other}`"),
            }
        }

        #(#functions)*
    }
}

/// Replaces the driver while the committed SDK is out of date.
pub(crate) fn stale() -> TokenStream {
    quote! {
        /// Fails.
        pub(crate) fn replay(_: &Client, _: &Arguments, _: &[u8]) -> Written {
            panic!("the SDK is out of date with the documents: run `cargo xtask regen`")
        }
    }
}

fn replay(resource: &Resource, operation: &Operation) -> TokenStream {
    let (function, marker) = (function(resource, operation), ident(&operation.type_name));
    let body = operation.body.as_ref().map(|_| quote! { body });
    let (bound, prepared) = (body.clone().unwrap_or(quote! { () }), prepared(resource, operation, body));
    let written = match content(operation) {
        Content::Binary => quote! { written_download(call).await },
        _ => quote! { written(call).await },
    };
    quote! {
        fn #function(client: &Client, arguments: &Arguments, body: &[u8]) -> Written {
            let #bound = read::<operations::#marker>(&arguments.operation, body);
            #prepared
            Box::pin(async move { #written })
        }
    }
}
