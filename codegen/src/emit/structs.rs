//! Structs with their constructors and setters.

use std::{collections::HashSet, iter};

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, values};
use crate::{
    api::{Api, Field, Kind, MessageRefs, Presence, Struct, Type},
    types::FieldType,
};
use values::Use;

/// More arguments than this trip clippy's limit.
const MANY_ARGUMENTS: usize = 7;

/// What a struct's code needs.
pub(super) fn uses(one: &Struct) -> Vec<Use> {
    let mut uses = vec![Use::Runtime("object")];
    uses.extend(one.fields.iter().flat_map(|field| values::uses(&field.kind)));
    if one.fields.iter().any(|field| field.presence == Presence::ThreeState) {
        uses.push(Use::Runtime("Nullable"));
    }
    if !one.message_refs.is_empty() {
        uses.push(Use::Runtime("MessageRef"));
    }
    uses
}

/// The struct and what belongs to it; the fields' types are progenitor's.
pub(super) fn items(one: &Struct, field_types: &[FieldType], defaults: &Defaults<'_>) -> TokenStream {
    let name = ident(&one.name);
    let about = docs::docs(&docs::or(&one.description, &format!("The fields of `{}`.", one.name)));
    let arguments: Vec<&Field> = one.fields.iter().filter(|field| is_argument(one, field, defaults)).collect();
    let default = if arguments.is_empty() {
        quote! { , Default }
    } else {
        quote! {}
    };
    let must_use = one.sent.then(|| quote! { #[must_use = "it does nothing until it is sent"] });
    let fields = one.fields.iter().zip(field_types).map(|(field, ty)| field_item(field, ty));
    let wire_names = wire_names(one);
    let constructor = constructor(one, &arguments, field_types);
    let setters = setters(one, field_types, &arguments);
    let setters = setters.iter().map(setter);
    let message_refs = one.message_refs.iter().map(message_ref);
    quote! {
        #about
        #[derive(Clone, PartialEq #default)]
        #[non_exhaustive]
        #must_use
        pub struct #name { #(#fields)* }

        #wire_names

        impl #name {
            #constructor
            #(#message_refs)*
            #(#setters)*
        }
    }
}

fn field_item(field: &Field, ty: &FieldType) -> TokenStream {
    let name = ident(&field.name);
    let about = docs::docs(&docs::or(&field.description, &format!("`{}` on the wire.", field.wire)));
    let ty = held(field.presence, ty);
    quote! { #about pub #name: #ty, }
}

fn held(presence: Presence, ty: &FieldType) -> TokenStream {
    let ty = ty.tokens();
    match presence {
        Presence::Required => ty,
        Presence::Nullable | Presence::Optional => quote! { Option<#ty> },
        Presence::ThreeState => quote! { Nullable<#ty> },
    }
}

/// What is sent is built from what it requires. What is received starts empty, and only what has no empty value is an
/// argument, so that a field which the service adds breaks no test of a user.
fn is_argument(one: &Struct, field: &Field, defaults: &Defaults<'_>) -> bool {
    match field.presence {
        Presence::Optional | Presence::ThreeState => false,
        Presence::Nullable => one.sent,
        Presence::Required => one.sent || !has_empty_value(&field.kind, defaults),
    }
}

/// Whether the kind implements `Default`.
fn has_empty_value(kind: &Kind, defaults: &Defaults<'_>) -> bool {
    match kind {
        Kind::Enum(_) => false,
        Kind::Struct(name) => defaults.contains(name.as_str()),
        _ => true,
    }
}

/// The structs that implement `Default`, by name.
pub(super) type Defaults<'a> = HashSet<&'a str>;

/// Finds them from the inside out, so that each is looked at once in a round however many others hold it. A struct that
/// holds itself without an option is never found.
pub(super) fn defaults(api: &Api) -> Defaults<'_> {
    let mut known = HashSet::new();
    loop {
        let found: Vec<&str> = structs(api)
            .filter(|one| !known.contains(one.name.as_str()))
            .filter(|one| !one.fields.iter().any(|field| is_argument(one, field, &known)))
            .map(|one| one.name.as_str())
            .collect();
        if found.is_empty() {
            return known;
        }
        known.extend(found);
    }
}

fn structs(api: &Api) -> impl Iterator<Item = &Struct> {
    api.types.iter().filter_map(|ty| match ty {
        Type::Struct(one) => Some(one),
        Type::Enum(_) => None,
    })
}

fn constructor(one: &Struct, arguments: &[&Field], field_types: &[FieldType]) -> TokenStream {
    if arguments.is_empty() {
        let about = docs::own(if one.sent { "With nothing set." } else { "With every field empty, for tests." });
        return quote! { #about #[inline] pub fn new() -> Self { Default::default() } };
    }
    let about = docs::own(if one.sent {
        "With what is required; everything else is unset."
    } else {
        "With every field empty that can be, for tests."
    });
    let boxed =
        |field: &Field| one.fields.iter().zip(field_types).any(|(one, ty)| one.name == field.name && ty.is_box());
    let parameters = arguments.iter().map(|field| {
        let (name, ty) = (ident(&field.name), argument_type(field));
        quote! { #name: #ty }
    });
    let values = one.fields.iter().map(|field| {
        let name = ident(&field.name);
        if !arguments.iter().any(|argument| argument.name == field.name) {
            let empty = empty(field);
            return quote! { #name: #empty };
        }
        let plain = quote! { #name };
        let value = match field.presence {
            Presence::Nullable => plain.clone(),
            _ => values::convert(&field.kind, &plain),
        };
        let value = if boxed(field) {
            quote! { Box::new(#value) }
        } else {
            value
        };
        if value.to_string() == plain.to_string() {
            plain
        } else {
            quote! { #name: #value }
        }
    });
    let allow = (arguments.len() > MANY_ARGUMENTS).then(|| {
        quote! { #[allow(clippy::too_many_arguments, reason = "the service requires all of them")] }
    });
    quote! {
        #about
        #allow
        #[inline]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#values),* }
        }
    }
}

/// What a field holds that the constructor does not take.
fn empty(field: &Field) -> TokenStream {
    match field.presence {
        Presence::Nullable | Presence::Optional => quote! { None },
        Presence::ThreeState => quote! { Nullable::Unset },
        Presence::Required => quote! { Default::default() },
    }
}

fn argument_type(field: &Field) -> TokenStream {
    match field.presence {
        Presence::Nullable => {
            let ty = values::ty(&field.kind);
            quote! { Option<#ty> }
        }
        _ => values::argument(&field.kind),
    }
}

/// Only what is sent has setters, and fields that name a message together have one for both.
fn has_setter(one: &Struct, field: &Field, arguments: &[&Field]) -> bool {
    let together = one.message_refs.iter().any(|refs| refs.id == field.name || refs.sender == field.name);
    one.sent && !together && !arguments.iter().any(|argument| argument.name == field.name)
}

/// A field's setter, and what its methods are called.
struct Setter<'a> {
    field: &'a Field,
    ty: &'a FieldType,
    method: String,
    /// The method that sends `null`, for a field of three states.
    null: Option<String>,
}

/// The setters of a struct that is sent. A field's own name comes first, so that no setter is renamed because of what
/// another one is called by rule.
fn setters<'a>(one: &'a Struct, field_types: &'a [FieldType], arguments: &[&Field]) -> Vec<Setter<'a>> {
    let reserved = || iter::once("new").chain(one.message_refs.iter().map(|refs| refs.name.as_str()));
    let fields = one.fields.iter().map(|field| field.name.as_str());
    let mut taken: HashSet<String> = reserved().chain(fields).map(str::to_owned).collect();
    let mut setters: Vec<Setter<'a>> = Vec::new();
    for (field, ty) in one.fields.iter().zip(field_types).filter(|(field, _)| has_setter(one, field, arguments)) {
        let is_reserved = reserved().any(|name| name == field.name);
        let method = if is_reserved { free(&field.name, &mut taken) } else { field.name.clone() };
        setters.push(Setter { field, ty, method, null: None });
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

fn setter(setter: &Setter<'_>) -> TokenStream {
    let Setter { field, ty, method, null } = setter;
    let (name, method) = (ident(&field.name), ident(method));
    let about = docs::own(&format!("Sets [`{name}`](Self::{name})."));
    let parameter = values::argument(&field.kind);
    let value = values::convert(&field.kind, &quote! { #name });
    let value = if ty.is_box() {
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
        docs::own(&format!("Sends `null` for [`{name}`](Self::{name}), which is not the same as leaving it out."));
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
        "Names a message and its author together: sets [`{id}`](Self::{id}) and [`{sender}`](Self::{sender}), since the \
         first without the second names the wrong author in groups."
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

/// What the fields are called on the wire; the runtime's macro reads, writes and shows the struct by that.
fn wire_names(one: &Struct) -> TokenStream {
    let name = ident(&one.name);
    let fields = one.fields.iter().map(|field| {
        let (name, wire) = (ident(&field.name), &field.wire);
        let null = (field.presence == Presence::Nullable).then(|| quote! { | null });
        quote! { #name: #wire #null }
    });
    quote! { object!(#name { #(#fields),* }); }
}
