//! Security: every operation can be called with a key in the header `X-Api-Key`, or without any.

use super::{near, paths};
use crate::{
    document::{follow, operations_of},
    node::{Cursor, Node},
    problem::Problems,
};

/// The header that carries the key.
const HEADER: &str = "X-Api-Key";

/// The types that a scheme can have, and the fields that each must have.
const TYPES: [(&str, &[&str]); 5] = [
    ("apiKey", &["name", "in"]),
    ("http", &["scheme"]),
    ("oauth2", &["flows"]),
    ("openIdConnect", &["openIdConnectUrl"]),
    ("mutualTLS", &[]),
];

/// Checks a scheme for itself.
pub(super) fn check_scheme(scheme: &Cursor<'_>, problems: &mut Problems) {
    let Some(kind) = scheme.get("type") else { return };
    let Some(text) = kind.node.as_str() else { return };
    let Some((_, fields)) = TYPES.iter().find(|(name, _)| *name == text) else {
        let types = TYPES.map(|(name, _)| name);
        let hint = near::hint(text, types, &format!("the types are `{}`", types.join("`, `")));
        problems.error(kind.place(), format!("there are no security schemes of type `{text}`")).hint(hint);
        return;
    };
    for field in fields.iter().filter(|field| scheme.node.get(field).is_none()) {
        problems.error(scheme.place(), format!("a security scheme of type `{text}` must have `{field}`"));
    }
}

/// Every scheme that a requirement names is defined.
pub(super) fn check_requirement(document: &Node, requirement: &Cursor<'_>, problems: &mut Problems) {
    for (name, scopes) in requirement.members() {
        if scopes.node.as_list().is_none_or(|scopes| scopes.iter().any(|scope| scope.as_str().is_none())) {
            problems
                .error(scopes.place(), format!("the scopes of `{name}` must be a list of strings"))
                .hint("write `[]` if there are none");
        }
        if find(document, name).is_none() {
            let schemes = document.get("components").into_iter().flat_map(|all| all.members_of("securitySchemes"));
            let hint = near::hint(name, schemes.map(|(name, _)| name), "define it in `components.securitySchemes`");
            problems.error(scopes.place(), format!("there is no security scheme `{name}`")).hint(hint);
        }
    }
}

/// Every operation has an alternative that can be met.
pub(super) fn check_use(root: &Cursor<'_>, problems: &mut Problems) {
    let general = root.get("security");
    for (_, item) in paths::items(root) {
        for (_, operation) in operations_of(&item) {
            let Some(security) = operation.get("security").or_else(|| general.clone()) else { continue };
            let alternatives = security.node.as_list().unwrap_or_default();
            if !alternatives.is_empty() && !alternatives.iter().any(|one| can_be_met(root.node, one)) {
                problems
                    .error(security.place(), "none of these ways to prove who calls is supported")
                    .hint(format!("supported is a scheme with `type: apiKey`, `in: header` and `name: {HEADER}`"));
            }
        }
    }
}

/// Whether an alternative is met by the key. A scheme that is not defined is reported elsewhere.
fn can_be_met(document: &Node, alternative: &Node) -> bool {
    alternative.members().all(|(name, _)| find(document, name).is_none_or(|scheme| is_supported(&scheme)))
}

fn find<'a>(document: &'a Node, name: &str) -> Option<Cursor<'a>> {
    let schemes = Cursor::root(document).get("components")?.get("securitySchemes")?;
    let scheme = schemes.get(name)?;
    Some(follow(document, &scheme).unwrap_or(scheme))
}

fn is_supported(scheme: &Cursor<'_>) -> bool {
    scheme.node.str_at("type") == Some("apiKey")
        && scheme.node.str_at("in") == Some("header")
        && scheme.node.str_at("name").is_some_and(|name| name.eq_ignore_ascii_case(HEADER))
}
