//! The use of a call's output in an example.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident;
use crate::api::{Content, Field, Index, Kind, Operation, Output, Presence, Struct};

/// Statements that use the output, which is in the variable.
pub(super) fn usage(operation: &Operation, output: &Ident, index: &Index<'_>) -> TokenStream {
    match &operation.output {
        Output::One(Content::Binary) => quote! {
            let path = #output.save_to("downloads").await?;
            println!("saved {}", path.display());
        },
        Output::One(Content::Text) => quote! { println!("{}", #output); },
        Output::One(Content::Json(Kind::Struct(name))) => match index.strukt(name).and_then(shown) {
            Some(field) => print_field(output, field),
            None => print_debug(output),
        },
        Output::One(Content::Json(Kind::List(_))) => print_count(output, &quote! { #output }),
        Output::One(Content::Json(kind)) if is_printable(kind) => quote! { println!("{}", #output); },
        Output::One(Content::Empty) => quote! {},
        Output::One(Content::Json(_)) | Output::ByStatus(..) => print_debug(output),
    }
}

/// The field that says most about a struct: its id, or else the first one that can be printed, or counted.
fn shown(strukt: &Struct) -> Option<&Field> {
    let is_present = |field: &&Field| field.presence == Presence::Required && !field.deprecated;
    let fields = || strukt.fields.iter().filter(is_present);
    let id = fields().find(|field| field.wire == "id" && is_printable(&field.kind));
    let text = || fields().find(|field| is_printable(&field.kind) && field.kind != Kind::Bool);
    let list = || fields().find(|field| matches!(field.kind, Kind::List(_)));
    id.or_else(list).or_else(text).or_else(|| fields().find(|field| is_printable(&field.kind)))
}

fn is_printable(kind: &Kind) -> bool {
    match kind {
        Kind::Bool | Kind::Number(_) | Kind::String | Kind::Jid | Kind::PhoneNumber | Kind::MessageId => true,
        Kind::Time | Kind::Enum(_) => true,
        // A secret does not belong in an output.
        Kind::Secret | Kind::Media | Kind::Json | Kind::JsonObject => false,
        Kind::Struct(_) | Kind::List(_) | Kind::Map(_) | Kind::Nullable(_) => false,
    }
}

fn print_field(output: &Ident, field: &Field) -> TokenStream {
    let name = ident(&field.name);
    if matches!(field.kind, Kind::List(_)) {
        return print_count(&name, &quote! { #output.#name });
    }
    let format = format!("{}: {{}}", label(&name));
    quote! { println!(#format, #output.#name); }
}

fn print_count(name: &Ident, list: &TokenStream) -> TokenStream {
    let format = format!("{}: {{}}", label(name));
    quote! { println!(#format, #list.len()); }
}

fn print_debug(output: &Ident) -> TokenStream {
    let format = format!("{{{output}:?}}");
    quote! { println!(#format); }
}

/// The words of a name.
fn label(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").trim_end_matches('_').replace('_', " ")
}
