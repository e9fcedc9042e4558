//! Prints a struct for each resource, with a method for each operation, which is a single expression.

use indexmap::IndexSet;
use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, examples, ident, method_docs, prose::RustNames, shared_errors, values};
use crate::{
    api::{In, Kind, Operation, Parameter, Resource},
    document::{JSON, essence},
};

/// The items of the file of a resource.
pub(super) fn items(resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    let (name, module) = (ident(&resource.type_name), ident(&resource.name));
    let about = about(resource, emitter);
    let entry = entry(resource, emitter);
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

/// The docs of the struct, with the errors that all methods share. The examples are at the methods.
fn about(resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    let names = RustNames::of_api(emitter);
    let fallback = format!("The operations of `{}`.", resource.name);
    let text = docs::escaped(&names.translate(docs::text_or(&resource.description, &fallback)));
    let errors = match shared_errors::list(&emitter.shared_errors.of_resource(resource)) {
        statuses if statuses.is_empty() => statuses,
        statuses => format!("Errors of all methods: [{statuses}](super#errors)."),
    };
    let returned = format!("Returned by [`Client::{}`].", resource.name);
    docs::attributes(format!("{text}\n\n{returned}\n\n{}", docs::wrapped(&errors, false).join("\n")).trim_end())
}

/// The docs of the method of the client.
fn entry(resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    let text = RustNames::of_api(emitter).translate(&docs::first_sentence(&resource.description));
    let text = format!("Returns the resource [`{}`].\n\n{}", resource.type_name, docs::escaped(&text));
    docs::attributes(text.trim_end())
}

fn method(operation: &Operation, resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    let (name, marker) = (ident(&operation.name), ident(&operation.type_name));
    let about = method_docs::docs(operation, resource, emitter);
    let example = examples::section(operation, resource, emitter);
    let aliases = method_docs::aliases(operation);
    let deprecated = operation.deprecated.then(|| quote! { #[deprecated] });
    let passed = operation.arguments.iter().map(pass);
    let body = operation.body.as_ref().map(|body| {
        let ty = values::optional_unless(values::ty(&body.kind), body.required);
        quote! { body: #ty }
    });
    let content = body.as_ref().map_or_else(|| quote! { () }, |_| quote! { body });
    let parameters = operation.arguments.iter().map(parameter).chain(body);
    let media_types = media_types(operation);
    quote! {
        #about
        #example
        #aliases
        #deprecated
        #[inline]
        pub fn #name(&self #(, #parameters)*) -> Call<operations::#marker> {
            Call::new(&self.client, #content) #media_types #(#passed)*
        }
    }
}

/// Media types that differ from the defaults of a call.
fn media_types(operation: &Operation) -> TokenStream {
    let is_json = |media_type: &&str| essence(media_type) == JSON;
    let content_type = operation.body.as_ref().map(|body| body.media_type.as_str()).filter(|sent| !is_json(sent));
    let content_type = content_type.map(|media_type| quote! { .content_type(#media_type) });
    let received = operation.successes.iter().map(|success| success.payload.media_type.as_str());
    let accepted: IndexSet<&str> = received.filter(|media_type| !media_type.is_empty()).collect();
    let is_usual = accepted.iter().all(|media_type| is_json(media_type) || media_type.contains('*'));
    let accept = (!is_usual).then(|| format!("{}, */*;q=0.5", Vec::from_iter(accepted).join(", ")));
    let accept = accept.map(|accept| quote! { .accept(#accept) });
    quote! { #content_type #accept }
}

/// The function parameter for a parameter of the request.
pub(super) fn parameter(parameter: &Parameter) -> TokenStream {
    let (name, ty) = (ident(&parameter.name), values::argument(&parameter.kind));
    quote! { #name: #ty }
}

/// Passes a parameter to the call.
pub(super) fn pass(parameter: &Parameter) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), &parameter.wire);
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
