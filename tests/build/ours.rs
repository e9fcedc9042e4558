//! Calls an operation of the SDK by its id.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use wsapi_codegen::api::{Api, Content, In, Kind, Operation, Output, Parameter, Resource};

/// One function per operation, and one that finds it.
pub(crate) fn driver(api: &Api) -> TokenStream {
    let ids = api.operations().map(|operation| &operation.id);
    let pairs = || api.resources.iter().flat_map(|resource| resource.operations.iter().map(move |one| (resource, one)));
    let names = pairs().map(|(resource, operation)| function(resource, operation));
    let functions = pairs().map(|(resource, operation)| call(resource, operation));
    quote! {
        /// Prepares the operation. The future sends it and returns the output as JSON.
        pub(crate) fn call(client: &Client, id: &str, arguments: &Arguments) -> Pending {
            match id {
                #(#ids => #names(client, arguments),)*
                _ => panic!("the SDK has no `{id}`"),
            }
        }

        #(#functions)*
    }
}

/// Replaces the driver while the committed SDK is out of date.
pub(crate) fn stale() -> TokenStream {
    quote! {
        /// Fails.
        pub(crate) fn call(_: &Client, _: &str, _: &Arguments) -> Pending {
            panic!("the SDK is out of date with the documents: run `cargo xtask regen`")
        }
    }
}

fn call(resource: &Resource, operation: &Operation) -> TokenStream {
    let function = function(resource, operation);
    let body = operation.body.as_ref().map(|body| match body.required {
        true => quote! { arguments.body() },
        false => quote! { arguments.find_body() },
    });
    let takes_any = !operation.arguments.is_empty() || !operation.setters.is_empty() || operation.body.is_some();
    let name = if takes_any {
        quote! { arguments }
    } else {
        quote! { _ }
    };
    let (prepared, read) = (prepared(resource, operation, body), read(operation));
    quote! {
        fn #function(client: &Client, #name: &Arguments) -> Pending {
            #prepared
            Box::pin(async move { #read })
        }
    }
}

/// Prints the call, from the variables `client` and `arguments`, with this body.
pub(crate) fn prepared(resource: &Resource, operation: &Operation, body: Option<TokenStream>) -> TokenStream {
    let (group, method) = (ident(&resource.name), ident(&operation.name));
    let arguments = operation.arguments.iter().map(|argument| {
        let (place, wire, ty) = (place(argument), &argument.wire, turbofish(&argument.kind));
        quote! { arguments.get #ty (#place, #wire) }
    });
    let arguments = arguments.chain(body);
    let setters = operation.setters.iter().map(|setter| {
        let (place, wire, ty, name) = (place(setter), &setter.wire, turbofish(&setter.kind), ident(&setter.name));
        quote! {
            if let Some(value) = arguments.find #ty (#place, #wire) {
                call = call.#name(value);
            }
        }
    });
    let mutable = (!operation.setters.is_empty()).then(|| quote! { mut });
    quote! {
        let #mutable call = client.#group().#method(#(#arguments),*);
        #(#setters)*
    }
}

/// The content of every success of the operation.
pub(crate) fn content(operation: &Operation) -> &Content {
    match &operation.output {
        Output::One(content) => content,
        Output::ByStatus(..) => panic!("the output of `{}` depends on the status: extend this driver", operation.id),
    }
}

/// Sends the call and makes JSON of its output.
fn read(operation: &Operation) -> TokenStream {
    match content(operation) {
        Content::Empty => quote! { call.await.map(|()| Value::Null) },
        Content::Json(_) => quote! { call.await.map(json) },
        Content::Text => quote! { call.await.map(Value::String) },
        Content::Binary => quote! { download(call.await?).await },
    }
}

/// The name of a driver function. The name of the method alone is not unique.
pub(crate) fn function(resource: &Resource, operation: &Operation) -> Ident {
    ident(&format!("{}_{}", resource.name, operation.name))
}

fn place(parameter: &Parameter) -> TokenStream {
    match parameter.location {
        In::Path => quote! { In::Path },
        In::Query | In::QueryJoined => quote! { In::Query },
        In::Header => quote! { In::Header },
    }
}

/// Names the type if the method takes anything that can be converted into it.
pub(crate) fn turbofish(kind: &Kind) -> TokenStream {
    match named(kind) {
        Some(ty) => quote! { ::<#ty> },
        None => quote! {},
    }
}

fn named(kind: &Kind) -> Option<TokenStream> {
    match kind {
        Kind::String => Some(quote! { String }),
        Kind::Jid => Some(quote! { wsapi_client::Jid }),
        Kind::PhoneNumber => Some(quote! { wsapi_client::PhoneNumber }),
        Kind::MessageId => Some(quote! { wsapi_client::MessageId }),
        Kind::Secret => Some(quote! { wsapi_client::Secret }),
        Kind::Time => Some(quote! { wsapi_client::Time }),
        Kind::Media => Some(quote! { wsapi_client::Media }),
        Kind::Enum(name) => {
            let name = ident(name);
            Some(quote! { wsapi_client::types::#name })
        }
        Kind::List(item) => {
            let item = named(item).unwrap_or_else(|| quote! { _ });
            Some(quote! { Vec<#item> })
        }
        _ => None,
    }
}

/// A name as a token.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
