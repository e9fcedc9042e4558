//! One type per operation: what it is called, where it is sent, what is returned.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Emitter, File, docs, ident, outputs, paging, prose::RustNames, resources::pass, values};
use crate::api::{Api, Class, Content, Credential, Operation, Output, Resource, Status};
use values::Use;

/// The file that lists the operations.
pub(super) fn table(api: &Api) -> File {
    let modules: Vec<_> = api.resources.iter().map(|resource| ident(&resource.name)).collect();
    let types: Vec<_> = api.operations().map(|operation| ident(&operation.type_name)).collect();
    let import = match types.is_empty() {
        true => quote! { use crate::prelude::OperationInfo; },
        false => quote! { use crate::prelude::{Operation, OperationInfo}; },
    };
    let base_url = api.servers.iter().find(|server| server.is_absolute()).map(|server| {
        let url = server.url.trim_end_matches('/');
        quote! {
            #[doc = " The address of the service, unless the client sets another."]
            pub const BASE_URL: &str = #url;
        }
    });
    File {
        path: "operations/mod.rs".to_owned(),
        about: "The operations: a type for each, and a table of them all.".to_owned(),
        items: quote! {
            #import

            #(mod #modules;)*
            #(pub use #modules::*;)*

            #base_url

            #[doc = " All operations, grouped by resource."]
            pub const OPERATIONS: &[&OperationInfo] = &[#(#types::INFO),*];
        },
    }
}

/// The file of a resource's operations.
pub(super) fn file(resource: &Resource, emitter: &Emitter<'_>) -> File {
    let items: Vec<_> = resource.operations.iter().map(|operation| items(operation, emitter)).collect();
    let imports = imports(resource, emitter);
    File {
        path: format!("operations/{}.rs", resource.name),
        about: format!("The operations of `client.{}()`, as types.", resource.name),
        items: quote! { #imports #(#items)* },
    }
}

fn imports(resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
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
        match &operation.output {
            Output::One(content) => used.extend(outputs::uses(content)),
            Output::ByStatus(_, variants) => {
                used.extend(["Error", "Expected", "Printed", "Response", "ResponseBody"].map(Use::Runtime));
                used.extend(variants.iter().flat_map(|variant| outputs::uses(&variant.content)));
            }
        }
    }
    values::imports(&used, "", &emitter.index)
}

fn items(operation: &Operation, emitter: &Emitter<'_>) -> TokenStream {
    let name = ident(&operation.type_name);
    let about = docs::docs(&format!("The operation `{}`: `{} {}`.", operation.id, operation.method, operation.path));
    let info = info(operation);
    let body = body(operation);
    let (response, by_status) = match &operation.output {
        Output::One(content) => (outputs::body_type(content), None),
        Output::ByStatus(name, variants) => {
            let ty = ident(name);
            (quote! { #ty }, Some(outputs::by_status(&operation.id, name, variants)))
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

fn info(operation: &Operation) -> TokenStream {
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(&operation.method);
    let credential = match operation.credential {
        Credential::Instance => quote! { Credential::Instance },
        Credential::Account => quote! { Credential::Account },
        Credential::Admin => quote! { Credential::Admin },
        Credential::None => quote! { Credential::None },
    };
    let class = match operation.class {
        Class::Safe => quote! { Class::Safe },
        Class::Idempotent => quote! { Class::Idempotent },
        Class::Effectful => quote! { Class::Effectful },
    };
    let codes = |statuses: &mut dyn Iterator<Item = Status>| -> Vec<Literal> {
        statuses.filter_map(Status::code).map(Literal::u16_unsuffixed).collect()
    };
    // A range or `default` is every status of success: an empty list.
    let is_every = operation.successes.iter().any(|success| success.status.code().is_none());
    let successes = if is_every { &[][..] } else { &operation.successes };
    let success = codes(&mut successes.iter().map(|success| success.status));
    let errors = codes(&mut operation.failures.iter().map(|failure| failure.status));
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

/// The type of the request body.
fn body(operation: &Operation) -> TokenStream {
    let Some(body) = &operation.body else { return quote! { () } };
    let ty = outputs::body_type(&Content::Json(body.kind.clone()));
    if body.required {
        ty
    } else {
        quote! { Option<#ty> }
    }
}

fn setters(operation: &Operation, emitter: &Emitter<'_>) -> TokenStream {
    if operation.setters.is_empty() {
        return quote! {};
    }
    let names = RustNames::of_operation(operation, &emitter.index);
    let ty = ident(&operation.type_name);
    let setters = operation.setters.iter().map(|setter| {
        let (name, ty) = (ident(&setter.name), values::argument(&setter.kind));
        let about =
            docs::with_note(&names, &setter.description, &format!("Sets `{}`.", setter.wire), setter.deprecated);
        let deprecated = setter.deprecated.then(|| quote! { #[deprecated] });
        let pass = pass(setter, &name);
        quote! {
            #about
            #deprecated
            pub fn #name(self, #name: #ty) -> Self {
                self #pass
            }
        }
    });
    quote! { impl Call<#ty> { #(#setters)* } }
}
