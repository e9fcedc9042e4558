//! The Rust types of values, and how they are taken and imported.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::api::{Field, Index, Kind, Presence};

/// A name that a file imports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// From the standard library or a crate, with its path.
    Path(&'static str, &'static str),
    /// From the runtime.
    Runtime(&'static str),
    /// A generated type.
    Type(String),
}

/// The imports of a kind.
pub(super) fn uses(kind: &Kind) -> Vec<Use> {
    match kind {
        Kind::Jid => vec![Use::Runtime("Jid")],
        Kind::PhoneNumber => vec![Use::Runtime("PhoneNumber")],
        Kind::MessageId => vec![Use::Runtime("MessageId")],
        Kind::Secret => vec![Use::Runtime("Secret")],
        Kind::Time => vec![Use::Runtime("Time")],
        Kind::Media => vec![Use::Runtime("Media")],
        Kind::JsonObject => vec![Use::Runtime("JsonObject")],
        Kind::Json => vec![Use::Path("serde_json", "Value")],
        Kind::Struct(name) | Kind::Enum(name) => vec![Use::Type(name.clone())],
        Kind::List(inner) | Kind::Nullable(inner) => uses(inner),
        Kind::Map(inner) => [uses(inner), vec![Use::Path("std::collections", "BTreeMap")]].concat(),
        Kind::Bool | Kind::Number(_) | Kind::String => Vec::new(),
    }
}

/// The `use` items of a file in `module`; types of the same module need none.
pub(super) fn imports(used: &[Use], module: &str, index: &Index<'_>) -> TokenStream {
    let mut paths: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for used in used {
        match used {
            Use::Path(path, name) => paths.entry((*path).to_owned()).or_default().insert(name),
            Use::Runtime(name) => paths.entry("crate::prelude".to_owned()).or_default().insert(name),
            Use::Type(name) if index.module(name) == module => continue,
            Use::Type(name) => paths.entry("crate::generated::types".to_owned()).or_default().insert(name),
        };
    }
    // The order of rustfmt: the standard library's and other crates' names sort before `crate`.
    let (own, foreign): (Vec<_>, Vec<_>) = paths.into_iter().partition(|(path, _)| path.starts_with("crate"));
    let import = |(path, names): (String, BTreeSet<&str>)| {
        let path: Vec<_> = path.split("::").map(segment).collect();
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_by_key(|name| sort_key(name));
        let names: Vec<_> = names.into_iter().map(ident).collect();
        match &names[..] {
            [only] => quote! { use #(#path)::*::#only; },
            _ => quote! { use #(#path)::*::{#(#names),*}; },
        }
    };
    let mut foreign = foreign;
    foreign.sort_by_key(|(path, _)| !path.starts_with("std"));
    let (foreign, own): (Vec<_>, Vec<_>) =
        (foreign.into_iter().map(import).collect(), own.into_iter().map(import).collect());
    quote! { #(#foreign)* #(#own)* }
}

/// rustfmt sorts modules and functions before types.
fn sort_key(name: &str) -> (bool, String) {
    (name.starts_with(|c: char| c.is_ascii_uppercase()), name.to_owned())
}

fn segment(name: &str) -> TokenStream {
    match name {
        "crate" => quote! { crate },
        other => {
            let name = ident(other);
            quote! { #name }
        }
    }
}

/// The type of a kind.
pub(super) fn ty(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Bool => quote! { bool },
        Kind::Number(number) => {
            let name = ident(number.rust());
            quote! { #name }
        }
        Kind::String => quote! { String },
        Kind::Jid => quote! { Jid },
        Kind::PhoneNumber => quote! { PhoneNumber },
        Kind::MessageId => quote! { MessageId },
        Kind::Secret => quote! { Secret },
        Kind::Time => quote! { Time },
        Kind::Media => quote! { Media },
        Kind::Json => quote! { Value },
        Kind::JsonObject => quote! { JsonObject },
        Kind::Struct(name) | Kind::Enum(name) => {
            let name = ident(name);
            quote! { #name }
        }
        Kind::List(item) => {
            let item = ty(item);
            quote! { Vec<#item> }
        }
        Kind::Map(value) => {
            let value = ty(value);
            quote! { BTreeMap<String, #value> }
        }
        Kind::Nullable(inner) => {
            let inner = ty(inner);
            quote! { Option<#inner> }
        }
    }
}

/// The type of a field.
pub(super) fn field(field: &Field) -> TokenStream {
    let ty = ty(&field.kind);
    let ty = if field.is_boxed {
        quote! { Box<#ty> }
    } else {
        ty
    };
    match field.presence {
        Presence::Required => ty,
        Presence::Nullable | Presence::Optional => quote! { Option<#ty> },
        Presence::ThreeState => quote! { Nullable<#ty> },
    }
}

/// The type of an argument: whatever turns into the kind without a second thought.
pub(super) fn argument(kind: &Kind) -> TokenStream {
    match kind {
        Kind::List(item) => {
            let item = argument(item);
            quote! { impl IntoIterator<Item = #item> }
        }
        _ if converts(kind) => {
            let ty = ty(kind);
            quote! { impl Into<#ty> }
        }
        _ => ty(kind),
    }
}

/// The expression that turns an argument of [`argument`]'s type into the kind.
pub(super) fn convert(kind: &Kind, value: &TokenStream) -> TokenStream {
    match kind {
        Kind::List(item) if converts(item) => quote! { #value.into_iter().map(Into::into).collect() },
        Kind::List(item) if matches!(**item, Kind::List(_)) => {
            let inner = convert(item, &quote! { item });
            quote! { #value.into_iter().map(|item| #inner).collect() }
        }
        Kind::List(_) => quote! { #value.into_iter().collect() },
        _ if converts(kind) => quote! { #value.into() },
        _ => value.clone(),
    }
}

/// Whether an argument has the type of the value.
pub(super) fn is_taken_as_is(kind: &Kind) -> bool {
    !converts(kind) && !matches!(kind, Kind::List(_))
}

/// Whether callers expect an argument to be converted with `Into`.
pub(super) fn converts(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::String
            | Kind::Jid
            | Kind::PhoneNumber
            | Kind::MessageId
            | Kind::Secret
            | Kind::Time
            | Kind::Media
            | Kind::Enum(_)
    )
}
