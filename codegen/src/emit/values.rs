//! The Rust types of values, and how arguments are converted to them.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::ident;
use crate::api::{Field, Kind, Presence};

/// The type of a kind.
pub(super) fn ty(kind: &Kind) -> TokenStream {
    let name = kind.name();
    match kind {
        Kind::List(inner) | Kind::Nullable(inner) => of(&name, ty(inner)),
        Kind::Map(value) => {
            let (name, value) = (ident(&name), ty(value));
            quote! { #name<String, #value> }
        }
        _ => ident(&name).into_token_stream(),
    }
}

/// A generic type of another one: `Vec<Jid>`.
pub(super) fn of(generic: &str, ty: TokenStream) -> TokenStream {
    let generic = ident(generic);
    quote! { #generic<#ty> }
}

/// The type, or an `Option` of it.
pub(super) fn optional_unless(ty: TokenStream, is_required: bool) -> TokenStream {
    if is_required { ty } else { of("Option", ty) }
}

/// The type of a field.
pub(super) fn field(field: &Field) -> TokenStream {
    let ty = ty(&field.kind);
    let ty = if field.is_boxed { of("Box", ty) } else { ty };
    match field.presence {
        Presence::Required => ty,
        Presence::Nullable | Presence::Optional => of("Option", ty),
        Presence::ThreeState => of("Nullable", ty),
    }
}

/// The type of an argument: anything that obviously converts to the kind.
pub(super) fn argument(kind: &Kind) -> TokenStream {
    let ty = if let Kind::List(item) = kind { argument(item) } else { ty(kind) };
    match kind {
        Kind::List(_) => quote! { impl IntoIterator<Item = #ty> },
        _ if converts(kind) => quote! { impl Into<#ty> },
        _ => ty,
    }
}

/// The expression that converts an argument of [`argument`]'s type to the kind.
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

/// The value of a field, apart from its presence, from the argument of that name.
pub(super) fn field_value(field: &Field) -> TokenStream {
    match convert(&field.kind, &ident(&field.name).into_token_stream()) {
        value if field.is_boxed => quote! { Box::new(#value) },
        value => value,
    }
}

/// The parameter of a constructor for a field.
pub(super) fn parameter(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let ty = match field.presence {
        Presence::Required => argument(&field.kind),
        _ => of("Option", ty(&field.kind)),
    };
    quote! { #name: #ty }
}

/// The member of a struct expression that the parameter sets.
pub(super) fn member(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let value = match field.presence {
        Presence::Required => field_value(field),
        _ if field.is_boxed => quote! { #name.map(Box::new) },
        _ => return quote! { #name },
    };
    match name == value.to_string() {
        true => value,
        false => quote! { #name: #value },
    }
}

/// Returns whether callers expect an argument to be converted with `Into`.
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
