//! Operations: their names, classes and credentials.

use std::collections::{BTreeMap, BTreeSet};

use wsapi_codegen::api::{Class, Operation};

use super::{
    Comparison,
    side::{Side, address_of},
};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    /// Compares the operations. They are matched by method and path, or else by id.
    pub(super) fn operations(&mut self) {
        let new_ids = self.new.by_id();
        let (old_addresses, new_addresses) = (self.old.by_address(), self.new.by_address());
        // The new id by the old one.
        let mut matched = BTreeMap::new();
        for (address, old) in &old_addresses {
            let moved = || new_ids.get(old.id.as_str()).filter(|new| !old_addresses.contains_key(&address_of(new)));
            match new_addresses.get(address).or_else(moved) {
                Some(new) => {
                    matched.insert(old.id.as_str(), new.id.as_str());
                    self.operation(old, new);
                }
                None => self.find("operation-removed", &Subject::Operation(old.id.clone()), shown(old)),
            }
        }
        let known: BTreeSet<&str> = matched.values().copied().collect();
        for new in self.new.api.operations().filter(|new| !known.contains(new.id.as_str())) {
            self.find("operation-added", &Subject::Operation(new.id.clone()), shown(new));
        }
        for (call, old) in self.old.by_call.clone() {
            let Some(new) = self.new.by_call.get(&call).copied() else { continue };
            if matched.get(old.id.as_str()) != Some(&new.id.as_str()) {
                let detail = format!("`{call}`: `{}` → `{}`", shown(old), shown(new));
                self.find("method-means-another-operation", &Subject::Operation(new.id.clone()), detail);
            }
        }
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        let at = Subject::Operation(new.id.clone());
        if address_of(old) != address_of(new) {
            self.find_changed("operation-moved", &at, &shown(old), &shown(new));
        }
        let call = |side: &Side<'_>, id: &str| side.calls.get(id).cloned().unwrap_or_default();
        let (old_call, new_call) = (call(&self.old, &old.id), call(&self.new, &new.id));
        self.find_changed("method-renamed", &at, &old_call, &new_call);
        self.find_changed("operation-type-renamed", &at, &old.type_name, &new.type_name);
        let deprecated = ["operation-deprecated", "operation-no-longer-deprecated"];
        self.find_turned(deprecated, &at, old.deprecated, new.deprecated);
        self.find_changed("operation-id-changed", &at, &old.id, &new.id);
        self.class(old.class, new.class, &at);
        let (credential, new_credential) = (format!("{:?}", old.credential), format!("{:?}", new.credential));
        self.find_changed("credential-changed", &at, &credential, &new_credential);
        if old.credential == new.credential {
            self.security(old, new, &at);
        }
        self.parameters(old, new);
        self.bodies(old, new);
        self.responses(old, new);
    }

    fn class(&mut self, old: Class, new: Class, at: &Subject) {
        let risk = |class| match class {
            Class::Safe => 0,
            Class::Idempotent => 1,
            Class::Effectful => 2,
        };
        let id = if risk(new) < risk(old) { "class-became-safer" } else { "class-became-riskier" };
        self.find_changed(id, at, &format!("{old:?}").to_lowercase(), &format!("{new:?}").to_lowercase());
    }
}

fn shown(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}
