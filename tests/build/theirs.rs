//! Calls an operation of progenitor's client by its id.
//!
//! The names and types of the setters are read from what progenitor printed, so that they do not depend on our code.

use std::{collections::BTreeMap, error::Error};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;
use syn::{GenericArgument, ImplItem, Item, PathArguments, Type, TypeParamBound, WherePredicate};

use crate::documents::{operations, parameters};

/// The setters, with the type that each converts its value into.
type Setters = BTreeMap<String, (Ident, Type)>;

/// One function for all operations.
pub(crate) fn driver(document: &Value, judge: &syn::File) -> Result<TokenStream, Box<dyn Error>> {
    let builders = builders(judge);
    let mut arms = Vec::new();
    for operation in operations(document) {
        let id = operation["operationId"].as_str().ok_or("an operation has no id")?;
        let (builder, setters) = builders.get(&folded(id)).ok_or_else(|| format!("progenitor has no `{id}`"))?;
        arms.push(arm(document, operation, id, builder, setters)?);
    }
    Ok(quote! {
        /// Sends the operation and waits for any response. Fails if nothing could be sent.
        pub(crate) async fn call(client: &Client, id: &str, arguments: &Arguments) -> Result<(), String> {
            match id {
                #(#arms)*
                _ => Err(format!("progenitor has no `{id}`")),
            }
        }
    })
}

fn arm(
    document: &Value,
    operation: &Value,
    id: &str,
    builder: &Ident,
    setters: &Setters,
) -> Result<TokenStream, Box<dyn Error>> {
    let setter = |name: &str| setters.get(&folded(name)).ok_or_else(|| format!("`{id}` has no setter for `{name}`"));
    let mut calls = Vec::new();
    for parameter in parameters(document, operation) {
        let name = parameter["name"].as_str().unwrap_or_default();
        let place = match parameter["in"].as_str() {
            Some("path") => quote! { In::Path },
            Some("query") => quote! { In::Query },
            _ => quote! { In::Header },
        };
        let (setter, ty) = setter(name)?;
        calls.push(quote! {
            if let Some(value) = arguments.find::<#ty>(#place, #name) {
                call = call.#setter(value);
            }
        });
    }
    if operation.get("requestBody").is_some() {
        let (setter, ty) = setter("body")?;
        calls.push(quote! {
            if let Some(body) = arguments.find_body::<#ty>() {
                call = call.#setter(body);
            }
        });
    }
    Ok(quote! {
        #id => {
            let mut call = builder::#builder::new(client);
            #(#calls)*
            Box::pin(async move { sent(call.send().await) }).await
        }
    })
}

fn builders(judge: &syn::File) -> BTreeMap<String, (Ident, Setters)> {
    let items = judge.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "builder" => module.content.as_ref(),
        _ => None,
    });
    let mut builders = BTreeMap::new();
    for item in items.into_iter().flat_map(|(_, items)| items) {
        if let Item::Impl(item) = item
            && let Type::Path(path) = &*item.self_ty
            && let Some(last) = path.path.segments.last()
        {
            builders.insert(folded(&last.ident.to_string()), (last.ident.clone(), setters(&item.items)));
        }
    }
    builders
}

fn setters(items: &[ImplItem]) -> Setters {
    let methods = items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(&method.sig),
        _ => None,
    });
    methods
        .filter_map(|method| Some((folded(&method.ident.to_string()), (method.ident.clone(), target(method)?))))
        .collect()
}

/// The `T` of `where V: TryInto<T>`.
fn target(method: &syn::Signature) -> Option<Type> {
    method.generics.where_clause.as_ref()?.predicates.iter().find_map(|predicate| {
        let WherePredicate::Type(predicate) = predicate else { return None };
        let TypeParamBound::Trait(bound) = predicate.bounds.first()? else { return None };
        let last = bound.path.segments.last().filter(|segment| segment.ident == "TryInto")?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        match arguments.args.first()? {
            GenericArgument::Type(ty) => Some(ty.clone()),
            _ => None,
        }
    })
}

/// A name without its case and separators.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}
