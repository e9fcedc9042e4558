//! Prints a struct for each resource, with a method for each operation, which is a single expression.

use indexmap::IndexSet;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, docs, examples, ident, prose::RustNames, values};
use crate::api::{In, Kind, Operation, Parameter, Resource};

/// The items of the file of a resource.
pub(super) fn items(resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    let (name, module) = (ident(&resource.type_name), ident(&resource.name));
    let about = docs::docs(&docs::or_else(&resource.description, &format!("The operations of `{}`.", resource.name)));
    let entry = docs::ours(&format!("Returns the resource [`{name}`], which has a method for each of its operations."));
    let methods = resource.operations.iter().map(|operation| method(operation, resource, emitter));
    quote! {
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
    }
}

fn method(operation: &Operation, resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    let (name, marker) = (ident(&operation.name), ident(&operation.type_name));
    let about = docs::operation(operation, &RustNames::of_operation(operation, &emitter.index));
    let example = examples::section(operation, resource, emitter);
    let deprecated = operation.deprecated.then(|| quote! { #[deprecated] });
    let arguments = operation.arguments.iter().map(|argument| (argument, ident(&argument.name)));
    let passed = arguments.clone().map(|(argument, name)| pass(argument, &name));
    let parameters = arguments.map(|(argument, name)| {
        let ty = values::argument(&argument.kind);
        quote! { #name: #ty }
    });
    let body = operation.body.as_ref().map(|body| match values::ty(&body.kind) {
        ty if body.required => quote! { body: #ty },
        ty => quote! { body: Option<#ty> },
    });
    let content = body.as_ref().map_or_else(|| quote! { () }, |_| quote! { body });
    let parameters = parameters.chain(body);
    let media_types = media_types(operation);
    let call = quote! { Call::new(&self.client, #content) #media_types #(#passed)* };
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

/// Media types that differ from the defaults of a call.
fn media_types(operation: &Operation) -> TokenStream {
    let sent = operation.body.as_ref().map(|body| &body.media_type);
    let content_type = sent.filter(|media_type| essence(media_type) != JSON);
    let received = operation.successes.iter().map(|success| success.payload.media_type.as_str());
    let accepted: IndexSet<&str> = received.filter(|media_type| !media_type.is_empty()).collect();
    let is_usual = accepted.iter().all(|media_type| essence(media_type) == JSON || media_type.contains('*'));
    let accept = (!is_usual).then(|| format!("{}, */*;q=0.5", Vec::from_iter(accepted).join(", ")));
    let content_type = content_type.map(|media_type| quote! { .content_type(#media_type) });
    let accept = accept.map(|accept| quote! { .accept(#accept) });
    quote! { #content_type #accept }
}

/// The default media type of a call.
const JSON: &str = "application/json";

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Passes a parameter to the call.
pub(super) fn pass(parameter: &Parameter, name: &Ident) -> TokenStream {
    let wire = &parameter.wire;
    let list = matches!(parameter.kind, Kind::List(_));
    let value = match &parameter.kind {
        // Each item is a parameter.
        Kind::List(item) if values::converts(item) => {
            let ty = values::ty(item);
            quote! { #name.into_iter().map(Into::<#ty>::into) }
        }
        Kind::List(_) => quote! { #name },
        kind => values::convert(kind, &quote! { #name }),
    };
    match parameter.location {
        In::Path => quote! { .path(#value) },
        In::Header if list => quote! { .header_joined(#wire, #value) },
        In::Header => quote! { .header_param(#wire, #value) },
        In::QueryJoined if list => quote! { .query_joined(#wire, #value) },
        In::Query if list => quote! { .query_each(#wire, #value) },
        In::Query | In::QueryJoined => quote! { .query(#wire, #value) },
    }
}
