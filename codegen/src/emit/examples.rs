//! An example for each method, from the values that the documents show.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, example_outputs, example_values::Examples, ident, imports};
use crate::api::{Operation, Resource};

/// The section of a method's docs that shows a call; nothing for one that takes a value which cannot be built.
pub(super) fn section(operation: &Operation, resource: &Resource, emitter: &Emitter<'_>) -> Option<TokenStream> {
    let mut program = program(operation, resource, emitter)?;
    Some(docs::example(&emitter.api.crate_name, &imports(&mut program, emitter), &statements(&program)))
}

/// Returns a function that prepares and makes the call; `None` if a value cannot be built or the result is not valid
/// Rust.
fn program(operation: &Operation, resource: &Resource, emitter: &Emitter<'_>) -> Option<syn::File> {
    let mut examples = Examples::new(&emitter.index);
    let mut arguments = Vec::new();
    for argument in &operation.arguments {
        arguments.push(examples.argument(&argument.name, &argument.kind, argument.example.as_ref())?);
    }
    let body = match &operation.body {
        Some(body) => Some(examples.body(&body.kind, body.example.as_ref())?),
        None => None,
    };
    let setters = operation.setters.iter().filter(|setter| setter.example.is_some() && !setter.deprecated);
    let setters = setters.map(|setter| examples.setter(&setter.name, &setter.kind, setter.example.as_ref()));
    let setters: Vec<_> = setters.collect::<Option<_>>()?;
    let output = operation.output_variable.as_ref();
    let output = output.map(|name| ident(if examples.variable(name) { name } else { "response" }));
    let usage = output.as_ref().map(|name| example_outputs::usage(operation, name, &emitter.index));
    let output = output.map(|name| quote! { let #name = });
    let (accessor, method) = (ident(&resource.name), ident(&operation.name));
    let is_optional = operation.body.as_ref().is_some_and(|body| !body.required);
    let given = |body: &TokenStream| match is_optional {
        true => quote! { Some(#body) },
        false => body.clone(),
    };
    let call = |body| quote! { #output client.#accessor().#method(#(#arguments,)* #body) #(#setters)*.await?; };
    let prepared = &examples.statements;
    let program = |call| syn::parse2(quote! { fn example() { #(#prepared)* #call } }).ok();
    let Some((body, is_long)) = &body else {
        let call = call(quote! {});
        return program(quote! { #call #usage });
    };
    // A body with setters, or one that would make the call longer than a line, is built before the call.
    let in_place = call(given(body));
    if !is_long && statements(&program(in_place.clone())?).lines().count() <= prepared.len() + 1 {
        return program(quote! { #in_place #usage });
    }
    let call = call(given(&quote! { request }));
    program(quote! { let request = #body; #call #usage })
}

/// The body of the function.
fn statements(program: &syn::File) -> String {
    let printed = prettyplease::unparse(program);
    printed.split_inclusive('\n').filter_map(|line| line.strip_prefix("    ")).collect()
}

/// The imports of a program that uses the SDK.
fn imports(program: &mut syn::File, emitter: &Emitter<'_>) -> String {
    let mut foreign = imports::of(program, &emitter.index);
    let mut own = foreign.remove(imports::RUNTIME).unwrap_or_default();
    own.extend(foreign.remove(imports::TYPES).map(|types| format!("types::{}", imports::braced(&types))));
    let own = (!own.is_empty()).then(|| imports::text(&emitter.api.crate_name, &own));
    foreign.iter().map(|(path, names)| imports::text(path, names)).chain(own).map(|line| line + "\n").collect()
}
