//! What may be set on a struct that is sent.

use std::{collections::HashSet, iter};

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, values};
use crate::{
    api::{Field, MessageRefs, Presence, Struct},
    types::FieldType,
};

/// Only what is sent has setters, and fields that name a message together have one for both.
fn has_setter(one: &Struct, field: &Field, arguments: &[&Field]) -> bool {
    let together = one.message_refs.iter().any(|refs| refs.id == field.name || refs.sender == field.name);
    one.sent && !together && !arguments.iter().any(|argument| argument.name == field.name)
}

/// A field's setter, and what its methods are called.
pub(super) struct Setter<'a> {
    pub(super) field: &'a Field,
    pub(super) method: String,
    /// The method that sends `null`, for a field of three states.
    null: Option<String>,
}

/// The setters of a struct.
pub(super) fn items(one: &Struct, arguments: &[&Field], field_types: &[FieldType]) -> TokenStream {
    let message_refs = one.message_refs.iter().map(message_ref);
    let is_box = |name: &str| one.fields.iter().zip(field_types).any(|(field, ty)| field.name == name && ty.is_box());
    let setters = setters(one, arguments);
    let setters = setters.iter().map(|setter| item(setter, is_box(&setter.field.name)));
    quote! { #(#message_refs)* #(#setters)* }
}

/// The setters of a struct that is sent. A field's own name comes first, so that no setter is renamed because of what
/// another one is called by rule.
pub(super) fn setters<'a>(one: &'a Struct, arguments: &[&Field]) -> Vec<Setter<'a>> {
    let reserved = || iter::once("new").chain(one.message_refs.iter().map(|refs| refs.name.as_str()));
    let fields = one.fields.iter().map(|field| field.name.as_str());
    let mut taken: HashSet<String> = reserved().chain(fields).map(str::to_owned).collect();
    let mut setters: Vec<Setter<'a>> = Vec::new();
    for field in one.fields.iter().filter(|field| has_setter(one, field, arguments)) {
        let is_reserved = reserved().any(|name| name == field.name);
        let method = if is_reserved { free(&field.name, &mut taken) } else { field.name.clone() };
        setters.push(Setter { field, method, null: None });
    }
    for setter in setters.iter_mut().filter(|setter| setter.field.presence == Presence::ThreeState) {
        setter.null = Some(free(&format!("{}_null", setter.field.name), &mut taken));
    }
    setters
}

/// The first of `name`, `set_name`, `set_name_2`, … that is not taken; takes it.
fn free(name: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2_u64..).map(|number| format!("set_{name}_{number}"));
    let mut candidates = [name.to_owned(), format!("set_{name}")].into_iter().chain(numbered);
    candidates.find(|candidate| taken.insert(candidate.clone())).unwrap_or_default()
}

fn item(setter: &Setter<'_>, is_box: bool) -> TokenStream {
    let Setter { field, method, null } = setter;
    let (name, method) = (ident(&field.name), ident(method));
    let about = docs::own(&format!("Sets [`{name}`](Self::{name})."));
    let parameter = values::argument(&field.kind);
    let value = values::convert(&field.kind, &quote! { #name });
    let value = if is_box {
        quote! { Box::new(#value) }
    } else {
        value
    };
    let value = match field.presence {
        Presence::Required => value,
        Presence::Nullable | Presence::Optional => quote! { Some(#value) },
        Presence::ThreeState => quote! { Nullable::Value(#value) },
    };
    let null = null.as_ref().map(|method| null_setter(field, method));
    quote! {
        #about
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
        docs::own(&format!("Sets [`{name}`](Self::{name}) to `null`, which is not the same as leaving it out."));
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
    let about = docs::own(&format!(
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
