//! Setters on structs that are sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, values};
use crate::api::{Field, MessageRefs, Presence, Setter, Struct};

/// The setters of a struct.
pub(super) fn items(strukt: &Struct) -> TokenStream {
    let message_refs = strukt.message_refs.iter().filter(|_| strukt.sent).map(message_ref);
    let setters = strukt.fields.iter().filter_map(|field| Some(item(field, field.setter.as_ref()?)));
    quote! { #(#message_refs)* #(#setters)* }
}

fn item(field: &Field, setter: &Setter) -> TokenStream {
    let name = ident(&field.name);
    let about = docs::ours(&format!("Sets [`{name}`](Self::{name})."));
    let deprecated = field.deprecated.then(|| quote! { #[deprecated] });
    let parameter = values::argument(&field.kind);
    let value = values::field_value(field);
    let value = match field.presence {
        Presence::Required => value,
        Presence::Nullable | Presence::Optional => quote! { Some(#value) },
        Presence::ThreeState => quote! { Nullable::Value(#value) },
    };
    let set = quote! { self.#name = #value; };
    let set = function(quote! { #about #deprecated }, &setter.name, quote! { #name: #parameter }, set);
    let null = setter.null.as_ref().map(|method| {
        let about = format!("Sends `null` for [`{name}`](Self::{name}) instead of leaving it out.");
        function(docs::ours(&about), method, quote! {}, quote! { self.#name = Nullable::Null; })
    });
    quote! { #set #null }
}

fn message_ref(refs: &MessageRefs) -> TokenStream {
    let [id, sender] = [&refs.id, &refs.sender].map(|name| ident(name));
    let about = docs::ours(&format!(
        "Sets [`{id}`](Self::{id}) and [`{sender}`](Self::{sender}) together, because an id refers to the right \
         message only with its author."
    ));
    let set = quote! {
        let message = message.into();
        self.#id = Some(message.id);
        self.#sender = Some(message.sender);
    };
    function(about, &refs.name, quote! { message: impl Into<MessageRef> }, set)
}

fn function(attributes: TokenStream, name: &str, parameter: TokenStream, set: TokenStream) -> TokenStream {
    let name = ident(name);
    quote! {
        #attributes
        #[inline]
        pub fn #name(mut self, #parameter) -> Self {
            #set
            self
        }
    }
}
