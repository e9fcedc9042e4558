//! One type per operation: its name, its request and its output.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Emitter, docs, ident, outputs, paging, prose::RustNames, reexports_of_resources, resources, values};
use crate::api::{Api, Body, Operation, Output, Resource, Response};

/// The items of the file that lists the operations.
pub(super) fn table(api: &Api) -> TokenStream {
    let modules = reexports_of_resources(api);
    let types: Vec<_> = api.operations().map(|operation| ident(&operation.type_name)).collect();
    // The trait has `INFO`, and no path names it.
    let import = (!types.is_empty()).then(|| quote! { use crate::prelude::{Operation, OperationInfo}; });
    let base_url = api.base_url().map(|url| {
        quote! {
            #[doc = " The address of the service, unless the client sets another."]
            pub const BASE_URL: &str = #url;
        }
    });
    quote! {
        #import

        #modules

        #base_url

        #[doc = " All operations, grouped by resource."]
        pub const OPERATIONS: &[&OperationInfo] = &[#(#types::INFO),*];
    }
}

/// The items of the file of a resource's operations.
pub(super) fn items(resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    resource.operations.iter().map(|operation| item(operation, resource, emitter)).collect()
}

fn item(operation: &Operation, resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    let name = ident(&operation.type_name);
    let about = about(operation, resource);
    let info = info(operation);
    let json = |body: &Body| values::optional_unless(values::of("Json", values::ty(&body.kind)), body.required);
    let body = operation.body.as_ref().map_or_else(|| quote! { () }, json);
    let (response, by_status) = match &operation.output {
        Output::One(content) => (outputs::body_type(content), None),
        Output::ByStatus(name, variants) => {
            let ty = ident(name);
            (quote! { #ty }, Some(outputs::by_status(operation, name, variants, emitter)))
        }
    };
    let setters = setters(operation, emitter);
    let paging = paging::items(operation);
    quote! {
        #about
        #[derive(Debug)]
        pub enum #name {}

        impl Wire for #name {
            type Request = #body;
            type Response = #response;
            const DESCRIPTION: &'static OperationInfo = &#info;
        }

        #setters
        #paging
        #by_status
    }
}

/// The docs of the type, with the method that creates its calls.
fn about(operation: &Operation, resource: &Resource) -> TokenStream {
    let facts = docs::line(&format!("The operation `{}`: `{} {}`.", operation.id, operation.method, operation.path));
    let method = format!("{}::{}", resource.type_name, operation.name);
    docs::ours(&format!("{facts} Called with [`{method}`](crate::generated::resources::{method})."))
}

fn info(operation: &Operation) -> TokenStream {
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(&operation.method);
    // The SDK's enums have the same variants.
    let credential = ident(&format!("{:?}", operation.credential));
    let class = ident(&format!("{:?}", operation.class));
    // A range or `default` is every status of success: an empty list.
    let is_every = operation.successes.iter().any(|success| success.status.code().is_none());
    let successes = if is_every { &[][..] } else { &operation.successes };
    let (success, errors) = (codes(successes), codes(&operation.failures));
    quote! {
        OperationInfo {
            id: #id,
            method: Method::#method,
            path: #path,
            credential: Credential::#credential,
            class: Class::#class,
            success: &[#(#success),*],
            errors: &[#(#errors),*],
        }
    }
}

fn codes(responses: &[Response]) -> Vec<Literal> {
    responses.iter().filter_map(|response| response.status.code()).map(Literal::u16_unsuffixed).collect()
}

fn setters(operation: &Operation, emitter: &Emitter<'_>) -> TokenStream {
    if operation.setters.is_empty() {
        return quote! {};
    }
    let names = RustNames::of_operation(operation, emitter);
    let ty = ident(&operation.type_name);
    let setters = operation.setters.iter().map(|setter| {
        let (name, parameter, pass) = (ident(&setter.name), resources::parameter(setter), resources::pass(setter));
        let fallback = format!("Sets `{}`.", setter.wire);
        let about = docs::with_note(&names, &setter.description, &fallback, setter.deprecated);
        let deprecated = setter.deprecated.then(|| quote! { #[deprecated] });
        quote! {
            #about
            #deprecated
            pub fn #name(self, #parameter) -> Self {
                self #pass
            }
        }
    });
    quote! { impl Call<#ty> { #(#setters)* } }
}
