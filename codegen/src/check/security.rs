//! Security: the SDK sends a key in the header `X-Api-Key`. For any other scheme the caller adds the credential.

use std::collections::HashSet;

use super::{Check, shape};
use crate::{
    document::{follow, is_sdk_key, operations_of, path_items},
    node::{Cursor, Node},
    suggest,
};

/// The types that a scheme can have, and the fields that each must have.
const TYPES: [(&str, &[&str]); 5] = [
    ("apiKey", &["name", "in"]),
    ("http", &["scheme"]),
    ("oauth2", &["flows"]),
    ("openIdConnect", &["openIdConnectUrl"]),
    ("mutualTLS", &[]),
];

/// Checks a scheme by itself.
pub(super) fn check_scheme(scheme: &Cursor<'_>, check: &mut Check<'_>) {
    let (Some(kind), Some(text)) = (scheme.get("type"), scheme.node.str_at("type")) else { return };
    let Some((_, fields)) = TYPES.iter().find(|(name, _)| *name == text) else {
        let types = TYPES.map(|(name, _)| name);
        let hint = suggest::hint(text, types, &format!("the types are {}", suggest::names(&types, "and")));
        check.error(&kind, format!("unknown security scheme type `{text}`")).hint(hint);
        return;
    };
    for field in fields.iter().filter(|field| scheme.node.get(field).is_none()) {
        check.error(scheme, format!("a security scheme of type `{text}` must have `{field}`"));
    }
}

/// Checks the scopes of a requirement.
pub(super) fn check_requirement(requirement: &Cursor<'_>, check: &mut Check<'_>) {
    for (name, scopes) in requirement.members() {
        if !shape::is_list_of_texts(scopes.node) {
            let message = format!("the scopes of `{name}` must be a list of strings");
            check.error(&scopes, message).hint("write `[]` if there are none");
        }
    }
}

/// Warns about every operation that requires a credential other than the key.
pub(super) fn check_use(root: &Cursor<'_>, check: &mut Check<'_>) {
    let general = root.get("security");
    let mut reported = HashSet::new();
    for (_, operation) in path_items(root).flat_map(|(_, item)| operations_of(&item).collect::<Vec<_>>()) {
        let Some(security) = operation.get("security").or_else(|| general.clone()) else { continue };
        let alternatives = security.node.as_list().unwrap_or_default();
        let can_be_met = alternatives.iter().any(|one| one.members().all(|(name, _)| is_sent(root, name)));
        // That of the whole document is reported once.
        if let (Some(first), false) = (alternatives.first(), can_be_met)
            && reported.insert(security.pointer.clone())
        {
            warn(root, &security, first, check);
        }
    }
}

fn warn(root: &Cursor<'_>, security: &Cursor<'_>, alternative: &Node, check: &mut Check<'_>) {
    let names: Vec<&str> = alternative.members().map(|(name, _)| name).collect();
    let Some(name) = names.iter().find(|name| !is_sent(root, name)) else { return };
    let Some(scheme) = find(root, name) else {
        let known = root.node.get("components").into_iter().flat_map(|all| all.members_of("securitySchemes"));
        let hint = suggest::hint(name, known.map(|(name, _)| name), "define it in `components.securitySchemes`");
        let message = format!("undefined security scheme `{name}`: no credential is sent");
        check.warn(security, message).hint(hint);
        return;
    };
    let text = |key| scheme.node.str_at(key).unwrap_or_default();
    let how = match (text("type"), text("in")) {
        ("apiKey", "header") => format!("add the key to each call with `.header({:?}, key)`", text("name")),
        ("apiKey", place) => format!("a key in `{place}` cannot be sent: put the service behind a proxy that adds it"),
        ("mutualTLS", _) => "give the client a transport with the certificate".to_owned(),
        ("http", _) if text("scheme").eq_ignore_ascii_case("basic") => {
            "add the credential to each call with `.header(\"Authorization\", \"Basic …\")`".to_owned()
        }
        _ => "add the token to each call with `.header(\"Authorization\", \"Bearer …\")`".to_owned(),
    };
    let is_key_sent = names.iter().any(|name| is_sent(root, name));
    let rest = if is_key_sent { "only the key is sent" } else { "the operation takes no credential" };
    let message = format!("the security scheme `{name}` is not supported: {rest}");
    check.warn(security, message).hint(how);
}

fn find<'a>(root: &Cursor<'a>, name: &str) -> Option<Cursor<'a>> {
    let scheme = root.get("components")?.get("securitySchemes")?.get(name)?;
    Some(follow(&scheme).unwrap_or(scheme))
}

fn is_sent(root: &Cursor<'_>, name: &str) -> bool {
    find(root, name).is_some_and(|scheme| is_sdk_key(scheme.node))
}
