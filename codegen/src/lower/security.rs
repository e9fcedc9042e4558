//! Security schemes, and the credential of an operation.

use std::collections::BTreeMap;

use crate::{
    Strictness,
    api::{Credential, SecurityScheme},
    node::Node,
    normalize::Normalized,
    problem::Problems,
    unite::Operation,
};

/// The canonical name of the scheme that the SDK supports.
const SUPPORTED: &str = "apiKey header x-api-key";

/// The schemes that operations name.
pub(super) fn schemes(normalized: &Normalized) -> Vec<SecurityScheme> {
    let is_used = |name: &str| {
        let alternatives = normalized.operations.iter().flat_map(|operation| operation.node.items_of("security"));
        alternatives.flat_map(Node::members).any(|(used, _)| used == name)
    };
    let used = normalized.root.security_schemes.iter().filter(|(name, _)| is_used(name));
    used.map(|(name, scheme)| SecurityScheme { name: name.clone(), definition: scheme.to_json() }).collect()
}

/// The alternatives of an operation.
pub(super) fn alternatives(operation: &Node) -> Vec<BTreeMap<String, Vec<String>>> {
    let scopes = |alternative: &Node, scheme: &str| alternative.strings_of(scheme).map(str::to_owned).collect();
    let schemes = |alternative: &Node| {
        alternative.members().map(|(scheme, _)| (scheme.to_owned(), scopes(alternative, scheme))).collect()
    };
    operation.items_of("security").map(schemes).collect()
}

/// The credential that the hint names, or the one that `security` suggests.
pub(super) fn credential(operation: &Operation, strictness: Strictness, problems: &mut Problems) -> Credential {
    match operation.node.str_at("x-sdk-key") {
        Some("instance") => return Credential::Instance,
        Some("account") => return Credential::Account,
        Some("admin") => return Credential::Admin,
        Some(_) => return Credential::None,
        None => {}
    }
    // An alternative without a scheme, `security: [{}]`, means that the key may be left out, not that there is none.
    let is_met = |alternative: &Node| alternative.members().next().is_none() || alternative.get(SUPPORTED).is_some();
    let (credential, name) = match operation.node.items_of("security").any(is_met) {
        true => (Credential::Instance, "instance"),
        false => (Credential::None, "none"),
    };
    let place = operation.place.clone();
    match strictness {
        Strictness::Strict => problems.error(place, "the operation names no credential"),
        Strictness::Lenient => {
            problems.warning(place, format!("the operation names no credential: assuming `{name}` from `security`"))
        }
    }
    .hint("name it with `x-sdk-key` in the overlay");
    credential
}
