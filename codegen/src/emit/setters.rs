//! Setters on structs that are sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, values};
use crate::api::{Field, MessageRefs, Presence, Setter, Struct};

/// The setters of a struct.
pub(super) fn items(strukt: &Struct) -> TokenStream {
    let message_refs = strukt.sent.then(|| strukt.message_refs.iter().map(message_ref)).into_iter().flatten();
    let setters = strukt.fields.iter().filter_map(|field| Some(item(field, field.setter.as_ref()?)));
    quote! { #(#message_refs)* #(#setters)* }
}

fn item(field: &Field, setter: &Setter) -> TokenStream {
    let (name, method) = (ident(&field.name), ident(&setter.name));
    let about = docs::ours(&format!("Sets [`{name}`](Self::{name})."));
    let deprecated = field.deprecated.then(|| quote! { #[deprecated] });
    let parameter = values::argument(&field.kind);
    let value = values::field_value(field, &name);
    let value = match field.presence {
        Presence::Required => value,
        Presence::Nullable | Presence::Optional => quote! { Some(#value) },
        Presence::ThreeState => quote! { Nullable::Value(#value) },
    };
    let null = setter.null.as_ref().map(|method| null_setter(field, method));
    quote! {
        #about
        #deprecated
        #[inline]
        pub fn #method(mut self, #name: #parameter) -> Self {
            self.#name = #value;
            self
        }
        #null
    }
}

fn null_setter(field: &Field, method: &str) -> TokenStream {
    let (name, method) = (ident(&field.name), ident(method));
    let about =
        docs::ours(&format!("Sets [`{name}`](Self::{name}) to `null`, which is not the same as leaving it out."));
    quote! {
        #about
        #[inline]
        pub fn #method(mut self) -> Self {
            self.#name = Nullable::Null;
            self
        }
    }
}

fn message_ref(refs: &MessageRefs) -> TokenStream {
    let [method, id, sender] = [&refs.name, &refs.id, &refs.sender].map(|name| ident(name));
    let about = docs::ours(&format!(
        "Sets [`{id}`](Self::{id}) and [`{sender}`](Self::{sender}) together. In a group, the id without the author \
         refers to a message of the wrong person."
    ));
    quote! {
        #about
        #[inline]
        pub fn #method(mut self, message: impl Into<MessageRef>) -> Self {
            let message = message.into();
            self.#id = Some(message.id);
            self.#sender = Some(message.sender);
            self
        }
    }
}
