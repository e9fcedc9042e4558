//! An example for each method, from the values that the documents show.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{constructor::Defaults, docs, ident, literals::Literals, values::Use};
use crate::{
    api::{Api, Content, Kind, Operation, Resource},
    names, render,
};

/// The section of a method's docs that shows how it is called; nothing for one that takes what cannot be built.
pub(super) fn section(operation: &Operation, resource: &Resource, api: &Api, defaults: &Defaults<'_>) -> TokenStream {
    let Some((imports, statements)) = example(operation, resource, api, defaults) else { return quote! {} };
    docs::example(&imports, &statements)
}

/// The imports and the statements, line by line.
fn example(
    operation: &Operation,
    resource: &Resource,
    api: &Api,
    defaults: &Defaults<'_>,
) -> Option<(Vec<String>, Vec<String>)> {
    let mut literals = Literals::new(api, defaults);
    let mut arguments = Vec::new();
    for one in &operation.arguments {
        arguments.push(literals.argument(&one.name, &one.kind, one.example.as_ref())?);
    }
    let body = match &operation.body {
        Some(body) => Some(literals.body(&body.kind, body.example.as_ref())?),
        None => None,
    };
    let mut set = Vec::new();
    for one in operation.setters.iter().filter(|one| one.example.is_some()) {
        let (name, value) = (ident(&one.name), literals.parameter(&one.kind, one.example.as_ref())?);
        set.push(quote! { .#name(#value) });
    }
    let result = result(operation).map(|name| ident(if literals.variable(&name) { &name } else { "answer" }));
    let result = result.map(|name| quote! { let #name = });
    let (accessor, method) = (ident(&resource.name), ident(&operation.name));
    let is_optional = operation.body.as_ref().is_some_and(|body| !body.required);
    let call = |body: Option<&TokenStream>| {
        let body = body.map(|body| {
            if is_optional {
                quote! { Some(#body) }
            } else {
                body.clone()
            }
        });
        let arguments = arguments.iter().chain(&body);
        quote! { #result client.#accessor().#method(#(#arguments),*) #(#set)*.await?; }
    };
    let prepared = &literals.statements;
    let in_place = |body| render::statements(quote! { #(#prepared)* #body });
    let apart = |body: &TokenStream| {
        let call = call(Some(&quote! { request }));
        render::statements(quote! { #(#prepared)* let request = #body; #call })
    };
    let statements = match &body {
        // A body that makes the call longer than a line is built before it.
        Some((body, is_long)) => {
            let short = in_place(call(Some(body)))?;
            if *is_long || short.len() > prepared.len() + 1 { apart(body)? } else { short }
        }
        None => in_place(call(None))?,
    };
    Some((imports(&literals.used), statements))
}

/// What the result is called.
fn result(operation: &Operation) -> Option<String> {
    let contents: Vec<_> = operation.results.iter().map(|result| &result.content).collect();
    let first = contents.first()?;
    if contents.iter().any(|content| content != first) {
        return Some("answer".to_owned());
    }
    match first {
        Content::Empty => None,
        Content::Text => Some("text".to_owned()),
        Content::Binary => Some("download".to_owned()),
        Content::Json(Kind::Struct(name)) => Some(names::snake_name(name)),
        Content::Json(Kind::List(item)) => match &**item {
            Kind::Struct(name) => Some(names::snake_name(&plural(name))),
            _ => Some("list".to_owned()),
        },
        Content::Json(_) => Some("answer".to_owned()),
    }
}

fn plural(name: &str) -> String {
    let stem = name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match stem {
        Some(stem) => format!("{stem}ies"),
        None if name.ends_with(['s', 'x', 'h']) => format!("{name}es"),
        None => format!("{name}s"),
    }
}

/// The imports of a program that uses the SDK.
fn imports(used: &[Use]) -> Vec<String> {
    let (mut runtime, mut types, mut foreign) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for one in used {
        match one {
            Use::Path(path, name) => drop(foreign.insert(format!("use {path}::{name};"))),
            Use::Runtime(name) => drop(runtime.insert((*name).to_owned())),
            Use::Type(name) => drop(types.insert(name.clone())),
        }
    }
    let braced = |names: BTreeSet<String>| match names.len() {
        1 => names.into_iter().collect(),
        _ => format!("{{{}}}", names.into_iter().collect::<Vec<_>>().join(", ")),
    };
    if !types.is_empty() {
        runtime.insert(format!("types::{}", braced(types)));
    }
    let own = (!runtime.is_empty()).then(|| format!("use wsapi_client::{};", braced(runtime)));
    foreign.into_iter().chain(own).collect()
}
