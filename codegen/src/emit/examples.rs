//! An example for each method, from the values that the documents show.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, example_values::Examples, ident, statements::statements, values::Use};
use crate::api::{Operation, Resource};

/// The section of a method's docs that shows a call; nothing for one that takes a value which cannot be built.
pub(super) fn section(operation: &Operation, resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    let mut examples = Examples::new(emitter);
    let lines = Example::new(operation, resource, &mut examples).and_then(|example| example.lines(&examples));
    let Some(lines) = lines else { return quote! {} };
    let crate_name = &emitter.api.crate_name;
    docs::example(crate_name, &imports(&examples.used, crate_name), &lines)
}

/// The parts of a call.
struct Example {
    /// `let group = client.groups().get`
    head: TokenStream,
    arguments: Vec<TokenStream>,
    /// The body, and whether it is more than the call of a constructor.
    body: Option<(TokenStream, bool)>,
    is_optional: bool,
    /// `.page(1)`
    setters: TokenStream,
}

impl Example {
    fn new(operation: &Operation, resource: &Resource, examples: &mut Examples<'_>) -> Option<Self> {
        let mut arguments = Vec::new();
        for argument in &operation.arguments {
            arguments.push(examples.argument(&argument.name, &argument.kind, argument.example.as_ref())?);
        }
        let body = match &operation.body {
            Some(body) => Some(examples.body(&body.kind, body.example.as_ref())?),
            None => None,
        };
        let mut setters = quote! {};
        for setter in operation.setters.iter().filter(|setter| setter.example.is_some() && !setter.deprecated) {
            let (name, value) = (ident(&setter.name), examples.parameter(&setter.kind, setter.example.as_ref())?);
            setters.extend(quote! { .#name(#value) });
        }
        let output = operation.output_variable.as_ref().map(|name| {
            let name = ident(if examples.variable(name) { name } else { "answer" });
            quote! { let #name = }
        });
        let (accessor, method) = (ident(&resource.name), ident(&operation.name));
        let head = quote! { #output client.#accessor().#method };
        let is_optional = operation.body.as_ref().is_some_and(|body| !body.required);
        Some(Self { head, arguments, body, is_optional, setters })
    }

    /// The statements. A body that makes the call longer than a line is built before it.
    fn lines(&self, examples: &Examples<'_>) -> Option<Vec<String>> {
        let prepared = &examples.statements;
        let lines = |call: TokenStream| statements(quote! { #(#prepared)* #call });
        let Some((body, is_long)) = &self.body else { return lines(self.call(None)) };
        let in_place = lines(self.call(Some(body)))?;
        if !is_long && in_place.len() <= prepared.len() + 1 {
            return Some(in_place);
        }
        let call = self.call(Some(&quote! { request }));
        lines(quote! { let request = #body; #call })
    }

    fn call(&self, body: Option<&TokenStream>) -> TokenStream {
        let Self { head, arguments, setters, .. } = self;
        let body = body.map(|body| match self.is_optional {
            true => quote! { Some(#body) },
            false => body.clone(),
        });
        let arguments = arguments.iter().chain(&body);
        quote! { #head(#(#arguments),*) #setters.await?; }
    }
}

/// The imports of a program that uses the SDK.
fn imports(used: &[Use], crate_name: &str) -> Vec<String> {
    let (mut runtime, mut types, mut foreign) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for used in used {
        match used {
            Use::Path(path, name) => {
                foreign.insert(format!("use {path}::{name};"));
            }
            Use::Runtime(name) => {
                runtime.insert((*name).to_owned());
            }
            Use::Type(name) => {
                types.insert(name.clone());
            }
        }
    }
    let braced = |names: BTreeSet<String>| match names.len() {
        1 => names.into_iter().collect(),
        _ => format!("{{{}}}", names.into_iter().collect::<Vec<_>>().join(", ")),
    };
    if !types.is_empty() {
        runtime.insert(format!("types::{}", braced(types)));
    }
    let own = (!runtime.is_empty()).then(|| format!("use {crate_name}::{};", braced(runtime)));
    foreign.into_iter().chain(own).collect()
}
