//! The security that the service requires of a call. The overlay may choose the credential independently.

use std::collections::BTreeMap;

use serde_json::Value;
use wsapi_codegen::api::{Api, Operation, SecurityScheme};

use super::Comparison;
use crate::diff::finding::Subject;

/// An alternative: schemes, each with its scopes.
type Alternative = BTreeMap<String, Vec<String>>;

impl Comparison<'_> {
    /// Compares the alternatives of an operation whose credential did not change. A credential that the overlay names
    /// does not change with the service's requirements.
    pub(super) fn security(&mut self, old: &Operation, new: &Operation, at: &Subject) {
        let renamed = renamed(self.old.api, self.new.api);
        let (old, new) = (alternatives(old, &renamed), alternatives(new, &BTreeMap::new()));
        let id = match (accepts(&new, &old), accepts(&old, &new)) {
            (true, true) => return,
            (true, false) => "security-loosened",
            (false, true) => "security-tightened",
            (false, false) => "security-changed",
        };
        self.find(id, at, format!("{} → {}", shown(&old), shown(&new)));
    }

    /// Compares the schemes that have the same name.
    pub(super) fn security_schemes(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        for SecurityScheme { name, definition } in &old.security_schemes {
            let other = new.security_schemes.iter().find(|other| other.name == *name);
            let changed = other.map(|other| (sends(definition), sends(&other.definition)));
            if let Some((old, new)) = changed.filter(|(old, new)| old != new) {
                self.find("security-scheme-changed", &Subject::Service, format!("`{name}`: `{old}` → `{new}`"));
            }
        }
    }
}

/// Returns the keys that decide where the credential is sent.
fn sends(scheme: &Value) -> String {
    ["type", "in", "name", "scheme"].iter().filter_map(|key| scheme[key].as_str()).collect::<Vec<_>>().join(" ")
}

/// Returns the renamed scheme, if exactly one was removed and one was added, and both send the same.
fn renamed<'a>(old: &'a Api, new: &'a Api) -> BTreeMap<&'a str, &'a str> {
    let has = |api: &Api, name: &str| api.security_schemes.iter().any(|scheme| scheme.name == name);
    let gone: Vec<_> = old.security_schemes.iter().filter(|scheme| !has(new, &scheme.name)).collect();
    let fresh: Vec<_> = new.security_schemes.iter().filter(|scheme| !has(old, &scheme.name)).collect();
    match (&gone[..], &fresh[..]) {
        // With several candidates, the pairs would be ambiguous.
        ([one], [other]) if sends(&one.definition) == sends(&other.definition) => [(&*one.name, &*other.name)].into(),
        _ => BTreeMap::new(),
    }
}

/// Returns the alternatives. An operation without any has one: to send nothing.
fn alternatives(operation: &Operation, renamed: &BTreeMap<&str, &str>) -> Vec<Alternative> {
    let name = |name: &str| renamed.get(name).copied().unwrap_or(name).to_owned();
    let rename = |alternative: &Alternative| alternative.iter().map(|(one, all)| (name(one), all.clone())).collect();
    let all: Vec<_> = operation.security.iter().map(rename).collect();
    if all.is_empty() { vec![Alternative::new()] } else { all }
}

/// Returns whether each alternative of the client satisfies one of the service.
fn accepts(service: &[Alternative], client: &[Alternative]) -> bool {
    let meets = |demanded: &Alternative, sent: &Alternative| {
        let has = |(name, scopes): (&String, &Vec<String>)| {
            sent.get(name).is_some_and(|known| scopes.iter().all(|scope| known.contains(scope)))
        };
        demanded.iter().all(has)
    };
    client.iter().all(|sent| service.iter().any(|demanded| meets(demanded, sent)))
}

/// Formats alternatives: `` `Key` and `Session` or nothing ``.
fn shown(alternatives: &[Alternative]) -> String {
    let scheme = |(name, scopes): (&String, &Vec<String>)| match scopes.is_empty() {
        true => format!("`{name}`"),
        false => format!("`{name}` ({})", scopes.join(", ")),
    };
    let one = |alternative: &Alternative| match alternative.is_empty() {
        true => "nothing".to_owned(),
        false => alternative.iter().map(scheme).collect::<Vec<_>>().join(" and "),
    };
    alternatives.iter().map(one).collect::<Vec<_>>().join(" or ")
}
