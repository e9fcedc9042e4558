//! The outputs of operations.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::{docs, ident, values};
use crate::api::{Content, ResultVariant, Status};

/// The type of the runtime that reads and writes a body; nothing for an empty one.
fn codec(content: &Content) -> Option<Ident> {
    Some(ident(match content {
        Content::Empty => return None,
        Content::Json(_) => "Json",
        Content::Text => "Text",
        Content::Binary => "Download",
    }))
}

/// The type that reads or writes a body.
pub(super) fn body_type(content: &Content) -> TokenStream {
    match content {
        Content::Json(kind) => values::of("Json", values::ty(kind)),
        _ => codec(content).map_or_else(|| quote! { () }, Ident::into_token_stream),
    }
}

/// The enum of an output that depends on the status.
pub(super) fn by_status(operation: &str, name: &str, variants: &[ResultVariant]) -> TokenStream {
    let ty = ident(name);
    let response_body = response_body(&ty, variants);
    // A download is read once.
    let derives = match variants.iter().any(|variant| variant.content == Content::Binary) {
        true => quote! { #[derive(Debug)] },
        false => quote! { #[derive(Clone, Debug, PartialEq)] },
    };
    let about = docs::docs(&format!("The result of `{operation}`, by status."));
    let items = variants.iter().map(|variant| {
        let about = docs::docs(&docs::or_else(&variant.description, &format!("Status {}.", variant.statuses[0])));
        let name = ident(&variant.name);
        let output = match &variant.content {
            Content::Empty => None,
            Content::Json(kind) => Some(values::ty(kind)),
            Content::Text => Some(quote! { String }),
            Content::Binary => Some(quote! { Download }),
        };
        let output = output.map(|ty| quote! { (#ty) });
        quote! { #about #name #output }
    });
    quote! {
        #about
        #derives
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
        pub enum #ty { #(#items),* }

        #response_body
    }
}

/// The expected, read and printed bodies, status by status.
fn response_body(ty: &Ident, variants: &[ResultVariant]) -> TokenStream {
    let is_nothing =
        |variant: &&ResultVariant| variant.content == Content::Empty && variant.statuses.contains(&Status::Code(204));
    let nothing = variants.iter().find(is_nothing).map(|nothing| ident(&nothing.name));
    let expected = expected(variants);
    let read = variants.iter().map(|variant| read(variant, nothing.as_ref()));
    let print = variants.iter().map(print);
    // A response with an undocumented status may not come from the service.
    let has_default = variants.iter().any(is_default);
    let other_read = (!has_default).then(|| quote! { _ => Err(response.unexpected()), });
    quote! {
        impl ResponseBody for #ty {
            type Output = Self;

            #expected

            fn read(response: Response) -> Result<Self, Error> {
                match response.status() {
                    #(#read,)*
                    #other_read
                }
            }

            fn print(output: Self, _: &[u16]) -> Printed {
                match output {
                    #(#print,)*
                }
            }
        }
    }
}

/// Returns whether the variant covers every status that no other one names.
fn is_default(variant: &ResultVariant) -> bool {
    variant.statuses.iter().any(|status| status.code().is_none())
}

/// The pattern of the statuses; a range or `default` is every other status.
fn pattern(variant: &ResultVariant) -> TokenStream {
    let codes: Option<Vec<_>> =
        variant.statuses.iter().map(|status| status.code().map(Literal::u16_unsuffixed)).collect();
    match codes {
        Some(codes) => quote! { #(#codes)|* },
        None => quote! { _ },
    }
}

/// The kind of body by status, without arms that repeat the last one.
fn expected(variants: &[ResultVariant]) -> TokenStream {
    let kind = |content: &Content| match content {
        Content::Empty => "Nothing",
        Content::Json(_) => "Json",
        Content::Text => "Text",
        Content::Binary => "File",
    };
    let other = variants.iter().find(|variant| is_default(variant)).map_or("Nothing", |variant| kind(&variant.content));
    let others = variants.iter().filter(|variant| kind(&variant.content) != other);
    let arms = others.map(|variant| {
        let (pattern, kind) = (pattern(variant), ident(kind(&variant.content)));
        quote! { #pattern => Expected::#kind, }
    });
    let (arms, other) = (Vec::from_iter(arms), ident(other));
    if arms.is_empty() {
        return quote! { fn expected(_: u16) -> Expected { Expected::#other } };
    }
    quote! {
        fn expected(status: u16) -> Expected {
            match status {
                #(#arms)*
                _ => Expected::#other,
            }
        }
    }
}

fn read(variant: &ResultVariant, nothing: Option<&Ident>) -> TokenStream {
    let (pattern, name) = (pattern(variant), ident(&variant.name));
    let Some(codec) = codec(&variant.content) else { return quote! { #pattern => Ok(Self::#name) } };
    // A service that can respond with an empty body may do so with any status.
    let nothing = nothing.filter(|_| variant.content.kind().is_some());
    let nothing = nothing.map(|nothing| quote! { #pattern if response.is_empty() => Ok(Self::#nothing), });
    quote! { #nothing #pattern => #codec::read(response).map(Self::#name) }
}

fn print(variant: &ResultVariant) -> TokenStream {
    let name = ident(&variant.name);
    let status = Literal::u16_unsuffixed(variant.statuses[0].code().unwrap_or(200));
    match codec(&variant.content) {
        None => quote! { Self::#name => <()>::print((), &[#status]) },
        Some(codec) => quote! { Self::#name(output) => #codec::print(output, &[#status]) },
    }
}
