//! The input of the simulator: the routes, and the rules of the documents for each request.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{OutputFile, ident};
use crate::api::{Api, In, Index, Kind, Limits, Operation, Parameter, Presence, Shape, Type};

/// The files, relative to the folder of the simulator's generated code.
pub(crate) fn files(api: &Api) -> Vec<OutputFile<'_>> {
    let root = || quote! { mod bodies; mod routes; pub(crate) use {bodies::SHAPES, routes::ROUTES}; };
    vec![
        OutputFile::new("mod", "The routes of the service, and the rules for requests.", root),
        OutputFile::new("routes", "The routes of the service.", || routes(api)),
        OutputFile::new("bodies", "The rules for the bodies of requests.", || bodies(api)),
    ]
}

fn routes(api: &Api) -> TokenStream {
    let routes = api.operations().map(route);
    quote! {
        use wsapi_client::{Operation, operations};
        use crate::rules::{Kind, Member, Route};

        #[doc = " All routes, grouped by resource."]
        pub(crate) static ROUTES: &[Route] = &[#(#routes),*];
    }
}

fn route(operation: &Operation) -> TokenStream {
    let ty = ident(&operation.type_name);
    let body = operation.body.as_ref().and_then(|body| match &body.kind {
        Kind::Struct(name) => Some(name),
        _ => None,
    });
    let body = body.map_or_else(|| quote! { None }, |name| quote! { Some(#name) });
    let parameters = operation.arguments.iter().chain(&operation.setters);
    let query = parameters.filter(|parameter| parameter.location != In::Path).map(parameter);
    quote! { Route { info: operations::#ty::INFO, query: &[#(#query),*], body: #body } }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    member(&parameter.wire, parameter.required, &simple(&parameter.kind, &parameter.limits))
}

fn bodies(api: &Api) -> TokenStream {
    let index = Index::of(&api.types);
    let mut names = BTreeSet::new();
    let bodies = api.operations().filter_map(|operation| operation.body.as_ref());
    bodies.for_each(|body| collect(&body.kind, &index, &mut names));
    let shapes = api.types.iter().filter(|ty| names.contains(ty.name.as_str())).map(|ty| shape(ty, &index));
    quote! {
        use crate::rules::{Kind, Member, Shape};

        #[doc = " The rules for each type of a body."]
        pub(crate) static SHAPES: &[Shape] = &[#(#shapes),*];
    }
}

/// Adds the structs that a kind consists of.
fn collect<'a>(kind: &'a Kind, index: &Index<'a>, names: &mut BTreeSet<&'a str>) {
    match kind {
        Kind::Struct(name) => {
            if let Some(strukt) = index.strukt(name)
                && names.insert(name)
            {
                strukt.fields.iter().for_each(|field| collect(&field.kind, index, names));
            }
        }
        Kind::List(of) | Kind::Map(of) | Kind::Nullable(of) => collect(of, index, names),
        _ => {}
    }
}

fn shape(ty: &Type, index: &Index<'_>) -> TokenStream {
    let (name, schema) = (&ty.name, &ty.schema);
    let fields = ty.as_struct().map_or(&[][..], |strukt| &strukt.fields);
    // A file may be sent as an address instead.
    let has_url = fields.iter().any(|field| field.wire == "url");
    let members = fields.iter().map(|field| {
        let is_required = matches!(field.presence, Presence::Required | Presence::Nullable);
        let is_required = is_required && !(has_url && field.kind == Kind::Media);
        member(&field.wire, is_required, &kind(&field.kind, &field.limits, index))
    });
    quote! { Shape { name: #name, schema: #schema, members: &[#(#members),*] } }
}

fn member(wire: &str, is_required: bool, kind: &TokenStream) -> TokenStream {
    let constructor = ident(if is_required { "required" } else { "optional" });
    quote! { Member::#constructor(#wire, #kind) }
}

fn kind(kind_: &Kind, limits: &Limits, index: &Index<'_>) -> TokenStream {
    match kind_ {
        Kind::Struct(name) => quote! { Kind::Object(#name) },
        Kind::Enum(name) => match index.get(name).map(|ty| &ty.shape) {
            Some(Shape::Enum(variants)) => {
                let values = variants.iter().map(|variant| &variant.wire);
                quote! { Kind::OneOf(&[#(#values),*]) }
            }
            _ => quote! { Kind::Text },
        },
        Kind::List(of) => {
            let (of, least) = (kind(of, &Limits::new(), index), integer(limits, "minItems").unwrap_or(0));
            let least = Literal::i64_unsuffixed(least);
            quote! { Kind::List(&#of, #least) }
        }
        Kind::Nullable(of) => kind(of, limits, index),
        other => simple(other, limits),
    }
}

/// A kind that consists of no other.
fn simple(kind: &Kind, limits: &Limits) -> TokenStream {
    match kind {
        Kind::Bool => quote! { Kind::Boolean },
        Kind::Number(number) if number.is_float() => quote! { Kind::Number },
        Kind::Number(_) => {
            let bound =
                |name, none| integer(limits, name).map(Literal::i64_unsuffixed).map_or(none, |bound| quote! { #bound });
            let least = bound("minimum", quote! { i64::MIN });
            let most = bound("maximum", quote! { i64::MAX });
            quote! { Kind::Integer(#least, #most) }
        }
        Kind::Time => quote! { Kind::Time },
        Kind::Json | Kind::JsonObject | Kind::Map(_) => quote! { Kind::Any },
        _ => match integer(limits, "maxLength").map(Literal::i64_unsuffixed) {
            Some(most) => quote! { Kind::TextUpTo(#most) },
            None => quote! { Kind::Text },
        },
    }
}

fn integer(limits: &Limits, name: &str) -> Option<i64> {
    limits.get(name)?.as_i64()
}
