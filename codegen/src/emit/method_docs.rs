//! The docs of a method: the texts of its operation, its facts in one line, and the errors specific to it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emitter, docs,
    prose::RustNames,
    shared_errors::{self, SharedErrors},
};
use crate::api::{Class, Credential, Operation, Resource, hint_of};

/// The docs of a method, and the words by which a search finds it.
pub(super) fn docs(operation: &Operation, resource: &Resource, emitter: &Emitter<'_>) -> TokenStream {
    let names = RustNames::of_operation(operation, emitter);
    let about =
        docs::escaped(&format!("{}\n\n{}", summary(operation, &names), names.translate(&operation.description)));
    let facts = docs::wrapped(&facts(operation, resource, &emitter.shared_errors), false).join("\n");
    docs::attributes(&format!("{about}\n\n{facts}\n{}", errors(operation, &emitter.shared_errors, &names)))
}

/// The summary as a sentence.
pub(super) fn summary(operation: &Operation, names: &RustNames<'_>) -> String {
    let fallback = format!("Calls `{}`", operation.id);
    let summary = names.translate(&operation.summary);
    let summary = docs::text_or(&summary, &fallback);
    let stop = if summary.trim_end().ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{stop}", summary.trim_end())
}

/// The words by which a search finds the method, besides its name: the id of the operation, and those of the hint.
pub(super) fn aliases(operation: &Operation) -> TokenStream {
    let plain = |text: &str| text.replace('_', "").to_lowercase();
    // rustdoc ignores case and underscores, and rejects most other characters.
    let is_allowed = |text: &&String| text.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c));
    let id = Some(&operation.id).filter(|id| plain(id) != plain(&operation.name)).filter(is_allowed);
    let words = id.into_iter().chain(operation.search.iter().filter(|word| **word != operation.name));
    quote! { #(#[doc(alias = #words)])* }
}

/// The facts about the operation that a caller needs, in one line.
fn facts(operation: &Operation, resource: &Resource, shared: &SharedErrors) -> String {
    let (key, class) = (&operation.credential, &operation.class);
    let key = format!("[{}](crate::prelude::Credential::{key:?})", hint_of(&Credential::HINTS, key));
    let class = format!("[{}](crate::prelude::Class::{class:?})", hint_of(&Class::HINTS, class));
    // A backtick would end the code span.
    let [id, path] = [&operation.id, &operation.path].map(|text| text.replace('`', "'"));
    let mut facts = vec![format!("`{id}`"), format!("`{} {path}`", operation.method)];
    facts.extend([format!("key: {key}"), format!("class: {class}")]);
    if !operation.successes.is_empty() {
        let statuses = operation.successes.iter().map(|success| success.status).collect();
        facts.push(format!("success: {}", shared_errors::list(&statuses)));
    }
    facts.extend(shared_fact(operation, resource, shared));
    facts.join(" · ")
}

/// The shared errors: those of the whole resource, and others.
fn shared_fact(operation: &Operation, resource: &Resource, shared: &SharedErrors) -> Option<String> {
    let (of_all, own) = (shared.of_resource(resource), shared.of_operation(operation));
    let more = &own - &of_all;
    match (of_all.is_empty(), more.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("errors: [{}](super#errors)", shared_errors::list(&more))),
        (false, true) => Some("errors: [shared](super#errors)".to_owned()),
        (false, false) => Some(format!("errors: [shared](super#errors), {}", shared_errors::list(&more))),
    }
}

/// The section about the errors specific to the operation.
fn errors(operation: &Operation, shared: &SharedErrors, names: &RustNames<'_>) -> String {
    let own = shared.own(operation);
    let heading = if own.is_empty() { "" } else { "\n# Errors\n\n" };
    let errors = own.iter().map(|failure| {
        let text = names.translate(docs::text_or(&failure.description, "The document does not describe it."));
        docs::escaped(&format!("* `{}`: {}", failure.status, docs::one_line(&text))) + "\n"
    });
    format!("{heading}{}", String::from_iter(errors))
}
