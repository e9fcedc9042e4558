//! The outputs of operations.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{Emitter, docs, ident, prose::RustNames, values};
use crate::api::{Content, Operation, ResultVariant, Status};

/// Returns the runtime's names for a content: the type of the body, the type of the output, and the variant of
/// `Expected`.
fn names(content: &Content) -> (TokenStream, TokenStream, &'static str) {
    match content {
        Content::Empty => (quote! { () }, quote! { () }, "Nothing"),
        Content::Json(kind) => (quote! { Json }, values::ty(kind), "Json"),
        Content::Text => (quote! { Text }, quote! { String }, "Text"),
        Content::Binary => (quote! { Download }, quote! { Download }, "File"),
    }
}

/// The type that reads or writes a body.
pub(super) fn body_type(content: &Content) -> TokenStream {
    match content {
        Content::Json(kind) => values::of("Json", values::ty(kind)),
        _ => names(content).0,
    }
}

/// The enum of an output that depends on the status.
pub(super) fn by_status(
    operation: &Operation,
    name: &str,
    variants: &[ResultVariant],
    emitter: &Emitter<'_>,
) -> TokenStream {
    let ty = ident(name);
    let response_body = response_body(&ty, variants);
    // A download is read once.
    let derives = match variants.iter().any(|variant| variant.content == Content::Binary) {
        true => quote! { #[derive(Debug)] },
        false => quote! { #[derive(Clone, Debug, PartialEq)] },
    };
    let about = docs::docs(&format!("The result of `{}`, by status.", operation.id));
    let translations = RustNames::of_operation(operation, emitter);
    let items = variants.iter().map(|variant| {
        let fallback = format!("Status {}.", variant.statuses[0]);
        let about = docs::docs(&translations.translate(docs::text_or(&variant.description, &fallback)));
        let (name, (_, output, _)) = (ident(&variant.name), names(&variant.content));
        let output = (variant.content != Content::Empty).then(|| quote! { (#output) });
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
    let expected = expected(variants);
    let is_nothing =
        |variant: &&ResultVariant| variant.content == Content::Empty && variant.statuses.contains(&Status::Code(204));
    let nothing = variants.iter().find(is_nothing).map(|nothing| ident(&nothing.name));
    let read = variants.iter().map(|variant| {
        let (pattern, name, (codec, ..)) = (pattern(variant), ident(&variant.name), names(&variant.content));
        if variant.content == Content::Empty {
            return quote! { #pattern => Ok(Self::#name), };
        }
        // A service that can respond with an empty body may do so with any status.
        let nothing = nothing.as_ref().filter(|_| variant.content.kind().is_some());
        let nothing = nothing.map(|nothing| quote! { #pattern if response.is_empty() => Ok(Self::#nothing), });
        quote! { #nothing #pattern => #codec::read(response).map(Self::#name), }
    });
    // A response with an undocumented status may not come from the service.
    let unexpected = (!variants.iter().any(is_default)).then(|| quote! { _ => Err(response.unexpected()), });
    let print = variants.iter().map(|variant| {
        let (name, (codec, ..)) = (ident(&variant.name), names(&variant.content));
        let status = Literal::u16_unsuffixed(variant.statuses[0].code().unwrap_or(200));
        match variant.content {
            Content::Empty => quote! { Self::#name => <()>::print((), &[#status]), },
            _ => quote! { Self::#name(output) => #codec::print(output, &[#status]), },
        }
    });
    quote! {
        impl ResponseBody for #ty {
            type Output = Self;
            #expected

            fn read(response: Response) -> Result<Self, Error> {
                match response.status() { #(#read)* #unexpected }
            }

            fn print(output: Self, _: &[u16]) -> Printed {
                match output { #(#print)* }
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
    let codes = variant.statuses.iter().map(|status| status.code().map(Literal::u16_unsuffixed));
    codes.collect::<Option<Vec<_>>>().map_or_else(|| quote! { _ }, |codes| quote! { #(#codes)|* })
}

/// The kind of body by status, without arms that repeat the last one.
fn expected(variants: &[ResultVariant]) -> TokenStream {
    let kind = |variant: &ResultVariant| names(&variant.content).2;
    let other = variants.iter().find(|variant| is_default(variant)).map_or("Nothing", kind);
    let others = Vec::from_iter(variants.iter().filter(|variant| kind(variant) != other));
    let patterns = others.iter().map(|variant| pattern(variant));
    let kinds = others.iter().map(|variant| ident(kind(variant)));
    let other = ident(other);
    if others.is_empty() {
        return quote! { fn expected(_: u16) -> Expected { Expected::#other } };
    }
    quote! {
        fn expected(status: u16) -> Expected {
            match status {
                #(#patterns => Expected::#kinds,)*
                _ => Expected::#other,
            }
        }
    }
}
