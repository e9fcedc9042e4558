//! Prints the stream of the items of a paged list.

use proc_macro2::TokenStream;
use quote::quote;

use super::{ident, values};
use crate::api::{Field, Kind, Number, Operation, Page, Presence};

/// The trait that streams the items of all pages.
pub(super) fn items(operation: &Operation) -> TokenStream {
    let Some(Page { number, type_name, items, total, own_number }) = &operation.page else { return quote! {} };
    let Kind::List(item) = &items.kind else { return quote! {} };
    let (marker, page, setter) = (ident(&operation.type_name), ident(type_name), ident(&number.name));
    let (item, field) = (values::ty(item), ident(&items.name));
    let number = match number.kind {
        Kind::Number(Number::I32) => quote! { i32::try_from(number).unwrap_or(i32::MAX) },
        _ => quote! { number },
    };
    let list = match items.presence {
        Presence::Required => quote! { page.#field },
        _ => quote! { page.#field.unwrap_or_default() },
    };
    let total = total.as_ref().map_or_else(|| quote! { None }, integer);
    let own_number = own_number.as_ref().map(integer);
    let own_number = own_number.map(|number| quote! { fn number(page: &#page) -> Option<i64> { #number } });
    quote! {
        impl Paged for #marker {
            type Item = #item;

            fn page(call: Call<Self>, number: i64) -> Call<Self> {
                call.#setter(#number)
            }

            fn items(page: #page) -> (Vec<#item>, Option<i64>) {
                (#list, #total)
            }

            #own_number
        }
    }
}

fn integer(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let is_small = field.kind == Kind::Number(Number::I32);
    match field.presence {
        Presence::Required if is_small => quote! { Some(page.#name.into()) },
        Presence::Required => quote! { Some(page.#name) },
        _ if is_small => quote! { page.#name.map(i64::from) },
        _ => quote! { page.#name },
    }
}
