//! Security schemes, and the credential of an operation.

use std::collections::{BTreeMap, HashSet};

use indexmap::IndexMap;

use crate::{
    api::{Credential, SecurityScheme},
    document::is_sdk_key,
    node::Node,
    normalize::Normalized,
};

/// The schemes that operations name.
pub(super) fn schemes(normalized: &Normalized) -> Vec<SecurityScheme> {
    let alternatives = normalized.operations.iter().flat_map(|operation| operation.node.items_of("security"));
    let used: HashSet<&str> = alternatives.flat_map(Node::members).map(|(name, _)| name).collect();
    let schemes = normalized.root.security_schemes.iter().filter(|(name, _)| used.contains(name.as_str()));
    schemes.map(|(name, scheme)| SecurityScheme { name: name.clone(), definition: scheme.to_json() }).collect()
}

/// The alternatives of an operation.
pub(super) fn alternatives(operation: &Node) -> Vec<BTreeMap<String, Vec<String>>> {
    let schemes = |alternative: &Node| {
        let scopes = |scheme: &str| alternative.strings_of(scheme).map(str::to_owned).collect();
        alternative.members().map(|(scheme, _)| (scheme.to_owned(), scopes(scheme))).collect()
    };
    operation.items_of("security").map(schemes).collect()
}

/// The credential that `security` suggests.
pub(super) fn credential(operation: &Node, schemes: &IndexMap<String, Node>) -> Credential {
    let is_key = |(name, _): (&str, &Node)| schemes.get(name).is_some_and(is_sdk_key);
    // An alternative without a scheme, `security: [{}]`, means that the key may be left out, not that there is none.
    let is_met = |alternative: &Node| alternative.members().next().is_none() || alternative.members().any(is_key);
    if operation.items_of("security").any(is_met) { Credential::Instance } else { Credential::None }
}
