//! Builds the bodies of requests as a user does: with the constructor and the setters.

use proc_macro2::TokenStream;
use quote::quote;
use wsapi_codegen::api::{Api, Field, Index, Kind, Presence, Setter, Struct};

use crate::ours::{ident, turbofish};

/// One function for the bodies of all operations.
pub(crate) fn driver(api: &Api) -> TokenStream {
    let index = Index::of(&api.types);
    let arms = api.operations().filter_map(|operation| {
        let Kind::Struct(name) = &operation.body.as_ref()?.kind else { return None };
        let body = index.strukt(name)?;
        let (id, built) = (&operation.id, built(name, body));
        Some(quote! { #id => { #built } })
    });
    quote! {
        /// Returns the body of the operation as JSON, or `None` if it has no type of its own.
        pub(crate) fn build(arguments: &Arguments) -> Option<Value> {
            match arguments.operation.as_str() {
                #(#arms)*
                _ => None,
            }
        }
    }
}

/// Replaces the driver while the committed SDK is out of date.
pub(crate) fn stale() -> TokenStream {
    quote! {
        /// Fails.
        pub(crate) fn build(_: &Arguments) -> Option<Value> {
            panic!("the SDK is out of date with the documents: run `cargo xtask regen`")
        }
    }
}

fn built(name: &str, one: &Struct) -> TokenStream {
    let name = ident(name);
    let arguments = one.fields.iter().filter_map(|field| {
        let (wire, ty) = (&field.wire, turbofish(&field.kind));
        match field.presence {
            Presence::Required if field.kind == Kind::Media => Some(quote! { arguments.media(#wire) }),
            Presence::Required => Some(quote! { arguments.field #ty (#wire) }),
            Presence::Nullable => Some(quote! { arguments.find_field(#wire) }),
            Presence::Optional | Presence::ThreeState => None,
        }
    });
    let setters = one.fields.iter().filter_map(|field| Some(setter(field, field.setter.as_ref()?)));
    let together = one.message_refs.iter().map(|refs| {
        let wire = |name: &str| one.fields.iter().find(|field| field.name == name).map(|field| &field.wire);
        let (method, id, sender) = (ident(&refs.name), wire(&refs.id), wire(&refs.sender));
        quote! {
            let message = (arguments.find_field::<MessageId>(#id), arguments.find_field::<Jid>(#sender));
            if let (Some(id), Some(sender)) = message {
                body = body.#method(MessageRef::new(id, sender));
            }
        }
    });
    quote! {
        #[allow(unused_mut, reason = "a body may have nothing to set")]
        let mut body = types::#name::new(#(#arguments),*);
        #(#setters)*
        #(#together)*
        Some(json(body))
    }
}

fn setter(field: &Field, setter: &Setter) -> TokenStream {
    let (wire, method, ty) = (&field.wire, ident(&setter.name), turbofish(&field.kind));
    let null = setter.null.as_ref().map(|method| {
        let method = ident(method);
        quote! {
            if arguments.is_null(#wire) {
                body = body.#method();
            }
        }
    });
    quote! {
        if let Some(value) = arguments.find_field #ty (#wire) {
            body = body.#method(value);
        }
        #null
    }
}
