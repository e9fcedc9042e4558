//! An example for each method, from the values that the documents show.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, example_values::Examples, ident, imports};
use crate::api::{Operation, Resource};

/// The section of a method's docs that shows a call; nothing for one that takes a value which cannot be built.
pub(super) fn section(operation: &Operation, resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    let mut examples = Examples::new(&emitter.index);
    let program = Example::new(operation, resource, &mut examples).and_then(|example| example.program(&examples));
    let Some(mut program) = program else { return quote! {} };
    let crate_name = &emitter.api.crate_name;
    docs::example(crate_name, &imports(&mut program, emitter), &statements(&program))
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

    /// The statements as a function; nothing if they are not Rust. A body that makes the call longer than a line is
    /// built before it.
    fn program(&self, examples: &Examples<'_>) -> Option<syn::File> {
        let prepared = &examples.statements;
        let program = |call| syn::parse2(quote! { fn example() { #(#prepared)* #call } }).ok();
        let Some((body, is_long)) = &self.body else { return program(self.call(None)) };
        let in_place = program(self.call(Some(body)))?;
        if !is_long && statements(&in_place).len() <= prepared.len() + 1 {
            return Some(in_place);
        }
        let call = self.call(Some(&quote! { request }));
        program(quote! { let request = #body; #call })
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

/// The body of the function, line by line.
fn statements(program: &syn::File) -> Vec<String> {
    let printed = prettyplease::unparse(program);
    let inner = printed.lines().filter_map(|line| line.strip_prefix("    "));
    inner.map(str::to_owned).collect()
}

/// The imports of a program that uses the SDK.
fn imports(program: &mut syn::File, emitter: &Emitter<'_>) -> Vec<String> {
    let mut foreign = imports::of(program, &emitter.index);
    let mut own = foreign.remove(imports::RUNTIME).unwrap_or_default();
    own.extend(foreign.remove(imports::TYPES).map(|types| format!("types::{}", imports::braced(&types))));
    let own = (!own.is_empty()).then(|| imports::text(&emitter.api.crate_name, &own));
    foreign.iter().map(|(path, names)| imports::text(path, names)).chain(own).collect()
}
