//! Security schemes, and the credential of an operation.

use crate::{
    Strictness,
    api::{Credential, Requirement, SecurityScheme},
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
pub(super) fn alternatives(operation: &Node) -> Vec<Vec<Requirement>> {
    let requirement = |(scheme, scopes): (&str, &Node)| Requirement {
        scheme: scheme.to_owned(),
        scopes: scopes.as_list().into_iter().flatten().filter_map(Node::as_str).map(str::to_owned).collect(),
    };
    let alternative = |alternative: &Node| alternative.members().map(requirement).collect();
    operation.items_of("security").map(alternative).collect()
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
    let is_met = |alternative: &Vec<Requirement>| {
        alternative.is_empty() || alternative.iter().any(|needed| needed.scheme == SUPPORTED)
    };
    let (credential, name) = match alternatives(&operation.node).iter().any(is_met) {
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
